/// A whole row: all that a table says of what its first column names, or of a wide row a part that can be told in one breath.
enum TableEntry {
  /// How many columns a question asks for.
  private static let columns = 2...5
  /// The same where the columns of a wide row are shared out.
  private static let mostOfWide = 4

  static func drafts(_ grid: TableGrid, _ rows: [Int]) -> [Draft] { rows.flatMap { drafts(of: $0, grid) } }

  private static func drafts(of row: Int, _ grid: TableGrid) -> [Draft] {
    // Longer cells are told one by one.
    let told = (1..<grid.header.count).filter { column in
      grid.isAnswer(row, column) && isShort(grid.rows[row][column].bare)
    }
    if grid.header.count - 1 <= columns.upperBound {
      return told.count + 1 == grid.header.count && columns.contains(told.count) ? [draft(row, told, 0, grid)] : []
    }
    return shares(of: told).enumerated().map { draft(row, $1, $0, grid) }
  }

  private static func isShort(_ value: String) -> Bool { value.utf8.count <= 60 && !value.contains(";") }

  /// Columns in parts of nearly one size.
  private static func shares(of columns: [Int]) -> [[Int]] {
    guard columns.count >= self.columns.lowerBound else { return [] }
    let count = (columns.count + mostOfWide - 1) / mostOfWide
    return (0..<count).map { Array(columns[($0 * columns.count / count)..<(($0 + 1) * columns.count / count)]) }
  }

  private static func draft(_ row: Int, _ told: [Int], _ part: Int, _ grid: TableGrid) -> Draft {
    let names = told.map { "“\(grid.columnName($0))”" }
    let subject = grid.subject(row)
    let answer = zip(names, told).map { "\($0) \(grid.rows[row][$1].bare)" }.joined(separator: "; ")
    return Draft(
      kind: .tableEntry, question: grid.lead + "what are \(listed(names)) of \(subject)?",
      answer: "\(Phrases.upperFirst(subject)) has \(answer).", shortAnswer: nil, range: grid.ranges[row], order: 990 + part)
  }

  private static func listed(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
