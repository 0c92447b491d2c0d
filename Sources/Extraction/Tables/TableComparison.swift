/// Rows set side by side: which of two has the higher value, and which of all the highest and the lowest.
enum TableComparison {
  /// Every so many rows are compared with the next.
  private static let stride = 2

  static func drafts(_ grid: TableGrid, _ rows: [Int]) -> [Draft] {
    // Levels and numbers are compared by anyone; names are not.
    guard grid.rows.allSatisfy({ $0[0].hasLetter && $0[0].measure == nil }), !grid.hasUnits else { return [] }
    let columns = grid.header.indices.dropFirst().filter { !isOrdered(grid, $0) }
    let pairs = rows.enumerated().compactMap { place, row -> Draft? in
      guard place % stride == 0, rows.contains(row + 1), !columns.isEmpty else { return nil }
      return pair(row, grid, columns[(place / stride) % columns.count])
    }
    return pairs
      + columns.prefix(3).flatMap { [extreme(grid, rows, $0, isHighest: true), extreme(grid, rows, $0, isHighest: false)] }
      .compactMap { $0 }
  }

  /// Whether a column only rises or falls, as a numbering does.
  private static func isOrdered(_ grid: TableGrid, _ column: Int) -> Bool {
    guard let measures = grid.measures(column, grid.rows.indices) else { return false }
    let numbers = measures.map(\.number)
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func pair(_ row: Int, _ grid: TableGrid, _ column: Int) -> Draft? {
    guard let measures = grid.measures(column, [row, row + 1]), measures[0].number != measures[1].number else { return nil }
    let (more, less) = measures[0].number > measures[1].number ? (row, row + 1) : (row + 1, row)
    let title = grid.columnName(column)
    func value(_ row: Int) -> String { grid.rows[row][column].bare }
    return Draft(
      kind: .tableComparison,
      question: grid.lead
        + "which has the higher value in the column “\(title)”, \(grid.subject(row)) or \(grid.subject(row + 1))?",
      answer: "\(Phrases.upperFirst(grid.subject(more))) has the higher value in the column “\(title)”: \(value(more)), "
        + "against \(value(less)) for \(grid.subject(less)).",
      shortAnswer: grid.rows[more][0].text, range: grid.ranges[row].lowerBound..<grid.ranges[row + 1].upperBound, order: 1001,
      offersChoice: true)
  }

  /// Asks for the row with the highest or lowest value, where the whole table is at hand and one row alone has it.
  private static func extreme(_ grid: TableGrid, _ rows: [Int], _ column: Int, isHighest: Bool) -> Draft? {
    guard rows.count == grid.rows.count, (4...30).contains(rows.count), grid.namesKeys,
      let numbers = grid.measures(column, rows)?.map(\.number), let found = isHighest ? numbers.max() : numbers.min(),
      numbers.count(where: { $0 == found }) == 1, Set(numbers).count >= 3, let row = numbers.firstIndex(of: found)
    else { return nil }
    let word = isHighest ? "highest" : "lowest"
    let title = grid.columnName(column)
    let value = grid.rows[row][column].bare
    return Draft(
      kind: .tableExtreme, question: grid.lead + "which “\(grid.columnName(0))” has the \(word) value in the column “\(title)”?",
      answer: "\(Phrases.upperFirst(grid.subject(row))) has the \(word) value in the column “\(title)”: \(value).",
      shortAnswer: grid.rows[row][0].text, range: grid.ranges[0].lowerBound..<grid.ranges[rows.count - 1].upperBound,
      order: 1002 + 2 * column + (isHighest ? 0 : 1))
  }
}
