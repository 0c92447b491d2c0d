internal import DocumentModel

/// The rows of a column to blocks.
struct BlockBuilder {
  /// The style of most of the document's text.
  let body: TextStyle
  let page: Int
  /// The page's height in points.
  let height: Double
  /// The titles that tags or the outline give to the page, by ``HeadingLevels/bareKey(_:)``.
  let titles: Set<String>
  /// Whether five lines of the page or more are entries of a table of contents.
  let isContentsPage: Bool

  init(body: TextStyle, page: Int, height: Double, titles: Set<String>, rows: [LayoutRow]) {
    self.body = body
    self.page = page
    self.height = height
    self.titles = titles
    isContentsPage = rows.count { LeaderDots.isEntry(LeaderDots.collapsed($0.words.map(\.text))) } >= 5
  }

  /// The blocks of a column, in order.
  func blocks(of column: [LayoutRow]) -> [PDFBlock] {
    var blocks: [PDFBlock] = []
    var index = 0
    let left = column.map(\.x0).min() ?? 0
    for table in TableFinder.tables(in: column) {
      blocks.append(contentsOf: text(column[index..<table.rows.lowerBound], left))
      let lines = column[table.rows].map { (page, $0.segment) }
      blocks.append(PDFBlock(role: .table(PlacedTable(table)), lines: lines))
      index = table.rows.upperBound
    }
    blocks.append(contentsOf: text(column[index...], left))
    return blocks
  }

  /// Rows without tables found by alignment; those found by their rules stand among them.
  private func text(_ rows: ArraySlice<LayoutRow>, _ left: Double) -> [PDFBlock] {
    var blocks: [PDFBlock] = []
    var lines: [LayoutSegment] = []
    for row in rows {
      let line = row.segment
      guard let table = line.table else {
        lines.append(contentsOf: withoutSideNote(row))
        continue
      }
      blocks.append(contentsOf: prose(lines, left))
      if !table.caption.isEmpty { blocks.append(PDFBlock(role: .caption, lines: table.caption.map { (page, $0) })) }
      blocks.append(PDFBlock(role: .table(table), lines: [(page, line)]))
      lines = []
    }
    return blocks + prose(lines, left)
  }

  /// A heading and what is set small at the other end of its line, as two lines; any other row as one.
  private func withoutSideNote(_ row: LayoutRow) -> [LayoutSegment] {
    func isWeighty(_ segment: LayoutSegment) -> Bool {
      (segment.style.isBold && !body.isBold) || segment.style.size >= 1.12 * body.size
    }
    guard row.segments.count >= 2, isWeighty(row.segments[0]),
      let end = row.segments.firstIndex(where: { !isWeighty($0) }), row.segments[end...].allSatisfy({ !isWeighty($0) }),
      row.segments[end].x0 - row.segments[end - 1].x1 > 2 * row.segments[0].style.size
    else { return [row.segment] }
    let title = LayoutSegment(row.segments[..<end].flatMap(\.words))
    return title.words.count >= 2 && isHeadingLike(title) && !isAtEdge(title)
      ? [title, LayoutSegment(row.segments[end...].flatMap(\.words))] : [row.segment]
  }

  private func prose(_ lines: [LayoutSegment], _ left: Double) -> [PDFBlock] {
    if IndexShape.isIndex(lines) { return index(lines, left) }
    let column = Column(lines)
    var blocks: [PDFBlock] = []
    for (index, line) in lines.enumerated() {
      var role = role(of: line)
      if case .paragraph = role, isQuietHeading(index, of: lines, in: column) || isTitle(line) { role = .headingCandidate }
      if let mark = noteMark(line, role) { role = .footnote(mark) }
      if let last = blocks.last, isNextListingLine(line, in: last) { role = .code }
      if index > 0, let last = blocks.last, isNumberByChance(role, after: lines[index - 1], in: last) { role = .paragraph }
      if index > 0, let last = blocks.last, continues(last, with: line, role, after: lines[index - 1], in: column) {
        blocks[blocks.count - 1].lines.append((page, line))
      } else {
        blocks.append(PDFBlock(role: role, lines: [(page, line)], indentation: line.x0 - left))
      }
    }
    return blocks.map(demoted)
  }

  /// A line whose number follows that of the listing's last line, with nothing behind it or at least a word of the program.
  private func isNextListingLine(_ line: LayoutSegment, in block: PDFBlock) -> Bool {
    guard case .code = block.role, let number = ListingShape.number(line.words),
      line.words.count == 1 || line.words[1].style.isMonospaced
    else { return false }
    return block.lines.last.flatMap { ListingShape.number($0.line.words) } == number - 1
  }

