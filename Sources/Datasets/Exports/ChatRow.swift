import JSONText

/// A line `{"messages": […]}`, with `tools` where they could be called.
struct ChatRow: RowShape {
  let turns: ChatTurns

  func row(of record: Record) throws(RowFault) -> JSONValue {
    let messages = JSONValue.array(turns.request(of: record) + [turns.reply(of: record)])
    return .object([.init("messages", messages)] + (try turns.tools(of: record)))
  }

  func check(_ row: JSONValue) throws(RowFault) {
    guard row.keys == ["messages"] || row.keys == ["messages", "tools"] else {
      throw RowFault("a line has other members than `messages` and `tools`")
    }
    try ChatRules(dialect: turns.dialect).check(row["messages"]?.arrayValue ?? [], tools: row["tools"])
  }
}

/// A line `{"prompt": […], "completion": […]}` of messages, with `tools` where they could be called.
struct ChatCompletionRow: RowShape {
  let turns: ChatTurns

  func row(of record: Record) throws(RowFault) -> JSONValue {
    .object(
      [.init("prompt", .array(turns.request(of: record))), .init("completion", [turns.reply(of: record)])]
        + (try turns.tools(of: record)))
  }

  func check(_ row: JSONValue) throws(RowFault) {
    guard let prompt = row["prompt"]?.arrayValue, let completion = row["completion"]?.arrayValue, completion.count == 1,
      prompt.last?["role"]?.stringValue == "user"
    else { throw RowFault("a prompt does not end with the user, or its completion is not one message") }
    try ChatRules(dialect: turns.dialect).check(prompt + completion, tools: row["tools"])
  }
}
