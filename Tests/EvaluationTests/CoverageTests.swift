import Foundation
import Testing

@testable import Evaluation

@Suite("Search and coverage")
struct CoverageTests {
  private static let text = """
    # Tides

    The bell rings softly. A vessel must wait outside the boom. It may enter after the bell, and the fee is 12 crowns.

    | Vessel | Fee | Colour |
    |---|---|---|
    | Barge | 3 crowns | red |
    | Punt | 5 crowns | blue |

    ```
    a vessel must be code 3
    ```

    1. Shut the gate firmly.
    """

  @Test("Sentences and cells are units, and what states a rule, a quantity or a definition is a fact")
  func facts() {
    let units = SourceUnits.units(of: Made.chunks([Self.text])[0])
    let bytes = Array(Self.text.utf8)
    let texts = units.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(
      texts == [
        "The bell rings softly.", "A vessel must wait outside the boom.",
        "It may enter after the bell, and the fee is 12 crowns.",
        "3 crowns", "red", "5 crowns", "blue", "Shut the gate firmly.",
      ])
    #expect(units.map(Facts.isFact) == [false, true, true, true, false, true, false, false])
  }

  @Test(
    "Definitions are facts, pointing sentences are none",
    arguments: [
      ("A barge is a flat vessel without sails.", true), ("Soak means what armour takes away.", true),
      ("It is a fine day outside.", false), ("Boats lie in the harbour.", false),
    ])
  func definitions(_ text: String, _ isFact: Bool) {
    #expect(SourceUnits.units(of: Made.chunks([text])[0]).map(Facts.isFact) == [isFact])
  }

  @Test("A table that goes on from a chunk before has no header of its own")
  func continuedTable() {
    var chunk = Made.chunks(["| Barge | 3 crowns |\n| Punt | 5 crowns |"])[0]
    #expect(SourceUnits.units(of: chunk).isEmpty)
    chunk.context = "| Vessel | Fee |\n|---|---|"
    #expect(SourceUnits.units(of: chunk).count == 2)
  }

  private func record(_ part: String, _ question: String, _ answer: String) -> DatasetInput {
    let start = Self.text.range(of: part).map { Self.text.utf8.distance(from: Self.text.startIndex, to: $0.lowerBound) } ?? 0
    let record = Made.record(question, answer, evidence: part, range: start..<start + part.utf8.count, chunk: "c0")
    return DatasetInput(records: [record], chunks: Made.chunks([Self.text]))
  }

  @Test("Evidence covers the facts that question and answer are about")
  func covered() {
    let sentence = Coverage(record("A vessel must wait outside the boom.", "Who waits?", "All do."))
    #expect(sentence.sentences.covered == 1 && sentence.sentences.all == 4)
    #expect(sentence.facts.covered == 1 && sentence.facts.all == 4 && sentence.richFacts == sentence.facts)
    let row = Coverage(record("| Barge | 3 crowns | red |", "What is the fee for a barge?", "3 crowns."))
    #expect(row.facts.covered == 1 && row.sentences.covered == 0)
    let all = Coverage(record(Self.text, "What is the fee for a punt?", "5 crowns."))
    #expect(all.facts.covered == 2 && all.sentences.covered == 4, "a cell, and by “crowns” the other one of two words")
  }

  @Test("Sections without a record are not covered")
  func sections() {
    let chunks = Made.chunks(["A vessel must wait.", "A barge may enter.", "Dropped."], paths: [["A"], ["B"], ["C"]])
    var input = DatasetInput(records: [Made.record("Who waits?", chunk: "c0")], chunks: chunks)
    input.chunks[2].isKept = false
    let coverage = Coverage(input)
    #expect(coverage.sections.map(\.records) == [1, 0] && coverage.sections.map(\.path) == [["A"], ["B"]])
    #expect(Made.value("covered-sections", input.records, input.chunks) == 0.5)
    #expect(Made.value("covered-sections", input.records) == nil)
  }

  @Test("A search ranks chunks by rare words")
  func search() {
    let texts = ["The gate is shut at night.", "The gate opens for a barge.", "A punt is blue.", "The gate is old."]
    var index = BM25(texts)
    #expect(index.rank(of: 1, for: "When does the gate open for a barge?") == 1)
    #expect(index.rank(of: 2, for: "Which punt?") == 1 && index.rank(of: 2, for: "Which gate?") == nil)
    // The shortest text with the word comes first, and of two as long the one before.
    #expect(index.rank(of: 3, for: "Which gate?") == 1)
    #expect(index.rank(of: 1, for: "a barge barge?") == index.rank(of: 1, for: "a barge?"))
    let chunks = Made.chunks(texts)
    let records = [Made.record("Which gate is old?", chunk: "c3"), Made.record("Which gate is old?", id: "b", chunk: "c1")]
    let rank = BM25.rank(texts, 1, "Which gate is old?")
    #expect(rank == 2 || rank == 3)
    #expect(Made.value("search-hit-1", records, chunks) == 0.5 && Made.value("search-hit-5", records, chunks) == 1)
    let mean = (1 + 1 / Double(rank ?? 1)) / 2
    #expect(abs((Made.value("search-mrr", records, chunks) ?? 0) - mean) < 0.0001)
  }
}

extension BM25 {
  /// Of one question.
  static func rank(_ texts: [String], _ target: Int, _ question: String) -> Int? {
    var index = BM25(texts)
    return index.rank(of: target, for: question)
  }
}
