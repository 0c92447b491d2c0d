import ArgumentParser
import Foundation
import Generation
import Ingestion
import JSONText
import Quern
import Selection

/// `quern run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Take documents through all stages into a folder.",
    discussion: """
      Reads, cuts, scores, selects and generates. The folder then holds report.html (look at it first), dataset.jsonl (the records), \
      chunks.jsonl (every chunk with its score and why it was dropped), documents/NAME.md (the text that every range points into), \
      run.json (what was done) and workspace.sqlite.

      With --flow a flow writes the records; the folder then also holds rows.jsonl (all columns of its rows) and failed.jsonl (what was \
      given up, and why):

        quern run code.txt --flow tool-selection --model ollama/llama3.2 --chunker page --pages 1-10 -o out

      The same command in the same folder takes up a run that was stopped; a folder that holds another run is refused without --force.
      """)

  @Argument(help: ArgumentHelp("Files, folders or patterns; - reads one document from standard input.", valueName: "input"))
  var inputs: [String]

  @Option(name: [.short, .long], help: ArgumentHelp("The folder to write into.", valueName: "folder"))
  var output: String

  @Flag(help: "Start anew in a folder that holds another run.")
  var force = false

  @Flag(help: "Write one JSON object an event to standard output.")
  var json = false

  @Flag(name: [.short, .long], help: "Say nothing but errors.")
  var quiet = false

  @Option(help: ArgumentHelp("A flow that writes the records: a path, or a name of `quern flow list`.", valueName: "flow"))
  var flow: String?

  @OptionGroup var generation: GenerationOptions
  @OptionGroup(title: "Options of flows") var settings: FlowSettings
  @OptionGroup var options: StageOptions

  func run() throws {
    try Command.perform {
      if flow == nil { try settings.requireNone() }
      if let lines = inputs.first(where: { $0.lowercased().hasSuffix(".jsonl") }) {
        throw Failure.message(
          "`\(lines)` is no document",
          hint: "lines of a stage go to the next one (`quern generate`), rows of a flow to `quern flow run`")
      }
      var resolved = try options.resolved(flow == nil ? generation : nil)
      resolved.flow = try flow.map { try settings.choice($0, model: generation.requiredModel, generation.connection) }
      let progress = FlowProgressHolder()
      let (found, errors) = InputFinder.find(inputs, excluding: output)
      let reading = ReadingProgress(isOn: !quiet)
      let summary = try Pipeline(options: resolved).run(
        found, errors: errors, output: output, force: force, pages: { reading.begin($1, of: $0) },
        progress: { show($0, reading, resolved.flow, progress) }
      )
      progress.end()
      Console.endProgress()
      for entry in summary.entries {
        if let error = entry.error { Console.error("\(error)", hint: error.hint) }
      }
      if json {
        try emit([
          "event": "finished", "documents": .int(summary.entries.count), "failed": .int(summary.failedCount),
          "chunks": .int(summary.chunkCount), "kept": .int(summary.keptCount), "records": .int(summary.recordCount),
          "output": .string(output),
        ])
      }
      if !quiet, let flow = summary.flow { Console.say(FlowSummaryText(flow, output: output).text + "\n") }
      if !quiet { Console.say(SummaryText(summary, output: output).text) }
      if let flow = summary.flow {
        try FlowAction.conclude(flow)
        if !flow.outcome.failures.isEmpty { throw ExitCode(flow.rowsOut > 0 ? 1 : 2) }
      } else if flow != nil, summary.failedCount < summary.entries.count {
        throw Failure.message(
          "nothing of the documents is worth asking about", hint: "`quern select INPUT --explain` says why chunks are dropped")
      }
      try Command.exit(
        done: summary.entries.count - summary.failedCount, failed: summary.failedCount + summary.generation.failedCount)
    }
  }

  private func show(
    _ progress: Pipeline.Progress, _ reading: ReadingProgress, _ flow: FlowChoice?, _ holder: FlowProgressHolder
  ) {
    switch progress {
    case .seeded(let seeds):
      Console.endProgress()
      if !quiet { Console.say(SeedText(seeds).text) }
      if let flow { holder.begin(FlowProgress(flow, rows: seeds.rows.count, isOn: !quiet)) }
    case .read(let entry, let done, let count):
      reading.end(entry.name, done: done, of: count)
      if json {
        try? emit([
          "event": "read", "document": .string(entry.name), "failed": .bool(entry.error != nil), "reused": .bool(entry.isReused),
          "chunks": .int(entry.chunks),
        ])
      }
    case .generated(let entry, let done, let count):
      holder.end()
      if !quiet { Console.progress("generating \(done)/\(count)  \(entry.name)") }
      if json {
        try? emit([
          "event": "generated", "document": .string(entry.name), "kept": .int(entry.kept), "records": .int(entry.records),
        ])
      }
    }
  }

  private func emit(_ event: JSONValue) throws {
    let output = try DataOutput(path: nil)
    try output.write(event.text + "\n")
    try output.finish()
  }
}

