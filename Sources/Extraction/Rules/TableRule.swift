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
      guard let table = elements[index].table, let grid = Grid(table, passage.document) else { return [] }
      let name = name(of: index, in: passage)
      let rows = grid.rows.indices.filter { passage.chunk.range.contains(grid.ranges[$0]) }
      return rows.flatMap { cells(of: $0, grid, name) } + rows.compactMap { lookup($0, grid, name) }
    }
  }

  /// The words of a table with one header row, whose first column tells its rows apart.
  private struct Grid {
    var header: [String]
    var rows: [[String]]
    var ranges: [Range<Int>]

    init?(_ table: Table, _ document: Document) {
      guard table.headerRowCount >= 1, table.rows.count >= 3 else { return nil }
      let grid = table.grid.map { row in row.map { $0.map { document.plainText(of: $0.range) } ?? "" } }
      header = Self.names(grid.prefix(table.headerRowCount))
      // Columns named as in a program hold data for one; read out, they say little.
      guard header.count(where: { $0.contains("_") }) * 2 < header.count else { return nil }
      rows = grid.dropFirst(table.headerRowCount).map { $0.map(Self.name) }
      ranges = table.bodyRows.map(\.range)
      let keys = rows.compactMap(\.first)
      guard header.count >= 2, Set(keys).count == keys.count,
        keys.allSatisfy({ !$0.isEmpty && $0.split(separator: " ").count <= 8 })
      else { return nil }
      guard let first = header.first, !first.isEmpty, Set(header).count == header.count,
        rows.allSatisfy({ $0.count == header.count })
      else { return nil }
    }

    /// The columns' names: what stands above a column from the top, each once.
    private static func names(_ header: ArraySlice<[String]>) -> [String] {
      let count = header.map(\.count).max() ?? 0
      return (0..<count).map { column in
        var parts: [String] = []
        for row in header where column < row.count && !row[column].isEmpty && parts.last != row[column] {
          parts.append(row[column])
        }
        return parts.joined(separator: " ")
      }
    }

    /// A cell as a person would read it out: without a bullet.
    private static func name(_ cell: String) -> String { cell.hasPrefix("• ") ? String(cell.dropFirst(2)) : cell }
  }

  /// The caption before or behind the table without its number, else the heading above.
  private static func name(of index: Int, in passage: Passage) -> String? {
    let document = passage.document
    for neighbour in [index - 1, index + 1]
    where document.elements.indices.contains(neighbour) && document.elements[neighbour].kind == .caption {
      return captionTitle(document.plainText(of: document.elements[neighbour].range))
    }
    return passage.name(at: document.elements[index].range.lowerBound)
  }

  /// `Table 5. Weapons` without its number.
  private static func captionTitle(_ caption: String) -> String {
    let words = caption.split(separator: " ")
    guard words.count > 2, ["table", "tab."].contains(words[0].lowercased()), words[1].contains(where: \.isNumber) else {
      return Phrases.withoutStop(caption)
    }
    return Phrases.withoutStop(words[2...].joined(separator: " ").trimmingPrefix { ":.–—- ".contains($0) }.description)
  }

  private static func cells(of row: Int, _ grid: Grid, _ name: String?) -> [Draft] {
    let key = grid.rows[row][0]
    // Rows take turns at the columns.
    let columns = (1..<grid.header.count).filter { isAnswer(grid.rows[row][$0]) && isColumnName(grid.header[$0]) }
    guard !columns.isEmpty else { return [] }
    let chosen = (0..<min(cellsPerRow, columns.count)).map { columns[(row * cellsPerRow + $0) % columns.count] }
    return Set(chosen).sorted().map { column in
      let value = grid.rows[row][column]
      let subject = subject(key, of: grid.header[0])
      let place = name.map { "In “\(Phrases.title($0))”, what" } ?? "What"
      let title = columnName(grid.header[column])
      let bare = Phrases.withoutStop(value)
      // A value is looked up; a phrase is what the column says.
      let isValue = value.contains(where: \.isNumber) || value.split(separator: " ").count <= 3
      return Draft(
        kind: .tableCell,
        question: isValue
          ? "\(place) is the value of “\(title)” for \(subject)?" : "\(place) does the column “\(title)” say about \(subject)?",
        answer: isValue
          ? "The value of “\(title)” for \(subject) is \(bare)."
          : "About \(subject) the column “\(title)” says: \(Phrases.sentence(bare))",
        shortAnswer: bare, range: grid.ranges[row], order: column)
    }
  }

  /// Asks for the row by a value that no other row has; every third row.
  private static func lookup(_ row: Int, _ grid: Grid, _ name: String?) -> Draft? {
    guard row % 3 == 0, let name, isColumnName(grid.header[0]), !grid.header[0].contains(where: \.isNumber) else { return nil }
    let columns = 1..<grid.header.count
    guard
      let column = columns.first(where: { column in
        let value = grid.rows[row][column]
        return isAnswer(value) && isColumnName(grid.header[column]) && value.contains(where: \.isNumber)
          && grid.rows.count { $0[column] == value } == 1
      })
    else { return nil }
    let value = Phrases.withoutStop(grid.rows[row][column])
    let key = grid.rows[row][0]
    return Draft(
      kind: .tableRow,
      question:
        "In “\(Phrases.title(name))”, which “\(columnName(grid.header[0]))” has the value \(value) in the column “\(columnName(grid.header[column]))”?",
      answer:
        "\(Phrases.upperFirst(subject(key, of: grid.header[0]))) has the value \(value) in the column “\(columnName(grid.header[column]))”.",
      shortAnswer: key,
      range: grid.ranges[row], order: 1000)
  }

  /// A number or a letter is named with its column: `Thief Level 3`; anything else stands for itself.
  private static func subject(_ key: String, of header: String) -> String {
    let isNumber = key.contains(where: \.isNumber) && key.count(where: \.isLetter) <= 1
    let isLetter = key.count <= 2 && !header.contains(where: \.isNumber)
    guard isNumber || isLetter else { return "“\(key)”" }
    return header.contains(where: \.isNumber) ? "“\(columnName(header))” \(key)" : "\(columnName(header)) \(key)"
  }

  private static func isAnswer(_ value: String) -> Bool {
    let words = value.split(separator: " ")
    return !words.isEmpty && words.count <= 25 && value.contains { $0.isLetter || $0.isNumber }
      && !["n/a", "x", "X"].contains(value)
  }

  private static func isColumnName(_ header: String) -> Bool {
    let words = header.split(separator: " ")
    return (1...6).contains(words.count) && header.contains(where: \.isLetter) && !header.contains("?")
  }

  private static func columnName(_ header: String) -> String { Phrases.withoutStop(header) }
}
