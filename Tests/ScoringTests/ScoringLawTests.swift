import Chunking
import DocumentModel
import Foundation
import Ingestion
import TestSupport
import Testing

@testable import Scoring

/// What holds for the scores of any text.
@Suite("Laws of scoring")
struct ScoringLawTests {
  private static func chunk(_ text: String) -> (Chunk, Document) {
    let document = Document(
      id: "d", source: .init(name: "x.md", format: .markdown, byteCount: text.utf8.count), text: text,
      elements: MarkdownElements.elements(of: text))
    let chunk = Chunk(
      id: "x", documentID: "d", range: 0..<text.utf8.count, headingPath: [], context: "", pages: nil, tokenCount: 0, text: text)
    return (chunk, document)
  }

  private static func score(_ text: String) throws -> ChunkScore {
    let (chunk, document) = chunk(text)
    return try #require(LogisticScorer().scores(of: [chunk], in: document).first)
  }

  /// Paragraphs of the demo's documents, as they were written.
  private static let paragraphs: [String] = [
    "corpora/policy/policy.md", "corpora/harbour-code/harbour-code.txt", "ARCHITECTURE.md", "docs/guides/pages-of-text.md",
  ].flatMap { path in
    let text = (try? String(contentsOfFile: Repository.path(path), encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n\n").filter { paragraph in
      // Lines that are lists, tables or headings are not to be joined.
      paragraph.utf8.count > 200 && !paragraph.contains("|") && !paragraph.contains("`") && !paragraph.contains("[")
        && !paragraph.contains("   ")
        && paragraph.split(separator: "\n").allSatisfy { $0.first?.isLetter == true }
    }
  }

  private static func wrapped(_ text: String, at width: Int) -> String {
    var (lines, line) = ([String](), "")
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + word.count >= width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }

  @Test("Lines wrapped another way, and more blank lines, leave scores as they are", arguments: [30, 72, 100_000])
  func wrapping(width: Int) throws {
    #expect(Self.paragraphs.count > 12)
    for pair in zip(Self.paragraphs, Self.paragraphs.dropFirst()).prefix(60) {
      let one = try Self.score(pair.0 + "\n\n" + pair.1)
      let other = try Self.score(Self.wrapped(pair.0, at: width) + "\n\n\n\n" + Self.wrapped(pair.1, at: width) + "\n\n")
      #expect(one == other, "\(pair.0.prefix(60))")
    }
  }

  @Test(
    "Composed and decomposed characters are the same",
    arguments: [
      "Der Träger muß die Gebühr für große Schiffe bis zum 3. März zahlen, außer wenn die Behörde es anders verfügt und bestätigt, daß kein Schaden entsteht.",
      "L'élève doit présenter sa carte à l'entrée, sauf si le règlement du collège prévoit une exception pour les élèves âgés de seize ans.",
      "El capitán deberá avisar al señor práctico con doce horas de antelación, salvo que la autoridad disponga otra cosa según el artículo.",
    ])
  func normalisation(text: String) throws {
    let (composed, decomposed) = (text.precomposedStringWithCanonicalMapping, text.decomposedStringWithCanonicalMapping)
    #expect(Array(composed.utf8) != Array(decomposed.utf8))
    #expect(try Self.score(composed) == Self.score(decomposed))
  }

  private static let junk = [
    "- Falling … 13\n- Drowning … 13\n- Cold … 14\n- Fire … 14\n- Marsh gas … 15\n- Poison … 15\n- Sickness … 16",
    "anchors, 3, 17; appeals, 41, 42; ballast, 12; berths, 9, 14; boats, 4; bollards, 16; buoys, 7, 8; cargo, 20, 21",
    "Copyright by the authors. All rights reserved. No warranty of any kind is given; redistribution must keep this copyright notice.",
    "Home | Login | Register | Search | Next | Previous | Back to top | Share | Print | Subscribe to our newsletter",
    "Name of vessel .................... Flag .................... Signed .................... Date ....................",
  ]

  @Test("Junk added to a kept chunk does not raise its density, and never gets a dropped one kept", arguments: junk)
  func addedJunk(junk: String) throws {
    for pair in zip(Self.paragraphs, Self.paragraphs.dropFirst()).prefix(60) {
      let text = pair.0 + "\n\n" + pair.1
      let (before, after) = (try Self.score(text).density, try Self.score(text + "\n\n" + junk + "\n").density)
      #expect(before < 0.5 ? after < 0.5 : after <= before, "\(before) \(after)")
    }
  }

  @Test("Any text has scores between 0 and 1, rules never above density, and reasons by their weight")
  func ranges() throws {
    var generator = SeededGenerator(seed: 7)
    let parts = [
      "must", "if", "12 m", "…", "\n", "\n\n", "- ", "|", "é", "e\u{301}", "漢字", "😀", "0.5", "_____", "http://a.b", "`x`", "A.",
      "# ",
    ]
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? "" }
        .joined(separator: Bool.random(using: &generator) ? " " : "")
      let score = try Self.score(text)
      #expect((0...1).contains(score.density) && (0...score.density).contains(score.rules))
      #expect(zip(score.reasons, score.reasons.dropFirst()).allSatisfy { abs($0.contribution) >= abs($1.contribution) })
    }
  }

  @Test("Bytes that are no UTF-8 and texts of ten million bytes are scored in bounded time")
  func hostile() throws {
    let long = String(repeating: "x", count: 8_000_000) + String(repeating: " A vessel must wait.", count: 100_000)
    let start = Date()
    #expect(try Self.score(long).density > 0)
    #expect(Date().timeIntervalSince(start) < 60)
    #expect(try Self.score(String(decoding: [0xE2, 0x80, 0x41, 0xFF, 0xC3], as: UTF8.self)).density >= 0)
  }
}
