import ArgumentParser
import Foundation
import Generation
import JSONText
import LanguageModels
import Quern

/// `quern flow`.
struct FlowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow",
    abstract: "List, show, check, plan and run flows.",
    discussion: """
      A flow is a flow.yaml in the form of sdg_hub, with its prompts beside it. Flows are named by a path, or by name where they lie \
      below a folder of --flow-path or QUERN_FLOW_PATH, or in an installed sdg_hub, whose flows run unchanged:

        quern flow list
        quern flow show document-qa
        quern flow run enhanced_multi_summary_qa/doc_direct_qa rows.jsonl -o out --model vllm/NAME
      """,
    subcommands: [FlowListCommand.self, FlowShowCommand.self, FlowLintCommand.self, FlowPlanCommand.self, FlowRunCommand.self])
}

/// Where flows are looked for.
struct FlowLibraryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A folder below which flows lie; may be given again. (default: QUERN_FLOW_PATH)", valueName: "folder"))
  var flowPath: [String] = []

  @Option(
    help: ArgumentHelp(
      "sdg_hub does exactly as sdg_hub does; own mends its parsers. (default: by the flow; those of sdg_hub run as there)",
      valueName: "name"))
  var compat: Compat?

  enum Compat: String, ExpressibleByArgument, CaseIterable {
    case sdgHub = "sdg_hub"
    case own
  }

  private var folders: [String] {
    guard flowPath.isEmpty else { return flowPath }
    return (ProcessInfo.processInfo.environment["QUERN_FLOW_PATH"] ?? "").split(separator: ":").map(String.init)
  }

  var library: FlowLibrary { FlowLibrary(paths: folders, sdgHub: FlowLibrary.installedSdgHub()) }

  func flow(_ name: String) throws -> Flow {
    try found(name) { (library) throws(FlowError) in try library.flow(name, isCompatible: isCompatible) }
  }

  func findings(_ name: String) throws -> [FlowLint.Finding] {
    try found(name) { (library) throws(FlowError) in try library.findings(name, isCompatible: isCompatible) }
  }

  private var isCompatible: Bool? { compat.map { $0 == .sdgHub } }

  /// Looks a flow up. What is a path, or comes with Quern and nowhere else, needs no look at what Python has.
  private func found<Found>(_ name: String, _ look: (FlowLibrary) throws(FlowError) -> Found) throws -> Found {
    let manager = FileManager.default
    let isPath = manager.fileExists(atPath: name + "/flow.yaml") || (name.hasSuffix(".yaml") && manager.fileExists(atPath: name))
    let isBundled = folders.isEmpty && FlowLibrary(paths: [], sdgHub: nil).entries.contains { $0.name == name }
    do throws(FlowError) { return try look(isPath || isBundled ? FlowLibrary(paths: [], sdgHub: nil) : library) } catch {
      throw Failure.message(error.description, hint: error.hint)
    }
  }
}

/// `quern flow list`.
struct FlowListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the flows that are found by name.")

  @OptionGroup var options: FlowLibraryOptions

  func run() throws {
    try Command.perform {
      var table = TextTable(header: ["flow", "blocks", "requires"], rightAligned: [1])
      var refused: [(String, FlowError)] = []
      for entry in options.library.entries {
        do throws(FlowError) {
          let flow = try Flow(
            path: entry.path, isCompatible: options.compat.map { $0 == .sdgHub } ?? (entry.isOfSdgHub ? true : nil))
          table.add([entry.name, "\(flow.blocks.count)", TextTable.clip(flow.requiredColumns.joined(separator: ", "), to: 80)])
        } catch {
          refused.append((entry.name, error))
        }
      }
      let output = try DataOutput(path: nil)
      try output.write(table.text)
      try output.finish()
      for (name, error) in refused { Console.error("\(name): \(error.message)", hint: error.hint) }
      if options.library.entries.isEmpty {
        Console.say("no flows were found: name folders with --flow-path or QUERN_FLOW_PATH, or install sdg_hub")
      }
    }
  }
}

/// `quern flow show`.
struct FlowShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a flow requires, its models, its blocks and its prompts.")

  @Argument(help: ArgumentHelp("A path, or a name of `quern flow list`.", valueName: "flow"))
  var name: String

  @OptionGroup var options: FlowLibraryOptions

  func run() throws {
    try Command.perform {
      let output = try DataOutput(path: nil)
      try output.write(FlowText(try options.flow(name)).text)
      try output.finish()
    }
  }
}

