import JSONText

/// A line of a folder for the Hub: the messages that TRL trains on, then the record with where it comes from.
struct HubRow: RowShape {
  let chat: ChatRow

  /// What of the record stands behind the messages. Tool calls and tools stand in the messages' members alone.
  private static let leftOut: Set<String> = ["type", "tool_calls", "tools"]

  func row(of record: Record) throws(RowFault) -> JSONValue {
    guard case .object(let messages) = try chat.row(of: record), case .object(let members) = record.json else {
      throw RowFault("a member is missing")
    }
    return .object(messages + members.filter { !Self.leftOut.contains($0.key) })
  }

  func check(_ row: JSONValue) throws(RowFault) {
    guard case .object(let members) = row, row["id"]?.isText == true, row["document"]?.stringValue != nil else {
      throw RowFault("a member is missing")
    }
    try chat.check(.object(members.filter { $0.key == "messages" || $0.key == "tools" }))
  }
}
