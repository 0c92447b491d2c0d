import JSONText

/// Records as CSV (RFC 4180): commas, `\r\n`, quotes doubled.
public enum CSV {
  /// The columns where none are chosen, in order.
  public static let header = [
    "id", "kind", "question", "answer", "short_answer", "evidence", "document", "pages", "start", "end", "heading_path", "chunk",
    "score",
  ]

  /// All that can be chosen.
  public static let columns = header + ["document_id", "tool_calls", "tools"]

  /// One line with its line end.
  ///
  /// A field that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or return) gets a quote before it,
  /// unless `guardFormulas` is off.
  public static func line(_ fields: [String], guardFormulas: Bool = true) -> String {
    fields.map { field($0, guardFormulas: guardFormulas) }.joined(separator: ",") + "\r\n"
  }

  /// The fields of a record under names of ``columns``; other names give empty fields.
  public static func fields(of record: Record, columns: [String] = header) -> [String] {
    columns.map { text(of: $0, record) }
  }

  private static func text(of column: String, _ record: Record) -> String {
    switch column {
    case "id": record.id
    case "kind": record.kind
    case "question": record.question
    case "answer": record.answer
    case "short_answer": record.shortAnswer ?? ""
    case "evidence": record.evidence.text
    case "document": record.evidence.documentName
    case "document_id": record.evidence.documentID
    case "pages": record.evidence.pages.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" } ?? ""
    case "start": "\(record.evidence.range.lowerBound)"
    case "end": "\(record.evidence.range.upperBound)"
    case "heading_path": record.headingPath.joined(separator: " > ")
    case "chunk": record.chunkID
    case "score": "\(record.score)"
    case "tool_calls": record.toolCalls.isEmpty ? "" : JSONValue.array(record.toolCalls.map(\.json)).text
    case "tools": record.tools?.text ?? ""
    default: ""
    }
  }

  private static func field(_ text: String, guardFormulas: Bool) -> String {
    var text = text
    if guardFormulas, let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), Double(text) == nil {
      text = "'" + text
    }
    guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }) else {
      return text
    }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
