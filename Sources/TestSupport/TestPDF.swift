internal import Foundation

/// Writes small PDF files with the fonts that every reader has.
public struct TestPDF: Sendable {
  /// A typeface that a line is set in.
  public enum Face: String, Sendable, CaseIterable {
    case regular = "F1"
    case bold = "F2"
    case italic = "F3"
    case typewriter = "F4"
    /// Knows every character of the basic plane, each half as wide as it is high, and full-width ones as wide.
    case unicode = "F5"
  }

  /// A line of text.
  public struct Line: Sendable {
    var text: String
    var x: Double
    var y: Double
    var size: Double
    var face: Face
    /// From 0 for black to 1 for white.
    public var gray = 0.0
    /// In degrees against the clock.
    public var rotation = 0.0

    /// `x` and `y` in points from the top left of an A4 page to the base line.
    public init(_ text: String, x: Double, y: Double, size: Double = 10, isBold: Bool = false) {
      self.init(text, x: x, y: y, size: size, face: isBold ? .bold : .regular)
    }

    public init(_ text: String, x: Double, y: Double, size: Double = 10, face: Face, gray: Double = 0, rotation: Double = 0) {
      self.text = text
      self.x = x
      self.y = y
      self.size = size
      self.face = face
      self.gray = gray
      self.rotation = rotation
    }
  }

  /// An area in points from the top left that leads to an address.
  public struct Link: Sendable {
    var x0: Double
    var y0: Double
    var x1: Double
    var y1: Double
    var address: String

    public init(x0: Double, y0: Double, x1: Double, y1: Double, address: String) {
      self.x0 = x0
      self.y0 = y0
      self.x1 = x1
      self.y1 = y1
      self.address = address
    }
  }

  private let pages: [[Line]]
  private let drawing: String
  private let links: [Link]

  /// - Parameters:
  ///   - drawing: PDF operators painted on every page before its lines, in points from the bottom left.
  ///   - links: areas of every page.
  public init(pages: [[Line]], drawing: String = "", links: [Link] = []) {
    self.pages = pages
    self.drawing = drawing
    self.links = links
  }

  /// The file.
  public var bytes: [UInt8] {
    let first = 3 + Self.fonts.count
    let kids = pages.indices.map { "\(first + 2 * $0) 0 R" }.joined(separator: " ")
    var objects =
      ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>"] + Self.fonts
    let faces = Face.allCases.enumerated().map { "/\($1.rawValue) \(3 + $0) 0 R" }.joined(separator: " ")
    let notes = links.map {
      "<< /Type /Annot /Subtype /Link /Rect [\($0.x0) \(842 - $0.y1) \($0.x1) \(842 - $0.y0)] /Border [0 0 0] "
        + "/A << /S /URI /URI (\(Self.escaped($0.address))) >> >>"
    }.joined(separator: " ")
    for (index, lines) in pages.enumerated() {
      let content = ([drawing] + lines.map(Self.operators)).joined(separator: "\n")
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(first + 1 + 2 * index) 0 R /Annots [\(notes)] "
          + "/Resources << /Font << \(faces) >> >> >>")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    return Self.file(objects.map { Array($0.utf8) })
  }

  /// The faces in their order, from object 3 on, and behind them what the last is made of.
  private static var fonts: [String] {
    let map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /All def "
      + "1 begincodespacerange <0000> <FFFF> endcodespacerange 100 beginbfrange "
      + (0..<256).map { row in
        let high = hexadecimal(UInt16(row) << 8)
        return "<\(high)> <\(high.prefix(2))FF> <\(high)>"
      }.joined(separator: " ") + " endbfrange endcmap end end"
    return ["Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Courier"].map {
      "<< /Type /Font /Subtype /Type1 /BaseFont /\($0) /Encoding /WinAnsiEncoding >>"
    } + [
      "<< /Type /Font /Subtype /Type0 /BaseFont /Every /Encoding /Identity-H /DescendantFonts [8 0 R] /ToUnicode 9 0 R >>",
      "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Every /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        + "/Supplement 0 >> /DW 500 /W [11904 65535 1000] /FontDescriptor 10 0 R >>",
      "<< /Length \(map.utf8.count) >>\nstream\n\(map)\nendstream",
      "<< /Type /FontDescriptor /FontName /Every /Flags 4 /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 "
        + "/FontBBox [0 -200 1000 800] >>",
    ]
  }

  private static func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A file of one A4 page with a structure tree: each line is an element of the kind beside it, such as `H2` or `P`.
  public static func tagged(_ lines: [(line: Line, kind: String)]) -> [UInt8] {
    let content = lines.enumerated().map { "/\($1.kind) << /MCID \($0) >> BDC \(operators($1.line)) EMC" }.joined(separator: "\n")
    let elements = lines.indices.map { "\(8 + $0) 0 R" }.joined(separator: " ")
    let objects =
      [
        "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R >>",
        "<< /Type /Pages /Kids [5 0 R] /Count 1 >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0 "
          + "/Resources << /Font << /F1 3 0 R /F2 3 0 R >> >> >>",
        "<< /Type /StructTreeRoot /K [\(elements)] /ParentTree 7 0 R >>", "<< /Nums [0 [\(elements)]] >>",
      ] + lines.enumerated().map { "<< /Type /StructElem /S /\($1.kind) /P 6 0 R /Pg 5 0 R /K \($0) >>" }
    return file(objects.map { Array($0.utf8) })
  }

  /// A file of one A4 page that shows a picture and has no text: what a scanner makes.
  ///
  /// - Parameter gray: a byte a pixel, 0 for black, row by row.
  public static func scan(width: Int, height: Int, gray: [UInt8]) -> [UInt8] {
    let content = "q 595 0 0 842 0 0 cm /I Do Q"
    let objects: [[UInt8]] = [
      Array("<< /Type /Catalog /Pages 2 0 R >>".utf8), Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
      Array(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>".utf8),
      Array("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream".utf8),
      Array(
        ("<< /Type /XObject /Subtype /Image /Width \(width) /Height \(height) /ColorSpace /DeviceGray /BitsPerComponent 8 "
          + "/Length \(gray.count) >>\nstream\n").utf8) + gray + Array("\nendstream".utf8),
    ]
    return file(objects)
  }

  private static func operators(_ line: Line) -> String {
    let words =
      line.face == .unicode ? "<\(line.text.utf16.map(hexadecimal).joined())>" : "(\(escaped(line.text)))"
    let (sine, cosine) = (sin(line.rotation * .pi / 180), cos(line.rotation * .pi / 180))
    let matrix = [cosine, sine, -sine, cosine, line.x, 842 - line.y].map { String(format: "%.4f", $0) }.joined(separator: " ")
    return "\(line.gray) g BT /\(line.face.rawValue) \(line.size) Tf \(matrix) Tm \(words) Tj ET 0 g"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
  }

  private static func file(_ objects: [[UInt8]]) -> [UInt8] {
    var bytes = Array("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(bytes.count)
      bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
    }
    let start = bytes.count
    var trailer = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      trailer += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    trailer += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return bytes + Array(trailer.utf8)
  }
}
