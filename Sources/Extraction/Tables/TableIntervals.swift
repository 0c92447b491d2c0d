/// Look-ups by a number that lies inside a row's interval: a roll of 5 in the row `04–10`.
enum TableIntervals {
  /// Every so many rows with an interval are asked about.
  private static let stride = 2

  static func drafts(_ grid: TableGrid, _ rows: [Int]) -> [Draft] {
    guard grid.namesKeys else { return [] }
    let intervals = grid.rows.map { Interval($0[0].text) }
    // A single number among intervals is one of a single value.
    let bounds = zip(intervals, grid.rows).map { interval, row in
      interval ?? row[0].measure.flatMap { Int(exactly: $0.number) }.map { Interval(lower: $0, upper: $0) }
    }
    let known = bounds.compactMap { $0 }
    guard intervals.count(where: { $0 != nil }) >= 2, known.count == grid.rows.count,
      zip(known, known.dropFirst()).allSatisfy({ $0.upper < $1.lower })
    else { return [] }
    return rows.filter { known[$0].upper - known[$0].lower >= 2 }.enumerated().compactMap { place, row in
      place % stride == 0 ? draft(grid, row, known[row]) : nil
    }
  }

  private static func draft(_ grid: TableGrid, _ row: Int, _ interval: Interval) -> Draft? {
    let columns = grid.header.indices.dropFirst().filter { grid.isAnswer(row, $0) }
    guard !columns.isEmpty else { return nil }
    let column = columns[row % columns.count]
    let value = grid.rows[row][column].bare
    guard value.wordCount <= 8 else { return nil }
    let number = interval.lower + (interval.upper - interval.lower) / 2
    let (key, title) = (grid.columnName(0), grid.columnName(column))
    return Draft(
      kind: .tableInterval, question: grid.lead + "what is the value of “\(title)” for a “\(key)” of \(number)?",
      answer: "A “\(key)” of \(number) lies in \(grid.rows[row][0].text), for which the value of “\(title)” is \(value).",
      shortAnswer: value, range: grid.ranges[row], order: 1200)
  }

  /// `1-3`, `04–10`, `2 to 5`: both ends belong to it.
  private struct Interval {
    let lower: Int
    let upper: Int

    init(lower: Int, upper: Int) { (self.lower, self.upper) = (lower, upper) }

    init?(_ cell: String) {
      let parts = cell.split { !$0.isNumber }
      guard parts.count == 2, let lower = Int(parts[0]), let upper = Int(parts[1]), lower < upper else { return nil }
      let between = cell[parts[0].endIndex..<parts[1].startIndex].filter { $0 != " " }
      guard ["-", "–", "—", "to"].contains(between), cell.first?.isNumber == true, cell.last?.isNumber == true else { return nil }
      (self.lower, self.upper) = (lower, upper)
    }
  }
}
