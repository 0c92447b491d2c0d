import JSONText

/// A record as turns of a chat.
struct ChatTurns: Sendable {
  let dialect: ChatDialect
  let prompt: ExportPrompt

  /// The system's message, where there is one, and the user's.
  func request(of record: Record) -> [JSONValue] {
    let user: JSONValue = ["role": "user", "content": .string(prompt.question(of: record))]
    guard let system = prompt.system else { return [user] }
    return [["role": "system", "content": .string(system)], user]
  }

  /// The assistant's message: the calls where there are any, else the answer.
  func reply(of record: Record) -> JSONValue {
    guard !record.toolCalls.isEmpty else { return ["role": "assistant", "content": .string(record.answer)] }
    let calls = record.toolCalls.enumerated().map { call($1, number: $0 + 1) }
    return ["role": "assistant", "tool_calls": .array(calls)]
  }

  /// The member `tools` of the row; none where the record has nothing to do with tools.
  func tools(of record: Record) throws(RowFault) -> [JSONValue.Member] {
    guard record.subset == .tools else { return [] }
    let list = JSONValue.array(try record.toolDefinitions().map(\.json))
    return [.init("tools", dialect.hasTextTools ? .string(list.text) : list)]
  }

  private func call(_ call: Record.ToolCall, number: Int) -> JSONValue {
    let arguments = dialect.hasTextArguments ? .string(call.arguments.text) : call.arguments
    var members = dialect.callID(number).map { [JSONValue.Member("id", .string($0))] } ?? []
    members.append(.init("type", "function"))
    members.append(.init("function", ["name": .string(call.name), "arguments": arguments]))
    return .object(members)
  }
}
