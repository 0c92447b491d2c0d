import ArgumentParser
import Foundation
import LanguageModels
import Quern

/// The options of commands that ask a model.
struct ModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The server's address, such as http://localhost:8000/v1. (default: by the kind of model, or OPENAI_BASE_URL)",
      valueName: "url"))
  var baseURL: String?

  @Option(
    name: .customLong("concurrency"),
    help: ArgumentHelp(
      "Requests on their way at once; fewer where the server is too busy. (default: 32; a local model answers 2 at once)",
      valueName: "count"))
  var chosenConcurrency: Int?

  var concurrency: Int { chosenConcurrency ?? 32 }

  /// Requests that a local model answers at once. Each takes memory for a context of its own.
  var localSlots: Int { min(chosenConcurrency ?? LocalOptions().slots, 16) }

  @Option(help: ArgumentHelp("Requests a minute. (default: no limit)", valueName: "count"))
  var requestsPerMinute: Double?

  @Option(help: ArgumentHelp("Tokens of prompts a minute, by estimate. (default: no limit)", valueName: "count"))
  var tokensPerMinute: Double?

  @Option(help: ArgumentHelp("Requests that may be sent in all; what was answered before counts nothing.", valueName: "count"))
  var maxRequests: Int?

  @Option(help: ArgumentHelp("Seconds from the first request on, after which none is sent.", valueName: "seconds"))
  var maxTime: Double?

  @Option(
    help: ArgumentHelp(
      "Dollars after which no request is sent, by the table of prices; those on their way go beyond it.", valueName: "dollars"))
  var maxCost: Double?

  @Option(
    help: ArgumentHelp(
      "A YAML file of prices in dollars for a million tokens: `NAME: {prompt: 0.4, completion: 1.6}`. (default: QUERN_PRICES)",
      valueName: "file"))
  var prices: String?

  @Option(
    help: ArgumentHelp("Seconds that a reply may take. (default: 300; 1800 for a local model)", valueName: "seconds"))
  var replyTimeout: Double?

  @Option(
    help: ArgumentHelp(
      "The llama-server that runs local models. (default: QUERN_LLAMA_SERVER, else the one that is installed, else that in the PATH)",
      valueName: "path"))
  var llamaServer: String?

  @Option(
    help: ArgumentHelp("Tokens that a request to a local model may have, prompt and reply together.", valueName: "count"))
  var context = LocalOptions().context

  func validate() throws {
    guard (1...1024).contains(concurrency) else { throw ValidationError("`--concurrency` must lie between 1 and 1024") }
    guard (256...1_048_576).contains(context) else {
      throw ValidationError("`--context` must lie between 256 and 1048576 tokens")
    }
    guard replyTimeout ?? 1 > 0 else { throw ValidationError("`--reply-timeout` must be more than 0 seconds") }
    if let maxRequests, maxRequests < 0 { throw ValidationError("`--max-requests` must be 0 or more") }
    for rate in [requestsPerMinute, tokensPerMinute] {
      if let rate, rate <= 0 { throw ValidationError("limits a minute must be more than 0") }
    }
    if let maxTime, maxTime <= 0 { throw ValidationError("`--max-time` must be more than 0 seconds") }
    if let maxCost, maxCost < 0 { throw ValidationError("`--max-cost` must be 0 or more dollars") }
  }

  var scheduler: RequestScheduler {
    var limits = RequestScheduler.Limits()
    limits.concurrency = concurrency
    limits.requestsPerMinute = requestsPerMinute
    limits.tokensPerMinute = tokensPerMinute
    limits.requests = maxRequests
    limits.totalTime = maxTime
    limits.dollars = maxCost
    return RequestScheduler(limits)
  }

  /// Counts what is spent. With a limit of cost, each of the models that will be asked must have a price.
  func meter(for models: [String]) throws -> RequestMeter {
    let table = try PriceFile.table(prices)
    if maxCost != nil {
      for model in models where table?.price(of: model) == nil {
        throw Failure.message(
          "`--max-cost` needs the price of `\(model)`",
          hint:
            "write `\(model): {prompt: 0.4, completion: 1.6}`, in dollars for a million tokens, into a file and name it with `--prices`"
        )
      }
    }
    for model in models where table != nil && table?.price(of: model) == nil && !model.hasPrefix("replay/") {
      Console.say("the table of prices has none for `\(model)`: what it costs is not counted")
    }
    return RequestMeter(prices: table)
  }

  /// The model of a name, ready to answer.
  func open(_ name: String, _ scheduler: RequestScheduler, _ meter: RequestMeter = RequestMeter()) throws -> any LanguageModel {
    do throws(LanguageModelError) {
      let environment = ModelReference.environment(folder: FileManager.default.currentDirectoryPath)
      let reference = try ModelReference(name, base: baseURL, environment: environment, local: local)
      let timeout = if case .local = reference { 1800.0 } else { 300.0 }
      return try reference.open(scheduler: scheduler, meter: meter, timeout: replyTimeout ?? timeout)
    } catch {
      throw Failure.message(error.message, hint: error.hint)
    }
  }

  private var local: LocalOptions {
    var options = LocalOptions(supervisor: Bundle.main.executablePath)
    options.server = llamaServer
    options.context = context
    options.slots = localSlots
    return options
  }
}

