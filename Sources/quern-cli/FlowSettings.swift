import ArgumentParser
import Foundation
import Generation
import JSONText
import LanguageModels
import Quern

/// The options of commands that run a flow.
struct FlowSettings: ParsableArguments {
  @Option(help: ArgumentHelp("Another model for one block, as block=model; may be given again.", valueName: "block=model"))
  var blockModel: [String] = []

  @Option(
    help: ArgumentHelp(
      "A parameter of one block's requests, as block.key=value in JSON; may be given again.", valueName: "block.key=value"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file to append requests and replies to, which --model replay/FILE answers from again.", valueName: "file"))
  var record: String?

  @Flag(help: "Ask again where the folder's failed.jsonl blames a reply that was kept.")
  var retryFailed = false

  @OptionGroup var rows: FlowRowOptions
  @OptionGroup var library: FlowLibraryOptions

  /// Throws where options are given that only a flow can use.
  func requireNone() throws {
    let given = [
      (!blockModel.isEmpty, "--block-model"), (!set.isEmpty, "--set"), (record != nil, "--record"),
      (retryFailed, "--retry-failed"),
      (rows.limit != nil, "--rows"), (rows.domain != nil, "--domain"), (rows.icl != nil, "--icl"),
    ]
    if let name = given.first(where: \.0)?.1 {
      throw Failure.message(
        "`\(name)` is for flows, and none is named", hint: "name one with `--flow`; `quern flow list` shows them")
    }
  }

  /// The flow of a name with its models.
  func choice(_ name: String, model: String, _ connection: ModelOptions) throws -> FlowChoice {
    var flow = try library.flow(name)
    try applySettings(to: &flow)
    let others =
      flow.modelsOfBlocks.values.sorted() + blockModel.compactMap { $0.split(separator: "=", maxSplits: 1).last.map(String.init) }
    let meter = try connection.meter(for: [model] + others)
    let scheduler = connection.scheduler
    let recorder = try record.map(Self.recorder)
    func opened(_ name: String) throws -> any LanguageModel {
      let model = try connection.open(name, scheduler, meter)
      return recorder.map { RecordingModel(model, $0) } ?? model
    }
    var models = try flow.modelsOfBlocks.mapValues(opened)
    for entry in blockModel {
      let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, flow.blocks.contains(where: { $0.name == parts[0] }) else {
        throw Failure.message(
          "`--block-model \(entry)` names no block of the flow", hint: "write it as block=model; see `quern flow show`")
      }
      models[parts[0]] = try opened(parts[1])
    }
    // A local model keeps what it read last: all requests of a row before the next row's, where each slot has a row.
    let isLocal = model.hasPrefix("local/")
    var choice = FlowChoice(
      flow, model: try opened(model), blockModels: models, meter: meter,
      window: isLocal ? connection.localSlots : 2 * connection.concurrency)
    choice.hints = try rows.hints
    choice.limit = rows.limit
    choice.retriesFailed = retryFailed
    return choice
  }

  private static func recorder(_ path: String) throws -> ExchangeRecorder {
    do throws(LanguageModelError) { return try ExchangeRecorder(path: path) } catch {
      throw Failure.message(error.message, hint: error.hint)
    }
  }

  private func applySettings(to flow: inout Flow) throws {
    for entry in set {
      guard let mark = entry.firstIndex(of: "="), let point = entry[..<mark].lastIndex(of: ".") else {
        throw Failure.message("`--set \(entry)` is no setting", hint: "write it as block.key=value")
      }
      let text = String(entry[entry.index(after: mark)...])
      let value = (try? JSONValue(parsing: text)) ?? .string(text)
      let key = String(entry[entry.index(after: point)..<mark])
      do throws(FlowError) { try flow.override([.init(key, value)], of: String(entry[..<point])) } catch {
        throw Failure.message(error.description, hint: error.hint)
      }
    }
  }
}

/// Runs a flow for a command, over documents or rows.
enum FlowAction {
  static func run(
    _ choice: FlowChoice, _ rows: FlowRowOptions, _ inputs: [String], output: String, force: Bool, isQuiet: Bool,
    _ options: @autoclosure () throws -> RunOptions
  ) throws {
    let (found, failedInputs) = try rows.read(inputs, for: choice.flow, try options(), isQuiet: isQuiet)
    let progress = FlowProgress(choice, rows: found.count, isOn: !isQuiet)
    let summary = try FlowJob(choice).run(found, output: output, force: force)
    progress.end()
    if !isQuiet { Console.say(FlowSummaryText(summary, output: output).text) }
    try conclude(summary)
    if !summary.outcome.failures.isEmpty || failedInputs > 0 { throw ExitCode(summary.rowsOut > 0 ? 1 : 2) }
  }

  /// Says why a flow ended early, and leaves where a quota ended it.
  static func conclude(_ summary: FlowJob.Summary) throws {
    if let end = summary.outcome.end { Console.error(end.message, hint: "the same command goes on from here") }
    if summary.outcome.end?.code == "quota" { throw ExitCode(3) }
  }
}

/// What a person reads after a flow.
struct FlowSummaryText {
  let text: String

  init(_ summary: FlowJob.Summary, output: String) {
    var table = TextTable(header: ["block", "in", "passed", "filtered", "failed", "made"], rightAligned: [1, 2, 3, 4, 5])
    for block in summary.outcome.blocks {
      table.add([
        TextTable.clip(block.name, to: 50), "\(block.rowsIn)", "\(block.rowsPassed)", "\(block.rowsFiltered)",
        "\(block.rowsFailed)", "\(block.rowsMade)",
      ])
    }
    var text = table.text + "\n"
    let filtered = summary.outcome.blocks.filter { !$0.reasons.isEmpty }
    for block in filtered { text += "filtered by \(TextTable.clip(block.name, to: 50)): \(Self.list(block.reasons))\n" }
    for block in summary.outcome.blocks where !block.values.isEmpty {
      text += "made by \(TextTable.clip(block.name, to: 50)): \(Self.list(block.values))\n"
    }
    text += Self.spent(summary)
    if !summary.outcome.failures.isEmpty {
      var reasons: [String: Int] = [:]
      for failure in summary.outcome.failures { reasons[failure.failure.code, default: 0] += 1 }
      text += "given up: \(Self.list(reasons)); see \(output)/failed.jsonl\n"
    }
    let (rowsIn, rowsOut) = (summary.rowsIn, summary.rowsOut)
    text +=
      "\(rowsIn) row\(rowsIn == 1 ? "" : "s") became \(rowsOut) in \(String(format: "%.1f", summary.seconds)) s → \(output)/rows.jsonl"
    self.text = text
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  private static func spent(_ summary: FlowJob.Summary) -> String {
    let counts = summary.requests
    var text = "\(counts.replies) replies, \(counts.reused) reused, \(counts.retries) retries, "
    text += "\(counts.promptTokens) prompt tokens, \(counts.completionTokens) completion tokens"
    text += counts.dollars > 0 ? String(format: ", $%.4f\n", counts.dollars) : "\n"
    if let latency = summary.latency {
      text += String(
        format: "half of the replies came within %.2f s, 95 in 100 within %.2f s\n", latency.median, latency.ninetyFifth)
    }
    if counts.truncated > 0 { text += "\(counts.truncated) replies were cut off by their limit of tokens\n" }
    return text
  }
}
