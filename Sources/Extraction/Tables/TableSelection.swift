/// Which rows have a value that a few of them share.
enum TableSelection {
  private static let mostQuestions = 4

  static func drafts(_ grid: TableGrid, _ rows: [Int]) -> [Draft] {
    guard rows.count == grid.rows.count, (4...30).contains(rows.count), grid.namesKeys else { return [] }
    return Array(grid.header.indices.dropFirst().flatMap { drafts(grid, rows, $0) }.prefix(mostQuestions))
  }

  /// Asks for values that two rows or more have, and at most half of all: two of them.
  private static func drafts(_ grid: TableGrid, _ rows: [Int], _ column: Int) -> [Draft] {
    let values = rows.map { grid.rows[$0][column].text }
    guard values.allSatisfy({ !$0.isEmpty }) else { return [] }
    var seen: Set<String> = []
    let shared = values.filter { value in
      (2...min(5, rows.count / 2)).contains(values.count { $0 == value }) && isShort(value) && seen.insert(value).inserted
    }
    return shared.filter { grid.isAnswer(values.firstIndex(of: $0) ?? 0, column) }.prefix(2).enumerated().map { number, value in
      draft(grid, rows, column, value, number)
    }
  }

  private static func draft(_ grid: TableGrid, _ rows: [Int], _ column: Int, _ value: String, _ number: Int) -> Draft {
    let keys = rows.filter { grid.rows[$0][column].text == value }.map(grid.subject)
    let (title, bare) = (grid.columnName(column), Phrases.withoutStop(value))
    let list = keys.dropLast().joined(separator: ", ") + " and " + (keys.last ?? "")
    return Draft(
      kind: .tableSelection,
      question: grid.lead + "which entries of “\(grid.columnName(0))” have the value \(bare) in the column “\(title)”?",
      answer: "\(Phrases.upperFirst(list)) have the value \(bare) in the column “\(title)”.", shortAnswer: nil,
      range: grid.ranges[0].lowerBound..<grid.ranges[rows.count - 1].upperBound, order: 1300 + 2 * column + number)
  }

  private static func isShort(_ value: String) -> Bool {
    value.contains { $0.isLetter || $0.isNumber } && value.wordCount <= 4
  }
}
