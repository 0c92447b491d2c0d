public import JSONText

/// What a model answered.
public struct ChatReply: Sendable, Equatable {
  /// Why the model stopped.
  public enum FinishReason: String, Sendable {
    case stop
    /// The limit of tokens was reached: the text is cut off.
    case length
    case contentFilter = "content_filter"
    case other
  }

  /// Empty where the model said nothing or refused.
  public var content: String
  public var finishReason: FinishReason
  /// The model as the server names it; nil where it does not say.
  public var model: String?
  /// As the server counts them; nil where it does not.
  public var promptTokens: Int?
  public var completionTokens: Int?

  public init(
    content: String, finishReason: FinishReason = .stop, model: String? = nil, promptTokens: Int? = nil,
    completionTokens: Int? = nil
  ) {
    self.content = content
    self.finishReason = finishReason
    self.model = model
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
  }

  /// Reads the first choice of a `chat.completion` object; nil where there is none.
  public init?(completion json: JSONValue) {
    guard let choice = json["choices"]?.arrayValue?.first, let message = choice["message"] else { return nil }
    let reason = choice["finish_reason"]?.stringValue
    self.init(
      content: message["content"]?.stringValue ?? "",
      finishReason: reason.map { FinishReason(rawValue: $0) ?? .other } ?? .stop, model: json["model"]?.stringValue,
      promptTokens: json["usage"]?["prompt_tokens"]?.intValue, completionTokens: json["usage"]?["completion_tokens"]?.intValue)
  }

  /// The reply as a `chat.completion` object with what is kept of it.
  public var completion: JSONValue {
    [
      "object": "chat.completion", "model": JSONValue(model),
      "choices": [
        [
          "index": 0, "message": ["role": "assistant", "content": .string(content)],
          "finish_reason": .string(finishReason.rawValue),
        ]
      ],
      "usage": ["prompt_tokens": JSONValue(promptTokens), "completion_tokens": JSONValue(completionTokens)],
    ]
  }
}
