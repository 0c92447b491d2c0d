import ArgumentParser
import Foundation
import Generation
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
    subcommands: [
      FlowListCommand.self, FlowShowCommand.self, FlowCopyCommand.self, FlowLintCommand.self, FlowPlanCommand.self,
      FlowRunCommand.self,
    ])
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

/// `quern flow copy`.
struct FlowCopyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Write a flow that comes with Quern into a folder, to make another of it.",
    discussion: """
        quern flow copy document-qa my-flow
        quern flow lint my-flow
        quern flow run my-flow rules.pdf -o out --model ollama/llama3.2
      """)

  @Argument(help: ArgumentHelp("A flow that comes with Quern.", valueName: "flow"))
  var name: String

  @Argument(help: ArgumentHelp("A folder that is not there yet, or is empty.", valueName: "folder"))
  var folder: String

  func run() throws {
    try Command.perform {
      let files = FlowLibrary.bundledFiles(of: name)
      guard !files.isEmpty else {
        throw Failure.message(
          "no flow `\(name)` comes with Quern", hint: "copy the folder of another flow as you copy any folder")
      }
      let manager = FileManager.default
      guard (try? manager.contentsOfDirectory(atPath: folder))?.isEmpty ?? !manager.fileExists(atPath: folder) else {
        throw Failure.message("`\(folder)` is there and not empty", hint: "name another folder")
      }
      do {
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for file in files { try Data(file.text).write(to: URL(fileURLWithPath: folder + "/" + file.name)) }
      } catch {
        throw Failure.message("`\(folder)` cannot be written", hint: "check its permissions and the room on the disk")
      }
      Console.say("\(files.count) files → \(folder)/")
    }
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

  @Flag(help: "Start anew in a folder that holds another run; replies are kept.")
  var force = false

  @Flag(name: [.short, .long], help: "Say nothing but errors.")
  var quiet = false

  @OptionGroup var settings: FlowSettings
  @OptionGroup(title: "Options of models") var connection: ModelOptions
  @OptionGroup(title: "Options of documents") var options: StageOptions

  func run() throws {
    try Command.perform {
      try FlowAction.run(
        settings.choice(name, model: model, connection), settings.rows, inputs, output: output, force: force, isQuiet: quiet,
        options.resolved())
    }
  }
}
