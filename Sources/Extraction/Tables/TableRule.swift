internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// Look-ups in tables: the value of a column for a row, and the row that has a value.
enum TableRule {
  static func drafts(_ passage: Passage) -> [Draft] {
    let elements = passage.document.elements
    return passage.document.elementIndices(in: passage.chunk.range).flatMap { index -> [Draft] in
      guard let table = elements[index].table,
        let grid = passage.notes.grids.grid(
          of: index, make: { TableGrid(table, passage.document, name: name(of: index, in: passage)) })
      else { return [] }
      let rows = grid.rows.indices.filter { passage.chunk.range.contains(grid.ranges[$0]) }
      return rows.flatMap { cells(of: $0, grid) } + rows.compactMap { lookup($0, grid) }
        + TableComparison.drafts(grid, rows)
        + TableProgression.drafts(grid, rows) + TableIntervals.drafts(grid, rows) + TableSelection.drafts(grid, rows)
        + TableEntry.drafts(grid, rows)
    }
  }

  /// The table as a question names it: by the caption before or behind it without its number, else by the heading above.
  private static func name(of index: Int, in passage: Passage) -> String? {
    let document = passage.document
    for neighbour in [index - 1, index + 1]
    where document.elements.indices.contains(neighbour) && document.elements[neighbour].kind == .caption {
      let title = captionTitle(document.plainText(of: document.elements[neighbour].range))
      // What stands below a picture is a sentence.
      if title.wordCount <= 12, !Words.words(in: title).contains(where: { Phrases.readers.contains($0) }) {
        return passage.place(title)
      }
    }
    // Of several tables under one heading the heading names none.
    return passage.notes.isOnlyTable(index, in: document)
      ? passage.section(at: document.elements[index].range.lowerBound).label : nil
  }

  /// `Table 5. Weapons` without its number.
  private static func captionTitle(_ caption: String) -> String {
    let words = caption.split(separator: " ")
    guard words.count > 2, ["table", "tab."].contains(words[0].lowercased()), words[1].contains(where: \.isNumber) else {
      return Phrases.withoutStop(caption)
    }
    return Phrases.withoutStop(words[2...].joined(separator: " ").trimmingPrefix { ":.–—- ".contains($0) }.description)
  }

  /// One question a row, or two, so that one long table does not fill a dataset: rows take turns at the columns.
  private static func cells(of row: Int, _ grid: TableGrid) -> [Draft] {
    let columns = (1..<grid.header.count).filter { grid.isAnswer(row, $0) && !grid.restatesKey(row, $0) }
    guard !columns.isEmpty else { return [] }
    var chosen: Set<Int> = [columns[row % columns.count]]
    // What is told in words tells most, and once more is not too often.
    let texts = columns.filter { !isValue(grid.rows[row][$0]) && !chosen.contains($0) }
    if !texts.isEmpty { chosen.insert(texts[row % texts.count]) }
    return chosen.sorted().map { column in
      let value = grid.rows[row][column]
      let subject = grid.subject(row)
      let title = grid.columnName(column)
      let bare = value.bare
      let isValue = isValue(value)
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

  /// Whether a cell is a value that is looked up, and no phrase that a column says.
  private static func isValue(_ cell: TableCell) -> Bool { cell.wordCount <= (cell.hasNumber ? 4 : 3) }

  /// Asks for the row by a value that no other row has; rows take turns at the columns here too.
  private static func lookup(_ row: Int, _ grid: TableGrid) -> Draft? {
    // A number that has a number is looked up by nobody.
    guard grid.namesKeys, grid.rows[row][0].measure == nil else { return nil }
    let columns = (1..<grid.header.count).filter { column in
      let value = grid.rows[row][column]
      return grid.isAnswer(row, column) && value.hasNumber && !value.text.holds(". ")
        && grid.uniqueValues[column].contains(value.text)
    }
    guard !columns.isEmpty else { return nil }
    let column = columns[row % columns.count]
    let value = grid.rows[row][column].bare
    let key = grid.rows[row][0].text
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