/// A flow for people.
private struct FlowText {
  let text: String

  init(_ flow: Flow) {
    var text = flow.name + (flow.version.map { " \($0)" } ?? "") + (flow.isCompatible ? " (as sdg_hub runs it)" : "") + "\n"
    if let summary = flow.summary { text += summary + "\n" }
    text += "\nfile      \(flow.path)\n"
    if let id = flow.id { text += "id        \(id)\n" }
    text += "requires  \(flow.requiredColumns.joined(separator: ", "))\n"
    if !flow.optionalColumns.isEmpty { text += "optional  \(flow.optionalColumns.joined(separator: ", "))\n" }
    if let columns = flow.outputColumns { text += "gives     \(columns.joined(separator: ", "))\n" }
    if !flow.recommendedModels.isEmpty { text += "models    \(flow.recommendedModels.joined(separator: ", "))\n" }
    var table = TextTable(header: ["#", "block", "type", "reads", "makes"], rightAligned: [0])
    for (index, block) in flow.blocks.enumerated() {
      table.add([
        "\(index + 1)", block.name, block.type, TextTable.clip(block.inputs.joined(separator: ", "), to: 50),
        TextTable.clip(block.outputs.joined(separator: ", "), to: 50),
      ])
    }
    text += "\n" + table.text
    for prompt in flow.prompts {
      text +=
        "\n── \(prompt.block) · \(prompt.file)\n" + prompt.messages.map { "[\($0.role)]\n\($0.text)\n" }.joined(separator: "\n")
    }
    self.text = text
  }
}

/// `quern flow lint`.
struct FlowLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Say what is likely wrong with a flow, by file and line.",
    discussion: "Exit status 1 where something was found.")

  @Argument(help: ArgumentHelp("A path, or a name of `quern flow list`.", valueName: "flow"))
  var name: String

  @OptionGroup var options: FlowLibraryOptions

  func run() throws {
    try Command.perform {
      let findings = try options.findings(name)
      let output = try DataOutput(path: nil)
      for finding in findings { try output.write("\(finding)\n") }
      try output.finish()
      Console.say(findings.isEmpty ? "nothing found" : "\(findings.count) found")
      if !findings.isEmpty { throw ExitCode(1) }
    }
  }
}

