/// A line that could mark a page: `=== PAGE 12 ===`, `<!-- page 12 -->`, `--- end of page=11 ---`, `## Seite 12`.
///
/// The word *page* and a number between decorations, and a few forms of well-known converters. A line without any decoration is
/// a printed page number or a running foot and no marker. See ``PageMarkerConvention`` for which lines are taken at their word.
struct PageMarkerLine: Equatable {
  /// What the line says of the place of its page.
  enum Role: Equatable {
    case begin, end
    /// The line does not say.
    case unsaid
  }

  var number: Int
  var role: Role
  /// The same for all lines of a convention: its marks without repetition, and its word.
  var convention: String

  /// Nil for a line that is no marker. Cost: constant, since longer lines are refused.
  init?(_ line: Substring) {
    let bytes = Array(line.utf8.prefix(Self.lengthLimit + 1))
    guard bytes.count <= Self.lengthLimit else { return nil }
    var scanner = Scanner(bytes: bytes)
    guard let found = scanner.numberedRule() ?? scanner.marker() else { return nil }
    self = found
  }

  init(number: Int, role: Role, convention: String) {
    self.number = number
    self.role = role
    self.convention = convention
  }

  /// Bytes that a marker may take; the rules around some are long.
  private static let lengthLimit = 160

  /// Bytes that a line of *page* and a number alone may take.
  static let bareLengthLimit = 24

  /// Whether nothing but rules stands in `line`: `-----`, `=====`.
  static func isRule(_ line: Substring) -> Bool {
    let marks = line.utf8.filter { !$0.isSpace }
    guard marks.count >= 3, let first = marks.first, "-=_*#~".utf8.contains(first) else { return false }
    return marks.allSatisfy { $0 == first }
  }

  /// The number of a line that holds *page* and a number alone, as they stand between two rules.
  static func bareNumber(in line: Substring) -> Int? {
    guard line.utf8.count <= bareLengthLimit else { return nil }
    var scanner = Scanner(bytes: Array(line.utf8))
    scanner.skipSpaces()
    guard scanner.pageWord() != nil else { return nil }
    scanner.skipJoint()
    guard let number = scanner.number() else { return nil }
    scanner.skipTotal()
    scanner.skipSpaces()
    return scanner.isAtEnd ? number : nil
  }

  private struct Scanner {
    let bytes: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == bytes.count }

    /// `{12}` and a long rule, as marker writes between pages.
    mutating func numberedRule() -> PageMarkerLine? {
      defer { index = 0 }
      guard bytes.first == UInt8(ascii: "{") else { return nil }
      index = 1
      guard let number = number(), index < bytes.count, bytes[index] == UInt8(ascii: "}") else { return nil }
      let rule = bytes[(index + 1)...].filter { !$0.isSpace }
      guard rule.count >= 16, rule.allSatisfy({ $0 == UInt8(ascii: "-") }) else { return nil }
      return PageMarkerLine(number: number, role: .begin, convention: "{n}-")
    }

    mutating func marker() -> PageMarkerLine? {
      var lead = decoration()
      var role = roleWord()
      if role == nil, word(["第"]) { lead += "第" } else if lead.isEmpty { return nil }
      if role != nil {
        skipSpaces()
        if word(["of"]) { skipSpaces() }
      }
      if word(["pdf", "source", "scan"]) { skipSpaces() }
      // A decoration may part the words: `--- [Page 12] ---`.
      var name = pageWord()
      let number: Int
      if name != nil {
        skipJoint()
        guard let value = self.number() else { return nil }
        number = value
      } else {
        skipSpaces()
        guard lead.hasSuffix("第"), let value = self.number() else { return nil }
        skipSpaces()
        guard word(["页", "頁", "ページ"]) else { return nil }
        (name, number) = ("页", value)
      }
      skipSpaces()
      skipTotal()
      skipSpaces()
      role = role ?? roleWord()
      let trail = decoration()
      guard isAtEnd, let name else { return nil }
      return PageMarkerLine(number: number, role: role ?? .unsaid, convention: lead + name + trail)
    }

    /// Rules, brackets and quotation marks; the same mark in a row once.
    mutating func decoration() -> String {
      var marks = ""
      while index < bytes.count {
        if let width = ruleWidth(at: index) {
          if marks.last != "─" { marks += "─" }
          index += width
        } else if "=-#<>![]{}()*:;_~|+/\"'%@.".utf8.contains(bytes[index]) || bytes[index].isSpace {
          let mark = Character(Unicode.Scalar(bytes[index]))
          if !bytes[index].isSpace, marks.last != mark { marks.append(mark) }
          index += 1
        } else {
          break
        }
      }
      return marks
    }

    /// The bytes of a dash (U+2010 to U+2015) or a line of a box (U+2500 to U+257F).
    private func ruleWidth(at index: Int) -> Int? {
      guard index + 2 < bytes.count, bytes[index] == 0xE2 else { return nil }
      let isDash = bytes[index + 1] == 0x80 && (0x90...0x95).contains(bytes[index + 2])
      return isDash || bytes[index + 1] == 0x94 || bytes[index + 1] == 0x95 ? 3 : nil
    }

    mutating func roleWord() -> Role? {
      if word(["end", "ende", "fin"]) { return .end }
      return word(["start", "begin", "beginning"]) ? .begin : nil
    }

    /// *Page* in the languages whose scans are common, and its abbreviations. The longest first.
    mutating func pageWord() -> String? {
      let words = [
        "pagebreak", "page", "página", "pagina", "pág.", "pag.", "seite", "sida", "side", "strona", "oldal", "sayfa", "страница",
        "стр.", "slide", "pg.", "pg", "pb", "p.",
      ]
      return words.first { word([$0]) }
    }

    /// Takes the first of `words` that stands here, whatever its case; a word of letters must end here.
    private mutating func word(_ words: [String]) -> Bool {
      for word in words {
        let count = word.utf8.count
        guard index + count <= bytes.count, let first = word.utf8.first,
          bytes[index] == first || bytes[index] | 0x20 == first || first >= 0x80
        else { continue }
        let piece = String(decoding: bytes[index..<index + count], as: UTF8.self).lowercased()
        guard piece == word else { continue }
        if piece.last != ".", index + count < bytes.count, bytes[index + count].isLetter { continue }
        index += count
        return true
      }
      return false
    }

    mutating func skipSpaces() {
      while index < bytes.count, bytes[index].isSpace { index += 1 }
    }

    /// What stands between the word and its number: `page=12`, `Page: 12`, `page_012`, `page no. 12`, `page number="12"`.
    mutating func skipJoint() {
      func skipMarks() {
        while index < bytes.count, bytes[index].isSpace || ":=_-#\"'[(".utf8.contains(bytes[index]) { index += 1 }
      }
      skipMarks()
      if word(["number", "no.", "no", "nr.", "nr", "num", "id", "n", "break"]) { skipMarks() }
    }

    mutating func number() -> Int? {
      let start = index
      while index < bytes.count, bytes[index].isDigit, index - start < 7 { index += 1 }
      guard start < index, index == bytes.count || !bytes[index].isDigit else { return nil }
      return Int(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// `of 40`, `/ 40`.
    mutating func skipTotal() {
      let start = index
      skipSpaces()
      guard word(["of", "von", "de", "di"]) || (index < bytes.count && bytes[index] == UInt8(ascii: "/")) else {
        index = start
        return
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: "/") { index += 1 }
      skipSpaces()
      if number() == nil { index = start }
    }
  }
}
