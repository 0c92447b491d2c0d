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
  /// The areas that lead to the web; at most 1,000.
  var links: [Link] = []

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

  /// An area that leads elsewhere, in points, origin at the top left.
  struct Link: Sendable {
    var x0: Double
    var y0: Double
    var x1: Double
    var y1: Double
    var target: LinkTarget
  }

  struct Font: Sendable, Hashable {
    var name: String
    var size: Double
    var shade = Shade.dark
  }

  /// How light the colour of text is.
  enum Shade: Sendable, Hashable {
    case dark
    /// Its darkest channel is lighter than six tenths.
    case pale
    case white

    init(red: UInt16, green: UInt16, blue: UInt16) {
      let least = min(red, green, blue)
      self = least >= 0xFA00 ? .white : least >= 0x9900 ? .pale : .dark
    }
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
      size: (font.size * 2).rounded() / 2, isBold: holds(["bold", "black", "heavy", "demi"]) || Self.isBoldOfTeX(name),
      isItalic: holds(["italic", "oblique"]),
      isMonospaced: holds([
        "mono", "courier", "typewriter", "consol", "cmtt", "cmsltt", "sftt", "nimbusmon", "lettergothic", "menlo", "fixed",
        "cmitt", "sfst", "sfit0", "sfit1", "ectt", "inconsol", "sourcecode", "firacode", "lucidacons",
      ]))
  }

  /// The bold faces of TeX's families, whose names are abbreviated: `CMBX10`, `SFBX1200`, `CMB10`, `CMSSBX10`, `NimbusRomNo9L-Medi`.
  private static func isBoldOfTeX(_ name: String) -> Bool {
    let face = name.split(separator: "+").last.map(String.init) ?? name
    return ["cmbx", "sfbx", "cmb1", "cmssbx", "sfsx", "ecbx", "lmbx"].contains { face.hasPrefix($0) } || face.hasSuffix("-medi")
      || face.hasSuffix("-mediital")
  }
}
