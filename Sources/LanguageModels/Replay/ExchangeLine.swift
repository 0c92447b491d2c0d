internal import JSONText

/// Lines of recorded exchanges: `{"request": BODY, "choices": [TEXT, …]}`.
///
/// A request is found again whatever the order of its keys and the model's name.
public enum ExchangeLine {
  /// The line of a request and its reply.
  static func line(_ request: ChatRequest, _ reply: ChatReply, model: String) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("request", request.body(model: model)), .init("choices", .array(reply.choices.map(choice))),
    ]
    if !request.copy.isEmpty { members.append(.init("copy", .string(request.copy))) }
    return .object(members)
  }

  private static func choice(_ choice: ChatReply.Choice) -> JSONValue {
    if choice.finishReason == .stop, choice.reasoning == nil, choice.toolCalls == nil { return JSONValue(choice.text ?? "") }
    return [
      "content": JSONValue(choice.text), "reasoning_content": JSONValue(choice.reasoning),
      "tool_calls": choice.toolCalls ?? .null,
      "finish_reason": .string(choice.finishReason.rawValue),
    ]
  }

  /// The key and the reply of a line; nil where it is none. A choice may also be the members of a message.
  static func reply(_ json: JSONValue) -> (key: String, reply: ChatReply?)? {
    guard let request = json["request"], let choices = json["choices"]?.arrayValue, !choices.isEmpty else { return nil }
    let said = choices.map { choice in
      choice.stringValue.map { ChatReply.Choice(text: $0) }
        ?? ChatReply.Choice(
          text: choice["content"]?.stringValue,
          finishReason: choice["finish_reason"]?.stringValue.flatMap { ChatReply.FinishReason(rawValue: $0) } ?? .stop,
          reasoning: choice["reasoning_content"]?.stringValue, toolCalls: choice["tool_calls"].flatMap { $0 == .null ? nil : $0 })
    }
    return (key(request) + (json["copy"]?.stringValue ?? ""), ChatReply(choices: said))
  }

  /// The text of a request's body without the model, its members in the order of their keys at every level.
  static func key(_ body: JSONValue) -> String {
    guard case .object(let members) = body else { return body.text }
    return sorted(.object(members.filter { $0.key != "model" })).text
  }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): .array(values.map(sorted))
    case .object(let members): .object(members.sorted { $0.key < $1.key }.map { .init($0.key, sorted($0.value)) })
    default: value
    }
  }
}
