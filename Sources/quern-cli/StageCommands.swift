import ArgumentParser
import Chunking
import Datasets
import DocumentModel
import JSONText
import Quern
import Scoring
import Selection

/// `quern chunk`.
struct ChunkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chunk",
    abstract: "Cut documents into chunks.",
    discussion:
      "Takes documents, or the output of `quern ingest` on standard input, and writes each document's line followed by its chunks'."
  )

  @OptionGroup var input: StageInput
  @OptionGroup var options: StageOptions

  @Flag(
    help:
      "Say behind each chunk where it was cut and why (prices: docs/concepts/chunking.md); as text, or as `why` in JSONL where --format asks for that."
  )
  var explain = false

  func run() throws { try StageOutput.run(.chunk, input, options, explains: explain) }
}

/// `quern select`.
struct SelectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "select",
    abstract: "Decide which chunks go on to generation.",
    discussion:
      "Adds to each chunk whether it is kept, and if not why: what it is, of which chunk it is a near-duplicate, or the budget.")

  @OptionGroup var input: StageInput
  @OptionGroup var options: StageOptions

  @Flag(
    help:
      "Say of each chunk whether it is kept and why, with the words that moved its density; as text, or as `evidence` in JSONL where --format asks for that."
  )
  var explain = false

  func run() throws { try StageOutput.run(.select, input, options, explains: explain) }
}

/// `quern generate`.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write question–answer records from the chunks that were kept.",
    discussion: """
      The built-in extractive generator needs no model: it asks about rules, definitions, exceptions, time limits, quantities, lists \
      and table cells (in English), and every answer is supported by an exact range of the document's text.

      With --flow a flow asks a model about the chunks that were kept:

        quern generate rules.pdf --flow document-qa --model ollama/llama3.2 -o out

      With `--model replay/FILE` a model's replies to the requests of `quern plan` become records: a pair counts only where its \
      evidence stands in the chunk word for word.
      """)

  @OptionGroup var input: StageInput

  @Option(
    help: ArgumentHelp(
      "A flow that writes the records, a path or a name of `quern flow list`; -o then names a folder, as in `quern flow run`.",
      valueName: "flow"))
  var flow: String?

  @Flag(help: "With --flow: start anew in a folder that holds another run; replies are kept.")
  var force = false

  @OptionGroup var generation: GenerationOptions
  @OptionGroup(title: "Options of flows") var settings: FlowSettings
  @OptionGroup var options: StageOptions

  func run() throws {
    guard let flow else {
      return try Command.perform {
        try settings.requireNone()
        try StageOutput.run(.generate, input, options, generation)
      }
    }
    try Command.perform {
      guard let output = input.output else {
        throw Failure.message("a flow writes into a folder", hint: "name one with `-o`: it keeps every reply that is paid for")
      }
      try FlowAction.run(
        settings.choice(flow, model: generation.requiredModel, generation.connection), settings.rows, input.inputs,
        output: output, force: force, isQuiet: false, options.resolved())
    }
  }
}

