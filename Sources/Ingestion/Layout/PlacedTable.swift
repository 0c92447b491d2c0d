/// A table found on a page by its rules, before the page is cut into columns.
struct PlacedTable: Sendable {
  /// From top to bottom, from left to right.
  var rows: [[Cell]]
  var headerRowCount: Int
  /// The lines of the caption right above it; mostly one or none.
  var caption: [LayoutSegment] = []

  /// A cell stands where it begins; the places that it spans hold cells without lines and with no span.
  struct Cell: Sendable {
    var lines: [LayoutSegment] = []
    var columnSpan = 1
    var rowSpan = 1

    var text: String { lines.map(\.text).joined(separator: " ") }
  }

  /// A table found by alignment, which knows no spans.
  init(_ found: TableFinder.Found) {
    rows = found.cells.map { $0.map { Cell(lines: $0) } }
    headerRowCount = found.headerRowCount
  }

  init(rows: [[Cell]], headerRowCount: Int) {
    self.rows = rows
    self.headerRowCount = headerRowCount
  }

  /// The lines of the cells, as tables found by alignment hold them.
  var cells: [[[LayoutSegment]]] { rows.map { $0.map(\.lines) } }
}
