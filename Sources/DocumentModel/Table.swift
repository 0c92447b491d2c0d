/// The cells of a table element, each a range of the document's text.
public struct Table: Sendable, Equatable {
  /// From top to bottom. A cell that spans stands only where it begins.
  public var rows: [Row]
  /// How many of the first rows are the header; 0 where the table has none.
  public var headerRowCount: Int

  public init(rows: [Row], headerRowCount: Int) {
    self.rows = rows
    self.headerRowCount = headerRowCount
  }

  /// One row.
  public struct Row: Sendable, Equatable {
    /// The whole row with its marks, without the line feed.
    public var range: Range<Int>
    /// From left to right.
    public var cells: [Cell]

    public init(range: Range<Int>, cells: [Cell]) {
      self.range = range
      self.cells = cells
    }
  }

  /// One cell.
  public struct Cell: Sendable, Equatable {
    /// The content without the bars and the spaces around it; may be empty.
    public var range: Range<Int>
    public var columnSpan: Int
    public var rowSpan: Int

    public init(range: Range<Int>, columnSpan: Int = 1, rowSpan: Int = 1) {
      self.range = range
      self.columnSpan = columnSpan
      self.rowSpan = rowSpan
    }
  }

  /// The number of columns of the widest row.
  public var columnCount: Int {
    rows.map { row in row.cells.reduce(0) { $0 + $1.columnSpan } }.max() ?? 0
  }

  /// The rows below the header.
  public var bodyRows: ArraySlice<Row> { rows.dropFirst(headerRowCount) }
}
