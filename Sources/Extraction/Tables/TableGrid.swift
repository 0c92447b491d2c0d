internal import DocumentModel
internal import TextAnalysis

/// The words of a table with one header row, whose first column tells its rows apart.
struct TableGrid {
  var header: [String]
  var rows: [[String]]
  var ranges: [Range<Int>]

  /// What the table is called, as a question names it: `“Weapons” of “The Rules”`.
  let name: String

  init?(_ table: Table, _ document: Document, name: String?) {
    guard let name, table.headerRowCount >= 1, table.rows.count >= 3 else { return nil }
    self.name = name
    let cells = table.grid.map { row in row.map { $0.map { document.plainText(of: $0.range) } ?? "" } }
    header = Self.names(cells.prefix(table.headerRowCount))
    // Columns named as in a program hold data for one; read out, they say little.
    guard header.count(where: { $0.contains("_") }) * 2 < header.count else { return nil }
    rows = cells.dropFirst(table.headerRowCount).map { $0.map(Self.name) }
    ranges = table.bodyRows.map(\.range)
    let keys = rows.compactMap(\.first)
    guard header.count >= 2, Set(keys).count == keys.count,
      keys.allSatisfy({ $0.contains { $0.isLetter || $0.isNumber } && $0.split(separator: " ").count <= 8 })
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

  // MARK: In questions

  /// `In “Weapons”, `
  var lead: String { "In \(name), " }

  /// Whether the first column has a name that a question can use for what its cells are.
  var namesKeys: Bool { Self.isColumnName(header[0]) && !header[0].contains(where: \.isNumber) }

  /// A row as a question names it. A number or a letter is named with its column: `Thief Level 3`; anything else stands for itself.
  func subject(_ row: Int) -> String {
    let (key, header) = (rows[row][0], header[0])
    let isNumber = key.contains(where: \.isNumber) && key.count(where: \.isLetter) <= 1
    let isLetter = key.count <= 2 && !header.contains(where: \.isNumber)
    guard isNumber || isLetter else { return "“\(key)”" }
    return header.contains(where: \.isNumber) ? "“\(columnName(0))” \(key)" : "\(columnName(0)) \(key)"
  }

  /// Whether a cell can be asked for.
  func isAnswer(_ row: Int, _ column: Int) -> Bool {
    let value = rows[row][column]
    let words = value.split(separator: " ")
    return !words.isEmpty && words.count <= 25 && value.contains { $0.isLetter || $0.isNumber }
      && !["n/a", "x", "X"].contains(value) && !Self.points(value) && Self.isColumnName(header[column])
  }

  /// Whether a cell says no more than where to look.
  private static func points(_ value: String) -> Bool {
    let words = Words.words(in: value).map(\.folded)
    return words.first == "see" || words.contains { $0 == "section" || $0 == "chapter" }
  }

  func columnName(_ column: Int) -> String { Phrases.withoutStop(header[column]) }

  /// The measures of a column in some rows, all of one unit; nil where a cell holds none or another.
  func measures(_ column: Int, _ rows: some Collection<Int>) -> [TableMeasure]? {
    let found = rows.compactMap { TableMeasure(self.rows[$0][column]) }
    guard found.count == rows.count, Set(found.map(\.unit)).count == 1, Self.isColumnName(header[column]) else { return nil }
    return found
  }

  private static func isColumnName(_ header: String) -> Bool {
    let words = header.split(separator: " ")
    return (1...6).contains(words.count) && header.contains(where: \.isLetter) && !header.contains("?")
  }
}

/// A number with its unit, which is all that a cell holds: `3 gp`, `+2`, `45 %`, `$1,200`.
struct TableMeasure: Equatable {
  let number: Double
  /// What stands before and behind the number.
  let unit: String

  init?(_ cell: String) {
    let cell = cell.trimmingPrefix { $0 == " " }
    // Two characters at most stand before the number.
    guard cell.utf8.prefix(12).contains(where: { $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x80 }) else { return nil }
    let before = cell.prefix { !$0.isNumber }
    let digits = cell[before.endIndex...].prefix { $0.isNumber || $0 == "," || $0 == "." }
    let behind = cell[digits.endIndex...]
    guard before.count <= 2, behind.count <= 12,
      !behind.contains(where: { $0.isNumber || "-–—/×d".contains($0) && behind.count < 3 }),
      !behind.contains(where: \.isNumber), !before.contains(where: { $0.isLetter || $0 == "(" })
    else { return nil }
    let plain = digits.filter { $0 != "," }
    guard let value = Double(plain), digits.last != "," else { return nil }
    let isNegative = before.contains { "-–−".contains($0) }
    number = isNegative ? -value : value
    unit = before.filter { !"+-–−".contains($0) } + "|" + behind
  }
}
