internal import Foundation
public import Generation
internal import Hashing
public import JSONText
public import LanguageModels
internal import Scoring
internal import Workspace

/// Runs a flow over rows into a folder.
///
/// Every reply is on the disk before it is used, so that the same command goes on where a run ended, and after a change of a prompt,
/// a parameter or the model asks only what that touches.
public struct FlowJob: Sendable {
  private let choice: FlowChoice
  private var flow: Flow { choice.flow }

  public init(_ choice: FlowChoice) { self.choice = choice }

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
  public func run(_ rows: FlowRows, output: String, force: Bool = false) throws(RunError) -> Summary {
    try check(rows)
    let folder = try OutputFolder(output, force: force)
    let workspace = try open(folder)
    let summary = try run(rows, in: folder, workspace) { _ in }
    try folder.write(manifest(summary).prettyText, to: "run.json")
    do throws(Workspace.Failure) { try workspace.finish() } catch {
      throw RunError("`\(output)`: \(error)", hint: "check the disk")
    }
    return summary
  }

  /// Throws where the flow cannot run over the rows.
  func check(_ rows: FlowRows) throws(RunError) {
    do throws(FlowError) { try FlowInput.check(rows, names: rows.names, for: flow) } catch {
      throw RunError(error.description, hint: error.hint)
    }
  }

  /// Writes `rows.jsonl` and `failed.jsonl` into a folder that is open.
  ///
  /// - Parameter deliver: takes the finished rows in order, on one task.
  func run(_ rows: FlowRows, in folder: OutputFolder, _ workspace: Workspace, deliver: @escaping (FlowRow) -> Void)
    throws(RunError) -> Summary
  {
    let start = Date()
    let blamed = choice.retriesFailed ? Self.blamedRequests(folder.file("failed.jsonl")) : []
    if !blamed.isEmpty {
      do throws(Workspace.Failure) { try workspace.setAside(blamed.map { ($0.model, $0.key) }) } catch {
        throw RunError("`\(folder.file("workspace.sqlite"))`: \(error)", hint: "check the disk")
      }
    }
    let file = try folder.stream("rows.jsonl")
    let (outcome, count) = answers(to: rows, into: file, workspace, deliver)
    try file.finish()
    try folder.write(outcome.failures.map { $0.json.text + "\n" }.joined(), to: "failed.jsonl")
    return Summary(
      rowsIn: rows.count, rowsOut: count, outcome: outcome, requests: choice.meter.counts, latency: latency,
      seconds: Date().timeIntervalSince(start))
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
    let key = choice.key
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

  private func answers(
    to rows: FlowRows, into file: StreamedFile, _ workspace: Workspace, _ deliver: @escaping (FlowRow) -> Void
  ) -> (FlowRunner.Outcome, Int) {
    let remembering = RememberingModel(choice.model, store: workspace, meter: choice.meter)
    let others = choice.blockModels.mapValues { RememberingModel($0, store: workspace, meter: choice.meter) }
    let columns = rows.names.sorted()
    let runner = FlowRunner(
      flow, columns: columns, window: choice.window, monitor: choice.monitor, references: ExtractedQuestions()
    ) { others[$0] ?? remembering }
    let sink = RowSink(file, deliver)
    let outcome = waiting { await runner.run(rows) { sink.take($0) } }
    return (outcome, sink.count)
  }

  private var latency: (median: Double, ninetyFifth: Double)? {
    guard let median = choice.meter.latency(0.5), let high = choice.meter.latency(0.95) else { return nil }
    return (median, high)
  }

  func manifest(_ summary: Summary) -> JSONValue {
    [
      "quern": .string(Quern.version), "flow": .string(flow.name), "flow_id": JSONValue(flow.id),
      "compat": JSONValue(flow.isCompatible ? "sdg_hub" : nil), "model": .string(choice.model.name),
      "block_models": .object(choice.blockModels.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value.name)) }),
      "rows": ["in": .int(summary.rowsIn), "out": .int(summary.rowsOut), "failed": .int(summary.outcome.failures.count)],
      "ended_early": JSONValue(summary.outcome.end?.message),
      "blocks": .array(summary.outcome.blocks.map(\.json)), "requests": summary.requests.json,
      "latency_seconds": summary.latency.map {
        ["p50": .double($0.median.rounded(places: 4)), "p95": .double($0.ninetyFifth.rounded(places: 4))]
      } ?? .null,
      "seconds": .double(summary.seconds.rounded(places: 3)),
    ]
  }
}

/// Takes finished rows in order. One task at a time uses it.
private final class RowSink: @unchecked Sendable {
  private let file: StreamedFile
  private let deliver: (FlowRow) -> Void
  private(set) var count = 0

  init(_ file: StreamedFile, _ deliver: @escaping (FlowRow) -> Void) { (self.file, self.deliver) = (file, deliver) }

  func take(_ row: FlowRow) {
    file.writeLine(row.json.text)
    deliver(row)
    count += 1
  }
}

extension BlockCounts {
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("block", .string(name)), .init("in", .int(rowsIn)), .init("passed", .int(rowsPassed)),
      .init("filtered", .int(rowsFiltered)), .init("failed", .int(rowsFailed)), .init("made", .int(rowsMade)),
      .init("filtered_by_reason", Self.sorted(reasons)),
    ]
    if !values.isEmpty { members.append(.init("made_by_value", Self.sorted(values))) }
    return .object(members)
  }

  private static func sorted(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init($0.key, .int($0.value)) })
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
      "truncated": .int(truncated), "dollars": .double((dollars * 1e6).rounded() / 1e6),
    ]
  }
}