/// `quern flow run`.
struct FlowRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a flow over documents, or over rows.",
    discussion: """
      Documents are read, cut, scored and selected as `quern run` does it, and each chunk that is kept becomes a row with the columns \
      that the flow requires; a file of rows, one JSON object a line, is taken as it is. Writes rows.jsonl, failed.jsonl (what was \
      given up, and why), run.json (counts) and the workspace, which keeps every reply: the same command goes on where a run ended, \
      and after a change of a prompt, a parameter or the model only what that touches is asked again.

        quern flow run document-qa rules.pdf -o out --domain "board games" --model ollama/llama3.2
        quern flow run flows/my-flow rows.jsonl -o out --model ollama/llama3.2

      Exit status: 0 done, 1 some rows or inputs failed, 2 nothing came out, 3 a quota ended the run.
      """)

  @Argument(help: ArgumentHelp("A path, or a name of `quern flow list`.", valueName: "flow"))
  var name: String

  @Argument(
    help: ArgumentHelp(
      "Files, folders or patterns of documents; or a file of rows, one JSON object a line; - reads rows.", valueName: "input"))
  var inputs: [String]

  @Option(name: [.short, .long], help: ArgumentHelp("The folder to write into.", valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The model to ask, such as openai/NAME, gemini/NAME, vllm/NAME, ollama/NAME or replay/FILE.", valueName: "name"))
  var model: String

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

  @Flag(help: "Start anew in a folder that holds another run; replies are kept.")
  var force = false

  @Flag(help: "Ask again where the folder's failed.jsonl blames a reply that was kept.")
  var retryFailed = false

  @Flag(name: [.short, .long], help: "Say nothing but errors.")
  var quiet = false

  @OptionGroup var rows: FlowRowOptions
  @OptionGroup var library: FlowLibraryOptions
  @OptionGroup(title: "Options of models") var connection: ModelOptions
  @OptionGroup(title: "Options of documents") var options: StageOptions

  func run() throws {
    try Command.perform {
      var flow = try library.flow(name)
      try applySettings(to: &flow)
      let (scheduler, meter) = (connection.scheduler, RequestMeter())
      var blockModels: [String: any LanguageModel] = [:]
      for (block, name) in flow.modelsOfBlocks { blockModels[block] = try connection.open(name, scheduler, meter) }
      for entry in blockModel {
        let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, flow.blocks.contains(where: { $0.name == parts[0] }) else {
          throw Failure.message(
            "`--block-model \(entry)` names no block of the flow", hint: "write it as block=model; see `quern flow show`")
        }
        blockModels[parts[0]] = try connection.open(parts[1], scheduler, meter)
      }
      let recorder = try record.map { try Self.recorder($0) }
      func recorded(_ model: any LanguageModel) -> any LanguageModel { recorder.map { RecordingModel(model, $0) } ?? model }
      let job = FlowJob(
        flow, model: recorded(try connection.open(model, scheduler, meter)), blockModels: blockModels.mapValues(recorded),
        meter: meter,
        window: 2 * connection.concurrency)
      let progress = FlowProgress(meter, isOn: !quiet)
      let (rows, failedInputs) = try rows.read(inputs, for: flow, try options.resolved(), isQuiet: quiet)
      let summary = try job.run(rows, output: output, force: force, retriesFailed: retryFailed)
      progress.end()
      if !quiet { Console.say(FlowSummaryText(summary, output: output).text) }
      if let end = summary.outcome.end { Console.error(end.message, hint: "the same command goes on from here") }
      if summary.outcome.end?.code == "quota" { throw ExitCode(3) }
      if !summary.outcome.failures.isEmpty || failedInputs > 0 { throw ExitCode(summary.rowsOut > 0 ? 1 : 2) }
    }
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

/// Says how far a run is while it goes on.
private final class FlowProgress: @unchecked Sendable {
  private let timer: (any DispatchSourceTimer)?

  init(_ meter: RequestMeter, isOn: Bool) {
    guard isOn, Console.isTerminal else {
      timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
    timer.schedule(deadline: .now() + 0.2, repeating: 0.2)
    timer.setEventHandler {
      let counts = meter.counts
      Console.progress("\(counts.replies) replies, \(counts.reused) reused, \(counts.retries) retries")
    }
    timer.resume()
    self.timer = timer
  }

  func end() {
    timer?.cancel()
    Console.endProgress()
  }
}

/// What a person reads after a flow.
private struct FlowSummaryText {
  let text: String

  init(_ summary: FlowJob.Summary, output: String) {
    var table = TextTable(header: ["block", "in", "passed", "filtered", "failed", "made"], rightAligned: [1, 2, 3, 4, 5])
    for block in summary.outcome.blocks {
      table.add([
        TextTable.clip(block.name, to: 50), "\(block.rowsIn)", "\(block.rowsPassed)", "\(block.rowsFiltered)",
        "\(block.rowsFailed)",
        "\(block.rowsMade)",
      ])
    }
    var text = table.text + "\n"
    let counts = summary.requests
    text += "\(counts.replies) replies, \(counts.reused) reused, \(counts.retries) retries, "
    text += "\(counts.promptTokens) prompt tokens, \(counts.completionTokens) completion tokens\n"
    if let latency = summary.latency {
      text += String(
        format: "half of the replies came within %.2f s, 95 in 100 within %.2f s\n", latency.median, latency.ninetyFifth)
    }
    if counts.truncated > 0 { text += "\(counts.truncated) replies were cut off by their limit of tokens\n" }
    if !summary.outcome.failures.isEmpty {
      var reasons: [String: Int] = [:]
      for failure in summary.outcome.failures { reasons[failure.failure.code, default: 0] += 1 }
      let list = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(
        separator: ", ")
      text += "given up: \(list); see \(output)/failed.jsonl\n"
    }
    text += "\(summary.rowsOut) rows of \(summary.rowsIn) in \(String(format: "%.1f", summary.seconds)) s → \(output)/rows.jsonl"
    self.text = text
  }
}
