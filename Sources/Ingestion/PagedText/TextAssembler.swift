internal import DocumentModel

/// Makes one document of the pages of a text.
struct TextAssembler {
  let pages: [TextPage]
  /// Whether furniture, line-end hyphens and leader dots stay.
  let isFaithful: Bool

  func document(id: String, source: Document.SourceInfo) -> Document {
    let furniture = isFaithful ? pages.map { _ in [:] } : findFurniture()
    let content = pages.enumerated().map { index, page in
      var page = page
      for (line, _) in furniture[index] { page.lines[line] = "" }
      return page
    }
    var vocabulary = LineJoining.Vocabulary()
    for line in content.flatMap(\.lines) { vocabulary.note(line.split(separator: " ").map(String.init)) }
    let width = lineWidth(content)
    let blocks = distrustCapitals(content.map { TextBlockBuilder.blocks(of: $0, width: width) })
    let levels = levels(of: blocks.joined())
    var builder = MarkdownBuilder()
    var open: TextBlock?
    var next = 0
    func flush() {
      guard let block = open else { return }
      write(block, levels, vocabulary, into: &builder)
      open = nil
    }
    for index in content.indices {
      for block in blocks[index] {
        if let last = open, goesOn(last, block) {
          open?.lines.append(contentsOf: block.lines)
          open?.pages.append(contentsOf: block.pages)
          continue
        }
        flush()
        beginPages(through: index, from: &next, furniture, &builder)
        open = block
      }
    }
    flush()
    beginPages(through: pages.count - 1, from: &next, furniture, &builder)
    var document = builder.document(id: id, source: source)
    markNoise(&document)
    return document
  }

  /// Says how much of pages and elements is OCR noise; of text with pages only, since others were typed.
  private func markNoise(_ document: inout Document) {
    guard pages.first?.number != nil else { return }
    func share(_ lines: [String]) -> Double {
      let counts = lines.map(OCRNoise.count)
      let all = counts.reduce(0) { $0 + $1.all }
      return all == 0 ? 0 : (Double(counts.reduce(0) { $0 + $1.noise }) / Double(all) * 100).rounded() / 100
    }
    var noisy: [(page: Int, share: Double)] = []
    for index in document.pages.indices {
      let share = share(pages[index].lines)
      document.pages[index].noise = share
      if share >= OCRNoise.reportedShare { noisy.append((document.pages[index].number, share)) }
    }
    for index in document.elements.indices where document.elements[index].table == nil {
      let share = share([document.plainText(of: document.elements[index].range)])
      if share >= OCRNoise.markedShare { document.elements[index].noise = share }
    }
    guard let worst = noisy.max(by: { ($0.share, $1.page) < ($1.share, $0.page) }) else { return }
    document.diagnostics.append(
      Diagnostic(
        .ocr,
        "\(noisy.count) of \(pages.count) pages look like a bad scan, page \(worst.page) the most: "
          + "\(Int(worst.share * 100)) % of its marks are noise"))
  }

  /// Begins the pages up to `index`, also those that hold nothing but the end of a paragraph.
  private func beginPages(
    through index: Int, from next: inout Int, _ furniture: [[Int: Furniture.Kind]], _ builder: inout MarkdownBuilder
  ) {
    while next <= index {
      if let number = pages[next].number {
        builder.beginPage(number)
        for (line, kind) in furniture[next].sorted(by: { $0.key < $1.key }) {
          builder.addFurniture(kind, pages[next].lines[line].trimmed, page: number)
        }
      }
      next += 1
    }
  }

  /// A paragraph that a page end or a blemish parted: it ends without a stop and goes on in lower case.
  private func goesOn(_ first: TextBlock, _ second: TextBlock) -> Bool {
    switch (first.role, second.role) {
    case (.paragraph, .paragraph), (.listItem, .paragraph): break
    default: return false
    }
    guard let end = first.lines.last, let start = second.lines.first?.first, end.count > 20 else { return false }
    return !end.endsSentence && (start.isLowercase || end.hasSuffix("-"))
  }

  /// The width of the longest lines, outliers aside.
  private func lineWidth(_ pages: [TextPage]) -> Int {
    let lengths = pages.flatMap { $0.lines.filter { !$0.isEmpty }.map { $0.trimmed.count } }.sorted()
    return lengths.isEmpty ? 80 : min(lengths[lengths.count * 9 / 10], 120)
  }

