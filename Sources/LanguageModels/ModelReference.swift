internal import Foundation

/// A model as a user names it: `openai/gpt-4.1-mini`, `ollama/llama3.2`, `local/NAME`, `replay/FILE`.
public enum ModelReference: Sendable, Equatable {
  /// Replies from a file; see ``ReplayModel``.
  case replay(path: String)
  /// A model behind a server that speaks OpenAI's protocol.
  case openAI(model: String, base: String, key: String?)
  /// A model behind Google's `generateContent`.
  case gemini(model: String, base: String, key: String?)
  /// A model behind a server that completes text, with the format in which it is asked.
  case completion(model: String, format: PromptFormat, base: String, key: String?)
  /// A model that Quern runs itself: a name of the catalogue or the path of a GGUF file, and the environment in which it is found.
  case local(String, LocalOptions, environment: [String: String])

  /// A kind of server, by the prefix of its models' names.
  private struct Server {
    let prefixes: [String]
    let base: String
    /// Variables of the environment that may hold the key.
    let keys: [String]
    /// Variables that may hold another address.
    var bases: [String] = []
    var isGemini = false
    var isCompletion = false
  }

  private static let servers = [
    Server(
      prefixes: ["openai"], base: "https://api.openai.com/v1", keys: ["OPENAI_API_KEY"],
      bases: ["OPENAI_BASE_URL", "OPENAI_API_BASE"]),
    Server(
      prefixes: ["gemini"], base: "https://generativelanguage.googleapis.com/v1beta", keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
      bases: ["GEMINI_API_BASE"], isGemini: true),
    Server(prefixes: ["hosted_vllm", "vllm"], base: "http://localhost:8000/v1", keys: ["HOSTED_VLLM_API_KEY", "VLLM_API_KEY"]),
    Server(prefixes: ["ollama", "ollama_chat"], base: "http://localhost:11434/v1", keys: []),
    Server(prefixes: ["lm_studio"], base: "http://localhost:1234/v1", keys: []),
    Server(prefixes: ["llamacpp"], base: "http://localhost:8080/v1", keys: ["LLAMA_API_KEY"]),
    Server(prefixes: ["openrouter"], base: "https://openrouter.ai/api/v1", keys: ["OPENROUTER_API_KEY"]),
    Server(prefixes: ["mistral"], base: "https://api.mistral.ai/v1", keys: ["MISTRAL_API_KEY"]),
    Server(prefixes: ["completion"], base: "http://localhost:8080/v1", keys: ["LLAMA_API_KEY"], isCompletion: true),
  ]

  /// - Parameters:
  ///   - base: the server's address, in place of the usual one of its kind.
  ///   - environment: where keys and addresses are looked for.
  ///   - local: how a local model is run.
  public init(_ text: String, base: String? = nil, environment: [String: String] = [:], local: LocalOptions = LocalOptions())
    throws(LanguageModelError)
  {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].isEmpty else { throw Self.unknown(text) }
    if parts[0] == "replay" {
      self = .replay(path: parts[1])
      return
    }
    if parts[0] == "local" {
      self = .local(parts[1], local, environment: environment)
      return
    }
    guard let server = Self.servers.first(where: { $0.prefixes.contains(parts[0]) }) else { throw Self.unknown(text) }
    func first(_ names: [String]) -> String? { names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
    let address = base ?? first(server.bases) ?? server.base
    let key = first(["QUERN_API_KEY"] + server.keys)
    if key == nil, address == server.base, address.hasPrefix("https://") {
      throw LanguageModelError(
        .forbidden, "no key for `\(text)`",
        hint:
          "set \(server.keys.first ?? "QUERN_API_KEY") in the environment or in a file `.env`, or name another server with `--base-url`"
      )
    }
    if server.isCompletion {
      let (model, format) = try Self.format(parts[1])
      self = .completion(model: model, format: format, base: address, key: key)
      return
    }
    self = server.isGemini ? .gemini(model: parts[1], base: address, key: key) : .openAI(model: parts[1], base: address, key: key)
  }

  private static func unknown(_ text: String) -> LanguageModelError {
    LanguageModelError(
      .unknownModel, "`\(text)` names no model that this version knows",
      hint:
        "local/NAME, openai/NAME, gemini/NAME, vllm/NAME, ollama/NAME, lm_studio/NAME, llamacpp/NAME, openrouter/NAME, mistral/NAME, "
        + "completion/NAME?format=FORMAT, or replay/FILE"
    )
  }

  /// The parts of `NAME?format=FORMAT`.
  private static func format(_ text: String) throws(LanguageModelError) -> (model: String, format: PromptFormat) {
    let parts = text.components(separatedBy: "?format=")
    guard parts.count == 2, !parts[0].isEmpty, let format = PromptFormat(rawValue: parts[1]) else {
      throw LanguageModelError(
        .unknownModel, "`completion/\(text)` names no format of prompts",
        hint: "completion/NAME?format=FORMAT, where FORMAT is one of "
          + PromptFormat.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return (parts[0], format)
  }

  /// Makes the model ready to answer.
  ///
  /// - Parameters:
  ///   - scheduler: says when requests to a server may go out.
  ///   - timeout: seconds until a whole reply must be there.
  public func open(scheduler: RequestScheduler? = nil, meter: RequestMeter = RequestMeter(), timeout: Double = 300)
    throws(LanguageModelError) -> any LanguageModel
  {
    switch self {
    case .replay(let path):
      return PatientModel(try ReplayModel(path: path), scheduler: scheduler ?? RequestScheduler(.init()), meter: meter)
    case .openAI(let model, let base, let key):
      let endpoint = OpenAIModel(model, base: base, key: key, timeout: timeout)
      return PatientModel(endpoint, scheduler: scheduler ?? RequestScheduler(.init()), meter: meter)
    case .gemini(let model, let base, let key):
      let endpoint = GeminiModel(model, base: base, key: key, timeout: timeout)
      return PatientModel(endpoint, scheduler: scheduler ?? RequestScheduler(.init()), meter: meter)
    case .completion(let model, let format, let base, let key):
      let endpoint = CompletionModel(model, format: format, base: base, key: key, timeout: timeout)
      return PatientModel(endpoint, scheduler: scheduler ?? RequestScheduler(.init()), meter: meter)
    case .local(let reference, let options, let environment):
      let model = try LocalModel(reference, options, environment: environment, timeout: timeout)
      return PatientModel(model, scheduler: scheduler ?? RequestScheduler(.init()), meter: meter)
    }
  }

  /// The variables of the process with those of a file `.env` in `folder` behind them.
  public static func environment(folder: String) -> [String: String] {
    var values: [String: String] = [:]
    let text = FileManager.default.contents(atPath: folder + "/.env").map { String(decoding: $0.prefix(1 << 16), as: UTF8.self) }
    for line in (text ?? "").split(whereSeparator: \.isNewline) {
      var line = line.drop { $0 == " " }
      if line.hasPrefix("export ") { line = line.dropFirst(7) }
      guard !line.hasPrefix("#"), let mark = line.firstIndex(of: "=") else { continue }
      var value = line[line.index(after: mark)...].drop { $0 == " " }
      while value.last == " " { value.removeLast() }
      for quote in ["\"", "'"] where value.count > 1 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = value.dropFirst().dropLast()
      }
      values[line[..<mark].filter { $0 != " " }] = String(value)
    }
    return values.merging(ProcessInfo.processInfo.environment) { $1 }
  }
}
