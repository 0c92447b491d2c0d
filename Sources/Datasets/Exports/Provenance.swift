public import JSONText

extension Record {
  /// A line of the file beside an export whose rows cannot say where they come from.
  ///
  /// - Parameter line: where the row stands in the export, from 1.
  public func provenance(line: Int) -> JSONValue {
    let keys = ["id", "kind", "document", "document_id", "pages", "range", "heading_path", "chunk", "score", "evidence"]
    let json = json
    return .object([.init("line", .int(line))] + keys.map { .init($0, json[$0] ?? .null) })
  }
}
