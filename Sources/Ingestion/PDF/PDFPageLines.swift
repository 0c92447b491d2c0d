internal import DocumentModel

/// The lines and the ruled tables of a page, with what must be said about it.
struct PDFPageLines: Sendable {
  var number: Int
  var label: String?
  var size: Page.Size
  /// In no order; a table that rules draw is one of them.
  var segments: [LayoutSegment]
  /// Words that run up or down the margin; mostly none.
  var rotated: [LayoutWord] = []
  /// Large letters that lie over or under the text; mostly none.
  var watermark: [LayoutWord] = []
  var diagnostics: [Diagnostic] = []
  /// Whether there is anything on the page.
  var hasInk = true
  /// Whether the words were read by OCR.
  var isOCR = false
  /// The share of glyphs that have no Unicode meaning.
  private var unmappedShare = 0.0

  /// A page without anything.
  init(number: Int, label: String?, size: Page.Size) {
    (self.number, self.label, self.size) = (number, label, size)
    segments = []
  }

  /// - Parameter raster: paints the page at so many dots per inch; asked only where that could tell more than the text.
  init(_ page: PDFPage, raster: (Double) -> PageRaster?) {
    number = page.number
    label = page.label
    size = Page.Size(width: page.width, height: page.height)
    let (page, hidden) = HiddenText.removed(from: page) { raster(HiddenText.dotsPerInch) }
    let (all, unmapped) = WordBuilder.words(of: page)
    segments = []
    let words = sorted(all)
    let lines = LineBuilder.lines(of: words)
    let gutters = TightGutters.places(in: lines)
    segments = LineBuilder.segments(of: lines, gutters: gutters)
    unmappedShare = page.scalars.isEmpty ? 0 : Double(unmapped) / Double(page.scalars.count)
    if hidden > 0 {
      diagnostics.append(
        Diagnostic(
          .hiddenText, "\(hidden) glyph\(hidden == 1 ? " is" : "s are") painted white on white and left out", page: page.number))
    }
    if unmapped > 0 {
      diagnostics.append(
        Diagnostic(
          .unmappedGlyphs, "\(unmapped) glyph\(unmapped == 1 ? " has" : "s have") no Unicode meaning", page: page.number))
    }
    if segments.isEmpty { hasInk = raster(18)?.hasInk ?? true }
    guard mayHoldTable, let raster = raster(RulingFinder.dotsPerInch) else { return }
    let rulings = RulingFinder.rulings(in: raster, text: segments)
    // Poppler joins words over the rule between two narrow cells.
    if !rulings.upright.isEmpty {
      let words = sorted(WordBuilder.words(of: page, rules: rulings.upright).words)
      segments = LineBuilder.segments(of: words, gutters: gutters)
    }
    placeTables(rulings)
  }

  /// The words of the text; what is rotated and what lies over the text is put aside.
  private mutating func sorted(_ all: [LayoutWord]) -> [LayoutWord] {
    let (upright, rotated) = Self.withoutRotated(all)
    let usual = Self.usualSize(upright)
    let (words, watermark) = Watermarks.parted(upright, usualSize: usual)
    (self.rotated, self.watermark) = (rotated, watermark)
    return DropCaps.joined(words, usualSize: usual)
  }

  /// The size that most letters of a page are set in.
  private static func usualSize(_ words: [LayoutWord]) -> Double {
    var counts: [Double: Int] = [:]
    for word in words { counts[word.style.size, default: 0] += word.text.utf8.count }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 10
  }

  /// The words of the page and, where they are few beside these, those that are rotated.
  private static func withoutRotated(_ words: [LayoutWord]) -> (words: [LayoutWord], rotated: [LayoutWord]) {
    let rotated = words.filter(\.isRotated)
    guard !rotated.isEmpty, rotated.count * 4 < words.count else { return (words, []) }
    return (words.filter { !$0.isRotated }, rotated)
  }

  /// Whether there is something on the page, and no text that can be read.
  var needsOCR: Bool { segments.isEmpty ? hasInk : unmappedShare > 0.3 }