/// The file of prices that the user keeps.
enum PriceFile {
  /// The table of a file, or of the one that QUERN_PRICES names; nil where neither is named.
  static func table(_ path: String?) throws -> PriceTable? {
    guard let path = path ?? ProcessInfo.processInfo.environment["QUERN_PRICES"], !path.isEmpty else { return nil }
    let columns = try ColumnFile.columns(path)
    do throws(LanguageModelError) { return try PriceTable(columns) } catch {
      throw Failure.message("`\(path)`: \(error.message)", hint: error.hint)
    }
  }
}

/// The options of the stages that write records.
struct GenerationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Who writes the records: local/NAME, a model that runs here (see `quern model`) or the path of a GGUF file; openai/NAME, gemini/NAME or \
      another model of a server that speaks OpenAI's protocol (vllm/, ollama/, lm_studio/, llamacpp/, openrouter/, mistral/); \
      completion/NAME?format=FORMAT at a server that completes text; or replay/FILE for the replies in the output file of a batch; see `quern plan`. \
      (default: the built-in extractive generator)
      """, valueName: "name"))
  var model: String?

  @Flag(
    help: ArgumentHelp(
      "Write queries with the search calls that serve them (full_text_search, vector_search) in place of questions and answers, without "
        + "a model."))
  var toolSelection = false

  @Option(
    help: ArgumentHelp(
      "Without a model: how likely a reader must be to keep a question, from 0 to 1. Less gives more records and more bad ones. "
        + "(default: 0.76)", valueName: "share"))
  var confidence: Double?

  @OptionGroup(title: "Options of models") var connection: ModelOptions

  func validate() throws {
    if let confidence, !(0...1).contains(confidence) { throw ValidationError("`--confidence` must be from 0 to 1") }
    if confidence != nil, toolSelection || model.map({ $0 != "extractive" }) ?? false {
      throw ValidationError("`--confidence` is for questions that no model writes")
    }
    if toolSelection, model.map({ $0 != "extractive" }) ?? false {
      throw ValidationError("`--tool-selection` writes without a model: leave `--model` out, or use `--flow tool-selection`")
    }
  }

  /// The name of the model that a flow asks.
  var requiredModel: String {
    get throws {
      guard let model else {
        throw Failure.message(
          "a flow asks a model, and none is named",
          hint: "name one with `--model`, such as ollama/NAME, openai/NAME or replay/FILE")
      }
      return model
    }
  }

  /// The model that is named here or, failing that, in the options' file; nil for the extractor.
  func openModel(default other: String?) throws -> (any LanguageModel)? {
    guard let name = model ?? other, name != "extractive" else { return nil }
    return ModelTrouble(try connection.open(name, connection.scheduler, connection.meter(for: [name])))
  }
}

extension GenerationCounts {
  /// Sentences for people about what did not become records; nil where there is nothing to say.
  var remarks: String? {
    var lines: [String] = []
    if failedCount > 0 { lines.append("\(failedCount) chunks have no reply that can be used: \(Self.list(chunksFailed))") }
    if !rejected.isEmpty { lines.append("\(rejected.values.reduce(0, +)) pairs left out: \(Self.list(rejected))") }
    if truncated > 0 { lines.append("\(truncated) replies were cut off by their limit of tokens") }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
