internal import DocumentModel

/// Decides which heading candidates are headings, and their levels.
///
/// Two sources: the outline, whose titles are looked for on their pages; then style, where the styles of matched headings give
/// the levels of others alike, and without an outline the order of size and weight does.
enum HeadingLevels {
  /// Sets ``PDFBlock/headingLevel`` of those blocks that are headings.
  static func assign(to blocks: inout [PDFBlock], outline: [OutlineEntry], body: TextStyle) {
    var levels = matchOutline(outline, to: &blocks)
    let matched = blocks.count { $0.headingLevel != nil }
    if levels.isEmpty { levels = rank(blocks, body: body) }
    for index in blocks.indices where blocks[index].headingLevel == nil {
      guard case .headingCandidate = blocks[index].role, !isBoxTitle(blocks[index]) else { continue }
      // A good outline shows how headings are set; bold lines of the text's own size are then terms and labels.
      let isKnown = levels[Style(blocks[index].style)] != nil
      if matched >= 10, !isKnown, blocks[index].style.size <= 1.05 * body.size { continue }
      blocks[index].headingLevel = levels[Style(blocks[index].style)] ?? nearest(to: Style(blocks[index].style), in: levels)
    }
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

  private static func matchOutline(_ outline: [OutlineEntry], to blocks: inout [PDFBlock]) -> [Style: Int] {
    var titles: [Int: [(key: String, level: Int)]] = [:]
    for entry in outline {
      if let page = entry.page { titles[page, default: []].append((key(entry.title), entry.level)) }
    }
    var votes: [Style: [Int: Int]] = [:]
    for index in blocks.indices {
      guard isCandidate(blocks[index]) else { continue }
      let text = key(blocks[index].text)
      for page in [blocks[index].page, blocks[index].page + 1] {
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
    String(
      text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }.map(
        Character.init))
  }

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