  /// The entries of an index, an item each; a line set in goes on with the entry above.
  private func index(_ lines: [LayoutSegment], _ left: Double) -> [PDFBlock] {
    var blocks: [PDFBlock] = []
    for line in lines {
      let isContinuation = line.x0 > left + 4 && !(blocks.last?.lines.isEmpty ?? true)
      if isContinuation {
        blocks[blocks.count - 1].lines.append((page, line))
      } else {
        let isLetter = line.text.count <= 2
        blocks.append(
          PDFBlock(role: isLetter || line.style.size >= 1.3 * body.size ? role(of: line) : .contentsEntry, lines: [(page, line)]))
      }
    }
    return blocks
  }

  /// What lines of a column have in common.
  private struct Column {
    var left: Double
    var right: Double
    /// The usual white space between two lines.
    var leading: Double

    init(_ lines: [LayoutSegment]) {
      left = lines.map(\.x0).min() ?? 0
      right = lines.map(\.x1).max() ?? 0
      let gaps = zip(lines, lines.dropFirst()).map { $1.y0 - $0.y1 }.filter { $0 > -20 }.sorted()
      leading = gaps.isEmpty ? 0 : gaps[gaps.count / 3]
    }
  }

  /// A line of a paragraph may begin with `11.` because the sentence ends there.
  private func isNumberByChance(_ role: PDFBlock.Role, after previous: LayoutSegment, in block: PDFBlock) -> Bool {
    guard case .listItem(let marker) = role, case .number = marker.kind, case .paragraph = block.role else { return false }
    return !endsSentence(previous)
  }

  private func role(of line: LayoutSegment) -> PDFBlock.Role {
    if !body.isMonospaced, line.words.allSatisfy(\.style.isMonospaced), line.style.size < 1.12 * body.size, !isTitle(line) {
      return .code
    }
    if !body.isMonospaced, ListingShape.isNumberedLine(line) { return .code }
    if (LeaderDots.holdsLeader(line.words) && LeaderDots.isEntry(LeaderDots.collapsed(line.words.map(\.text))))
      || (isContentsPage && endsInPageNumber(line))
    {
      return .contentsEntry
    }
    if CaptionShape.isCaption(line) { return .caption }
    let marker = line.words.count > 1 ? ListMarker(line.words[0].text) : nil
    if let marker, marker.kind == .bullet { return .listItem(marker) }
    if isHeadingLike(line) { return .headingCandidate }
    return marker.map { .listItem($0) } ?? .paragraph
  }

  /// Chapters stand in contents without dots.
  private func endsInPageNumber(_ line: LayoutSegment) -> Bool {
    guard line.words.count >= 2, let last = line.words.last?.text else { return false }
    return last.count <= 5 && last.allSatisfy { $0.isNumber || "ivxl".contains($0) }
  }

  /// The mark of a line that begins a footnote: small, in the lower part of the page.
  private func noteMark(_ line: LayoutSegment, _ role: PDFBlock.Role) -> String? {
    guard line.style.size <= 0.93 * body.size, line.y0 > 0.4 * height,
      // The exponents of a formula are small and low too.
      line.words.count(where: { $0.text.count(where: \.isLetter) >= 3 }) >= 2
    else { return nil }
    switch role {
    case .paragraph: return Footnotes.mark(of: line)
    case .listItem(let marker) where marker.kind != .bullet: return Footnotes.mark(of: line)
    default: return nil
    }
  }

  private func isHeadingLike(_ line: LayoutSegment) -> Bool {
    let style = line.style
    guard line.words.count <= 16, style.size >= 1.12 * body.size || (line.words[0].style.isBold && !body.isBold) else {
      return false
    }
    let letters = line.text.count { $0.isLetter }
    guard letters >= 2, !HeadingShape.isScattered(line), !HeadingShape.isDate(line.text) else {
      return false
    }
    if style.size >= 1.12 * body.size { return true }
    let isBold = line.words.allSatisfy { $0.style.isBold || !$0.text.contains(where: \.isLetter) }
    return isBold && !body.isBold && style.size >= 0.95 * body.size && !HeadingShape.isTerm(line)
  }

  /// A heading set like the text, known by its number, its capitals or its words, and by the space around it.
  private func isQuietHeading(_ index: Int, of lines: [LayoutSegment], in column: Column) -> Bool {
    let line = lines[index]
    guard line.words.count <= 12, let end = line.words.last?.text.utf8.last, !".,;:!?".utf8.contains(end),
      mayBeQuietHeading(line), !HeadingShape.isScattered(line)
    else { return false }
    let isNumbered = HeadingShape.isNumberedTitle(line)
    guard (isNumbered || HeadingShape.isCapitals(line)) && !isAtEdge(line) || HeadingShape.isContentsTitle(line.text) else {
      return false
    }
    let size = line.style.size
    let above = index > 0 ? line.y0 - lines[index - 1].y1 : .infinity
    let below = index + 1 < lines.count ? lines[index + 1].y0 - line.y1 : .infinity
    guard above > column.leading + 0.4 * size, line.x1 < column.right - 0.1 * (column.right - column.left) else { return false }
    // Entries of a list or of contents follow each other.
    if index + 1 < lines.count, HeadingShape.numberDepth(lines[index + 1].text) != nil, isNumbered { return false }
    let isDeep = (HeadingShape.numberDepth(line.text) ?? 0) > 1
    return isDeep || below > column.leading + 0.4 * size
  }

