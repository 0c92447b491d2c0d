import JSONText

/// An item `{"conversations", "system", "tools"}`. All three stand in every item, and tools and calls are texts of JSON, so that
/// answers and tool calls may be mixed.
struct ShareGPTRow: RowShape {
  let prompt: ExportPrompt

  func row(of record: Record) throws(RowFault) -> JSONValue {
    let tools = record.subset == .tools ? JSONValue.array(try record.toolDefinitions().map(\.function)).text : ""
    return [
      "conversations": [["from": "human", "value": .string(prompt.question(of: record))], Self.reply(of: record)],
      "system": .string(prompt.system ?? ""), "tools": .string(tools),
    ]
  }

  /// Several calls are a list; one stands by itself.
  private static func reply(of record: Record) -> JSONValue {
    let calls = record.toolCalls.map(\.json)
    guard let first = calls.first else { return ["from": "gpt", "value": .string(record.answer)] }
    return ["from": "function_call", "value": .string((calls.count == 1 ? first : .array(calls)).text)]
  }

  func check(_ row: JSONValue) throws(RowFault) {
    guard row.keys == ["conversations", "system", "tools"], row["system"]?.stringValue != nil,
      let tools = row["tools"]?.stringValue
    else { throw RowFault("a member is missing or no text") }
    guard let turns = row["conversations"]?.arrayValue, !turns.isEmpty, turns.count.isMultiple(of: 2) else {
      throw RowFault("turns do not come in pairs")
    }
    let names = try Self.names(of: tools)
    for (index, turn) in turns.enumerated() {
      let allowed = index.isMultiple(of: 2) ? ["human", "observation"] : ["gpt", "function_call"]
      guard let from = turn["from"]?.stringValue, allowed.contains(from) else { throw RowFault("a turn is not whose it must be") }
      guard turn["value"]?.isText == true else { throw RowFault("a turn is empty") }
      if from == "function_call" { try Self.check(calls: turn["value"]?.stringValue ?? "", names) }
    }
  }

  private static func check(calls text: String, _ names: Set<String>) throws(RowFault) {
    guard let value = try? JSONValue(parsing: text) else { throw RowFault("a call is not JSON") }
    for call in value.arrayValue ?? [value] {
      try ToolRules.check(call: call["name"], call["arguments"], among: names)
    }
  }

  /// LLaMA-Factory writes the properties of each tool into the system message, so they must be objects.
  private static func names(of text: String) throws(RowFault) -> Set<String> {
    guard !text.isEmpty else { return [] }
    guard let tools = (try? JSONValue(parsing: text))?.arrayValue else { throw RowFault("`tools` is no list") }
    for tool in tools {
      guard case .object(let properties)? = tool["parameters"]?["properties"], properties.allSatisfy(\.value.isObject) else {
        throw RowFault("the `properties` of a tool's parameters are no objects")
      }
    }
    return try ToolRules.names(of: tools)
  }
}
