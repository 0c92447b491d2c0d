import JSONText

/// Records as the text of a file, row by row: ``opening``, a ``row(_:)`` for each record, ``closing``.
public struct RowWriter: Sendable {
  private let options: ExportOptions
  private let shape: (any RowShape)?
  /// The rows that were given out.
  public private(set) var rowCount = 0

  /// Markdown is not made of rows; see ``MarkdownBook``.
  public init(_ options: ExportOptions) {
    self.options = options
    shape = options.shape
  }

  public var opening: String {
    options.format == .csv ? CSV.line(options.columns) : options.format.isArray ? "[" : ""
  }

  public var closing: String { options.format.isArray ? "\n]\n" : "" }

  /// The line of the file on which the last row stands, from 1. Items of an array stand on lines of their own too.
  public var line: Int { rowCount + (options.format.isArray ? 1 : 0) }

  /// The row of a record with what parts it from the row before. Throws where its reader would refuse it; no row is counted then.
  public mutating func row(_ record: Record) throws(RowFault) -> String {
    guard let shape else {
      rowCount += 1
      return CSV.line(CSV.fields(of: record, columns: options.columns), guardFormulas: options.guardsFormulas)
    }
    let row = try shape.row(of: record)
    try shape.check(row)
    rowCount += 1
    return options.format.isArray ? (rowCount == 1 ? "\n" : ",\n") + row.text : row.text + "\n"
  }
}