  /// Whether a line stands where running heads and feet do.
  private func isAtEdge(_ line: LayoutSegment) -> Bool { line.y1 < 0.09 * height || line.y0 > 0.91 * height }

  private func isTitle(_ line: LayoutSegment) -> Bool {
    !titles.isEmpty && line.words.count <= 16 && titles.contains(HeadingLevels.bareKey(line.text))
  }

  /// A first look at few bytes, which most lines do not stand.
  private func mayBeQuietHeading(_ line: LayoutSegment) -> Bool {
    guard let first = line.words.first?.text.utf8 else { return false }
    let opensWithNumber = first.prefix(2).contains { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") }
    return opensWithNumber || !first.contains { $0 >= 0x61 && $0 <= 0x7A } || line.words.count <= 3
  }

  private func continues(
    _ block: PDFBlock, with line: LayoutSegment, _ role: PDFBlock.Role, after previous: LayoutSegment, in column: Column
  ) -> Bool {
    let gap = line.y0 - previous.y1
    let size = max(previous.style.size, 4)
    // A blank line belongs to the code around it.
    if case .code = role, case .code = block.role { return gap < 2.2 * size }
    if gap > max(column.leading + 0.35 * size, 1.6 * column.leading, 0.3 * size) { return false }
    switch (block.role, role) {
    case (.contentsEntry, _), (_, .contentsEntry), (_, .listItem), (.table, _), (_, .table), (_, .caption), (.furniture, _),
      (_, .furniture), (_, .footnote):
      return false
    case (.code, .code): return true
    case (.code, _), (_, .code): return false
    case (.footnote, .paragraph): return abs(line.style.size - previous.style.size) < 0.75
    case (.footnote, _): return false
    case (.headingCandidate, .headingCandidate): return sameStyle(block.style, line.style) && block.lines.count < 4
    case (.caption, .headingCandidate):
      return block.lines.count < 3 && sameStyle(block.style, line.style) && !endsSentence(previous)
    case (.headingCandidate, _), (_, .headingCandidate): return false
    case (.listItem, .paragraph):
      return line.x0 > block.lines[0].line.x0 + 1 || line.x0 > column.left + 2 || !endsSentence(previous)
    case (.caption, .paragraph):
      let isFull = previous.x1 > column.right - 0.25 * (column.right - column.left)
      return isFull && abs(line.style.size - previous.style.size) < 0.75 && !endsSentence(previous)
    case (.paragraph, .paragraph):
      if abs(line.style.size - previous.style.size) > 0.75 { return false }
      let isIndented = line.x0 > previous.x0 + 0.7 * size && previous.x0 < column.left + 0.5 * size
      if isIndented && line.x0 < column.left + 4 * size && endsSentence(previous) { return false }
      // A term set in bold opens an entry of its own.
      let opensEntry = line.words.first?.style.isBold == true && previous.words.last?.style.isBold == false
      if opensEntry && endsSentence(previous) { return false }
      let isShort = column.right - previous.x1 > 0.25 * (column.right - column.left)
      return !(isShort && endsSentence(previous))
    }
  }

  private func sameStyle(_ a: TextStyle, _ b: TextStyle) -> Bool { abs(a.size - b.size) < 0.75 && a.isBold == b.isBold }

  private func endsSentence(_ line: LayoutSegment) -> Bool {
    guard let last = line.words.last?.text.last(where: { !")]”’\"'".contains($0) }) else { return false }
    return ".!?:;".contains(last)
  }

  /// A candidate that reads like a sentence is none, nor a word in a typewriter face code.
  private func demoted(_ block: PDFBlock) -> PDFBlock {
    var block = block
    // A term set in a typewriter face is no code yet.
    if case .code = block.role, block.lines.count == 1, !CodeLines.isCode(block.text) { block.role = .paragraph }
    guard case .headingCandidate = block.role else { return block }
    let words = block.lines.reduce(0) { $0 + $1.line.words.count }
    let isSentence = block.text.hasSuffix(".") && words > 4 && block.style.size < 1.3 * body.size
    if words > 24 || block.lines.count > 3 || isSentence || block.text.hasSuffix(",") { block.role = .paragraph }
    return block
  }
}
