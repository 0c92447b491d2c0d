internal import DocumentModel

/// Makes one document of the lines of all pages.
struct PDFAssembler {
  let source: Document.SourceInfo
  let id: String
  let metadata: Metadata
  let outline: [OutlineEntry]
  /// The headings of the structure tree.
  let tags: [OutlineEntry]
  let pages: [PDFPageLines]
  let missingPages: Int
  /// Whether the file had to be mended to be read.
  let hasFaults: Bool
  /// Whether furniture, line-end hyphens and leader dots stay.
  let isFaithful: Bool

  func document() -> Document {
    let furniture = PageFurniture.find(in: pages)
    let content = pages.enumerated().map { index, page in
      page.segments.enumerated().filter { furniture[index][$0.offset] == nil }.map(\.element)
    }
    let body = bodyStyle(content)
    var titles: [Int: Set<String>] = [:]
    for entry in tags + outline {
      let key = HeadingLevels.bareKey(entry.title)
      if let page = entry.page, key.utf8.count > 3 { titles[page, default: []].insert(key) }
    }
    var blocks = joinAcrossColumns(
      pages.indices.flatMap { index -> [PDFBlock] in
        let page = pages[index]
        let builder = BlockBuilder(
          body: body, page: page.number, height: page.size.height, titles: titles[page.number] ?? [],
          rows: LayoutRow.rows(of: content[index]))
        let blocks = ReadingOrder.columns(of: content[index]).flatMap { builder.blocks(of: $0) }
        guard isFaithful else { return blocks }
        let aside = [page.rotated, page.watermark].filter { !$0.isEmpty }.map {
          PDFBlock(role: .furniture, lines: [(page.number, LayoutSegment($0))])
        }
        return kept(furniture[index], of: page, isTop: true) + blocks + kept(furniture[index], of: page, isTop: false) + aside
      })
    if !isFaithful { blocks = ContinuedTables.join(blocks) }
    if !isFaithful { Footnotes.link(&blocks) }
    HeadingLevels.assign(to: &blocks, tags: tags, outline: outline, body: body)
    var vocabulary = LineJoining.Vocabulary()
    for line in content.joined() { vocabulary.note(line.allWords.map(\.text)) }
    return write(blocks, furniture, InlineWriter(vocabulary: vocabulary, isFaithful: isFaithful, isMonospaced: body.isMonospaced))
  }

  /// The furniture of the upper or lower half of a page, a paragraph a line.
  private func kept(_ furniture: [Int: Furniture.Kind], of page: PDFPageLines, isTop: Bool) -> [PDFBlock] {
    let lines = furniture.keys.sorted().map { page.segments[$0] }.filter { ($0.middle < page.size.height / 2) == isTop }
    return LayoutRow.rows(of: lines).map { PDFBlock(role: .furniture, lines: [(page.number, $0.segment)]) }
  }

  /// The style that most characters are set in. Listings may be longer than the text about them, so that typewriter faces count
  /// only where hardly anything else is there.
  private func bodyStyle(_ content: [[LayoutSegment]]) -> TextStyle {
    var counts: [TextStyle: Int] = [:]
    for segment in content.joined() {
      for word in segment.allWords { counts[word.style, default: 0] += word.text.utf8.count }
    }
    let prose = counts.filter { !$0.key.isMonospaced }
    let isProse = prose.values.reduce(0, +) * 8 >= counts.values.reduce(0, +)
    return TextStyle.mostFrequent(isProse ? prose : counts)
  }

  /// Puts together paragraphs that a column or page end parted: the first ends without a stop, the second begins in lower case.
  private func joinAcrossColumns(_ blocks: [PDFBlock]) -> [PDFBlock] {
    var result: [PDFBlock] = []
    for block in blocks {
      // Notes at the foot of a page part no paragraph.
      let index = result.lastIndex { if case .footnote = $0.role { false } else { true } }
      if let index, index == result.count - 1 || result[index].page < block.page, goesOn(result[index], block) {
        result[index].lines.append(contentsOf: block.lines)
      } else {
        result.append(block)
      }
    }
    return result
  }

  private func goesOn(_ first: PDFBlock, _ second: PDFBlock) -> Bool {
    switch (first.role, second.role) {
    case (.paragraph, .paragraph), (.listItem, .paragraph): break
    default: return false
    }
    guard let last = first.lines.last, let next = second.lines.first, last.page == next.page || last.page + 1 == next.page else {
      return false
    }
    guard abs(first.style.size - second.style.size) < 0.75, let end = last.line.words.last?.text.last,
      let start = next.line.words.first?.text.first
    else { return false }
    return !".!?:;”\"".contains(end) && (start.isLowercase || (end == "-" && start.isLetter))
  }

  // MARK: Writing

