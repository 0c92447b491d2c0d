import ArgumentParser
import Chunking
import DocumentModel
import JSONText
import Quern
import TextAnalysis

/// `quern plan`.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show the requests that a model would get, and send none.",
    discussion: """
      Counts requests and prompt tokens a document, after selection: what is dropped costs nothing. With --requests it writes the \
      requests as a batch file, which OpenAI's Batch API and `vllm run-batch` read. What they give back becomes records:

        quern plan rules.pdf --model-name mistral-7b --requests requests.jsonl
        vllm run-batch -i requests.jsonl -o replies.jsonl --model mistral-7b
        quern run rules.pdf --model replay/replies.jsonl -o out

      With --flow it plans a flow, as `quern flow plan` does:

        quern plan rules.pdf --flow document-qa --model openai/NAME --prices prices.yaml
      """)

  @Argument(
    help: ArgumentHelp("Files, folders or patterns; - reads an earlier stage's JSONL from standard input.", valueName: "input"))
  var inputs: [String]

  @Option(help: ArgumentHelp("A file to write the requests into, one JSON object a line.", valueName: "file"))
  var requests: String?

  @Option(help: ArgumentHelp("The model's name in the requests, as its server knows it. (default: model)", valueName: "name"))
  var modelName = "model"

  @Option(help: ArgumentHelp("A flow to plan: a path, or a name of `quern flow list`.", valueName: "flow"))
  var flow: String?

  @Option(help: ArgumentHelp("With --flow: the model that would be asked.", valueName: "name"))
  var model = "openai/model"

  @Option(help: ArgumentHelp("With --flow: a YAML file of prices by model. (default: QUERN_PRICES)", valueName: "file"))
  var prices: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("With --flow: the folder of a run, whose replies count as there.", valueName: "folder"))
  var output: String?

  @OptionGroup(title: "Options of flows") var rows: FlowRowOptions
  @OptionGroup(title: "Options of flows") var library: FlowLibraryOptions
  @OptionGroup var options: StageOptions

  func run() throws {
    if let flow {
      let action = FlowPlanAction(
        rows: rows, library: library, options: options, model: model, prices: prices, output: output, concurrency: 32)
      return try action.run(flow, inputs)
    }
    try Command.perform {
      let file = try requests.map { try DataOutput(path: $0) }
      let options = try options.resolved()
      let plan = RequestPlan(model: modelName, tokenizer: options.tokenizer)
      var table = PlanTable(tokenizer: options.tokenizer.name)
      let counts = try StageStream(options: options, upTo: .select).run(
        inputs,
        emit: { line in
          switch line {
          case .document(let document): table.begin(document.source.name)
          case .chunk(let line, let document):
            let item = plan.item(for: line, in: document)
            table.add(line, item)
            if let item { try file?.write(item.batchLine.text + "\n") }
          case .record: break
          }
        }, report: { Console.error($0.message, hint: $0.hint) })
      try file?.finish()
      let output = try DataOutput(path: nil)
      try output.write(table.text)
      try output.finish()
      try Command.exit(done: counts.done, failed: counts.failed)
    }
  }
}

/// What a plan shows: a row a document, and the sum.
private struct PlanTable {
  private struct Row {
    var name: String
    var chunks = 0
    var requests = 0
    var prompt = 0
    var limit = 0
    /// Tokens of the chunks for which nothing is sent.
    var spared = 0
  }

  /// Begins with `~` where it estimates.
  let tokenizer: String
  private var rows: [Row] = []

  init(tokenizer: String) { self.tokenizer = tokenizer }

  mutating func begin(_ name: String) { rows.append(Row(name: name)) }

  mutating func add(_ line: ChunkLine, _ item: RequestPlan.Item?) {
    guard !rows.isEmpty else { return }
    let last = rows.count - 1
    rows[last].chunks += 1
    guard let item else {
      rows[last].spared += line.chunk.tokenCount
      return
    }
    rows[last].requests += 1
    rows[last].prompt += item.promptTokens
    rows[last].limit += item.completionLimit
  }

  var text: String {
    var table = TextTable(
      header: ["document", "chunks", "requests", "prompt tokens", "reply tokens at most", "tokens not sent"],
      rightAligned: [1, 2, 3, 4, 5])
    for row in rows { table.add(cells(row)) }
    if rows.count > 1 {
      let sum = rows.reduce(into: Row(name: "all")) { sum, row in
        (sum.chunks, sum.requests) = (sum.chunks + row.chunks, sum.requests + row.requests)
        (sum.prompt, sum.limit, sum.spared) = (sum.prompt + row.prompt, sum.limit + row.limit, sum.spared + row.spared)
      }
      table.add(cells(sum))
    }
    let kind = mark.isEmpty ? "are counted by \(tokenizer)" : "are estimates of \(tokenizer.dropFirst())"
    return table.text + "prompt tokens \(kind)\n"
  }

  private var mark: String { tokenizer.hasPrefix("~") ? "~" : "" }

  private func cells(_ row: Row) -> [String] {
    [
      TextTable.clip(row.name, to: 60), "\(row.chunks)", "\(row.requests)", "\(mark)\(row.prompt)", "\(row.limit)",
      "\(mark)\(row.spared)",
    ]
  }
}
