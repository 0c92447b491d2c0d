import JSONText

/// The record itself.
struct RecordRow: RowShape {
  func row(of record: Record) -> JSONValue { record.json }

  func check(_ row: JSONValue) throws(RowFault) {
    guard Record(json: row) != nil else { throw RowFault("a member is missing") }
  }
}
