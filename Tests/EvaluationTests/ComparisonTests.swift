import Datasets
import JSONText
import Testing

@testable import Evaluation

@Suite("Two runs side by side")
struct ComparisonTests {
  private let records = [
    Made.record("Who waits?", id: "1", chunk: "c0"), Made.record("Who pays?", id: "2", chunk: "c0"),
    Made.record("Who rings?", id: "3", chunk: "c1", path: ["I"]),
  ]

  private func run(_ records: [Record], budget: Int = 400) -> RunContents {
    let manifest: JSONValue = [
      "quern": "1", "options": ["budget": .int(budget), "limit": .null],
      "counts": ["chunks": ["in": 2, "out": 2], "records": .int(records.count)],
      "inputs": [["name": "a.md"]],
    ]
    return RunContents(
      name: "x", dataset: DatasetInput(records: records, chunks: Made.chunks(["A vessel must wait.", "A bell rings."])),
      manifest: manifest)
  }

  @Test("A run beside itself differs in nothing")
  func itself() {
    let comparison = RunComparison(run(records), run(records))
    #expect(comparison.isSame && comparison.options.isEmpty && comparison.records.same == 3)
    #expect(comparison.samples.allSatisfy { $0.first == $0.second } && comparison.samples.count == 2)
    #expect(
      RunComparison(RunContents(name: "a", dataset: .init(records: [])), .init(name: "b", dataset: .init(records: []))).isSame)
  }

  @Test("What differs is named: options, counts, measures, records")
  func differences() {
    var changed = records[1]
    changed.answer = "The gate is open."
    let other = [records[0], changed, Made.record("Who sleeps?", id: "4", chunk: "c1")]
    let comparison = RunComparison(run(records), run(Array(other), budget: 200), samples: 1)
    #expect(comparison.options.map(\.name) == ["budget"] && comparison.options.first?.second == "200")
    #expect(
      comparison.counts.map(\.name) == ["chunks.in", "chunks.out", "records"] && !comparison.counts.contains(where: \.differs))
    #expect(comparison.measures.contains { $0.name == "faithfulness" && $0.differs })
    let found = comparison.records
    #expect(found.same == 1 && found.changed.map(\.second.answer) == ["The gate is open."])
    #expect(found.onlyFirst.map(\.id) == ["3"] && found.onlySecond.map(\.id) == ["4"])
    #expect(comparison.samples.count == 1 && comparison.samples[0].first.map(\.id) == ["1", "2"])
    #expect(!comparison.isSame)
  }

  @Test("The same record from another chunk is the same, and the same question elsewhere worded is changed")
  func pairing() {
    let moved = Made.record("Who waits?", id: "9", chunk: "z")
    let loud = Made.record("WHO PAYS?", id: "8", chunk: "z")
    let changes = RecordChanges(Array(records.prefix(2)), [loud, moved])
    #expect(
      changes.same == 1 && changes.changed.map(\.second.id) == ["8"] && changes.onlyFirst.isEmpty && changes.onlySecond.isEmpty)
  }

  @Test("Quartiles and tenths")
  func spread() {
    let spread = Spread([0, 0.1, 0.2, 0.3, 1])
    #expect(
      spread.quartiles == [0, 0.1, 0.2, 0.3, 1] && spread.count == 5 && spread.tenths.reduce(0, +) == 5 && spread.tenths[9] == 1)
    #expect(Spread([0.2, 0.4]).quartiles == [0.2, 0.25, 0.3, 0.35, 0.4] && Spread([]).quartiles == [0, 0, 0, 0, 0])
  }
}
