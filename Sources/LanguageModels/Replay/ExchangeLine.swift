internal import JSONText

/// Lines of recorded exchanges: `{"request": BODY, "choices": [TEXT, …]}`.
///
/// A request is found again whatever the order of its keys and the model's name.
public enum ExchangeLine {
  /// The line of a request and its reply.
  static func line(_ request: ChatRequest, _ reply: ChatReply, model: String) -> JSONValue {
    ["request": request.body(model: model), "choices": .array(reply.choices.map { JSONValue($0.text ?? "") })]
  }

  /// The key and the reply of a line; nil where it is none. A choice may also be the members of a message.
  static func reply(_ json: JSONValue) -> (key: String, reply: ChatReply?)? {
    guard let request = json["request"], let choices = json["choices"]?.arrayValue, !choices.isEmpty else { return nil }
    let said = choices.map { choice in
      choice.stringValue.map { ChatReply.Choice(text: $0) }
        ?? ChatReply.Choice(
          text: choice["content"]?.stringValue, reasoning: choice["reasoning_content"]?.stringValue,
          toolCalls: choice["tool_calls"])
    }
    return (key(request), ChatReply(choices: said))
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
