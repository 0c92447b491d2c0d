/// What answers say of tables in a fixed form, looked up in the tables themselves.
///
/// `The value of “C” for K is V.`, `About K the column “C” says: V`, `K has the value V in the column “C”.`, `K and L have the value V in
/// the column “C”.`, `K has the highest value in the column “C”: V.`, `K has the higher value in the column “C”: V, against W for L.`,
/// `From K to L the value of “C” rises from V to W.` Words alone cannot tell a row from the one beside it; cells can.
struct TableClaims {
  private let tables: [MarkdownTable]

  init(_ text: String) { tables = MarkdownTable.tables(in: text) }

  /// Whether a table bears the answer out; nil where the answer has no such form, or no table has its column and rows.
  func truth(of answer: String) -> Bool? {
    guard !tables.isEmpty, answer.contains("“"), let claim = Claim(answer) else { return nil }
    return tables.lazy.compactMap { $0.bearsOut(claim) }.first
  }

  /// An answer taken apart.
  enum Claim {
    case cell(key: String, column: String, value: String)
    case shared(keys: String, column: String, value: String)
    case extreme(key: String, isHighest: Bool, column: String, value: String)
    case higher(key: String, column: String, value: String, otherValue: String, other: String)
    case change(from: String, to: String, column: String, rises: Bool, first: String, last: String)

    init?(_ answer: String) {
      var text = answer[...]
      while text.last == "." || text.last == " " { text.removeLast() }
      if let parts = Self.parts(text, ["The value of “", "” for ", " is ", ""]) {
        self = .cell(key: parts[1], column: parts[0], value: parts[2])
      } else if let parts = Self.parts(text, ["About ", " the column “", "” says: ", ""]) {
        self = .cell(key: parts[0], column: parts[1], value: parts[2])
      } else if let parts = Self.parts(text, ["From ", " to ", " the value of “", "” rises from ", " to ", ""]) {
        self = .change(from: parts[0], to: parts[1], column: parts[2], rises: true, first: parts[3], last: parts[4])
      } else if let parts = Self.parts(text, ["From ", " to ", " the value of “", "” falls from ", " to ", ""]) {
        self = .change(from: parts[0], to: parts[1], column: parts[2], rises: false, first: parts[3], last: parts[4])
      } else if let parts = Self.parts(text, ["", " has the higher value in the column “", "”: ", ", against ", " for ", ""]) {
        self = .higher(key: parts[0], column: parts[1], value: parts[2], otherValue: parts[3], other: parts[4])
      } else if let parts = Self.parts(text, ["", " has the highest value in the column “", "”: ", ""]) {
        self = .extreme(key: parts[0], isHighest: true, column: parts[1], value: parts[2])
      } else if let parts = Self.parts(text, ["", " has the lowest value in the column “", "”: ", ""]) {
        self = .extreme(key: parts[0], isHighest: false, column: parts[1], value: parts[2])
      } else if let parts = Self.parts(text, ["", " has the value ", " in the column “", "”"]) {
        self = .cell(key: parts[0], column: parts[2], value: parts[1])
      } else if let parts = Self.parts(text, ["", " have the value ", " in the column “", "”"]) {
        self = .shared(keys: parts[0], column: parts[2], value: parts[1])
      } else {
        return nil
      }
    }

    /// What stands between marks that follow one another; nil where one is missing.
    private static func parts(_ text: Substring, _ marks: [String]) -> [String]? {
      guard text.hasPrefix(marks[0]) else { return nil }
      var rest = text.dropFirst(marks[0].count)
      var parts: [String] = []
      for mark in marks.dropFirst() where !mark.isEmpty {
        guard let found = rest.ranges(of: mark).first else { return nil }
        parts.append(String(rest[..<found.lowerBound]))
        rest = rest[found.upperBound...]
      }
      if marks.last == "" { parts.append(String(rest)) } else if !rest.isEmpty { return nil }
      return parts
    }
  }
}

/// A pipe table of Markdown, marks of emphasis left out of its cells.
struct MarkdownTable {
  let header: [String]
  let rows: [[String]]

