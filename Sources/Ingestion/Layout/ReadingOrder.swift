/// Puts the segments of a page in the order in which a person reads them.
///
/// A recursive XY-cut (Nagy & Seth 1984; Meunier 2005) with safeguards: a region is cut at the white gutter between two columns
/// of text; rows that stretch over the gutter (lines that cross it, tables over both columns, headings between two sets of
/// columns) part it into bands, which are read one after the other. What cannot be cut is one column. A gutter is accepted only
/// between columns of text, so that the columns of a table stay together.
enum ReadingOrder {
  /// The columns of a page in reading order, each as rows from top to bottom.
  static func columns(of segments: [LayoutSegment]) -> [[LayoutRow]] {
    var columns: [[LayoutRow]] = []
    let right = segments.count { $0.words.first?.isRightToLeft == true }
    cut(segments, depth: 0, isRightToLeft: right * 2 > segments.count, into: &columns)
    return columns
  }

  private static func cut(_ segments: [LayoutSegment], depth: Int, isRightToLeft: Bool, into columns: inout [[LayoutRow]]) {
    guard depth < 8, segments.count >= 6, let gutter = Gutter.find(in: segments, isNested: depth > 0) else {
      if !segments.isEmpty { columns.append(LayoutRow.rows(of: segments)) }
      return
    }
    for band in bands(of: segments, around: gutter) {
      if band.isFullWidth {
        columns.append(band.rows)
      } else {
        let segments = band.rows.flatMap(\.segments)
        for isLeft in [!isRightToLeft, isRightToLeft] {
          let column = segments.filter { gutter.isLeft($0) == isLeft }
          cut(column, depth: depth + 1, isRightToLeft: isRightToLeft, into: &columns)
        }
      }
    }
  }

  private struct Band {
    var isFullWidth: Bool
    var rows: [LayoutRow]
  }

  /// Runs of rows, from the top, that stretch over the gutter or do not.
  private static func bands(of segments: [LayoutSegment], around gutter: Gutter) -> [Band] {
    let rows = LayoutRow.rows(of: segments)
    var isFullWidth = rows.map { row in row.segments.contains { gutter.isCrossed(by: $0) } }
    if !IndexShape.isIndex(segments) { markTables(rows, gutter, &isFullWidth) }
    markHeadings(rows, gutter, &isFullWidth)
    var bands: [Band] = []
    for (index, row) in rows.enumerated() {
      if let last = bands.last, last.isFullWidth == isFullWidth[index] {
        bands[bands.count - 1].rows.append(row)
      } else {
        bands.append(Band(isFullWidth: isFullWidth[index], rows: [row]))
      }
    }
    return bands
  }

  /// Marks rows of tables that lie over both columns: three rows and more of short cells that share base lines and type size on
  /// both sides. Text beside a table in a column is set larger, or runs at a pitch of its own.
  private static func markTables(_ rows: [LayoutRow], _ gutter: Gutter, _ isFullWidth: inout [Bool]) {
    var start: Int?
    var last = 0
    var cellRows = 0
    var lines = 0
    // Where the cells of the table begin; a row whose pieces all begin there belongs to it, however long they are.
    var columns: [Double] = []
    func end() {
      if let first = start, cellRows >= 3, lines * 5 >= (last - first + 1) * 3 {
        let table = wholeTable(first...last, rows)
        if !areTwins(rows[max(0, table.lowerBound - 2)...table.upperBound], gutter), !ProseColumns.fill(rows[table]) {
          for row in table { isFullWidth[row] = true }
        }
      }
      start = nil
      (cellRows, lines, columns) = (0, 0, [])
    }
    for (index, row) in rows.enumerated() {
      let isAligned = start != nil && row.segments.allSatisfy { segment in columns.contains { abs($0 - segment.x0) < 2 } }
      if isCellRow(row, gutter) || (isFullWidth[index] && row.segments.count >= 3) || isAligned {
        start = start ?? index
        last = index
        lines += 1
        if row.segments.count >= 3 { cellRows += 1 }
        if columns.count < row.segments.count { columns = row.segments.map(\.x0) }
      } else if start != nil, index - last > 2 {
        end()
      }
    }
    end()
  }

