/// Glyphs to words.
enum WordBuilder {
  /// The words of a page, in poppler's order. Rotated, invisible and unmapped glyphs are left out; `unmapped` counts the last.
  ///
  /// - Parameter rules: upright lines, which no word crosses.
  static func words(of page: PDFPage, rules: [Ruling] = []) -> (words: [LayoutWord], unmapped: Int) {
    var words: [LayoutWord] = []
    var unmapped = 0
    var pending = Pending()
    // Once a font and not once a glyph: looking into names took four fifths of the whole time.
    let styles = page.fonts.map(TextStyle.init)
    let arePale = page.fonts.map { $0.shade == .pale }
    for index in page.scalars.indices {
      let scalar = page.scalars[index]
      let style = styles.isEmpty ? TextStyle(size: 10) : styles[Int(page.fontIndices[index])]
      if isSpace(scalar) {
        pending.flush(into: &words)
        continue
      }
      if scalar.value >= 0x80, isUnmapped(scalar) { unmapped += 1 }
      guard style.size >= 1, !isControl(scalar) else { continue }
      if let last = pending.last, areParted(last, page.boxes[index], by: rules) { pending.flush(into: &words) }
      pending.append(scalar, page.boxes[index], style, into: &words)
      pending.isPale = !arePale.isEmpty && arePale[Int(page.fontIndices[index])]
    }
    pending.flush(into: &words)
    link(&words, page.links)
    return (words, unmapped)
  }

  /// Tells the words in each link's area where they lead.
  private static func link(_ words: inout [LayoutWord], _ links: [PDFPage.Link]) {
    for link in links {
      for index in words.indices {
        let (x, y) = ((words[index].x0 + words[index].x1) / 2, words[index].middle)
        if x >= link.x0, x <= link.x1, y >= link.y0, y <= link.y1 { words[index].link = link.target }
      }
    }
  }

  private static func areParted(_ first: PDFPage.GlyphBox, _ second: PDFPage.GlyphBox, by rules: [Ruling]) -> Bool {
    let middle = Double(second.y0 + second.y1) / 2
    let (left, right) = (Double(first.x0 + first.x1) / 2, Double(second.x0 + second.x1) / 2)
    return rules.contains { $0.position > left && $0.position < right && $0.start < middle && $0.end > middle }
  }

  // Looking up properties costs more than all else here, and nearly all text is ASCII.

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x80 ? scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }

  private static func isUnmapped(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{FFFD}" || scalar.properties.generalCategory == .privateUse
  }

  /// A word that is being read.
  private struct Pending {
    var text = ""
    var mark = ""
    var box: PDFPage.GlyphBox?
    var style: TextStyle?
    var last: PDFPage.GlyphBox?
    var isRightToLeft = false
    var isPale = false
    /// Whether there is a bracket or a quotation mark so far, and nothing else.
    private var opensWithBracket = false

    mutating func append(_ scalar: Unicode.Scalar, _ glyph: PDFPage.GlyphBox, _ style: TextStyle, into words: inout [LayoutWord])
    {
      if let last, isElsewhere(glyph, than: last, size: Float(style.size)) { flush(into: &words) }
      if let last, isOverprint(scalar, glyph, of: last) { return }
      if isRaised(scalar, glyph, style) {
        mark.unicodeScalars.append(scalar)
        last = glyph
        let end = max(box?.x1 ?? 0, glyph.x1)
        box?.x1 = end
        return
      }
      // A word goes on behind its exponent.
      if !mark.isEmpty {
        text += RaisedMark.superscript(mark)
        mark = ""
      }
      if scalar.value >= 0x590, ReadingDirection.isRightToLeft(scalar) { isRightToLeft = true }
      text += Self.ligatures[scalar] ?? String(scalar)
      // A bracket before the word belongs to the sentence, not to the word.
      if self.style == nil || (opensWithBracket && self.style?.size == style.size) { self.style = style }
      opensWithBracket = box == nil && "([“‘\"'".unicodeScalars.contains(scalar)
      last = glyph
      box =
        box.map {
          PDFPage.GlyphBox(x0: min($0.x0, glyph.x0), y0: min($0.y0, glyph.y0), x1: max($0.x1, glyph.x1), y1: max($0.y1, glyph.y1))
        } ?? glyph
    }

    /// Poppler's order jumped: another line, or along this one. A gap of a seventh of the size parts words, though poppler may
    /// take one for the gap between two columns of a table and write no space.
    private func isElsewhere(_ glyph: PDFPage.GlyphBox, than last: PDFPage.GlyphBox, size: Float) -> Bool {
      glyph.x0 < last.x0 - size || glyph.x0 > last.x1 + 0.15 * size || glyph.y0 > last.y1 || glyph.y1 < last.y0
    }

    /// A small digit or sign above the base line of the word before it.
    private func isRaised(_ scalar: Unicode.Scalar, _ glyph: PDFPage.GlyphBox, _ style: TextStyle) -> Bool {
      guard let word = self.style, let box, style.size <= 0.8 * word.size, RaisedMark.isMark(scalar) else { return false }
      return glyph.y1 < box.y1 - 0.12 * Float(word.size)
    }

    /// Fake bold: the same glyph drawn again on its own place.
    private func isOverprint(_ scalar: Unicode.Scalar, _ glyph: PDFPage.GlyphBox, of last: PDFPage.GlyphBox) -> Bool {
      text.unicodeScalars.last == scalar && abs(glyph.x0 - last.x0) < 0.1 * (last.y1 - last.y0) && abs(glyph.y0 - last.y0) < 0.5
        && glyph.x1 - glyph.x0 > 0.5
    }

    mutating func flush(into words: inout [LayoutWord]) {
      if let box, let style, !text.isEmpty {
        words.append(
          LayoutWord(
            text: text, x0: Double(box.x0), y0: Double(box.y0), x1: Double(box.x1), y1: Double(box.y1), style: style,
            raised: mark.isEmpty ? nil : RaisedMark(mark), isRightToLeft: isRightToLeft, isPale: isPale))
      }
      self = Pending()
    }

    static let ligatures: [Unicode.Scalar: String] = [
      "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl", "\u{FB05}": "st",
      "\u{FB06}": "st",
    ]
  }
}
