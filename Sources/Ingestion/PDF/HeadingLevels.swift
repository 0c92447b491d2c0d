internal import DocumentModel

/// Decides which heading candidates are headings, and their levels.
///
/// Four sources, the surest first: the structure tree, where the file has one that its pages bear out; the outline, whose titles are
/// looked for on their pages; the numbers of headings, whose parts count the level; style. The styles of headings whose level is
/// known give the levels of others alike; where none is known, the order of size and weight does.
enum HeadingLevels {
  /// Sets ``PDFBlock/headingLevel`` of those blocks that are headings.
  static func assign(to blocks: inout [PDFBlock], tags: [OutlineEntry], outline: [OutlineEntry], body: TextStyle) {
    joinChapterLabels(in: &blocks)
    if follow(tags, &blocks) { return }
    let known = KnownHeadings(outline, &blocks)
    TitlePage.clear(&blocks)
    var levels = known.levels
    if levels.isEmpty { levels = numbered(blocks) }
    if levels.isEmpty { levels = rank(blocks, body: body) }
    for index in blocks.indices where blocks[index].headingLevel == nil {
      guard case .headingCandidate = blocks[index].role, !isBoxTitle(blocks[index]) else { continue }
      let block = blocks[index]
      let style = Style(block.style)
      let isLarge = block.style.size >= 1.12 * body.size
      let depth = HeadingShape.numberDepth(block.text)
      if known.isWhole, !isLarge {
        // A good outline shows how headings are set; bold lines of the text's own size are then terms and labels, and a numbered
        // one that it leaves out lies below its depth.
        if depth == nil ? known.areNumbered || levels[style] == nil : levels[style] == nil && depth == 1 { continue }
        blocks[index].headingLevel = min(6, known.depth + 1)
      } else if known.levels.isEmpty, let depth, depth > 1 || levels[style] == 1 {
        blocks[index].headingLevel = depth
      } else {
        blocks[index].headingLevel = levels[style] ?? nearest(to: style, in: levels)
      }
    }
  }

  /// Takes the headings of the structure tree, and no others, where nearly all of them stand on their pages.
  private static func follow(_ tags: [OutlineEntry], _ blocks: inout [PDFBlock]) -> Bool {
    let pages = Set(blocks.map(\.page))
    let onPages = tags.filter { $0.page.map(pages.contains) ?? false }
    guard !onPages.isEmpty, onPages.count * 20 >= pages.count else { return false }
    var tagged = blocks
    _ = matchOutline(onPages, to: &tagged)
    let matched = tagged.count { $0.headingLevel != nil }
    guard matched * 10 >= onPages.count * 8 else { return false }
    blocks = tagged
    return true
  }

  /// Puts `Chapter 3` before the title that follows it; takes `CHAPTER` over `THREE` for no headings.
  private static func joinChapterLabels(in blocks: inout [PDFBlock]) {
    for index in blocks.indices.dropLast() {
      guard case .headingCandidate = blocks[index].role else { continue }
      // A numeral alone may be a chapter's whole title; above another title it is its label.
      if case .headingCandidate = blocks[index + 1].role, HeadingShape.isNumeral(blocks[index].text) {
        blocks[index].role = .paragraph
      }
      guard HeadingShape.isChapterLabel(blocks[index].text) else { continue }
      if !blocks[index].text.contains(" ") {
        blocks[index].role = .paragraph
      } else if case .headingCandidate = blocks[index + 1].role, !HeadingShape.isChapterLabel(blocks[index + 1].text) {
        blocks[index + 1].lines.insert(contentsOf: blocks[index].lines, at: 0)
        blocks[index].lines = []
      }
    }
    blocks.removeAll { $0.lines.isEmpty }
  }

  /// What the outline tells.
  private struct KnownHeadings {
    /// The level of most headings of a style.
    var levels: [Style: Int] = [:]
    /// The deepest level of the outline.
    var depth = 0
    /// Whether so many entries were found on their pages that what was not matched is no heading of the outline's depth.
    var isWhole = false
    /// Whether nearly all matched headings begin with a number.
    var areNumbered = false

    /// Sets the levels of the blocks that the outline names.
    init(_ outline: [OutlineEntry], _ blocks: inout [PDFBlock]) {
      levels = HeadingLevels.matchOutline(outline, to: &blocks)
      depth = outline.map(\.level).max() ?? 0
      let matched = blocks.filter { $0.headingLevel != nil }
      isWhole = matched.count >= 10 && matched.count * 10 >= outline.count * 8
      areNumbered =
        matched.count { HeadingShape.numberDepth($0.text) != nil || HeadingShape.isChapterLabel(leadingWords($0.text)) } * 10
        >= matched.count * 7
    }

