import Chunking
import DocumentModel
import Foundation
import Ingestion
import TestSupport
import Testing

@testable import Scoring

@Suite("Scoring")
struct ScoringTests {
  private func score(_ markdown: String) throws -> ChunkScore {
    let document = try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(markdown.utf8)))
    let chunk = Chunk(
      id: "x", documentID: document.id, range: 0..<document.text.utf8.count, headingPath: [], context: "", pages: nil,
      tokenCount: 0,
      text: document.text)
    return try #require(LogisticScorer().scores(of: [chunk], in: document).first)
  }

  @Test("A heading in a chunk's first half ends what stands above it")
  func headingInside() throws {
    let contents = "# Contents\n\n- Gates … 1\n- Boats … 3\n- Tides … 8\n\n"
    let text = contents + "Chapter One\n\n# Scope\n\n" + Array(repeating: Self.rules, count: 8).joined(separator: "\n\n")
    let document = try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(text.utf8)))
    let start = try #require(document.text.range(of: "Chapter One")).lowerBound
    let range = document.text.utf8.distance(from: document.text.startIndex, to: start)..<document.text.utf8.count
    let chunk = Chunk(
      id: "x", documentID: document.id, range: range, headingPath: ["Contents"], context: "", pages: nil, tokenCount: 0,
      text: document.text(in: range))
    let place = try #require(Feature.all.firstIndex { $0.name == "under-contents" })
    #expect(FeatureVector.values(of: [chunk], in: document)[0][place] == 0)
    let entries = Chunk(
      id: "y", documentID: document.id, range: 0..<range.lowerBound, headingPath: ["Contents"], context: "", pages: nil,
      tokenCount: 0, text: document.text(in: 0..<range.lowerBound))
    #expect(FeatureVector.values(of: [entries], in: document)[0][place] == 1)
  }

  static let rules = """
    A vessel shall not leave a berth until the master has given one hour's notice and has paid all dues. If the notice is late, a
    surcharge of 15 per cent is due, unless stress of weather was the cause. A vessel over 30 metres must use at least two lines, and
    no line may be longer than 40 metres. The harbour master may close the fairway for 72 hours if life is in danger.
    """

  @Test("Rules are kept and rich")
  func rich() throws {
    let score = try score(Self.rules)
    #expect(score.density > 0.8 && score.rules > 0.7 && score.label == .rules)
  }

  @Test(
    "Matter around the content is dropped, and said to be what it is",
    arguments: [
      (.contents, "- Falling … 13\n- Drowning … 13\n- Cold … 14\n- Fire … 14\n- Marsh gas … 15\n- Poison … 15\n"),
      (.index, "- lanterns, 9, 16\n- locks, 4, 12, 18\n- marsh gas, 13\n- mending, 7, 9\n- mills, 6, 9\n- mud, 10, 12\n"),
      (
        .licence,
        "Copyright by the authors. All rights reserved. This work is licensed under the licence below. It comes without warranty of any kind; the licensor accepts no liability, and redistribution in source form must keep the copyright notice and this disclaimer."
      ),
      (
        .form,
        "Name of vessel ......................\n\nFlag .............. Length ..............\n\nSigned .............. Date ..............\n"
      ),
    ] as [(ChunkLabel, String)])
  func junk(pair: (label: ChunkLabel, text: String)) throws {
    let score = try score(pair.text)
    #expect(score.density < 0.5 && score.label == pair.label)
  }

  @Test("A score lies between 0 and 1 for every input", arguments: ["", "x", "7 8 9", "😀😀", "\n\n", "# ", "|  |\n|--|\n|  |"])
  func degenerate(text: String) throws {
    let score = try score(text)
    #expect((0...1).contains(score.density) && (0...1).contains(score.rules) && score.rules <= score.density)
  }

  @Test("Wrapping the lines anew moves the score of prose by little")
  func wrapping() throws {
    let joined = Self.rules.replacing("\n", with: " ")
    let narrow = joined.split(separator: " ").enumerated().map { $0 % 6 == 5 ? $1 + "\n" : $1 + " " }.joined()
    let scores = try [Self.rules, joined, narrow].map { try score($0).density }
    #expect((scores.max() ?? 0) - (scores.min() ?? 1) < 0.02)
  }

  @Test("Junk added to a chunk does not raise its density")
  func addedJunk() throws {
    let contents = "\n\n- Falling … 13\n- Drowning … 13\n- Cold … 14\n- Fire … 14\n"
    #expect(try score(Self.rules + contents).density <= score(Self.rules).density)
  }

  @Test("Reasons stand in the order of their weight")
  func reasons() throws {
    let reasons = try score(Self.rules).reasons
    #expect(!reasons.isEmpty)
    #expect(zip(reasons, reasons.dropFirst()).allSatisfy { abs($0.contribution) >= abs($1.contribution) })
  }

  @Test("The shipped model names features that exist, and each weighs something")
  func shipped() {
    #expect(Feature.all.count == Set(Feature.all.map(\.name)).count)
    // A weight that would make junk better is held at 0; the feature then tells labels apart.
    let models = [ScoringModel.shipped.density, ScoringModel.shipped.rules] + ScoringModel.shipped.labels.map(\.model)
    #expect(Feature.all.indices.allSatisfy { place in models.contains { $0.weights[place] != 0 } })
    for (place, feature) in Feature.all.enumerated() where feature.sign != .any {
      #expect(models.prefix(2).allSatisfy { feature.sign == .junk ? $0.weights[place] <= 0 : $0.weights[place] >= 0 })
    }
  }

  @Test("A model of another version is refused")
  func otherVersion() {
    #expect(throws: ScoringModel.Failure.self) {
      try ScoringModel(json: #"{"name": "x", "features": {"unheard-of": {"mean": 0}}}"#)
    }
    #expect(throws: ScoringModel.Failure.self) { try ScoringModel(json: "[]") }
    #expect(throws: ScoringModel.Failure.self) { try ScoringModel(json: "{") }
  }

  @Test("A title such as Contents speaks for its own lines, not for the sections that a page put below it")
  func titlesAbove() throws {
    let sections = (1...6).map { "## \($0). Berths\n\n\(Self.rules)\n\n" }.joined()
    let document = try MarkdownIngestor().read(
      Source(name: "x.md", bytes: Array("# Contents\n\n- Berths\n- Berths\n\n\(sections)".utf8)))
    let chunks = StructuralChunker(budget: 150).chunks(of: document)
    let scores = LogisticScorer().scores(of: chunks, in: document)
    #expect(chunks.dropFirst().allSatisfy { $0.headingPath.first == "Contents" })
    #expect(scores.dropFirst().allSatisfy { $0.density > 0.8 } && scores[0].density < 0.5)
  }
}