  /// In forms and tables every other line is in capitals: where there are many on a page they are no headings.
  private func distrustCapitals(_ blocks: [[TextBlock]]) -> [[TextBlock]] {
    func isCapitals(_ block: TextBlock) -> Bool {
      guard case .heading(let rank) = block.role, let line = block.lines.first else { return false }
      return rank == TextHeading.capitals || (rank == TextHeading.part && TextHeading.isAllCapitals(line))
    }
    let count = blocks.reduce(0) { $0 + $1.count(where: isCapitals) }
    let lines = pages.reduce(0) { $0 + $1.lines.count { !$0.isEmpty } }
    guard count > 20, count * Self.linesPerHeading > lines else { return blocks }
    return blocks.map { page in
      page.map { block in
        guard isCapitals(block) else { return block }
        var block = block
        block.role = .paragraph
        return block
      }
    }
  }

  /// Fewer lines than this to a heading in capitals are not sections.
  private static let linesPerHeading = 10

  /// Ranks that occur become levels without gaps, from 1.
  private func levels(of blocks: some Sequence<TextBlock>) -> [Int: Int] {
    var ranks: Set<Int> = []
    for block in blocks {
      if case .heading(let rank) = block.role { ranks.insert(rank) }
    }
    return Dictionary(uniqueKeysWithValues: ranks.sorted().enumerated().map { ($1, min(6, $0 + 1)) })
  }

  private func write(
    _ block: TextBlock, _ levels: [Int: Int], _ vocabulary: LineJoining.Vocabulary, into builder: inout MarkdownBuilder
  ) {
    var regions: [Document.Element.Region] = []
    for case let page? in block.pages where regions.last?.page != page { regions.append(.init(page: page)) }
    func inline(_ lines: [String], inTable: Bool = false) -> String {
      if isFaithful { return MarkdownEscaping.inline(lines.joined(separator: " "), inTable: inTable) }
      let words = LineJoining.words(of: lines, vocabulary: vocabulary)
      return MarkdownEscaping.inline(LeaderDots.collapsed(words).joined(separator: " "), inTable: inTable)
    }
    switch block.role {
    case .paragraph: builder.addParagraph(inline(block.lines), regions: regions)
    case .heading(let rank): builder.addHeading(inline(block.lines), level: levels[rank] ?? 1, regions: regions)
    case .caption: builder.addParagraph(inline(block.lines), kind: .caption, regions: regions)
    case .code:
      let margin = block.lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
      builder.addCode(block.lines.map { String($0.dropFirst(margin)) }.joined(separator: "\n"), regions: regions)
    case .contentsEntry: builder.addListItem(inline(block.lines), marker: "-", depth: 1, regions: regions)
    case .listItem(let marker):
      var lines = block.lines
      if !marker.staysInText { lines[0] = String(lines[0].dropFirst(marker.length)).trimmed }
      builder.addListItem(inline(lines), marker: marker.markdown, depth: marker.depth, regions: regions)
    case .table(let found):
      let rows = found.cells.map { row in row.map { inline($0.map(\.text), inTable: true) } }
      builder.addTable(rows, headerRowCount: found.headerRowCount, regions: regions)
    }
  }

  /// The lines at the edges of pages that are running heads, feet or page numbers.
  private func findFurniture() -> [[Int: Furniture.Kind]] {
    var result = [[Int: Furniture.Kind]](repeating: [:], count: pages.count)
    guard pages.count > 1 else { return result }
    var candidates: [RunningLines.Candidate] = []
    var lines: [Int] = []
    for (index, page) in pages.enumerated() {
      let filled = page.lines.indices.filter { !page.lines[$0].isEmpty }
      // On a page of a few lines nothing can be told from its edges.
      let edge = min(3, filled.count / 2)
      for (position, line) in filled.prefix(edge).enumerated() {
        candidates.append(.init(page: index, text: page.lines[line], position: Double(position), isTop: true))
        lines.append(line)
      }
      for (position, line) in filled.dropFirst(edge).reversed().prefix(2).enumerated() {
        candidates.append(.init(page: index, text: page.lines[line], position: Double(position), isTop: false))
        lines.append(line)
      }
    }
    var counts: [String: Int] = [:]
    for line in pages.flatMap(\.lines) where !line.isEmpty && line.count < 90 {
      counts[RunningLines.key(line), default: 0] += 1
    }
    for (index, isNumber) in RunningLines.find(candidates, lines: counts, pageCount: pages.count, tolerance: 0.5) {
      let candidate = candidates[index]
      result[candidate.page][lines[index]] = isNumber ? .pageNumber : candidate.isTop ? .runningHead : .runningFoot
    }
    return result
  }
}

extension ListMarker {
  /// The depth that legal and technical texts give a mark: `1.` or `(1)`, then `(a)`, then `(iv)`.
  var depth: Int {
    switch kind {
    case .bullet, .number: 1
    case .letter: 2
    case .roman: 3
    }
  }
}
