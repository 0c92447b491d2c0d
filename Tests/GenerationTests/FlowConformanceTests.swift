import Foundation
import Generation
import JSONText
import TestSupport
import Testing

/// Small flows, with what sdg_hub 0.9.4 made of them; fixtures/flows/README.md says which shows what.
@Suite("Flows as sdg_hub runs them") struct FlowConformanceTests {
  static let folders = (try? FileManager.default.contentsOfDirectory(atPath: Repository.path("fixtures/flows")))?.sorted() ?? []
  static func holds(_ folder: String, _ file: String) -> Bool {
    FileManager.default.fileExists(atPath: Repository.path("fixtures/flows/\(folder)/\(file)"))
  }

  static let whole = folders.filter { holds($0, "output.jsonl") }
  static let failing = folders.filter { holds($0, "error.txt") }

  @Test("There are flows of both kinds") func flows() {
    #expect(Self.whole.count >= 25)
    #expect(Self.failing.count >= 15)
  }

  /// Letters that are two in another case, `ß`, are found by either. This list only shrinks.
  static let differing: Set<String> = ["regex-ends.folded", "regex-ends.rest"]

  @Test("The same requests and the same rows", arguments: whole) func rows(folder: String) async throws {
    let path = "fixtures/flows/" + folder
    let flow = try Flow(path: Repository.path(path), isCompatible: true)
    let model = Exchanges(RecordedFlow.lines(path + "/exchanges.jsonl"))
    let rows = RecordedFlow.rows(path + "/input.jsonl")
    var made: [FlowRow] = []
    let outcome = await FlowRunner(flow, columns: rows[0].names) { _ in model }.run(rows) { made.append($0) }
    #expect(outcome.failures.map { "\($0.block): \($0.failure)" } == [])
    let expected = RecordedFlow.rows(path + "/output.jsonl")
    #expect(made.count == expected.count)
    for (index, (row, wanted)) in zip(made, expected).enumerated() {
      let (row, wanted) = (RecordedFlow.normal(row), RecordedFlow.normal(wanted))
      for column in Set(row.keys).union(wanted.keys).sorted() where !Self.differing.contains("\(folder).\(column)") {
        #expect(row[column] == wanted[column], "row \(index), \(column)")
      }
    }
    #expect(model.difference == (0, 0))
    for block in outcome.blocks { #expect(block.rowsIn == block.rowsPassed + block.rowsFiltered + block.rowsFailed) }
  }

  /// A column of `output_columns` that no row has is left out.
  static let forgiven: Set<String> = ["fails-output-column"]

  @Test("What sdg_hub refuses is refused, or gives no rows", arguments: failing.filter { !forgiven.contains($0) }) func failures(
    folder: String
  ) async {
    let path = "fixtures/flows/" + folder
    let rows = RecordedFlow.rows(path + "/input.jsonl")
    guard let flow = try? Flow(path: Repository.path(path), isCompatible: true),
      (try? FlowInput.check(rows, for: flow)) != nil
    else { return }
    let model = Exchanges(RecordedFlow.lines(path + "/exchanges.jsonl"))
    var made: [FlowRow] = []
    let outcome = await FlowRunner(flow, columns: rows[0].names) { _ in model }.run(rows) { made.append($0) }
    #expect(!outcome.failures.isEmpty || made.isEmpty, "\(outcome.blocks)")
  }
}
