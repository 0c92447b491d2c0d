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
      of a run, replies that it keeps are used, and the plan says what is left. Prices come from a file, in dollars for a million tokens:

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

  func run() throws {
    try Command.perform {
      let flow = try library.flow(name)
      let resolved = try options.resolved()
      let (found, failed) = try rows.read(inputs, for: flow, resolved, isQuiet: true)
      let price = try PriceFile.table(prices).map { table in
        guard let price = table.price(of: model) else {
          throw Failure.message(
            "there is no price of `\(model)`", hint: "write `\(model): {prompt: 0.4, completion: 1.6}` into the file")
        }
        return price
      }
      let plan = try FlowPlanning.plan(flow, found, model: model, tokenizer: resolved.tokenizer, output: output)
      let output = try DataOutput(path: nil)
      try output.write(FlowPlanText(plan, rows: found.count, tokenizer: resolved.tokenizer.name, price).text)
      try output.finish()
      if failed > 0 { throw ExitCode(1) }
    }
  }
}

/// A plan for people.
private struct FlowPlanText {
  let text: String

  init(_ plan: FlowPlan, rows: Int, tokenizer: String, _ price: PriceTable.Price?) {
    let mark = tokenizer.hasPrefix("~") ? "~" : ""
    var table = TextTable(header: ["block", "requests", "prompt tokens", "reply tokens at most"], rightAligned: [1, 2, 3])
    for entry in plan.entries {
      let more = entry.isOpen ? "+" : ""
      table.add([
        TextTable.clip(entry.block, to: 50), "\(entry.requests)\(more)", "\(mark)\(entry.promptTokens)\(more)",
        entry.completionLimit.map { "\($0)\(more)" } ?? "no limit",
      ])
    }
    var text = table.text + "\n"
    let requests = plan.entries.reduce(0) { $0 + $1.requests }
    text += "\(rows) rows; \(requests) requests are known now"
    text += plan.entries.contains(where: \.isOpen) ? "; + what comes of their replies\n" : "\n"
    if let price {
      let prompt = price.dollars(promptTokens: plan.entries.reduce(0) { $0 + $1.promptTokens }, completionTokens: 0)
      let limits = plan.entries.map(\.completionLimit)
      let tokens = limits.reduce(0) { $0 + ($1 ?? 0) }
      let most = limits.contains(nil) ? nil : price.dollars(promptTokens: 0, completionTokens: tokens)
      text += String(format: "their prompts cost $%.4f", prompt)
      text += most.map { String(format: ", their replies at most $%.4f\n", $0) } ?? ", their replies have no limit\n"
    }
    text += "prompt tokens \(mark.isEmpty ? "are counted by \(tokenizer)" : "are estimates of \(tokenizer.dropFirst())")\n"
    self.text = text
  }
}