  private func write(_ blocks: [PDFBlock], _ furniture: [[Int: Furniture.Kind]], _ inline: InlineWriter) -> Document {
    var builder = MarkdownBuilder()
    var next = 0
    var lists = ListDepth()
    func beginPages(through number: Int) {
      while next < pages.count, pages[next].number <= number {
        let page = pages[next]
        builder.beginPage(page.number, label: page.label == String(page.number) ? nil : page.label, size: page.size)
        for (index, kind) in furniture[next].sorted(by: { $0.key < $1.key }) where !isFaithful {
          builder.addFurniture(kind, page.segments[index].text, page: page.number)
        }
        if !isFaithful, !page.rotated.isEmpty {
          builder.addFurniture(.rotated, page.rotated.map(\.text).joined(separator: " "), page: page.number)
        }
        if !isFaithful, !page.watermark.isEmpty {
          builder.addFurniture(.watermark, page.watermark.map(\.text).joined(separator: " "), page: page.number)
        }
        next += 1
      }
    }
    for block in blocks {
      beginPages(through: block.page)
      write(block, inline, &lists, into: &builder)
    }
    beginPages(through: .max)
    return builder.document(
      id: id, source: source, metadata: metadata, outline: outline.isEmpty ? headings(of: blocks) : outline,
      diagnostics: diagnostics)
  }

  /// The outline that the headings make, for files without one.
  private func headings(of blocks: [PDFBlock]) -> [OutlineEntry] {
    blocks.compactMap { block in block.headingLevel.map { OutlineEntry(title: block.text, level: $0, page: block.page) } }
  }

  private func write(_ block: PDFBlock, _ inline: InlineWriter, _ lists: inout ListDepth, into builder: inout MarkdownBuilder) {
    let lines = block.lines.map(\.line)
    if let level = block.headingLevel {
      lists.end()
      builder.addHeading(inline.markdown(lines, emphasis: false), level: level, regions: block.regions)
      return
    }
    switch block.role {
    case .listItem(let marker):
      writeItem(block, marker, inline, &lists, into: &builder)
    case .contentsEntry:
      lists.end()
      builder.addListItem(inline.markdown(lines, emphasis: false), marker: "-", depth: 1, regions: block.regions)
    case .table(let found):
      lists.end()
      let rows = found.rows.map { row in
        row.map {
          MarkdownBuilder.Cell(
            markdown: inline.markdown($0.lines, emphasis: true, inTable: true), columnSpan: $0.columnSpan, rowSpan: $0.rowSpan)
        }
      }
      builder.addTable(rows, headerRowCount: found.headerRowCount, regions: block.regions)
    case .caption:
      lists.end()
      builder.addParagraph(inline.markdown(lines, emphasis: true), kind: .caption, regions: block.regions)
    case .code:
      lists.end()
      builder.addCode(CodeLines.text(lines), regions: block.regions)
    case .footnote(let label) where !isFaithful:
      lists.end()
      var note = lines
      note[0].words.removeFirst()
      builder.addFootnote(inline.markdown(note, emphasis: true), label: label, regions: block.regions)
    case .paragraph, .headingCandidate, .furniture, .footnote:
      lists.end()
      builder.addParagraph(inline.markdown(lines, emphasis: true), regions: block.regions)
    }
  }

  private func writeItem(
    _ block: PDFBlock, _ marker: ListMarker, _ inline: InlineWriter, _ lists: inout ListDepth, into builder: inout MarkdownBuilder
  ) {
    var lines = block.lines.map(\.line)
    let depth = lists.depth(at: block.indentation)
    if !marker.staysInText { lines[0].words.removeFirst() }
    builder.addListItem(inline.markdown(lines, emphasis: true), marker: marker.markdown, depth: depth, regions: block.regions)
  }

  /// The depth of list items by the place of their marks.
  private struct ListDepth {
    private var places: [Double] = []

    mutating func end() { places = [] }

    mutating func depth(at x: Double) -> Int {
      while let last = places.last, x < last - 3 { places.removeLast() }
      if places.last.map({ x > $0 + 3 }) ?? true { places.append(x) }
      return min(places.count, 4)
    }
  }

  private static let hint = "with `tesseract` on the PATH it is read, unless `--ocr never`"

  private var diagnostics: [Diagnostic] {
    var diagnostics = pages.flatMap(\.diagnostics)
    let silent = pages.filter { $0.segments.isEmpty && $0.hasInk && !$0.isOCR }.map(\.number)
    if pages.allSatisfy(\.segments.isEmpty) {
      if !silent.isEmpty {
        diagnostics.append(
          Diagnostic(.noTextLayer, "no page has a text layer: this is a scan, or holds only pictures; \(Self.hint)"))
      } else {
        diagnostics.append(Diagnostic(.noText, pages.contains(where: \.isOCR) ? "OCR found no words" : "all pages are blank"))
      }
    } else {
      diagnostics.append(
        contentsOf: silent.map { Diagnostic(.noTextLayer, "the page has no text, but is not blank; \(Self.hint)", page: $0) })
    }
    if hasFaults { diagnostics.append(Diagnostic(.damaged, "the file has faults; what could be read was read")) }
    if missingPages > 0 { diagnostics.append(Diagnostic(.damaged, "\(missingPages) pages could not be opened")) }
    return diagnostics
  }
}
