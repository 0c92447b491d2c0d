import JSONText

/// What OpenAI, Mistral and TRL demand of a chat.
struct ChatRules: Sendable {
  let dialect: ChatDialect

  /// Checks all messages of a row, and its `tools` as they stand there.
  func check(_ messages: [JSONValue], tools: JSONValue?) throws(RowFault) {
    let names = try tools.map { (tools) throws(RowFault) in try self.names(of: tools) }
    guard messages.last?["role"]?.stringValue == "assistant" else { throw RowFault("the last message is not the assistant's") }
    guard messages.contains(where: { $0["role"]?.stringValue == "user" }) else { throw RowFault("no message is the user's") }
    for (index, message) in messages.enumerated() {
      try check(message, isFirst: index == 0, names: names)
    }
  }

  private func check(_ message: JSONValue, isFirst: Bool, names: Set<String>?) throws(RowFault) {
    switch message["role"]?.stringValue {
    case "system": guard isFirst else { throw RowFault("a system message is not the first") }
    case "user": break
    case "assistant":
      if let calls = message["tool_calls"] { return try check(calls: calls, names: names) }
    default: throw RowFault("a message has no role")
    }
    guard message["content"]?.isText == true else { throw RowFault("a message is empty") }
    guard message.keys == ["role", "content"] else { throw RowFault("a message has a member that there is not") }
  }

  private func check(calls: JSONValue, names: Set<String>?) throws(RowFault) {
    guard let calls = calls.arrayValue, !calls.isEmpty else { throw RowFault("`tool_calls` is no list of calls") }
    guard let names else { throw RowFault("tools are called and none is listed in `tools`") }
    for call in calls {
      guard call["type"]?.stringValue == "function", let function = call["function"] else {
        throw RowFault("a call has no function")
      }
      try ToolRules.check(call: function["name"], arguments(of: function), among: names)
    }
    let ids = calls.compactMap { $0["id"]?.stringValue }
    guard ids.count == (dialect.callID(1) == nil ? 0 : calls.count), Set(ids).count == ids.count, ids.allSatisfy(dialect.isCallID)
    else { throw RowFault("a call's id is missing, repeated or of the wrong form") }
  }

  /// As a value, whether they stand there as one or as text.
  private func arguments(of function: JSONValue) -> JSONValue? {
    guard dialect.hasTextArguments else { return function["arguments"] }
    return function["arguments"]?.stringValue.flatMap { try? JSONValue(parsing: $0) }
  }

  private func names(of tools: JSONValue) throws(RowFault) -> Set<String> {
    let list = dialect.hasTextTools ? tools.stringValue.flatMap { try? JSONValue(parsing: $0) } : tools
    guard let list = list?.arrayValue, !list.isEmpty, list.allSatisfy({ $0["type"]?.stringValue == "function" }) else {
      throw RowFault("`tools` is no list of functions")
    }
    return try ToolRules.names(of: list.map { $0["function"] ?? .null })
  }
}
