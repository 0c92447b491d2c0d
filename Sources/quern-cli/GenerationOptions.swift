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

  @Option(help: ArgumentHelp("Requests a minute. (default: no limit)", valueName: "count"))
  var requestsPerMinute: Double?

  @Option(help: ArgumentHelp("Tokens of prompts a minute, by estimate. (default: no limit)", valueName: "count"))
  var tokensPerMinute: Double?

  @Option(help: ArgumentHelp("Requests that may be sent in all; what was answered before counts nothing.", valueName: "count"))
  var maxRequests: Int?

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
  }

  var scheduler: RequestScheduler {
    var limits = RequestScheduler.Limits()
    limits.concurrency = concurrency
    limits.requestsPerMinute = requestsPerMinute
    limits.tokensPerMinute = tokensPerMinute
    limits.requests = maxRequests
    return RequestScheduler(limits)
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
    // Each takes memory for a context of its own.
    options.slots = min(chosenConcurrency ?? options.slots, 16)
    return options
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

  @OptionGroup(title: "Options of models") var connection: ModelOptions

  /// The model that is named here or, failing that, in the options' file; nil for the extractor.
  func openModel(default other: String?) throws -> (any LanguageModel)? {
    guard let name = model ?? other, name != "extractive" else { return nil }
    return ModelTrouble(try connection.open(name, connection.scheduler))
  }
}

extension GenerationCounts {
  /// Sentences for people about what did not become records; nil where there is nothing to say.
  var remarks: String? {
    var lines: [String] = []
    if failedCount > 0 { lines.append("\(failedCount) chunks got no reply that can be read: \(Self.list(chunksFailed))") }
    if !rejected.isEmpty { lines.append("\(rejected.values.reduce(0, +)) pairs left out: \(Self.list(rejected))") }
    if truncated > 0 { lines.append("\(truncated) replies were cut off by their limit of tokens") }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
