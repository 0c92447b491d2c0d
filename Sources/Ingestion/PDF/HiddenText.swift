/// Text that is painted white on white: on no paper, but in the file.
enum HiddenText {
  /// Dots per inch at which a page is looked at.
  static let dotsPerInch = 36.0

  /// The page without the white glyphs under which the picture is white, and how many they were.
  ///
  /// - Parameter raster: paints the page; asked only where white glyphs are.
  static func removed(from page: PDFPage, raster: () -> PageRaster?) -> (page: PDFPage, count: Int) {
    let white = page.fonts.indices.filter { page.fonts[$0].shade == .white }
    guard !white.isEmpty, page.fontIndices.contains(where: { white.contains(Int($0)) }), let raster = raster() else {
      return (page, 0)
    }
    var result = page
    (result.scalars, result.boxes, result.fontIndices) = ([], [], [])
    var count = 0
    for index in page.scalars.indices {
      if white.contains(Int(page.fontIndices[index])), page.scalars[index].value > 0x20,
        raster.isWhite(page.boxes[index], scale: dotsPerInch / 72)
      {
        count += 1
        continue
      }
      result.scalars.append(page.scalars[index])
      result.boxes.append(page.boxes[index])
      result.fontIndices.append(page.fontIndices[index])
    }
    return (result, count)
  }
}

extension PageRaster {
  /// Whether no pixel of a box is darker than a breath of grey.
  fileprivate func isWhite(_ box: PDFPage.GlyphBox, scale: Double) -> Bool {
    func pixels(_ low: Float, _ high: Float, below count: Int) -> ClosedRange<Int> {
      let first = min(count - 1, max(0, Int((Double(low) * scale).clamped)))
      return first...max(first, min(count - 1, Int((Double(high) * scale).clamped)))
    }
    let columns = pixels(box.x0, box.x1, below: width)
    let rows = pixels(box.y0, box.y1, below: height)
    return rows.allSatisfy { row in columns.allSatisfy { darkness[row * width + $0] < 10 } }
  }
}

extension Double {
  /// Near enough to become a whole number, whatever a file says.
  fileprivate var clamped: Double { isFinite ? Swift.min(1e6, Swift.max(-1e6, self)) : 0 }
}