/// The bars of a flow, from when it asks until its records are written.
private final class FlowProgressHolder {
  private var progress: FlowProgress?

  func begin(_ progress: FlowProgress) { self.progress = progress }

  func end() {
    progress?.end()
    progress = nil
  }
}

/// What a person reads after a run.
struct SummaryText {
  let text: String

  init(_ summary: RunSummary, output: String) {
    var table = TextTable(header: ["document", "pages", "chunks", "kept", "records", "seconds"], rightAligned: [1, 2, 3, 4, 5])
    for entry in summary.entries where entry.error == nil {
      let seconds = entry.isReused ? "reused" : String(format: "%.2f", entry.seconds)
      table.add([
        TextTable.clip(entry.name, to: 60), entry.pages == 0 ? "–" : "\(entry.pages)", "\(entry.chunks)", "\(entry.kept)",
        "\(entry.records)", seconds,
      ])
    }
    var text = summary.entries.count == summary.failedCount ? "" : table.text + "\n"
    let dropped = summary.droppedCounts.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
    if !dropped.isEmpty { text += "dropped: \(dropped)\n" }
    text += Self.leftOut(summary) + Self.skippedPages(summary)
    if let remarks = summary.generation.remarks { text += remarks + "\n" }
    let empty = summary.entries.filter { $0.error == nil && $0.chunks == 0 }
    for entry in empty.prefix(5) { text += Console.noText(entry.name, entry.diagnostics.first) + "\n" }
    if empty.count > 5 { text += "no text was found in \(empty.count - 5) more\n" }
    let notes = summary.entries.reduce(0) { $0 + $1.diagnostics.count }
    if notes > 0 { text += "\(notes) note\(notes == 1 ? "" : "s") about the sources in run.json\n" }
    if summary.failedCount > 0 { text += "\(summary.failedCount) of \(summary.entries.count) inputs could not be read\n" }
    guard summary.failedCount < summary.entries.count else {
      self.text = text
      return
    }
    text +=
      "\(summary.recordCount) record\(summary.recordCount == 1 ? "" : "s") in \(String(format: "%.1f", summary.seconds)) s → \(output)/dataset.jsonl; look at \(output)/report.html"
    self.text = text
  }

  /// Sections of which nothing was kept, by the first few of their titles.
  private static func leftOut(_ summary: RunSummary) -> String {
    let sections = summary.entries.flatMap(\.leftOut)
    guard !sections.isEmpty else { return "" }
    let titles = sections.filter { !$0.title.isEmpty }.prefix(4).map { TextTable.clip($0.title, to: 40) }
    let more = sections.count > titles.count ? ", …" : ""
    return
      "nothing was kept of \(sections.count) section\(sections.count == 1 ? "" : "s"): \(titles.joined(separator: ", "))\(more)\n"
  }

  private static func skippedPages(_ summary: RunSummary) -> String {
    summary.entries.filter { $0.pageVerdicts.contains { !$0.isKept } }.prefix(10).map { entry in
      "pages of \(TextTable.clip(entry.name, to: 40)): \(entry.pageVerdicts.summary)\n"
    }.joined()
  }
}

/// What all commands share: errors as two lines, exit codes.
enum Command {
  static func perform(_ body: () throws -> Void) throws {
    do { try body() } catch let code as ExitCode {
      throw code
    } catch Failure.brokenPipe {
      throw ExitCode(0)
    } catch Failure.message(let message, let hint) {
      Console.endProgress()
      Console.error(message, hint: hint)
      throw ExitCode(2)
    } catch let error as RunError {
      Console.endProgress()
      Console.error(error.description, hint: error.hint)
      throw ExitCode(2)
    }
  }

  /// 0 where all inputs gave something, 1 where some did, 2 where none.
  static func exit(done: Int, failed: Int) throws {
    if failed == 0, done == 0 {
      Console.error("nothing came in", hint: "name documents, or pipe the output of an earlier stage into `-`")
    }
    if failed > 0 || done == 0 { throw ExitCode(done > 0 ? 1 : 2) }
  }
}
