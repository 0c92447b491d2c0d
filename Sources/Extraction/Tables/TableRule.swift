internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// Look-ups in tables: the value of a column for a row, and the row that has a value.
enum TableRule {
  /// Questions a row, so that one long table does not fill a dataset.
  private static let cellsPerRow = 1

  static func drafts(_ passage: Passage) -> [Draft] {
    let elements = passage.document.elements
    return passage.document.elementIndices(in: passage.chunk.range).flatMap { index -> [Draft] in
      guard let table = elements[index].table,
        let grid = TableGrid(table, passage.document, name: name(of: index, in: passage).map(passage.place))
      else { return [] }
      let rows = grid.rows.indices.filter { passage.chunk.range.contains(grid.ranges[$0]) }
      return rows.flatMap { cells(of: $0, grid) } + rows.compactMap { lookup($0, grid) } + TableComparison.drafts(grid, rows)
        + TableProgression.drafts(grid, rows) + TableIntervals.drafts(grid, rows) + TableSelection.drafts(grid, rows)
    }
  }

  /// The caption before or behind the table without its number, else the heading above.
  private static func name(of index: Int, in passage: Passage) -> String? {
    let document = passage.document
    for neighbour in [index - 1, index + 1]
    where document.elements.indices.contains(neighbour) && document.elements[neighbour].kind == .caption {
      return captionTitle(document.plainText(of: document.elements[neighbour].range))
    }
    // Of several tables under one heading the heading names none.
    return passage.notes.isOnlyTable(index, in: document) ? passage.name(at: document.elements[index].range.lowerBound) : nil
  }

  /// `Table 5. Weapons` without its number.
  private static func captionTitle(_ caption: String) -> String {
    let words = caption.split(separator: " ")
    guard words.count > 2, ["table", "tab."].contains(words[0].lowercased()), words[1].contains(where: \.isNumber) else {
      return Phrases.withoutStop(caption)
    }
    return Phrases.withoutStop(words[2...].joined(separator: " ").trimmingPrefix { ":.–—- ".contains($0) }.description)
  }

  private static func cells(of row: Int, _ grid: TableGrid) -> [Draft] {
    // Rows take turns at the columns.
    let columns = (1..<grid.header.count).filter { grid.isAnswer(row, $0) }
    guard !columns.isEmpty else { return [] }
    let chosen = (0..<min(cellsPerRow, columns.count)).map { columns[(row * cellsPerRow + $0) % columns.count] }
    return Set(chosen).sorted().map { column in
      let value = grid.rows[row][column]
      let subject = grid.subject(row)
      let title = grid.columnName(column)
      let bare = Phrases.withoutStop(value)
      // A value is looked up; a phrase is what the column says.
      let isValue = value.split(separator: " ").count <= (value.contains(where: \.isNumber) ? 4 : 3)
      return Draft(
        kind: isValue ? .tableCell : .tableText,
        question: isValue
          ? grid.lead + "what is the value of “\(title)” for \(subject)?"
          : grid.lead + "what does the column “\(title)” say about \(subject)?",
        answer: isValue
          ? "The value of “\(title)” for \(subject) is \(bare)."
          : "About \(subject) the column “\(title)” says: \(Phrases.sentence(bare))",
        shortAnswer: bare, range: grid.ranges[row], order: column)
    }
  }

  /// Asks for the row by a value that no other row has; every third row.
  private static func lookup(_ row: Int, _ grid: TableGrid) -> Draft? {
    guard row % 3 == 0, grid.namesKeys else { return nil }
    let columns = 1..<grid.header.count
    guard
      let column = columns.first(where: { column in
        let value = grid.rows[row][column]
        return grid.isAnswer(row, column) && value.contains(where: \.isNumber)
          && grid.rows.count { $0[column] == value } == 1
      })
    else { return nil }
    let value = Phrases.withoutStop(grid.rows[row][column])
    let key = grid.rows[row][0]
    return Draft(
      kind: .tableRow,
      question:
        grid.lead + "which “\(grid.columnName(0))” has the value \(value) in the column “\(grid.columnName(column))”?",
      answer:
        "\(Phrases.upperFirst(grid.subject(row))) has the value \(value) in the column “\(grid.columnName(column))”.",
      shortAnswer: key,
      range: grid.ranges[row], order: 1000)
  }
}