  /// Whether a table stands in either column, side by side: each has its caption, or the same header.
  private static func areTwins(_ rows: ArraySlice<LayoutRow>, _ gutter: Gutter) -> Bool {
    rows.contains { row in
      let left = row.segments.filter { gutter.isLeft($0) }
      let right = row.segments.filter { !gutter.isLeft($0) }
      guard let first = left.first, let other = right.first else { return false }
      let haveCaptions = left.count == 1 && right.count == 1 && CaptionShape.isCaption(first) && CaptionShape.isCaption(other)
      let haveOwnHeader =
        left.count > 1 && right.count > 1 && left.allSatisfy(\.style.isBold) != right.allSatisfy(\.style.isBold)
        && (left + right).contains { !$0.style.isBold } && [left, right].contains { $0.allSatisfy(\.style.isBold) }
      return haveCaptions || haveOwnHeader || (left.count > 1 && left.map(\.text) == right.map(\.text))
    }
  }

  private static func isCellRow(_ row: LayoutRow, _ gutter: Gutter) -> Bool {
    let left = row.segments.filter { gutter.isLeft($0) }
    let right = row.segments.filter { !gutter.isLeft($0) }
    guard let first = left.first, let other = right.first, left.count + right.count >= 3 else { return false }
    guard abs(first.y1 - other.y1) < 1, abs(first.style.size - other.style.size) < 0.6 else { return false }
    return [left, right].contains { side in
      side.count >= 2 && side.reduce(0) { $0 + $1.words.count } <= 4 * side.count
        && ListMarker(side[0].text)?.length != side[0].text.count
    }
  }

  /// With the lines that stand as close to the table as lines of one cell do, and the caption above.
  private static func wholeTable(_ core: ClosedRange<Int>, _ rows: [LayoutRow]) -> ClosedRange<Int> {
    var lower = core.lowerBound
    var upper = core.upperBound
    func isClose(_ above: Int, _ below: Int) -> Bool {
      rows[below].y0 - rows[above].y1 < 0.3 * rows[below].segments[0].style.size
    }
    while upper + 1 < rows.count, isClose(upper, upper + 1) { upper += 1 }
    while lower > 0, isClose(lower - 1, lower) { lower -= 1 }
    if lower > 0, CaptionShape.isCaption(rows[lower - 1].segment),
      rows[lower].y0 - rows[lower - 1].y1 < 1.5 * rows[lower].segments[0].style.size
    {
      lower -= 1
    }
    return lower...upper
  }

  /// Marks a large line on the left that has nothing beside it, though the right column has text above and below: it heads a new
  /// set of columns.
  private static func markHeadings(_ rows: [LayoutRow], _ gutter: Gutter, _ isFullWidth: inout [Bool]) {
    let sizes = rows.map { $0.segments[0].style.size }.sorted()
    let usual = sizes[sizes.count / 2]
    let right = rows.flatMap(\.segments).filter { !gutter.isLeft($0) }
    for (index, row) in rows.enumerated() where !isFullWidth[index] && row.segments.count == 1 {
      let line = row.segments[0]
      guard gutter.isLeft(line), line.style.size >= 1.3 * usual,
        let above = right.filter({ $0.middle < line.middle }).map(\.y1).max(),
        let below = right.filter({ $0.middle > line.middle }).map(\.y0).min()
      else { continue }
      if line.y0 - above > 0.2 * line.height, below > line.y1 { isFullWidth[index] = true }
    }
  }
}

/// The white strip between two columns of text.
struct Gutter {
  private let lower: Double
  private let upper: Double
  /// The height of the text that lies over it, in points.
  private let covered: Double

  private var middle: Double { (lower + upper) / 2 }

  func isLeft(_ segment: LayoutSegment) -> Bool { segment.x0 < middle }

  func isCrossed(by segment: LayoutSegment) -> Bool { segment.x0 < lower && segment.x1 > upper }

