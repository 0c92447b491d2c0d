/// Records as CSV (RFC 4180): commas, `\r\n`, quotes doubled.
public enum CSV {
  /// The columns, in order.
  public static let header = [
    "id", "kind", "question", "answer", "short_answer", "evidence", "document", "pages", "start", "end", "heading_path", "chunk",
    "score",
  ]

  /// One line with its line end.
  ///
  /// A field that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, tab or return) gets a quote before it,
  /// unless `guardFormulas` is off.
  public static func line(_ fields: [String], guardFormulas: Bool = true) -> String {
    fields.map { field($0, guardFormulas: guardFormulas) }.joined(separator: ",") + "\r\n"
  }

  /// The fields of a record, as ``header`` names them.
  public static func fields(of record: Record) -> [String] {
    let pages = record.evidence.pages.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    return [
      record.id, record.kind, record.question, record.answer, record.shortAnswer ?? "", record.evidence.text,
      record.evidence.documentName,
      pages ?? "", "\(record.evidence.range.lowerBound)", "\(record.evidence.range.upperBound)",
      record.headingPath.joined(separator: " > "),
      record.chunkID, "\(record.score)",
    ]
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