  static func tables(in text: String) -> [MarkdownTable] {
    var tables: [MarkdownTable] = []
    var lines: [[String]] = []
    func end() {
      if lines.count > 2, lines[1].allSatisfy({ !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }) {
        tables.append(MarkdownTable(header: lines[0], rows: Array(lines[2...])))
      }
      lines = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("|") { lines.append(cells(line)) } else { end() }
    }
    end()
    return tables
  }

  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line.dropFirst() {
      if character == "|", !isEscaped {
        cells.append(plain(cell))
        cell = ""
      } else if character == "\\", !isEscaped {
        isEscaped = true
        continue
      } else {
        cell.append(character)
      }
      isEscaped = false
    }
    if !cell.allSatisfy(\.isWhitespace) { cells.append(plain(cell)) }
    return cells
  }

  private static func plain(_ text: String) -> String {
    var text = text.filter { !"*`_“”".contains($0) }[...]
    while let last = text.last, " .;,:".contains(last) { text.removeLast() }
    return String(text.trimmingPrefix { $0 == " " })
  }

  /// Whether a claim holds; nil where the table has not its column or rows.
  func bearsOut(_ claim: TableClaims.Claim) -> Bool? {
    switch claim {
    case .cell(let key, let column, let value):
      guard let column = index(of: column), let row = row(key) else { return nil }
      return holds(row, column, value)
    case .shared(let keys, let column, let value):
      guard let column = index(of: column) else { return nil }
      let holders = rows.indices.filter { holds($0, column, value) }
      let named = rows.indices.filter { isNamed($0, in: keys) }
      guard !named.isEmpty else { return nil }
      return holders == named && keys.ranges(of: "“").count <= named.count
    case .extreme(let key, let isHighest, let column, let value):
      guard let column = index(of: column), let row = row(key), let own = number(row, column) else { return nil }
      let all = rows.indices.compactMap { number($0, column) }
      return holds(row, column, value) && own == (isHighest ? all.max() : all.min())
    case .higher(let key, let column, let value, let otherValue, let other):
      guard let column = index(of: column), let row = row(key), let second = self.row(other), let own = number(row, column),
        let less = number(second, column)
      else { return nil }
      return own > less && holds(row, column, value) && holds(second, column, otherValue)
    case .change(let from, let to, let column, let rises, let first, let last):
      guard let column = index(of: column), let start = row(from), let end = row(to), let low = number(start, column),
        let high = number(end, column)
      else { return nil }
      return (high > low) == rises && holds(start, column, first) && holds(end, column, last)
    }
  }

  private func index(of column: String) -> Int? { header.firstIndex(of: Self.plain(column)) }

  private func cell(_ row: Int, _ column: Int) -> String { column < rows[row].count ? rows[row][column] : "" }

  /// Whether a cell says this, a capital at its beginning aside.
  private func holds(_ row: Int, _ column: Int, _ value: String) -> Bool {
    cell(row, column).lowercased() == Self.plain(value).lowercased()
  }

  /// The row of a key as an answer names it: `“Lantern”`, or with its column, `Level 3`.
  private func row(_ key: String) -> Int? {
    let key = Self.plain(key).lowercased()
    let head = (header.first ?? "").lowercased()
    return rows.firstIndex { row in
      guard let own = row.first?.lowercased() else { return false }
      return own == key || head + " " + own == key
    }
  }

  private func isNamed(_ row: Int, in keys: String) -> Bool {
    guard let own = rows[row].first else { return false }
    let number = (header.first ?? "") + " " + own
    return keys.contains("“\(own)”") || keys == number || keys.contains(number + ",") || keys.contains(number + " and ")
      || keys.hasSuffix(number)
  }

  private func number(_ row: Int, _ column: Int) -> Double? {
    let text = cell(row, column)
    let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." || $0 == "," }.filter { $0 != "," }
    let isNegative = text.prefix { !$0.isNumber }.contains { "-–−".contains($0) }
    return Double(digits).map { isNegative ? -$0 : $0 }
  }
}