  /// The whitest strip of a region, then the widest: white over half of the height (nearly all of it inside a column), six points
  /// wide or more, with running text on both sides. Nil where there is none.
  static func find(in segments: [LayoutSegment], isNested: Bool) -> Gutter? {
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
    let strips = strips(in: covered, below: (isNested ? 0.1 : 0.55) * peak, slack: 0.06 * peak, least: Int(6 / step)).map {
      range in
      Gutter(
        lower: left + Double(range.lowerBound) * step, upper: left + Double(range.upperBound) * step,
        covered: covered[range].min() ?? 0)
    }
    let candidates = strips.filter { $0.lower > left + 0.12 * width && $0.upper < right - 0.12 * width }
      .sorted { ($0.covered, $1.upper - $1.lower) < ($1.covered, $0.upper - $0.lower) }
    return candidates.first { $0.partsText(segments) } ?? candidates.first { $0.partsBand(of: segments) }
  }

  /// Runs of at least `least` bins under a limit, each cut down to where it is nearly as white as at its whitest; then the parts
  /// of it that are: a short column beside a long one lies under the limit too, and parts its gutter from the margin.
  private static func strips(in covered: [Double], below limit: Double, slack: Double, least width: Int) -> [Range<Int>] {
    var strips: [Range<Int>] = []
    var start: Int?
    for bin in 0...covered.count {
      if bin < covered.count, covered[bin] <= limit {
        start = start ?? bin
      } else if let first = start {
        start = nil
        let least = covered[first..<bin].min() ?? 0
        let white = runs(in: first..<bin, of: covered, upTo: least + slack)
        guard bin - first >= width, let low = white.first?.lowerBound, let high = white.last?.upperBound else { continue }
        strips.append(low..<high)
        if white.count > 1 { strips.append(contentsOf: white.filter { $0.count >= width }) }
      }
    }
    return strips
  }

  private static func runs(in range: Range<Int>, of covered: [Double], upTo limit: Double) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for bin in range.lowerBound...range.upperBound {
      if bin < range.upperBound, covered[bin] <= limit {
        start = start ?? bin
      } else if let first = start {
        runs.append(first..<bin)
        start = nil
      }
    }
    return runs
  }

  /// Whether text stands on both sides, in all that does not cross the strip.
  private func partsText(_ segments: [LayoutSegment]) -> Bool { areText(segments.filter { !isCrossed(by: $0) }) }

  /// Whether text stands on both sides between two rows that cross the strip, or above or below one.
  private func partsBand(of segments: [LayoutSegment]) -> Bool {
    let rows = LayoutRow.rows(of: segments)
    let bands = rows.split { row in row.segments.contains { isCrossed(by: $0) } }
    return bands.count > 1 && bands.contains { areText($0.flatMap(\.segments)) }
  }

  private func areText(_ segments: [LayoutSegment]) -> Bool {
    Self.isTextColumn(segments.filter { isLeft($0) }) && Self.isTextColumn(segments.filter { !isLeft($0) })
  }

  /// Whether segments hold running text, or at least a list, and not the cells of a table.
  private static func isTextColumn(_ segments: [LayoutSegment]) -> Bool {
    let rows = LayoutRow.rows(of: segments)
    guard rows.count >= 3 else { return false }
    let left = segments.map(\.x0).min() ?? 0
    let right = segments.map(\.x1).max() ?? 0
    let full = rows.count { $0.segments.count == 1 && $0.x1 - $0.x0 > 0.6 * (right - left) }
    let words = rows.map { $0.words.count }.sorted()[rows.count / 2]
    let isProse = words >= 4 && full * 2 >= rows.count
    let isList = rows.count >= 20 && words >= 2 && rows.count { $0.segments.count == 1 } * 10 >= rows.count * 8
    let isMixed = rows.count >= 8 && rows.count { $0.words.count >= 6 } >= 4 && words >= 3
    return isProse || isList || IndexShape.isIndex(segments) || isMixed
  }
}
