/// How a column changes along numbered rows: `from Level 1 to Level 5`.
enum TableProgression {
  private static let mostColumns = 4

  static func drafts(_ grid: TableGrid, _ rows: [Int]) -> [Draft] {
    guard rows.count >= 4, rows.last == rows[0] + rows.count - 1, grid.namesKeys,
      let keys = grid.measures(0, rows)?.map(\.number), zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 })
    else { return [] }
    return grid.header.indices.dropFirst().compactMap { draft(grid, rows, $0) }.prefix(mostColumns).map { $0 }
  }

  private static func draft(_ grid: TableGrid, _ rows: [Int], _ column: Int) -> Draft? {
    guard let numbers = grid.measures(column, rows)?.map(\.number), let first = numbers.first, let last = numbers.last,
      first != last
    else { return nil }
    let steps = zip(numbers, numbers.dropFirst())
    let rises = steps.allSatisfy { $0 <= $1 }
    guard rises || steps.allSatisfy({ $0 >= $1 }) else { return nil }
    func value(_ row: Int) -> String { grid.rows[row][column].bare }
    let (start, end) = (rows[0], rows[rows.count - 1])
    let title = grid.columnName(column)
    let span = "from \(grid.subject(start)) to \(grid.subject(end))"
    return Draft(
      kind: .tableProgression, question: grid.lead + "how does the value of “\(title)” change \(span)?",
      answer:
        "\(Phrases.upperFirst(span)) the value of “\(title)” \(rises ? "rises" : "falls") from \(value(start)) to \(value(end)).",
      shortAnswer: "From \(value(start)) to \(value(end))",
      range: grid.ranges[start].lowerBound..<grid.ranges[end].upperBound, order: 1100 + column)
  }
}