  /// Reads the page anew from its picture; nothing changes where that fails.
  mutating func read(with reader: Tesseract, _ picture: PageRaster?) {
    guard let picture, let hocr = reader.hocr(of: picture) else {
      diagnostics.append(Diagnostic(.noTextLayer, "OCR of the page failed or took too long", page: number))
      return
    }
    let page = HOCRPage(hocr, scale: 72 / Tesseract.dotsPerInch)
    let lines = LineBuilder.lines(of: page.words)
    segments = LineBuilder.segments(of: lines, gutters: TightGutters.places(in: lines))
    isOCR = true
    diagnostics = [
      Diagnostic(
        .ocr,
        "read by OCR: \(page.words.count) words, mean confidence \(Int(page.confidence.rounded())) of 100, "
          + "\(page.dropped) left out as noise", page: number)
    ]
  }

  /// Whether it is worth looking for ruling lines: in a column two lines near each other leave the same place free.
  private var mayHoldTable: Bool {
    ReadingOrder.columns(of: segments).contains { rows in
      var last: (index: Int, row: LayoutRow)?
      for (index, row) in rows.enumerated() where row.segments.count >= 2 && !isListed(row) {
        if let last, index - last.index <= 6, sharesGap(row, last.row) { return true }
        last = (index, row)
      }
      return false
    }
  }

  /// A list's mark, a heading's number and a title in a table of contents stand apart from what follows too.
  private func isListed(_ row: LayoutRow) -> Bool {
    let first = row.segments[0].text
    if ListMarker(first)?.length == first.count || LeaderDots.holdsLeader(row.words) { return true }
    guard row.segments.count == 2 else { return false }
    return first.utf8.count == 1
      || (row.segments[0].words.count == 1 && first.contains(".") && HeadingShape.numberDepth(first + " x") != nil)
  }

  private func sharesGap(_ first: LayoutRow, _ second: LayoutRow) -> Bool {
    zip(first.segments, first.segments.dropFirst()).contains { left, right in
      zip(second.segments, second.segments.dropFirst()).contains { min(right.x0, $1.x0) - max(left.x1, $0.x1) >= 4 }
    }
  }

  /// Puts each table that the lines draw in the place of its words.
  private mutating func placeTables(_ rulings: Rulings) {
    for found in RuledGrid.tables(rulings, words: segments.flatMap(\.words)) {
      segments = segments.compactMap { segment in
        guard segment.table == nil, segment.words.contains(where: found.holds) else { return segment }
        let rest = segment.words.filter { !found.holds($0) }
        return rest.isEmpty ? nil : LayoutSegment(rest)
      }
      segments.append(LayoutSegment(takingCaption(found)))
    }
  }

  /// The table with the caption that stands right above it, which leaves the page: the columns beside it would part the two.
  private mutating func takingCaption(_ found: RuledGrid.Found) -> RuledGrid.Found {
    func isAbove(_ line: LayoutSegment, within gap: Double) -> Bool {
      line.table == nil && line.y1 <= found.box.y0 + 2 && line.y1 > found.box.y0 - gap && line.x0 >= found.box.x0 - 12
        && line.x1 <= found.box.x1 + 12
    }
    let first = segments.filter { isAbove($0, within: 4 * max($0.height, 8)) && CaptionShape.isCaption($0) }.max { $0.y0 < $1.y0 }
    guard let first else { return found }
    let lines = segments.filter {
      isAbove($0, within: 4 * first.height) && $0.y0 >= first.y0 - 1 && $0.x0 >= first.x0 - 12
        && $0.x0 < first.x1 + 2 * first.height
    }
    // What stands between is the rest of the caption, and not a paragraph.
    guard let last = lines.map(\.y1).max(), found.box.y0 - last < 1.5 * first.height, lines.count <= 4 else { return found }
    var found = found
    found.table.caption = lines.sorted { ($0.middle, $0.x0) < ($1.middle, $1.x0) }
    segments.removeAll { line in lines.contains { $0.x0 == line.x0 && $0.y0 == line.y0 && $0.x1 == line.x1 } }
    return found
  }
}
