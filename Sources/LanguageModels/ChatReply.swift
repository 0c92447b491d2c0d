public import JSONText

/// What a model answered.
public struct ChatReply: Sendable, Equatable {
  /// Why the model stopped.
  public enum FinishReason: String, Sendable {
    case stop
    /// The limit of tokens was reached: the text is cut off.
    case length
    case toolCalls = "tool_calls"
    case contentFilter = "content_filter"
    case other
  }

  /// One of the answers to a request, which may ask for several.
  public struct Choice: Sendable, Equatable {
    /// Nil where the model wrote none, such as when it calls tools.
    public var text: String?
    public var finishReason: FinishReason
    /// What the model thought before it answered, where the server tells.
    public var reasoning: String?
    /// In the form of OpenAI; nil where it called none.
    public var toolCalls: JSONValue?
    /// Why the model would not answer, in its words.
    public var refusal: String?

    public init(
      text: String?, finishReason: FinishReason = .stop, reasoning: String? = nil, toolCalls: JSONValue? = nil,
      refusal: String? = nil
    ) {
      self.text = text
      self.finishReason = finishReason
      self.reasoning = reasoning
      self.toolCalls = toolCalls
      self.refusal = refusal
    }

    /// Whether it says and calls nothing because the model refused or a filter held it back.
    public var isWithheld: Bool {
      (text ?? "").isEmpty && toolCalls == nil && (refusal != nil || finishReason == .contentFilter)
    }
  }

  /// At least one.
  public var choices: [Choice]
  /// The model as the server names it; nil where it does not say.
  public var model: String?
  /// As the server counts them; nil where it does not.
  public var promptTokens: Int?
  public var completionTokens: Int?

  public init(choices: [Choice], model: String? = nil, promptTokens: Int? = nil, completionTokens: Int? = nil) {
    self.choices = choices
    self.model = model
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
  }

  public init(
    content: String, finishReason: FinishReason = .stop, model: String? = nil, promptTokens: Int? = nil,
    completionTokens: Int? = nil
  ) {
    self.init(
      choices: [Choice(text: content, finishReason: finishReason)], model: model, promptTokens: promptTokens,
      completionTokens: completionTokens)
  }

  /// The text of the first choice; empty where the model said nothing or refused.
  public var content: String { choices.first?.text ?? "" }
  public var finishReason: FinishReason { choices.first?.finishReason ?? .other }

  /// Reads a `chat.completion` object; nil where it holds no choice.
  public init?(completion json: JSONValue) {
    let choices = (json["choices"]?.arrayValue ?? []).compactMap { Choice(json: $0) }
    guard !choices.isEmpty else { return nil }
    self.init(
      choices: choices, model: json["model"]?.stringValue, promptTokens: json["usage"]?["prompt_tokens"]?.intValue,
      completionTokens: json["usage"]?["completion_tokens"]?.intValue)
  }

  /// The reply as a `chat.completion` object with what is kept of it.
  public var completion: JSONValue {
    [
      "object": "chat.completion", "model": JSONValue(model), "choices": .array(choices.enumerated().map { $1.json(index: $0) }),
      "usage": ["prompt_tokens": JSONValue(promptTokens), "completion_tokens": JSONValue(completionTokens)],
    ]
  }
}

extension ChatReply.Choice {
  fileprivate init?(json: JSONValue) {
    guard let message = json["message"], case .object = message else { return nil }
    let reason = json["finish_reason"]?.stringValue
    let calls = message["tool_calls"]
    self.init(
      text: message["content"]?.stringValue, finishReason: reason.map { ChatReply.FinishReason(rawValue: $0) ?? .other } ?? .stop,
      reasoning: message["reasoning_content"]?.stringValue ?? message["reasoning"]?.stringValue,
      toolCalls: calls?.arrayValue?.isEmpty == false ? calls : nil, refusal: message["refusal"]?.stringValue)
  }

  fileprivate func json(index: Int) -> JSONValue {
    var message: [JSONValue.Member] = [.init("role", "assistant"), .init("content", JSONValue(text))]
    if let reasoning { message.append(.init("reasoning_content", .string(reasoning))) }
    if let toolCalls { message.append(.init("tool_calls", toolCalls)) }
    if let refusal { message.append(.init("refusal", .string(refusal))) }
    return ["index": .int(index), "message": .object(message), "finish_reason": .string(finishReason.rawValue)]
  }
}
