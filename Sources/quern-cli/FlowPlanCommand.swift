import ArgumentParser
import Foundation
import Generation
import JSONText
import LanguageModels
import Quern
import TextAnalysis

/// `quern flow plan`.
struct FlowPlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show the requests that a flow would send, and send none.",
    discussion: """
      Requests and tokens of prompts are exact as far as they hang on no reply; what comes behind is marked as open. With -o, the folder \
      of a run, replies that it keeps are used: the plan says what is left, and what is to be expected behind it, by what came of those \
      replies. So a run over a few rows (--rows 20) tells what all of them will take. Prices come from a file, in dollars for a million \
      tokens:

        quern flow plan document-qa rules.pdf --model openai/NAME --prices prices.yaml

        # prices.yaml
        openai/NAME: {prompt: 0.40, completion: 1.60}
      """)

  @Argument(help: ArgumentHelp("A path, or a name of `quern flow list`.", valueName: "flow"))
  var name: String

  @Argument(help: ArgumentHelp("Documents, or a file of rows, as `quern flow run` takes them.", valueName: "input"))
  var inputs: [String]

  @Option(name: [.short, .long], help: ArgumentHelp("The folder of a run, whose replies count as there.", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("The model that would be asked.", valueName: "name"))
  var model = "openai/model"

  @Option(help: ArgumentHelp("A YAML file of prices by model. (default: QUERN_PRICES)", valueName: "file"))
  var prices: String?

  @OptionGroup var rows: FlowRowOptions
  @OptionGroup var library: FlowLibraryOptions
  @OptionGroup(title: "Options of documents") var options: StageOptions

  @Option(help: ArgumentHelp("Requests on their way at once, for the time that they take.", valueName: "count"))
  var concurrency = 32

  func run() throws {
    try FlowPlanAction(
      rows: rows, library: library, options: options, model: model, prices: prices, output: output, concurrency: concurrency
    ).run(name, inputs)
  }
}

/// Plans a flow for a command.
struct FlowPlanAction {
  let rows: FlowRowOptions
  let library: FlowLibraryOptions
  let options: StageOptions
  let model: String
  let prices: String?
  /// The folder of a run; nil for none.
  let output: String?
  let concurrency: Int

  func run(_ name: String, _ inputs: [String]) throws {
    try Command.perform {
      let flow = try library.flow(name)
      let resolved = try options.resolved()
      let (found, failed) = try rows.read(inputs, for: flow, resolved, isQuiet: true)
      let price = try PriceFile.table(prices).map(price)
      let plan = try FlowPlanning.plan(flow, found, model: model, tokenizer: resolved.tokenizer, output: output)
      let data = try DataOutput(path: nil)
      var text = FlowPlanText(plan, rows: found.count, tokenizer: resolved.tokenizer.name, price).text
      if let time = time(plan) { text += time }
      try data.write(text)
      try data.finish()
      if failed > 0 { throw ExitCode(1) }
    }
  }

  private func price(_ table: PriceTable) throws -> PriceTable.Price {
    guard let price = table.price(of: model) else {
      throw Failure.message(
        "there is no price of `\(model)`", hint: "write `\(model): {prompt: 0.4, completion: 1.6}` into the file")
    }
    return price
  }

  /// How long it will take, by the time that half of the replies of the folder's run took; nil without one.
  private func time(_ plan: FlowPlan) -> String? {
    guard let output, let requests = plan.expectedRequests, requests > 0,
      let data = FileManager.default.contents(atPath: output + "/run.json"),
      let run = try? JSONValue(parsing: [UInt8](data)[...]),
      let seconds = (run["latency_seconds"] ?? run["flow"]?["latency_seconds"])?["p50"]?.doubleValue
    else { return nil }
    let all = requests * seconds / Double(concurrency)
    let words = all < 1.5 ? "a second" : all < 90 ? String(format: "%.0f seconds", all) : String(format: "%.0f minutes", all / 60)
    return String(
      format: "about %@, where a reply takes %.2f s as in the folder's run and %d are on their way at once\n", words, seconds,
      concurrency)
  }
}

/// A plan for people.
private struct FlowPlanText {
  let text: String

  init(_ plan: FlowPlan, rows: Int, tokenizer: String, _ price: PriceTable.Price?) {
    let mark = tokenizer.hasPrefix("~") ? "~" : ""
    var table = TextTable(
      header: ["block", "requests", "at most", "prompt tokens", "reply tokens at most"], rightAligned: [1, 2, 3, 4])
    for entry in plan.entries {
      let more = entry.expected.map { String(format: " + ~%.0f", $0) } ?? (entry.isOpen ? "+" : "")
      let most = entry.most.map { "\(max($0, entry.requests))" } ?? "by reply"
      table.add([
        TextTable.clip(entry.block, to: 50), "\(entry.requests)\(more)", entry.isOpen ? most : "\(entry.requests)",
        "\(mark)\(entry.promptTokens)\(entry.isOpen ? "+" : "")",
        entry.completionLimit.map { "\($0)\(entry.isOpen ? "+" : "")" } ?? "no limit",
      ])
    }
    var text = table.text + "\n"
    let requests = plan.entries.reduce(0) { $0 + $1.requests }
    text += "\(rows) rows; \(requests) requests are known now"
    if let expected = plan.expectedRequests, plan.entries.contains(where: \.isOpen) {
      text += String(format: ", about %.0f are to be expected by what came of the replies that are kept\n", expected)
    } else {
      text += plan.entries.contains(where: \.isOpen) ? "; + what comes of their replies\n" : "\n"
    }
    if let price {
      let prompt = price.dollars(promptTokens: plan.entries.reduce(0) { $0 + $1.promptTokens }, completionTokens: 0)
      let limits = plan.entries.map(\.completionLimit)
      let tokens = limits.reduce(0) { $0 + ($1 ?? 0) }
      let most = limits.contains(nil) ? nil : price.dollars(promptTokens: 0, completionTokens: tokens)
      text += String(format: "the prompts that are known cost $%.4f", prompt)
      text += most.map { String(format: ", their replies at most $%.4f\n", $0) } ?? ", their replies have no limit\n"
    }
    text += "prompt tokens \(mark.isEmpty ? "are counted by \(tokenizer)" : "are estimates of \(tokenizer.dropFirst())")\n"
    self.text = text
  }
}
