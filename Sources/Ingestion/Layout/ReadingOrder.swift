/// Puts the segments of a page in the order in which a person reads them.
///
/// A recursive XY-cut (Nagy & Seth 1984; Meunier 2005): a region is cut at the white gutter between text columns; lines that
/// cross the gutter part it into bands; what cannot be cut is one column. A gutter is accepted only between columns of text, so
/// that the columns of a table stay together.
enum ReadingOrder {
  /// The columns of a page in reading order, each as rows from top to bottom.
  static func columns(of segments: [LayoutSegment]) -> [[LayoutRow]] {
    var columns: [[LayoutRow]] = []
    cut(segments, depth: 0, into: &columns)
    return columns
  }

  private static func cut(_ segments: [LayoutSegment], depth: Int, into columns: inout [[LayoutRow]]) {
    guard depth < 8, segments.count >= 6, let gutter = gutter(of: segments) else {
      if !segments.isEmpty { columns.append(LayoutRow.rows(of: segments)) }
      return
    }
    for band in bands(of: segments, around: gutter) {
      let left = band.filter { $0.x1 <= gutter.upperBound && $0.x0 < gutter.lowerBound }
      let right = band.filter { $0.x0 >= gutter.lowerBound }
      if left.isEmpty || right.isEmpty || left.count + right.count < band.count {
        columns.append(LayoutRow.rows(of: band))
      } else {
        cut(left, depth: depth + 1, into: &columns)
        cut(right, depth: depth + 1, into: &columns)
      }
    }
  }

  /// Runs of rows, from the top, that cross the gutter or do not.
  private static func bands(of segments: [LayoutSegment], around gutter: ClosedRange<Double>) -> [[LayoutSegment]] {
    let rows = LayoutRow.rows(of: segments)
    var bands: [(crosses: Bool, segments: [LayoutSegment], bottom: Double)] = []
    for row in rows {
      let crosses = row.segments.contains { $0.x0 < gutter.lowerBound && $0.x1 > gutter.upperBound }
      if let last = bands.last, last.crosses == crosses || (row.y0 < last.bottom - 0.3 * (row.y1 - row.y0) && !crosses && !last.crosses) {
        bands[bands.count - 1].segments.append(contentsOf: row.segments)
        bands[bands.count - 1].bottom = max(last.bottom, row.y1)
      } else {
        bands.append((crosses, row.segments, row.y1))
      }
    }
    return joinTables(bands.map { ($0.crosses, $0.segments) })
  }

  /// A short band without a crossing between two that cross is a part of them, as in a table over the full width.
  private static func joinTables(_ bands: [(crosses: Bool, segments: [LayoutSegment])]) -> [[LayoutSegment]] {
    var result: [(crosses: Bool, segments: [LayoutSegment])] = []
    for (index, band) in bands.enumerated() {
      let rows = LayoutRow.rows(of: band.segments)
      let isShort = !band.crosses && rows.count <= 3 && index + 1 < bands.count && index > 0
      let isTableRow = rows.contains { $0.segments.count > 2 }
      if let last = result.last, last.crosses, band.crosses || (isShort && isTableRow) {
        result[result.count - 1].segments.append(contentsOf: band.segments)
      } else {
        result.append(band)
      }
    }
    return result.map(\.segments)
  }

  /// The widest white strip between two columns of text, or nil.
  private static func gutter(of segments: [LayoutSegment]) -> ClosedRange<Double>? {
    let left = segments.map(\.x0).min() ?? 0
    let right = segments.map(\.x1).max() ?? 0
    let width = right - left
    guard width > 100 else { return nil }
    let step = 2.0
    var covered = [Double](repeating: 0, count: Int(width / step) + 1)
    for segment in segments {
      let first = Int((segment.x0 - left) / step)
      let last = min(covered.count - 1, Int((segment.x1 - left) / step))
      if first <= last { for bin in first...last { covered[bin] += segment.height } }
    }
    let peak = covered.sorted()[covered.count * 3 / 4]
    var best: ClosedRange<Double>?
    var start: Int?
    for bin in 0...covered.count {
      let isWhite = bin < covered.count && covered[bin] <= 0.15 * peak
      if isWhite { start = start ?? bin }
      if !isWhite, let first = start {
        start = nil
        // The strip runs from the last bin with text on its left to the first with text on its right.
        let strip = left + Double(first) * step...left + Double(bin) * step
        let margin = 0.12 * width
        guard strip.lowerBound > left + margin, strip.upperBound < right - margin, strip.upperBound - strip.lowerBound >= 6 else { continue }
        if strip.upperBound - strip.lowerBound > (best.map { $0.upperBound - $0.lowerBound } ?? 0), partsText(segments, at: strip) { best = strip }
      }
    }
    return best
  }

  /// Whether both sides of a strip hold running text and not the cells of a table.
  private static func partsText(_ segments: [LayoutSegment], at strip: ClosedRange<Double>) -> Bool {
    let middle = (strip.lowerBound + strip.upperBound) / 2
    let inside = segments.filter { $0.x1 <= middle || $0.x0 >= middle }
    return [inside.filter { $0.x1 <= middle }, inside.filter { $0.x0 >= middle }].allSatisfy(isTextColumn)
  }

  private static func isTextColumn(_ segments: [LayoutSegment]) -> Bool {
    let rows = LayoutRow.rows(of: segments)
    guard rows.count >= 3 else { return false }
    let left = segments.map(\.x0).min() ?? 0
    let right = segments.map(\.x1).max() ?? 0
    let full = rows.count { $0.segments.count == 1 && $0.x1 - $0.x0 > 0.6 * (right - left) }
    let words = rows.map { $0.words.count }.sorted()[rows.count / 2]
    let isProse = words >= 4 && full * 2 >= rows.count
    let isList = rows.count >= 20 && words >= 2 && rows.count { $0.segments.count == 1 } * 10 >= rows.count * 8
    let isNested = rows.count >= 8 && rows.contains { $0.words.count >= 8 } && words >= 4
    return isProse || isList || isNested
  }
}
