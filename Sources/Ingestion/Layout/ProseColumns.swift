/// Tells columns of text that share base lines from the columns of a table.
enum ProseColumns {
  /// Whether every column of `rows` is filled from its left edge nearly to the next column, as lines of text are and cells are not.
  ///
  /// Columns are places where at least a third of the rows begin a segment. Needs eight rows; fewer tell nothing.
  static func fill(_ rows: ArraySlice<LayoutRow>) -> Bool {
    guard rows.count >= 8 else { return false }
    var columns: [(start: Double, widths: [Double])] = []
    for segment in rows.flatMap(\.segments).sorted(by: { $0.x0 < $1.x0 }) {
      if let last = columns.last, segment.x0 - last.start < 12 {
        columns[columns.count - 1].widths.append(segment.x1 - last.start)
      } else {
        columns.append((segment.x0, [segment.width]))
      }
    }
    columns.removeAll { $0.widths.count * 3 < rows.count }
    guard columns.count >= 2, let right = rows.map(\.x1).max() else { return false }
    return columns.indices.allSatisfy { index in
      let end = index + 1 < columns.count ? columns[index + 1].start : right
      let widths = columns[index].widths.sorted()
      return widths[widths.count / 2] > 0.8 * (end - columns[index].start)
    }
  }
}
