/// Finds gutters that are no wider than the spaces of justified lines.
///
/// One line cannot tell such a gutter from a wide space. Many can: the spaces of running text stand at other places in every line,
/// a gutter at the same.
enum TightGutters {
  /// How many lines must leave the same strip free.
  private static let leastLines = 8
  /// The least width of a gutter, in points.
  private static let leastWidth = 4.0

  /// The middles of gutters, where at least eight lines have words close on both sides, twice as many as run over it.
  ///
  /// - Parameter rows: the words of a page by base line, each line from the left.
  static func places(in rows: [[LayoutWord]]) -> [Double] {
    guard rows.count >= leastLines, let left = rows.compactMap({ $0.first?.x0 }).min(),
      let right = rows.joined().map(\.x1).max(), right - left > 100
    else { return [] }
    // How many lines leave a point free between two words, and how many run over it.
    var free = [Int](repeating: 0, count: Int(right - left) + 2)
    var covered = free
    for row in rows {
      for word in row { mark(word.x0 - left, word.x1 - left, &covered) }
      for (word, next) in zip(row, row.dropFirst()) {
        let gap = next.x0 - word.x1
        if gap >= leastWidth, gap < 4 * max(word.style.size, next.style.size) {
          mark(word.x1 - left + 1, next.x0 - left - 1, &free)
        }
      }
    }
    return strips(free, covered).map { left + Double($0.lowerBound + $0.upperBound) / 2 }
  }

  /// A gutter, and the lines that it parts.
  ///
  /// One page may have columns in one place and text over its whole width in another; so a gutter holds only among lines that leave
  /// it free.
  struct Gutter {
    let place: Double
    private let isFree: [Bool?]

    /// - Parameter lines: the words of a page by base line, each line from the left.
    init(at place: Double, in lines: [[LayoutWord]]) {
      self.place = place
      isFree = lines.map { line in
        if line.contains(where: { $0.x0 < place && $0.x1 > place }) { return false }
        return line.contains { $0.x1 <= place } && line.contains { $0.x0 >= place } ? true : nil
      }
    }

    /// Whether the four lines above and below leave the gutter free too, all but one, and four of them have words on both sides.
    func parts(line: Int) -> Bool {
      let near = isFree[max(0, line - 4)..<min(isFree.count, line + 5)]
      return near.count { $0 == false } <= 1 && near.count { $0 == true } >= 4
    }
  }

  private static func mark(_ start: Double, _ end: Double, _ bins: inout [Int]) {
    let first = max(0, Int(start))
    let last = min(bins.count - 1, Int(end))
    if first <= last { for bin in first...last { bins[bin] += 1 } }
  }

  private static func strips(_ free: [Int], _ covered: [Int]) -> [Range<Int>] {
    var strips: [Range<Int>] = []
    var start: Int?
    for bin in 0...free.count {
      if bin < free.count, free[bin] >= leastLines, free[bin] >= 2 * covered[bin] {
        start = start ?? bin
      } else if let first = start {
        strips.append(first..<bin)
        start = nil
      }
    }
    return strips
  }
}
