import Foundation
import Generation
import JSONText
import TestSupport
import Testing

/// Flows of an installed sdg_hub, run over what was recorded of it. `QUERN_GOLDENS` names the folder of recordings, `QUERN_FLOW_PATH`
/// that of the flows.
@Suite("Flows of an installed sdg_hub") struct InstalledFlowTests {
  static let recordings = ProcessInfo.processInfo.environment["QUERN_GOLDENS"]
  static let flows = ProcessInfo.processInfo.environment["QUERN_FLOW_PATH"]

  @Test(
    "The recorded requests and rows",
    .enabled(if: recordings != nil && flows != nil, "QUERN_GOLDENS and QUERN_FLOW_PATH name no folders"))
  func goldens() async throws {
    let (goldens, flows) = (try #require(Self.recordings), try #require(Self.flows))
    let list = try JSONValue(parsing: String(contentsOfFile: goldens + "/flows.json", encoding: .utf8))
    for entry in try #require(list.arrayValue) {
      let name = try #require(entry["name"]?.stringValue)
      let folder = goldens + "/" + name
      var flow = try Flow(path: flows + "/" + (entry["flow"]?.stringValue ?? ""), isCompatible: true)
      let measures = try JSONValue(parsing: String(contentsOfFile: folder + "/measures.json", encoding: .utf8))
      if case .object(let overrides)? = measures["overrides"] {
        for override in overrides {
          guard case .object(let values) = override.value else { continue }
          try flow.override(values.filter { !$0.key.hasPrefix("_") }, of: override.key)
        }
      }
      let model = Exchanges(RecordedFlow.lines(at: folder + "/exchanges.jsonl"))
      let rows = RecordedFlow.rows(at: folder + "/input.jsonl")
      var made: [FlowRow] = []
      let outcome = await FlowRunner(flow, columns: rows[0].names) { _ in model }.run(rows) { made.append($0) }
      #expect(outcome.failures.isEmpty, "\(name)")
      let wanted = RecordedFlow.rows(at: folder + "/output.jsonl")
      #expect(made.map { RecordedFlow.normal($0) } == wanted.map { RecordedFlow.normal($0) }, "\(name)")
      #expect(model.difference == (0, 0), "\(name)")
    }
  }
}
