internal import JSONText
internal import LanguageModels

/// Sends messages to a model.
struct LLMChatBlock: RowBlock {
  static let keys: Set<String>? = nil

  let name: String
  let type = "LLMChatBlock"
  let inputs: [String]
  let outputs: [String]
  /// Keys of the request's body, in the order of the flow.
  private(set) var parameters: [JSONValue.Member]
  /// The model that the flow names for this block alone.
  let model: String?
  private let isCompatible: Bool

  /// Keys that are for the client and not for the model.
  private static let ofClient: Set<String> = [
    "async_mode", "timeout", "num_retries", "drop_params", "model", "api_key", "api_base", "max_concurrency",
  ]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    try config.requireOutputs(1...1)
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    isCompatible = config.isCompatible
    model = config.value("model")?.string
    if config.value("api_key")?.string != nil {
      throw config.error("a key does not belong into a flow", key: "api_key", hint: "set it in the environment")
    }
    var parameters: [JSONValue.Member] = []
    for (key, _, value) in config.parameters where key != "extra_body" && value.json != .null {
      parameters.append(.init(key, value.json))
    }
    if !config.isCompatible {
      for parameter in parameters where !Self.ofClient.contains(parameter.key) {
        if let problem = ModelParameters.problem(parameter.key, parameter.value) {
          throw config.error(problem, key: parameter.key)
        }
      }
    }
    // What a server alone knows stands in `extra_body` and is not looked at.
    parameters += config.value("extra_body")?.members?.map { .init($0.key, $0.value.json) } ?? []
    parameters = Self.sent(parameters)
    self.parameters = parameters
  }

  /// Parameters that go to the model.
  private static func sent(_ parameters: [JSONValue.Member]) -> [JSONValue.Member] {
    let isNew = parameters.contains { $0.key == "max_completion_tokens" }
    return parameters.filter { !ofClient.contains($0.key) && !(isNew && $0.key == "max_tokens") }
  }

  /// The block with other parameters.
  func overriding(_ members: [JSONValue.Member], isCompatible: Bool, file: String) throws(FlowError) -> LLMChatBlock {
    var block = self
    for member in members {
      if !isCompatible, let problem = ModelParameters.problem(member.key, member.value) {
        throw FlowError("block `\(name)`: \(problem)", file: file)
      }
      block.parameters.removeAll { $0.key == member.key }
      if member.value != .null { block.parameters.append(member) }
    }
    block.parameters = Self.sent(block.parameters)
    return block
  }

  /// The request for a cell of messages.
  func request(_ cell: JSONValue?) throws(BlockFailure) -> ChatRequest {
    guard let turns = cell?.arrayValue, !turns.isEmpty else {
      throw BlockFailure("no-messages", "`\(inputs[0])` holds no messages")
    }
    var messages: [ChatMessage] = []
    for turn in turns {
      guard let name = turn["role"]?.stringValue, let role = ChatMessage.Role(rawValue: name),
        let content = turn["content"]?.stringValue
      else { throw BlockFailure("no-messages", "a message in `\(inputs[0])` has no role or no content") }
      messages.append(ChatMessage(role, content))
    }
    return ChatRequest(messages, parameters: parameters)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    guard let model = context.model(name) else {
      throw BlockFailure("no-model", "no model is named for this block", endsRun: true)
    }
    var request = try request(row[inputs[0]])
    request.copy = row.copy
    let reply: ChatReply
    do throws(LanguageModelError) { reply = try await model.complete(request) } catch {
      throw BlockFailure(
        error.code.rawValue, error.message + (error.hint.map { " (\($0))" } ?? ""), endsRun: error.endsRun)
    }
    var filled = row
    filled.request = SentRequest(model: model.name, key: request.key)
    if !isCompatible, reply.choices.allSatisfy(\.isWithheld) {
      throw BlockFailure(
        "withheld", "the model would not answer, or its answer was held back", reply: reply.choices.first?.refusal,
        request: filled.request)
    }
    filled[outputs[0]] = .array(reply.choices.map { message($0) })
    return [filled]
  }

  private func message(_ choice: ChatReply.Choice) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("content", JSONValue(choice.text)), .init("role", "assistant"), .init("tool_calls", choice.toolCalls ?? .null),
      .init("function_call", .null),
    ]
    if let reasoning = choice.reasoning { members.append(.init("reasoning_content", .string(reasoning))) }
    if !isCompatible { members.append(.init("finish_reason", .string(choice.finishReason.rawValue))) }
    return .object(members)
  }
}

/// The keys that chat requests may have.
enum ModelParameters {
  private static let known: Set<String> = [
    "temperature", "top_p", "top_k", "min_p", "n", "max_tokens", "max_completion_tokens", "stop", "seed", "presence_penalty",
    "frequency_penalty", "repetition_penalty", "logit_bias", "logprobs", "top_logprobs", "response_format", "tools",
    "tool_choice", "parallel_tool_calls", "user", "reasoning_effort", "extra_headers", "service_tier", "store", "metadata",
    "guided_json", "guided_regex", "guided_choice", "chat_template_kwargs", "grammar", "thinking", "safety_settings",
    "cache_prompt",
  ]

  /// What is wrong with a key or its value; nil where nothing is.
  static func problem(_ key: String, _ value: JSONValue) -> String? {
    if key == "stream" { return "replies are read whole: leave `stream` out" }
    guard known.contains(key) else {
      let near = known.filter { Spelling.distance(key, $0) <= 2 }.min()
      return "there is no parameter `\(key)`" + (near.map { "; is `\($0)` meant?" } ?? "")
    }
    switch key {
    case "temperature": return inside(value, 0...2) ? nil : "`temperature` goes from 0 to 2"
    case "top_p", "min_p": return inside(value, 0...1) ? nil : "`\(key)` goes from 0 to 1"
    case "n", "max_tokens", "max_completion_tokens": return (value.intValue ?? 0) >= 1 ? nil : "`\(key)` is a whole number from 1"
    default: return nil
    }
  }

  private static func inside(_ value: JSONValue, _ range: ClosedRange<Double>) -> Bool {
    value.doubleValue.map(range.contains) ?? false
  }
}

/// How far words are from each other.
enum Spelling {
  /// Letters put in, taken out or changed that lie between two words.
  static func distance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first.utf8), Array(second.utf8))
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var before = row[0]
      row[0] = index + 1
      for place in second.indices {
        let change = before + (byte == second[place] ? 0 : 1)
        before = row[place + 1]
        row[place + 1] = min(change, before + 1, row[place] + 1)
      }
    }
    return row[second.count]
  }
}