/// Where a stage reads from and writes to.
struct StageInput: ParsableArguments {
  /// How lines are shown.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case jsonl, text, table
  }

  @Argument(
    help: ArgumentHelp("Files, folders or patterns; - reads an earlier stage's JSONL from standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("How to write: jsonl, text or table. (default: jsonl)", valueName: "name"))
  var format: Format?

  @Option(name: [.short, .long], help: ArgumentHelp("A file to write into. (default: standard output)", valueName: "file"))
  var output: String?
}

/// Runs a stage for a command.
enum StageOutput {
  static func run(
    _ stage: StageStream.Stage, _ input: StageInput, _ options: StageOptions, _ generation: GenerationOptions? = nil,
    explains: Bool = false
  ) throws {
    try Command.perform {
      let output = try DataOutput(path: input.output)
      let options = try options.resolved(generation)
      let explanation = explains && stage == .chunk ? CutExplanation(chunker: options.chunker, limits: options.chunkLimits) : nil
      var writer = LineWriter(
        format: input.format ?? (explains ? .text : .jsonl), output: output, explanation: explanation,
        explainsScores: explains && stage > .chunk)
      let counts = try StageStream(options: options, upTo: stage).run(
        input.inputs, emit: { try writer.write($0) }, report: { Console.error($0.message, hint: $0.hint) })
      try writer.finish()
      try output.finish()
      if let remarks = counts.generation.remarks { Console.say(remarks) }
      try Command.exit(done: counts.done, failed: counts.failed + counts.generation.failedCount)
    }
  }
}

/// Writes the lines of a stage in a format.
private struct LineWriter {
  let format: StageInput.Format
  let output: DataOutput
  /// Says why chunks end where they do, where that was asked for.
  let explanation: CutExplanation?
  private let explainsScores: Bool
  private var table: TextTable?

  init(format: StageInput.Format, output: DataOutput, explanation: CutExplanation?, explainsScores: Bool) {
    self.explainsScores = explainsScores
    self.format = format
    self.output = output
    self.explanation = explanation
  }

  mutating func write(_ line: StageStream.Output) throws {
    switch format {
    case .jsonl: try output.write(json(line).text + "\n")
    case .text: try writeText(line)
    case .table: addRow(line)
    }
  }

  private func json(_ line: StageStream.Output) -> JSONValue {
    if explainsScores, case .chunk(let chunk, _) = line, case .object(let members) = line.json {
      return .object(members + [.init("evidence", ScoreExplanation.json(chunk))])
    }
    guard let explanation, case .chunk(let chunk, _) = line, case .object(let members) = line.json else { return line.json }
    return .object(members + [.init("why", .string(explanation.text(chunk.chunk)))])
  }

  func finish() throws {
    if let table { try output.write(table.text) }
  }

  private func writeText(_ line: StageStream.Output) throws {
    switch line {
    case .document: break
    case .chunk(let line, _):
      let path = line.chunk.headingPath.joined(separator: " > ")
      try output.write(
        "── \(line.chunk.id) · \(line.chunk.tokenCount) tokens\(Self.verdict(line)) · \(path)\n\(line.chunk.text)\n")
      if let explanation { try output.write(explanation.lines(line.chunk)) }
      if explainsScores { try output.write(ScoreExplanation.lines(line)) }
    case .record(let record):
      try output.write(
        "Q  \(record.question)\nA  \(record.answer)\n   \(record.evidence.documentName)\(Self.pages(record.evidence.pages)) [\(record.kind)]\n\n"
      )
    }
  }

  private static func verdict(_ line: ChunkLine) -> String {
    var text = ""
    if let score = line.score { text += " · density \(score.density) · rules \(score.rules) · \(score.label.rawValue)" }
    if let decision = line.decision { text += decision.isKept ? " · kept" : " · dropped: \(decision.category ?? "")" }
    return text
  }

  private static func pages(_ pages: ClosedRange<Int>?) -> String {
    guard let pages else { return "" }
    return pages.count == 1 ? " p. \(pages.lowerBound)" : " pp. \(pages.lowerBound)–\(pages.upperBound)"
  }

  private mutating func addRow(_ line: StageStream.Output) {
    switch line {
    case .document: break
    case .chunk(let line, let document):
      if table == nil {
        table = TextTable(
          header: ["document", "chunk", "pages", "tokens", "density", "rules", "label", "decision", "heading"],
          rightAligned: [3, 4, 5])
      }
      table?.add([
        TextTable.clip(document.source.name, to: 30), line.chunk.id,
        Self.pages(line.chunk.pages).replacing(" p. ", with: "").replacing(" pp. ", with: ""),
        "\(line.chunk.tokenCount)", line.score.map { "\($0.density)" } ?? "", line.score.map { "\($0.rules)" } ?? "",
        line.score?.label.rawValue ?? "",
        line.decision.map { $0.isKept ? "kept" : $0.category ?? "" } ?? "",
        TextTable.clip(line.chunk.headingPath.last ?? "", to: 50),
      ])
    case .record(let record):
      if table == nil { table = TextTable(header: ["kind", "question", "answer"]) }
      table?.add([
        record.kind, TextTable.clip(record.question, to: 80), TextTable.clip(record.shortAnswer ?? record.answer, to: 60),
      ])
    }
  }
}
