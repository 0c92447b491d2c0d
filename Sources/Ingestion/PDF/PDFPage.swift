/// What poppler tells of a page: its glyphs in poppler's order, with boxes and fonts.
struct PDFPage: Sendable {
  var number: Int
  /// As printed, where the file says so.
  var label: String?
  var width: Double
  var height: Double
  /// One Unicode scalar a glyph; white space and line feeds that poppler put between words are among them.
  var scalars: [Unicode.Scalar] = []
  /// As many as there are scalars.
  var boxes: [GlyphBox] = []
  /// Indices into ``fonts``; as many as there are scalars.
  var fontIndices: [UInt16] = []
  var fonts: [Font] = []

  init(number: Int, width: Double, height: Double) {
    self.number = number
    self.width = width
    self.height = height
  }

  /// In points, origin at the top left.
  struct GlyphBox: Sendable {
    var x0: Float
    var y0: Float
    var x1: Float
    var y1: Float
  }

  struct Font: Sendable, Hashable {
    var name: String
    var size: Double
  }

  /// The index of `font`, which is added where it is new.
  mutating func index(of font: Font) -> UInt16 {
    if let index = fonts.firstIndex(of: font) { return UInt16(index) }
    fonts.append(font)
    return UInt16(min(fonts.count - 1, Int(UInt16.max)))
  }
}

extension TextStyle {
  /// What the name of a font says of its style.
  init(_ font: PDFPage.Font) {
    let name = font.name.lowercased()
    func holds(_ words: [String]) -> Bool { words.contains { name.contains($0) } }
    self.init(
      size: (font.size * 2).rounded() / 2, isBold: holds(["bold", "black", "heavy", "demi"]),
      isItalic: holds(["italic", "oblique"]),
      isMonospaced: holds([
        "mono", "courier", "typewriter", "consol", "cmtt", "cmsltt", "sftt", "nimbusmon", "lettergothic", "menlo", "fixed",
      ]))
  }
}
