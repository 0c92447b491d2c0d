import JSONText

/// An item `{"instruction", "input", "output"}`, with `system` where there is one. A passage is the input.
struct AlpacaRow: RowShape {
  let prompt: ExportPrompt

  func row(of record: Record) throws(RowFault) -> JSONValue {
    guard record.subset == .qa else { throw RowFault("`alpaca` has no place for tools; `sharegpt` has one") }
    var members: [JSONValue.Member] = [
      .init("instruction", .string(record.question)), .init("input", .string(prompt.passage(for: record) ?? "")),
      .init("output", .string(record.answer)),
    ]
    if let system = prompt.system { members.append(.init("system", .string(system))) }
    return .object(members)
  }

  func check(_ row: JSONValue) throws(RowFault) {
    let keys = ["instruction", "input", "output"]
    guard row.keys == keys || row.keys == keys + ["system"], row.keys.allSatisfy({ row[$0]?.stringValue != nil }) else {
      throw RowFault("a member is missing or no text")
    }
    guard row["instruction"]?.isText == true, row["output"]?.isText == true else {
      throw RowFault("the question or the answer is empty")
    }
  }
}