    private func leadingWords(_ text: String) -> String { text.split(separator: " ").prefix(2).joined(separator: " ") }
  }

  /// The levels that numbers of two parts and more give to styles; empty where there are fewer than three such headings.
  private static func numbered(_ blocks: [PDFBlock]) -> [Style: Int] {
    var votes: [Style: [Int: Int]] = [:]
    for block in blocks {
      guard case .headingCandidate = block.role, let depth = HeadingShape.numberDepth(block.text), depth > 1 else { continue }
      votes[Style(block.style), default: [:]][depth, default: 0] += 1
    }
    guard votes.values.reduce(0, { $0 + $1.values.reduce(0, +) }) >= 3 else { return [:] }
    return votes.compactMapValues { $0.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key }
  }

  /// Size and weight of a heading.
  struct Style: Hashable, Comparable {
    var size: Double
    var isBold: Bool

    init(_ style: TextStyle) {
      size = style.size
      isBold = style.isBold
    }

    /// The weightier comes first.
    static func < (a: Style, b: Style) -> Bool { a.size != b.size ? a.size > b.size : a.isBold && !b.isBold }
  }

  fileprivate static func matchOutline(_ outline: [OutlineEntry], to blocks: inout [PDFBlock]) -> [Style: Int] {
    var titles: [Int: [(key: String, level: Int)]] = [:]
    for entry in outline {
      if let page = entry.page { titles[page, default: []].append((key(HeadingShape.withoutLabel(entry.title)), entry.level)) }
    }
    var votes: [Style: [Int: Int]] = [:]
    for index in blocks.indices {
      let page = blocks[index].page
      guard titles[page] != nil || titles[page + 1] != nil, isCandidate(blocks[index]) else { continue }
      let text = key(HeadingShape.withoutLabel(blocks[index].text))
      for page in [page, page + 1] {
        guard let found = titles[page]?.firstIndex(where: { matches(text, $0.key) }), let entry = titles[page]?.remove(at: found)
        else { continue }
        blocks[index].headingLevel = entry.level
        votes[Style(blocks[index].style), default: [:]][entry.level, default: 0] += 1
        break
      }
    }
    return votes.compactMapValues { $0.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key }
  }

  /// `NOTE`, `Warning`: the title of a box, which heads nothing.
  private static func isBoxTitle(_ block: PDFBlock) -> Bool {
    let titles: Set<String> = ["note", "notes", "tip", "warning", "important", "caution", "hint", "attention"]
    return titles.contains(block.text.lowercased().filter(\.isLetter))
  }

  private static func isCandidate(_ block: PDFBlock) -> Bool {
    switch block.role {
    case .headingCandidate: true
    case .paragraph, .listItem: block.lines.count <= 3
    default: false
    }
  }

  /// Letters and digits in lower case; numbers in front dropped.
  private static func key(_ text: String) -> String {
    var key = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: key.unicodeScalars.append(scalar)
      case 0x41...0x5A: key.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value | 0x20)))
      case 0x80... where scalar.properties.isAlphabetic || scalar.properties.numericType != nil:
        key += scalar.properties.lowercaseMapping
      default: break
      }
    }
    return key
  }

  /// The key of a title without its label and number; for looking a line up.
  static func bareKey(_ text: String) -> String { String(key(HeadingShape.withoutLabel(text)).drop { $0.isNumber }) }

  private static func matches(_ text: String, _ title: String) -> Bool {
    if text == title { return !text.isEmpty }
    func bare(_ text: String) -> Substring { text.drop { $0.isNumber } }
    return bare(text) == bare(title) && bare(title).count > 3
  }

  /// Levels by style: the largest first. At most six.
  private static func rank(_ blocks: [PDFBlock], body: TextStyle) -> [Style: Int] {
    var counts: [Style: Int] = [:]
    for block in blocks {
      if case .headingCandidate = block.role { counts[Style(block.style), default: 0] += 1 }
    }
    var levels: [Style: Int] = [:]
    for (level, style) in counts.keys.sorted().enumerated() { levels[style] = min(6, level + 1) }
    return levels
  }

  /// The level of the next heavier known style, one deeper; for styles that no outline entry has.
  private static func nearest(to style: Style, in levels: [Style: Int]) -> Int {
    let heavier = levels.filter { $0.key < style }.map(\.value).max()
    return min(6, (heavier ?? 0) + 1)
  }
}
