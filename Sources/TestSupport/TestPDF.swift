/// Writes small PDF files with the fonts that every reader has.
public struct TestPDF: Sendable {
  /// A line of text.
  public struct Line: Sendable {
    var text: String
    var x: Double
    var y: Double
    var size: Double
    var isBold: Bool

    /// `x` and `y` in points from the top left of an A4 page to the base line.
    public init(_ text: String, x: Double, y: Double, size: Double = 10, isBold: Bool = false) {
      self.text = text
      self.x = x
      self.y = y
      self.size = size
      self.isBold = isBold
    }
  }

  private let pages: [[Line]]
  private let drawing: String

  /// - Parameter drawing: PDF operators painted on every page before its lines, in points from the bottom left.
  public init(pages: [[Line]], drawing: String = "") {
    self.pages = pages
    self.drawing = drawing
  }

  /// The file.
  public var bytes: [UInt8] {
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [\(pages.indices.map { "\(5 + 2 * $0) 0 R" }.joined(separator: " "))] /Count \(pages.count) >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    ]
    for (index, lines) in pages.enumerated() {
      let content = ([drawing] + lines.map(Self.operators)).joined(separator: "\n")
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(6 + 2 * index) 0 R "
          + "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>")
      objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
    }
    return Self.file(objects.map { Array($0.utf8) })
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
    let escaped = line.text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)")
    return "BT /\(line.isBold ? "F2" : "F1") \(line.size) Tf \(line.x) \(842 - line.y) Td (\(escaped)) Tj ET"
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
