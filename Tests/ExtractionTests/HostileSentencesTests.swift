import Chunking
import Datasets
import DocumentModel
import Foundation
import Ingestion
import TestSupport
import Testing

@testable import Extraction

@Suite("Sentences that nobody wrote")
struct HostileSentencesTests {
  /// Sentences of the demo corpus.
  private static let sentences: [String] = ["corpora/policy/policy.md", "corpora/harbour-code/harbour-code.txt"].flatMap { path in
    String(decoding: Repository.bytes(path), as: UTF8.self).split(whereSeparator: \.isNewline)
      .flatMap { $0.split(separator: ". ").map { $0 + "." } }.filter { $0.utf8.count > 20 }
  }

  private static let marks = [
    ",", ";", ":", "(", ")", "“", "”", "\"", "’", "`", "**", "—", ".", "…", "|", "/", "=", "é", "的", "\u{FFFD}", "",
  ]
  private static let words = [
    "when", "which", "if", "not", "so", "that", "two", "as", "follows", "must", "is", "are", "you", "by", "the", "who", "and",
    "cannot",
    "means", "until", "every", "never", "to", "of", "1", "3.5", "A", "ms.",
  ]

  /// One with words cut, swapped, doubled and put in, and marks set anywhere.
  private func spoilt(_ generator: inout SeededGenerator) -> String {
    var words = Self.sentences.randomElement(using: &generator)?.split(separator: " ").map(String.init) ?? []
    if Bool.random(using: &generator) { words = Array(words.prefix(Int.random(in: 1...12, using: &generator))) }
    for _ in 0..<Int.random(in: 0...3, using: &generator) where !words.isEmpty {
      let place = Int.random(in: 0..<words.count, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: words.remove(at: place)
      case 1: words.swapAt(place, Int.random(in: 0..<words.count, using: &generator))
      case 2: words.insert(Self.words.randomElement(using: &generator) ?? "", at: place)
      case 3: words[place] += Self.marks.randomElement(using: &generator) ?? ""
      default: words[place] = (Self.marks.randomElement(using: &generator) ?? "") + words[place]
      }
    }
    // Openings before a comma, of which a clause is made of words that may be too few.
    if Int.random(in: 0..<3, using: &generator) == 0 {
      let opening = (0..<Int.random(in: 1...3, using: &generator)).map { _ in Self.words.randomElement(using: &generator) ?? "" }
      words = [opening.joined(separator: " ") + ","] + words
    }
    let text = words.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst() + (Bool.random(using: &generator) ? "." : "")
  }

  @Test("No sentence stops the rules, and what they write is proved by its range", arguments: 0..<8)
  func spoilt(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var written = 0
    for _ in 0..<150 {
      let paragraphs = (0..<12).map { _ in
        (["", "", "- ", "1. ", "**Hold**: ", "> "].randomElement(using: &generator) ?? "") + spoilt(&generator)
      }
      let markdown = "# Hall\n\n" + paragraphs.joined(separator: "\n\n") + "\n"
      let document = try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(markdown.utf8)))
      let chunks = StructuralChunker().chunks(of: document).map { (chunk: $0, score: 0.9) }
      for record in Extractor(confidence: 0).records(of: chunks, in: document) {
        #expect(document.text(in: record.evidence.range) == record.evidence.text)
        #expect(!record.answer.isEmpty && record.question.hasSuffix("?"))
        written += 1
      }
    }
    #expect(written > 100)
  }
}
