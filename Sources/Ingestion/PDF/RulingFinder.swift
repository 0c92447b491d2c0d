/// Finds ruling lines in a painted page, since poppler tells nothing of paths.
///
/// A pixel belongs to a line where it is darker than the pixels three away on both sides; so the edge of a shaded field is none,
/// and a line on a shaded field is one. Letters are wiped out before, or their feet would make lines.
struct RulingFinder {
  /// Dots per inch at which pages are to be painted: one pixel a point.
  static let dotsPerInch = 72.0

  /// The least darkness, and the least contrast to both sides, of 255. A hairline of a quarter point comes out at 60.
  private static let contrast = 24
  /// How far to both sides a line must be clear: lines up to three points thick are found.
  private static let reach = 3
  /// The shortest lines, in pixels.
  private static let leastLevel = 14
  private static let leastUpright = 8
  /// Dashed lines and crossings leave gaps up to this many pixels.
  private static let gap = 2

  private let width: Int
  private let height: Int
  private var darkness: [UInt8]

  /// The lines of a page painted at ``dotsPerInch`` that holds `text`.
  static func rulings(in raster: PageRaster, text: [LayoutSegment]) -> Rulings {
    var finder = RulingFinder(width: raster.width, height: raster.height, darkness: raster.darkness)
    guard finder.width > 2 * reach, finder.height > 2 * reach else { return Rulings() }
    text.forEach { finder.wipe($0) }
    return Rulings(level: Ruling.joined(finder.level()), upright: Ruling.joined(finder.upright()))
  }

  /// Paints the words of a line in the shade that lies beside it: a rule that runs through their boxes goes on at both ends.
  /// At the upper and lower edge of the boxes, where rules are likely and letters rare, one end is enough to spare the row.
  private mutating func wipe(_ line: LayoutSegment) {
    let top = max(0, Int(line.y0) - 1)
    let bottom = min(height - 1, Int(line.y1) + 1)
    let before = min(width - 1, max(0, Int(line.x0) - 3))
    let behind = max(0, min(width - 1, Int(line.x1) + 3))
    guard top <= bottom else { return }
    for row in top...bottom {
      let start = row * width
      let shade = min(darkness[start + before], darkness[start + behind])
      let isEdge = Double(row) < line.y0 + 0.2 * line.height || Double(row) > line.y1 - 0.2 * line.height
      if isEdge, max(darkness[start + before], darkness[start + behind]) >= Self.contrast { continue }
      for word in line.words {
        let left = max(0, Int(word.x0))
        let right = min(width - 1, Int(word.x1))
        if left <= right { for column in left...right { darkness[start + column] = shade } }
      }
    }
  }

  /// A run of dark pixels in the rows before.
  private struct Open {
    var first: Int
    var last: Int
    var rows: Int
    var weight: Int
    var moment: Int
    var lastRow: Int
  }

  private func level() -> [Ruling] {
    var found: [Ruling] = []
    var open: [Open] = []
    let reach = Self.reach
    darkness.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        let here = row * width
        let above = max(0, row - reach) * width
        let below = min(height - 1, row + reach) * width
        var start = -1
        var last = -1
        func end() {
          guard start >= 0, last - start + 1 >= Self.leastLevel else { return }
          Self.add(start, last, row, Int(pixels[here + (start + last) / 2]), to: &open)
        }
        for column in 0..<width {
          let value = Int(pixels[here + column])
          guard value >= Self.contrast, value - Int(pixels[above + column]) >= Self.contrast,
            value - Int(pixels[below + column]) >= Self.contrast
          else { continue }
          if start < 0 || column > last + 1 + Self.gap {
            end()
            start = column
          }
          last = column
        }
        end()
        Self.close(&open, before: row, into: &found)
      }
    }
    Self.close(&open, before: .max, into: &found)
    return found
  }

  /// Joins a run to one of the row above, or opens a line.
  private static func add(_ first: Int, _ last: Int, _ row: Int, _ weight: Int, to open: inout [Open]) {
    if let index = open.firstIndex(where: { $0.lastRow == row - 1 && $0.first <= last && $0.last >= first }) {
      open[index].first = min(open[index].first, first)
      open[index].last = max(open[index].last, last)
      open[index].rows += 1
      open[index].weight += weight
      open[index].moment += weight * row
      open[index].lastRow = row
    } else {
      open.append(Open(first: first, last: last, rows: 1, weight: weight, moment: weight * row, lastRow: row))
    }
  }

  private static func close(_ open: inout [Open], before row: Int, into found: inout [Ruling]) {
    for line in open where line.lastRow < row {
      let position = line.weight > 0 ? Double(line.moment) / Double(line.weight) : Double(line.lastRow)
      found.append(Ruling(position: position + 0.5, start: Double(line.first), end: Double(line.last + 1)))
    }
    open.removeAll { $0.lastRow < row }
  }

  private func upright() -> [Ruling] {
    var found: [Ruling] = []
    var start = [Int32](repeating: -1, count: width)
    var last = [Int32](repeating: -1, count: width)
    let reach = Self.reach
    func end(_ column: Int) {
      guard start[column] >= 0, Int(last[column] - start[column]) + 1 >= Self.leastUpright else { return }
      found.append(Ruling(position: Double(column) + 0.5, start: Double(start[column]), end: Double(last[column] + 1)))
    }
    darkness.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        let here = row * width
        for column in 0..<width {
          let value = Int(pixels[here + column])
          guard value >= Self.contrast, value - Int(pixels[here + max(0, column - reach)]) >= Self.contrast,
            value - Int(pixels[here + min(width - 1, column + reach)]) >= Self.contrast
          else { continue }
          if start[column] < 0 || row > Int(last[column]) + 1 + Self.gap {
            end(column)
            start[column] = Int32(row)
          }
          last[column] = Int32(row)
        }
      }
    }
    for column in 0..<width { end(column) }
    return found
  }
}
