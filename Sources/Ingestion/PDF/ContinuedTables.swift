/// Puts tables together that a page end parted.
enum ContinuedTables {
  /// Joins a table that begins a page to the one that ends the page before, where the columns stand at the same places.
  static func join(_ blocks: [PDFBlock]) -> [PDFBlock] {
    var result: [PDFBlock] = []
    for block in blocks {
      // Notes and what else belongs to the page may stand between.
      let last = result.lastIndex { block in
        switch block.role {
        case .footnote, .furniture: false
        default: true
        }
      }
      if let last, case .table(let second) = block.role, case .table(let first) = result[last].role,
        result[last].lines.last.map({ $0.page + 1 == block.page }) == true, let table = joined(first, second)
      {
        result[last].role = .table(table)
        result[last].lines.append(contentsOf: block.lines)
      } else {
        result.append(block)
      }
    }
    return result
  }

  /// One table of two; nil where their columns differ. A header that the second page repeats is dropped.
  private static func joined(_ first: PlacedTable, _ second: PlacedTable) -> PlacedTable? {
    guard let columns = first.rows.first?.count, columns >= 2, second.rows.first?.count == columns else { return nil }
    let places = zip(extents(first), extents(second)).compactMap { pair in pair.0.flatMap { a in pair.1.map { (a, $0) } } }
    // Text keeps to the left edge of its column, numbers to the right.
    let areSame = places.allSatisfy { abs($0.lowerBound - $1.lowerBound) <= 6 || abs($0.upperBound - $1.upperBound) <= 6 }
    guard places.count * 2 > columns, areSame else { return nil }
    var rows = second.rows[...]
    let header = first.rows.prefix(first.headerRowCount)
    if !header.isEmpty, rows.count > header.count, zip(header, rows).allSatisfy({ $0.map(\.text) == $1.map(\.text) }) {
      rows = rows.dropFirst(header.count)
    }
    return PlacedTable(rows: first.rows + rows, headerRowCount: first.headerRowCount)
  }

  /// From where to where the text of each column reaches; nil for a column without text.
  private static func extents(_ table: PlacedTable) -> [ClosedRange<Double>?] {
    (table.rows.first ?? []).indices.map { column in
      let lines = table.rows.flatMap { $0[column].lines }
      guard let left = lines.map(\.x0).min(), let right = lines.map(\.x1).max() else { return nil }
      return left...max(left, right)
    }
  }
}
