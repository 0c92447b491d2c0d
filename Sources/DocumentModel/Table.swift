/// The cells of a table element, each a range of the document's text.
public struct Table: Sendable, Equatable {
  /// From top to bottom. A cell that spans stands only where it begins; ``grid`` has it at each of its places.
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
  public var columnCount: Int { grid.map(\.count).max() ?? 0 }

  /// The cell at each place, row by row: a cell that spans stands at every place that it covers. Rows are as long as their cells
  /// reach; nil stands where no cell does. Spans reach at most 1,000 places, and
  /// not below the last row; a table of more than four million places is cut off.
  ///
  /// After the algorithm by which HTML forms a table (HTML standard, “Forming a table”).
  public var grid: [[Cell?]] {
    var grid = [[Cell?]](repeating: [], count: rows.count)
    var room = 4_000_000
    func put(_ cell: Cell, _ row: Int, _ column: Int) {
      room -= 1
      guard room > 0 else { return }
      while grid[row].count <= column { grid[row].append(nil) }
      grid[row][column] = grid[row][column] ?? cell
    }
    for (row, line) in rows.enumerated() {
      var column = 0
      for cell in line.cells {
        while column < grid[row].count, grid[row][column] != nil { column += 1 }
        for below in row..<min(rows.count, row + min(1_000, max(1, cell.rowSpan))) {
          for place in column..<column + min(1_000, max(1, cell.columnSpan)) { put(cell, below, place) }
        }
        column += min(1_000, max(1, cell.columnSpan))
      }
    }
    return grid
  }

  /// The rows below the header.
  public var bodyRows: ArraySlice<Row> { rows.dropFirst(headerRowCount) }
}
