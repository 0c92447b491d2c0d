/// Tables set with spaces in plain text.
///
/// Characters are given places as on a page (6 points wide, 12 points a line), so that ``TableFinder`` reads them.
enum AlignedText {
  /// A table and the lines that it takes.
  struct Table {
    var lines: Range<Int>
    var found: TableFinder.Found
  }

  static func tables(in lines: [String]) -> [Table] {
    var rows: [LayoutRow] = []
    var numbers: [Int] = []
    for (number, line) in lines.enumerated() where !line.isEmpty {
      rows.append(LayoutRow(segments: segments(of: line, number: number)))
      numbers.append(number)
    }
    guard rows.contains(where: { $0.segments.count > 1 }) else { return [] }
    return TableFinder.tables(in: rows).compactMap { found in
      guard isSetWithSpaces(found) else { return nil }
      return Table(lines: numbers[found.rows.lowerBound]..<numbers[found.rows.upperBound - 1] + 1, found: found)
    }
  }

  /// A row is taken for cells only where most hold something in the first column and another.
  private static func isSetWithSpaces(_ found: TableFinder.Found) -> Bool {
    let full = found.cells.count { row in row.count { !$0.isEmpty } >= 2 }
    return full * 3 >= found.cells.count * 2 && found.cells.count >= 3
  }

  /// Pieces of a line that two spaces or more part; two behind a full stop are those of typists.
  private static func segments(of line: String, number: Int) -> [LayoutSegment] {
    var groups: [[LayoutWord]] = []
    var column = 0
    var lastEnd = -10
    for piece in line.split(separator: " ", omittingEmptySubsequences: false) {
      let width = piece.count
      defer { column += width + 1 }
      guard width > 0 else { continue }
      let top = Double(number) * 12
      let word = LayoutWord(
        text: String(piece), x0: Double(column) * 6, y0: top, x1: Double(column + width) * 6, y1: top + 10,
        style: TextStyle(size: 10))
      let isSentenceGap = column - lastEnd == 2 && groups.last?.last.map { $0.text.endsSentence } == true
      if column - lastEnd >= 2, !isSentenceGap { groups.append([word]) } else { groups[groups.count - 1].append(word) }
      lastEnd = column + width
    }
    return groups.map(LayoutSegment.init)
  }
}
