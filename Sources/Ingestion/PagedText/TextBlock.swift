/// A piece of plain text before it is written.
struct TextBlock {
  enum Role {
    case paragraph
    /// The rank by its keyword: the lower the higher.
    case heading(rank: Int)
    case listItem(ListMarker)
    case contentsEntry
    case caption
    /// Lines as they stand.
    case code
    case table(TableFinder.Found)
  }

  var role: Role
  var lines: [String]
  /// The page of each line; nil without pages.
  var pages: [Int?]

  init(_ role: Role, _ line: String, page: Int?) {
    self.role = role
    lines = [line]
    pages = [page]
  }
}

/// Cuts the lines of a page into blocks.
struct TextBlockBuilder {
  let page: TextPage
  /// The width that most full lines of the document have, in characters.
  let width: Int
  private var blocks: [TextBlock] = []
  /// Whether five lines or more are entries of a table of contents; then no line but the first heads a section.
  private let isContentsPage: Bool

  static func blocks(of page: TextPage, width: Int) -> [TextBlock] {
    var builder = TextBlockBuilder(page: page, width: width)
    builder.build()
    return builder.blocks
  }

  private init(page: TextPage, width: Int) {
    self.page = page
    self.width = width
    let entries = page.lines.count { LeaderDots.isEntry(LeaderDots.collapsed($0.split(separator: " ").map(String.init))) }
    isContentsPage = entries >= 5
  }

  private mutating func build() {
    let codes = TypedCode.blocks(in: page)
    let tables = AlignedText.tables(in: page.lines).filter { table in !codes.contains { $0.overlaps(table.lines) } }
    let hasWikiHeadings = WikiHeading.occur(in: page.lines.lazy.map { Array($0.utf8) })
    var index = 0
    var isAfterBlank = true
    while index < page.lines.count {
      if let table = tables.first(where: { $0.lines.lowerBound == index }) {
        blocks.append(TextBlock(.table(table.found), "", page: page.number))
        index = table.lines.upperBound
        isAfterBlank = true
        continue
      }
      if let code = codes.first(where: { $0.lowerBound == index }) {
        var block = TextBlock(.code, page.lines[index], page: page.number)
        block.lines = Array(page.lines[code])
        blocks.append(block)
        index = code.upperBound
        isAfterBlank = true
        continue
      }
      let line = page.lines[index]
      if isAfterBlank, index + 1 < page.lines.count,
        let rank = TextHeading.underlinedRank(of: line.trimmed, by: page.lines[index + 1].trimmed)
      {
        blocks.append(TextBlock(.heading(rank: rank), line.trimmed, page: page.number))
        index += 2
        continue
      }
      if hasWikiHeadings, let heading = WikiHeading(Array(line.utf8)) {
        let title = String(decoding: Array(line.utf8)[heading.title], as: UTF8.self)
        blocks.append(TextBlock(.heading(rank: TextHeading.wiki + heading.level), title, page: page.number))
        isAfterBlank = true
      } else if line.isEmpty {
        isAfterBlank = true
      } else {
        let isBeforeBlank = index + 1 >= page.lines.count || page.lines[index + 1].isEmpty
        add(line, isAfterBlank: isAfterBlank, isBeforeBlank: isBeforeBlank)
        isAfterBlank = false
      }
      index += 1
    }
  }

  private mutating func add(_ line: String, isAfterBlank: Bool, isBeforeBlank: Bool) {
    let text = line.trimmed
    let words = LeaderDots.collapsed(text.split(separator: " ").map(String.init))
    if LeaderDots.isEntry(words) {
      blocks.append(TextBlock(.contentsEntry, text, page: page.number))
    } else if Self.isCaption(text) {
      blocks.append(TextBlock(.caption, text, page: page.number))
    } else if let rank = TextHeading.rank(of: text, isAfterBlank: isAfterBlank, isBeforeBlank: isBeforeBlank, width: width),
      isAfterBlank || rank != TextHeading.capitals || !isWrapped
    {
      if isContentsPage, !blocks.isEmpty {
        blocks.append(TextBlock(.contentsEntry, text, page: page.number))
      } else {
        // Capitals that open a page open a part of the work.
        let opensPage = blocks.isEmpty && page.number != nil && rank == TextHeading.capitals
        addHeading(text, rank: opensPage ? TextHeading.part : rank, isAfterBlank: isAfterBlank)
      }
    } else if let marker = ListMarker(text), startsItem(marker, isAfterBlank: isAfterBlank) {
      blocks.append(TextBlock(.listItem(marker), text, page: page.number))
    } else if !isAfterBlank, let last = blocks.last, continues(last, line) {
      blocks[blocks.count - 1].lines.append(text)
      blocks[blocks.count - 1].pages.append(page.number)
    } else {
      blocks.append(TextBlock(.paragraph, text, page: page.number))
    }
  }

  /// Whether the last line is full, so that the next one goes on with it.
  private var isWrapped: Bool {
    guard case .paragraph? = blocks.last?.role, let last = blocks.last?.lines.last else { return false }
    return last.count * 4 > width * 3 && !last.endsSentence
  }

  /// `Table 5. Weapons` alone on its line.
  private static func isCaption(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words.count > 2, words.count <= 14, !line.endsSentence, ["table", "figure"].contains(words[0].lowercased()) else {
      return false
    }
    return words[1].first?.isNumber == true && words[1].last.map { ".:".contains($0) } == true
  }

