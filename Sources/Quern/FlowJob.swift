internal import Foundation
public import Generation
internal import Hashing
public import JSONText
public import LanguageModels
internal import Workspace

/// Runs a flow over rows into a folder.
///
/// Every reply is on the disk before it is used, so that the same command goes on where a run ended, and after a change of a prompt,
/// a parameter or the model asks only what that touches.
public struct FlowJob: Sendable {
  private let flow: Flow
  private let model: any LanguageModel
  private let blockModels: [String: any LanguageModel]
  private let meter: RequestMeter
  private let window: Int

  /// - Parameters:
  ///   - model: asked by all blocks that `blockModels` does not name.
  ///   - window: how many rows are on their way at once.
  public init(
    _ flow: Flow, model: any LanguageModel, blockModels: [String: any LanguageModel] = [:], meter: RequestMeter, window: Int
  ) {
    (self.flow, self.model, self.blockModels, self.meter, self.window) = (flow, model, blockModels, meter, window)
  }

  /// What came of a run.
  public struct Summary: Sendable {
    public var rowsIn: Int
    public var rowsOut: Int
    public var outcome: FlowRunner.Outcome
    public var requests: RequestMeter.Counts
    /// Seconds that half and nineteen in twenty of the replies took; nil where none came.
    public var latency: (median: Double, ninetyFifth: Double)?
    public var seconds: Double
  }

  /// Writes `rows.jsonl`, `failed.jsonl`, `run.json` and the workspace into the folder `output`.
  ///
  /// - Parameter retriesFailed: asks again where `failed.jsonl` of the folder blames a reply that was kept.
  public func run(_ rows: [FlowRow], output: String, force: Bool = false, retriesFailed: Bool = false) throws(RunError) -> Summary
  {
    let start = Date()
    do throws(FlowError) { try FlowInput.check(rows, for: flow) } catch { throw RunError(error.description, hint: error.hint) }
    let folder = try OutputFolder(output, force: force)
    let blamed = retriesFailed ? Self.blamedRequests(folder.file("failed.jsonl")) : []
    let workspace = try open(folder)
    if !blamed.isEmpty {
      do throws(Workspace.Failure) { try workspace.setAside(blamed.map { ($0.model, $0.key) }) } catch {
        throw RunError("`\(folder.file("workspace.sqlite"))`: \(error)", hint: "check the disk")
      }
    }
    let file = try folder.stream("rows.jsonl")
    let (outcome, count) = answers(to: rows, into: file, workspace)
    try file.finish()
    let summary = Summary(
      rowsIn: rows.count, rowsOut: count, outcome: outcome, requests: meter.counts, latency: latency,
      seconds: Date().timeIntervalSince(start))
    try folder.write(outcome.failures.map { $0.json.text + "\n" }.joined(), to: "failed.jsonl")
    try folder.write(manifest(summary).prettyText, to: "run.json")
    do throws(Workspace.Failure) { try workspace.finish() } catch {
      throw RunError("`\(output)`: \(error)", hint: "check the disk")
    }
    return summary
  }

  /// Requests that lines of a `failed.jsonl` blame; none where there is no such file.
  private static func blamedRequests(_ path: String) -> [SentRequest] {
    let lines = (FileManager.default.contents(atPath: path) ?? Data()).split(separator: UInt8(ascii: "\n"))
    return lines.compactMap { line in
      guard let json = try? JSONValue(parsing: Array(line)[...]), let model = json["model"]?.stringValue,
        let key = json["request"]?.stringValue
      else { return nil }
      return SentRequest(model: model, key: key)
    }
  }

  private func open(_ folder: OutputFolder) throws(RunError) -> Workspace {
    let key = "flow \(flow.id ?? flow.name)"
    do throws(Workspace.Failure) {
      let workspace = try folder.openWorkspace()
      let known = try workspace.value(forKey: "run")
      if known == nil || known == "" { try workspace.setValue(key, forKey: "run") }
      if known == nil || known == "" || known == key { return workspace }
    } catch {
      throw RunError(
        "`\(folder.file("workspace.sqlite"))`: \(error)", hint: "check the disk, or name another folder with `-o`")
    }
    throw RunError(
      "`\(folder.path)` holds a run of something else", hint: "name another folder with `-o`, or pass `--force` to start anew")
  }

  private func answers(to rows: [FlowRow], into file: StreamedFile, _ workspace: Workspace) -> (FlowRunner.Outcome, Int) {
    let remembering = RememberingModel(model, store: workspace, meter: meter)
    let others = blockModels.mapValues { RememberingModel($0, store: workspace, meter: meter) }
    let columns = Array(Set(rows.flatMap(\.names)))
    let runner = FlowRunner(flow, columns: columns, window: window) { others[$0] ?? remembering }
    let sink = RowSink(file)
    let outcome = waiting { await runner.run(rows) { sink.take($0) } }
    return (outcome, sink.count)
  }

  private var latency: (median: Double, ninetyFifth: Double)? {
    guard let median = meter.latency(0.5), let high = meter.latency(0.95) else { return nil }
    return (median, high)
  }

  private func manifest(_ summary: Summary) -> JSONValue {
    [
      "quern": .string(Quern.version), "flow": .string(flow.name), "flow_id": JSONValue(flow.id),
      "compat": JSONValue(flow.isCompatible ? "sdg_hub" : nil), "model": .string(model.name),
      "block_models": .object(blockModels.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value.name)) }),
      "rows": ["in": .int(summary.rowsIn), "out": .int(summary.rowsOut), "failed": .int(summary.outcome.failures.count)],
      "ended_early": JSONValue(summary.outcome.end?.message),
      "blocks": .array(summary.outcome.blocks.map(\.json)), "requests": summary.requests.json,
      "latency_seconds": summary.latency.map { ["p50": .double($0.median), "p95": .double($0.ninetyFifth)] } ?? .null,
      "seconds": .double(summary.seconds),
    ]
  }
}

/// Takes finished rows in order. One task at a time uses it.
private final class RowSink: @unchecked Sendable {
  private let file: StreamedFile
  private(set) var count = 0

  init(_ file: StreamedFile) { self.file = file }

  func take(_ row: FlowRow) {
    file.writeLine(row.json.text)
    count += 1
  }
}

extension BlockCounts {
  var json: JSONValue {
    [
      "block": .string(name), "in": .int(rowsIn), "passed": .int(rowsPassed), "filtered": .int(rowsFiltered),
      "failed": .int(rowsFailed), "made": .int(rowsMade),
    ]
  }
}

extension RowFailure {
  /// A line of `failed.jsonl`; the row counts from 1.
  var json: JSONValue {
    [
      "row": .int(origin + 1), "block": .string(block), "reason": .string(failure.code), "message": .string(failure.message),
      "reply": JSONValue(failure.reply), "model": JSONValue(failure.request?.model), "request": JSONValue(failure.request?.key),
    ]
  }
}

extension RequestMeter.Counts {
  var json: JSONValue {
    [
      "replies": .int(replies), "reused": .int(reused), "retries": .int(retries),
      "failures": .object(failures.sorted { $0.key < $1.key }.map { .init($0.key, .int($0.value)) }),
      "prompt_tokens": .int(promptTokens), "completion_tokens": .int(completionTokens), "replies_without_counts": .int(uncounted),
      "truncated": .int(truncated),
    ]
  }
}
