internal import JSONText

/// A model behind a server that completes text: `/v1/completions` of OpenAI's protocol (vLLM, llama.cpp), or llama.cpp's own
/// `/completion`, by how the address ends.
///
/// One request a call and no other try; see ``PatientModel``.
struct CompletionModel: LanguageModel {
  /// The reference by which it was named: the format of prompts is part of what tells models apart.
  let name: String
  private let model: String
  private let format: PromptFormat
  private let endpoint: JSONEndpoint
  private let isNative: Bool
  private let key: String?

  /// - Parameter base: the address before `/completions`, or the whole address of `/completion`.
  init(_ model: String, format: PromptFormat, base: String, key: String?, timeout: Double) {
    let base = JSONEndpoint.trimmed(base)
    isNative = base.hasSuffix("/completion")
    let isWhole = isNative || base.hasSuffix("/completions")
    endpoint = JSONEndpoint(url: isWhole ? base : base + "/completions", timeout: timeout)
    name = "completion/\(model)?format=\(format.rawValue)"
    (self.model, self.format, self.key) = (model, format, key)
  }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let headers = key.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
    let json = try await endpoint.send(.object(body(request)), headers: headers)
    guard let reply = isNative ? native(json) : openAI(json) else {
      throw LanguageModelError(
        .unusable, "the server sent something that is no reply",
        hint: "does it complete text, at an address that ends in /v1/completions or /completion?")
    }
    return reply
  }

  private func body(_ request: ChatRequest) -> [JSONValue.Member] {
    // Both kinds of servers put the mark of the beginning before a prompt themselves; a second one spoils the reply.
    let prompt = format.text(request.messages).dropFirst("<s>".count)
    var members: [JSONValue.Member] = [.init("prompt", .string(String(prompt)))]
    if !isNative { members.insert(.init("model", .string(model)), at: 0) }
    members += request.parameters.map { isNative ? Self.native($0) : $0 }
    if !request.parameters.contains(where: { $0.key == "stop" }) {
      members.append(.init("stop", .array(format.stop.map { .string($0) })))
    }
    return members
  }

  /// llama.cpp's own names of what OpenAI's protocol names otherwise.
  private static func native(_ parameter: JSONValue.Member) -> JSONValue.Member {
    switch parameter.key {
    case "max_tokens", "max_completion_tokens": .init("n_predict", parameter.value)
    case "response_format": .init("json_schema", parameter.value["json_schema"]?["schema"] ?? .object([]))
    default: parameter
    }
  }

  private func openAI(_ json: JSONValue) -> ChatReply? {
    let choices = (json["choices"]?.arrayValue ?? []).compactMap { choice in
      choice["text"]?.stringValue.map {
        ChatReply.Choice(text: Self.trimmed($0), finishReason: choice["finish_reason"]?.stringValue == "length" ? .length : .stop)
      }
    }
    guard !choices.isEmpty else { return nil }
    return ChatReply(
      choices: choices, model: json["model"]?.stringValue, promptTokens: json["usage"]?["prompt_tokens"]?.intValue,
      completionTokens: json["usage"]?["completion_tokens"]?.intValue)
  }

  private func native(_ json: JSONValue) -> ChatReply? {
    guard let text = json["content"]?.stringValue else { return nil }
    let isCut = json["stop_type"]?.stringValue == "limit" || json["stopped_limit"]?.boolValue == true
    return ChatReply(
      content: Self.trimmed(text), finishReason: isCut ? .length : .stop, model: model,
      promptTokens: json["tokens_evaluated"]?.intValue, completionTokens: json["tokens_predicted"]?.intValue)
  }

  /// The formats leave the space before a reply to the model.
  private static func trimmed(_ text: String) -> String { text.first == " " ? String(text.dropFirst()) : text }
}
