internal import DocumentModel
internal import TextAnalysis

/// The words of a table with one header row, whose first column tells its rows apart.
struct TableGrid {
  let header: [String]
  let rows: [[TableCell]]
  let ranges: [Range<Int>]
  /// The header without stops, as questions name the columns.
  private let columnNames: [String]
  /// Whether the header names a column in a few words.
  private let isNamed: [Bool]

  /// The texts of each column that stand in one row alone.
  let uniqueValues: [Set<String>]
  /// Whether rows or columns say what a value is for, so that it cannot be compared: `each metre`, `Per`, `Unit`.
  let hasUnits: Bool

  /// What the table is called, as a question names it: `“Weapons” of “The Rules”`.
  let name: String

  init?(_ table: Table, _ document: Document, name: String?) {
    guard let name, table.headerRowCount >= 1, table.rows.count >= 3 else { return nil }
    self.name = name
    let heads = table.grid.prefix(table.headerRowCount).map { row in
      row.map { $0.map { document.plainText(of: $0.range) } ?? "" }
    }
    let header = Self.names(heads[...])
    // Columns named as in a program hold data for one; read out, they say little.
    guard header.count(where: { $0.contains("_") }) * 2 < header.count else { return nil }
    let ranges = table.bodyRows.map(\.range)
    rows = zip(table.grid.dropFirst(table.headerRowCount), ranges).map { row, range in
      row.map { cell in
        TableCell(cell.map { document.plainText(of: $0.range) } ?? "", isOwn: cell.map { range.contains($0.range) } ?? false)
      }
    }
    (self.header, self.ranges) = (header, ranges)
    (columnNames, isNamed) = (header.map(Phrases.withoutStop), header.map(Self.isColumnName))
    let cells = rows
    uniqueValues = header.indices.map { Self.unique(cells, $0) }
    hasUnits = (header + cells.compactMap(\.first?.text)).contains { Words.words(in: $0).contains { Self.units.contains($0) } }
    let keys = rows.compactMap(\.first)
    guard header.count >= 2, Set(keys.map(\.text)).count == keys.count,
      keys.allSatisfy({ ($0.hasLetter || $0.hasNumber) && $0.wordCount <= 8 })
    else { return nil }
    guard let first = header.first, !first.isEmpty, Set(header).count == header.count,
      rows.allSatisfy({ $0.count == header.count })
    else { return nil }
  }

  private static let units: WordSet = ["each", "per", "every", "additional", "extra", "unit", "units", "basis", "charged"]

  private static func unique(_ rows: [[TableCell]], _ column: Int) -> Set<String> {
    var (once, seen): (Set<String>, Set<String>) = ([], [])
    for row in rows where column < row.count {
      let text = row[column].text
      if seen.insert(text).inserted { once.insert(text) } else { once.remove(text) }
    }
    return once
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

  // MARK: In questions

  /// `In “Weapons”, `
  var lead: String { "In \(name), " }

  /// Whether the first column has a name that a question can use for what its cells are.
  var namesKeys: Bool { isNamed[0] && !header[0].contains(where: \.isNumber) }

  /// A row as a question names it. A number or a letter is named with its column: `Thief Level 3`; anything else stands for itself.
  func subject(_ row: Int) -> String {
    let (cell, header) = (rows[row][0], header[0])
    let key = cell.text
    let isNumber = cell.hasNumber && key.count(where: \.isLetter) <= 1
    let isLetter = key.utf8.count <= 8 && key.count <= 2 && !header.contains(where: \.isNumber)
    guard isNumber || isLetter else { return "“\(key)”" }
    return header.contains(where: \.isNumber) ? "“\(columnName(0))” \(key)" : "\(columnName(0)) \(key)"
  }

  /// Whether a cell can be asked for.
  func isAnswer(_ row: Int, _ column: Int) -> Bool { isNamed[column] && rows[row][column].isAnswer }

  /// Whether a cell says no more than its row's first does: “Record ID” of `recordId`.
  func restatesKey(_ row: Int, _ column: Int) -> Bool {
    let cell = rows[row][column]
    guard cell.hasLetter, !cell.hasNumber else { return false }
    let key = rows[row][0].text.lowercased()
    return Words.words(in: cell.text).allSatisfy { FunctionWords.all.contains($0) || key.contains($0.folded) }
  }

  func columnName(_ column: Int) -> String { columnNames[column] }

  /// The measures of a column in some rows, all of one unit; nil where a cell holds none or another.
  func measures(_ column: Int, _ rows: some Collection<Int>) -> [TableMeasure]? {
    guard isNamed[column] else { return nil }
    var found: [TableMeasure] = []
    for row in rows {
      guard let measure = self.rows[row][column].measure, measure.unit == found.first?.unit ?? measure.unit else { return nil }
      found.append(measure)
    }
    return found.isEmpty ? nil : found
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
      !behind.contains(where: \.isNumber), !before.contains(where: { $0.isLetter || $0 == "(" || $0 == "[" })
    else { return nil }
    let plain = digits.filter { $0 != "," }
    guard let value = Double(plain), digits.last != "," else { return nil }
    let isNegative = before.contains { "-–−".contains($0) }
    number = isNegative ? -value : value
    unit = before.filter { !"+-–−".contains($0) } + "|" + behind
  }
}
