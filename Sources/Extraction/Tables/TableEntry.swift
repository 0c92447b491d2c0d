/// A whole row: all that a table says of what its first column names.
enum TableEntry {
  /// Rows with more columns are asked about cell by cell.
  private static let columns = 2...5

  static func drafts(_ grid: TableGrid, _ rows: [Int]) -> [Draft] { rows.compactMap { draft($0, grid) } }

  private static func draft(_ row: Int, _ grid: TableGrid) -> Draft? {
    let told = (1..<grid.header.count).filter { grid.isAnswer(row, $0) }
    let values = told.map { grid.rows[row][$0].bare }
    // Longer cells are told one by one.
    guard columns.contains(told.count), told.count + 1 == grid.header.count,
      values.allSatisfy({ $0.utf8.count <= 60 && !$0.contains(";") })
    else { return nil }
    let names = told.map { "“\(grid.columnName($0))”" }
    let subject = grid.subject(row)
    let answer = zip(names, values).map { "\($0) \($1)" }.joined(separator: "; ")
    return Draft(
      kind: .tableEntry, question: grid.lead + "what are \(listed(names)) of \(subject)?",
      answer: "\(Phrases.upperFirst(subject)) has \(answer).", shortAnswer: nil, range: grid.ranges[row], order: 999)
  }

  private static func listed(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