  /// A heading of several lines is one heading: `PART II` over `OF VESSELS`.
  private mutating func addHeading(_ text: String, rank: Int, isAfterBlank: Bool) {
    if case .heading(let above)? = blocks.last?.role, let last = blocks.last, last.lines.count < 4 {
      let isTitle =
        rank == TextHeading.capitals
        && (!isAfterBlank || (TextHeading.isBareKeyword(last.lines[0]) && last.lines.count == 1)
          || TextHeading.continues(last.lines[last.lines.count - 1], text))
      if isTitle, above != TextHeading.capitals || !isAfterBlank || TextHeading.continues(last.lines[last.lines.count - 1], text)
      {
        blocks[blocks.count - 1].lines.append(text)
        blocks[blocks.count - 1].pages.append(page.number)
        return
      }
    }
    blocks.append(TextBlock(.heading(rank: rank), text, page: page.number))
  }

  /// Inside a paragraph only a mark in brackets or a bullet starts an item: a line may begin with `12.` by chance.
  private func startsItem(_ marker: ListMarker, isAfterBlank: Bool) -> Bool {
    if isAfterBlank { return true }
    if case .listItem? = blocks.last?.role { return true }
    return marker.staysInText || marker.kind == .bullet
  }

  private func continues(_ block: TextBlock, _ line: String) -> Bool {
    switch block.role {
    case .paragraph, .listItem: break
    default: return false
    }
    guard let last = block.lines.last else { return false }
    let isShort = width - last.count > width / 4
    return !(isShort && last.endsSentence && line.trimmed.first?.isLowercase != true)
  }
}

/// Headings of plain text.
enum TextHeading {
  /// The rank of parts.
  static let part = 2
  /// The rank of lines all in capitals without a keyword.
  static let capitals = 4
  /// That above headings of wikis, whose level comes on top.
  static let wiki = 0

  /// Keywords with their ranks, the highest part of a work first.
  private static let keywords: [(word: String, rank: Int)] = [
    ("book", 0), ("volume", 0), ("title", 1), ("part", part), ("schedule", 2), ("annex", 2), ("appendix", 2), ("chapter", 3),
    ("division", 3), ("article", 5), ("section", 5), ("rule", 5), ("sec.", 5), ("art.", 5), ("§", 5),
  ]

  /// The rank of a line that is a heading; nil for others. `width` is that of a full line, in characters.
  static func rank(of line: String, isAfterBlank: Bool, isBeforeBlank: Bool, width: Int) -> Int? {
    let words = line.split(separator: " ")
    guard words.count <= 14, line.count < max(40, width * 9 / 10), let first = words.first, !line.endsSentence || words.count <= 3
    else { return nil }
    if isAfterBlank || isAllCapitals(line), let keyword = keyword(of: first, words) { return keyword }
    if isAllCapitals(line), words.count <= 10, isAfterBlank || isBeforeBlank || words.count > 1 { return capitals }
    return isAfterBlank && isBeforeBlank ? numberedRank(of: line, words) : nil
  }

  /// `3.2 Signals at night` on a line alone; a single number may be that of a list.
  private static func numberedRank(of line: String, _ words: [Substring]) -> Int? {
    guard let depth = HeadingShape.numberDepth(line), depth > 1, words.count <= 10, !line.endsSentence,
      words[1].first?.isUppercase == true
    else { return nil }
    return 4 + depth
  }

  /// The rank of a line that the next one underlines: with `=` the higher, with `-` or `~` the lower.
  static func underlinedRank(of line: String, by next: String) -> Int? {
    guard let mark = next.utf8.first, "=-~".utf8.contains(mark), next.utf8.count >= 3, next.utf8.allSatisfy({ $0 == mark }) else {
      return nil
    }
    // The rule is about as long as the title, which rules that part sections are not.
    let length = line.count
    guard (2...100).contains(length), abs(next.utf8.count - length) <= max(2, length / 4),
      line.contains(where: { $0.isLetter }), !line.contains("|")
    else { return nil }
    return mark == UInt8(ascii: "=") ? 1 : 3
  }

  /// Whether a line is a keyword and its number alone, so that the next line is its title.
  static func isBareKeyword(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    return words.count <= 2 && words.first.map { keyword(of: $0, words) != nil } ?? false
  }

  /// Whether a line in capitals goes on with the one above: `CODE` over `OF THE` over `PORT`.
  static func continues(_ above: String, _ line: String) -> Bool {
    let joints: Set<String> = ["of", "the", "and", "for", "in", "on", "to", "a", "an", "or", "with"]
    func isJoint(_ word: Substring?) -> Bool { word.map { joints.contains($0.lowercased()) } ?? false }
    return isJoint(above.split(separator: " ").last) || isJoint(line.split(separator: " ").first)
  }

  private static func keyword(of first: Substring, _ words: [Substring]) -> Int? {
    let word = first.lowercased()
    if let found = keywords.first(where: { $0.word == word }) {
      guard let number = words.dropFirst().first else { return nil }
      let digits = number.filter { $0.isLetter || $0.isNumber }
      return digits.allSatisfy { $0.isNumber } && !digits.isEmpty || isRoman(digits) || digits.count == 1 ? found.rank : nil
    }
    return word.hasPrefix("§") ? 5 : nil
  }

  private static func isRoman(_ text: String) -> Bool { !text.isEmpty && text.uppercased().allSatisfy { "IVXLC".contains($0) } }

  static func isAllCapitals(_ line: String) -> Bool {
    let letters = line.unicodeScalars.filter(\.properties.isAlphabetic)
    guard letters.count >= 4, line.split(whereSeparator: { !$0.isLetter }).contains(where: { $0.count >= 3 }) else {
      return false
    }
    return letters.count { $0.properties.isUppercase } * 20 >= letters.count * 19 && letters.count * 2 > line.count
  }
}

extension String {
  var trimmed: String {
    var view = self[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }

  /// Whether the last mark, closing quotes and brackets aside, is a stop.
  var endsSentence: Bool {
    guard let end = last(where: { !")]”’\"'".contains($0) }) else { return false }
    return ".!?:;—".contains(end)
  }
}
