/// Finds tables in the rows of a column by alignment: white strips that most rows leave free.
///
/// Works for ruled and borderless tables alike, since it looks at words only. After the method of “borderless” table finders:
/// candidate rows, strips by vote, rows joined from lines, then checks that refuse prose and contents.
struct TableFinder {
  /// A table and the rows it takes.
  struct Found {
    /// Indices of the rows given.
    var rows: Range<Int>
    /// The lines of each cell, by row and column.
    var cells: [[[LayoutSegment]]]
    var headerRowCount: Int
  }

  private let rows: [LayoutRow]

  /// The tables among `rows`, from the top, without overlap. Tables that were found before are left where they are.
  static func tables(in rows: [LayoutRow]) -> [Found] { TableFinder(rows: rows).tables() }

  private func tables() -> [Found] {
    var found: [Found] = []
    var index = 0
    while index < rows.count {
      guard rows[index].segments.count >= 2, !rows[index].holdsTable, let run = run(from: index),
        let table = table(in: run, below: found.last?.rows.upperBound ?? 0)
      else {
        index += 1
        continue
      }
      if isPlausible(table) {
        found.append(table)
      } else if !isProse(table) {
        index += 1
        continue
      }
      // What is text as a whole is no table in its last rows either.
      index = table.rows.upperBound
    }
    return found
  }

  /// Rows from `start` that could be one table: most have several segments, none leaves a wide space above unless its pieces
  /// begin where those of rows before do.
  private func run(from start: Int) -> Range<Int>? {
    var end = start + 1
    var last = start
    var starts = rows[start].segments.map(\.x0)
    while end < rows.count {
      let row = rows[end]
      let size = row.segments[0].style.size
      let gap = row.y0 - rows[end - 1].y1
      // The next table's caption ends this one, however close it stands.
      guard gap < (isAligned(row, with: starts) ? 8 : 1.6) * size, !row.holdsTable, !CaptionShape.isCaption(row.segment) else {
        break
      }
      if row.segments.count >= 2 {
        last = end
        starts.append(contentsOf: row.segments.map(\.x0))
      } else if end - last > 3, !isAligned(row, with: starts) {
        break
      }
      end += 1
    }
    // A last line of one cell belongs to the table while it stands as close as the lines of a cell do.
    var upper = last + 1
    while upper < end, rows[upper].y0 - rows[upper - 1].y1 < 0.25 * rows[upper].segments[0].style.size { upper += 1 }
    return last > start ? start..<upper : nil
  }

  /// Whether a row of several pieces begins two of them, or one of a single piece begins it, in columns that are known; the first
  /// column does not count for the latter, since all lines begin there.
  private func isAligned(_ row: LayoutRow, with starts: [Double]) -> Bool {
    let left = starts.min() ?? 0
    let shared = row.segments.filter { segment in starts.contains { abs($0 - segment.x0) < 2 } }
    return row.segments.count >= 2 ? shared.count >= 2 : shared.first.map { $0.x0 > left + 10 } ?? false
  }

  /// The table in a run of rows, and the lines of its header above them, down to the row `top`: a row has one table.
  private func table(in run: Range<Int>, below top: Int) -> Found? {
    // Lines of contents and of code are none of a table, and there may be many.
    guard !rows[run].allSatisfy({ $0.words.allSatisfy(\.style.isMonospaced) }) else { return nil }
    guard !ListingShape.isNumbered(rows[run]), !EquationShape.areEquations(Array(rows[run])) else { return nil }
    guard rows[run].count(where: { LeaderDots.holdsLeader($0.words) }) * 4 < run.count else { return nil }
    var run = run
    for _ in 0..<4 {
      let strips = strips(in: run)
      guard !strips.isEmpty else { return nil }
      let kept = trim(run, to: strips)
      guard kept.count >= 2 else { return nil }
      if kept == run { break }
      run = kept
    }
    let strips = strips(in: run)
    return strips.isEmpty ? nil : build(run, headLines: headLines(above: run, below: top, strips), strips)
  }

  /// How many rows right above the table are lines of its header: close to it, in its style, and clear of the strips.
  private func headLines(above run: Range<Int>, below top: Int, _ strips: [ClosedRange<Double>]) -> Int {
    var count = 0
    while run.lowerBound - count > top, count < 3 {
      let row = rows[run.lowerBound - count - 1]
      if row.holdsTable { break }
      let below = rows[run.lowerBound - count]
      let size = below.segments[0].style.size
      guard below.y0 - row.y1 < 0.35 * size, row.segments.allSatisfy({ $0.style == below.segments[0].style }),
        !isParted(row, strips),
        !CaptionShape.isCaption(row.segment), row.x0 > strips[0].lowerBound || row.segments.count > 1
      else { break }
      count += 1
    }
    return count
  }

  /// Whether a word lies over a strip, or two words stand too close there to be two cells.
  private func isParted(_ row: LayoutRow, _ strips: [ClosedRange<Double>]) -> Bool {
    row.segments.contains { segment in
      strips.contains { strip in
        let middle = (strip.lowerBound + strip.upperBound) / 2
        guard segment.x0 < strip.lowerBound - 1, segment.x1 > strip.upperBound + 1 else { return false }
        guard let left = segment.words.last(where: { $0.x0 < middle }),
          let right = segment.words.first(where: { $0.x0 >= middle })
        else { return true }
        return left.x1 > middle + 1 || right.x0 - left.x1 < (row.segments.count > 1 ? 0.3 : 0.42) * left.style.size
      }
    }
  }

  /// The white strips between the columns of `rows`.
  static func strips(of rows: [LayoutRow]) -> [ClosedRange<Double>] { TableFinder(rows: rows).strips(in: 0..<rows.count) }

  /// White strips that nine of ten rows leave free and that part segments in half of them.
  private func strips(in run: Range<Int>) -> [ClosedRange<Double>] {
    let left = rows[run].map(\.x0).min() ?? 0
    let right = rows[run].map(\.x1).max() ?? 0
    guard right - left > 20 else { return [] }
    var covered = [Int](repeating: 0, count: Int(right - left) + 2)
    for row in rows[run] {
      for segment in row.segments {
        for bin in Int(segment.x0 - left)...Int(segment.x1 - left) where bin < covered.count { covered[bin] += 1 }
      }
    }
    let multiple = rows[run].filter { $0.segments.count >= 2 }
    let allowed = run.count / 10
    var strips: [ClosedRange<Double>] = []
    var start: Int?
    for bin in 0...covered.count {
      if bin < covered.count, covered[bin] <= allowed {
        start = start ?? bin
      } else if let first = start {
        start = nil
        let strip = left + Double(first)...left + Double(bin)
        let size = rows[run.lowerBound].segments[0].style.size
        guard strip.lowerBound > left + 1, strip.upperBound < right - 1, strip.upperBound - strip.lowerBound >= 0.5 * size else {
          continue
        }
        let middle = (strip.lowerBound + strip.upperBound) / 2
        let parted = multiple.count { row in
          row.segments.contains { $0.x1 <= middle } && row.segments.contains { $0.x0 >= middle }
        }
        if parted * 2 >= multiple.count, parted >= 2 { strips.append(freest(of: first..<bin, covered, from: left)) }
      }
    }
    return strips
  }

  /// The longest part of a strip that the fewest rows cover: a head set in the middle of its column may reach over the strip.
  private func freest(of bins: Range<Int>, _ covered: [Int], from left: Double) -> ClosedRange<Double> {
    let least = covered[bins.lowerBound..<min(bins.upperBound, covered.count)].min() ?? 0
    var best = bins.lowerBound..<bins.lowerBound
    var start = bins.lowerBound
    for bin in bins.lowerBound...bins.upperBound
    where bin == bins.upperBound || (bin < covered.count && covered[bin] > least) {
      if bin - start > best.count { best = start..<bin }
      start = bin + 1
    }
    return left + Double(best.lowerBound)...left + Double(best.upperBound)
  }

  /// Drops rows at either end that cross a strip: a title above, a paragraph below.
  private func trim(_ run: Range<Int>, to strips: [ClosedRange<Double>]) -> Range<Int> {
    func crosses(_ row: LayoutRow) -> Bool { isParted(row, strips) }
    var lower = run.lowerBound
    var upper = run.upperBound
    while lower < upper, crosses(rows[lower]) || rows[lower].segments.count < 2 { lower += 1 }
    // The first crossing row in the lower half ends the table.
    if let cut = (lower..<upper).first(where: { crosses(rows[$0]) && $0 > lower + 1 }) { upper = cut }
    while upper > lower, crosses(rows[upper - 1]) { upper -= 1 }
    while upper > lower + 1, rows[upper - 1].segments.count < 2, rows[upper - 1].x0 < strips[0].lowerBound,
      rows[upper - 1].y0 - rows[upper - 2].y1 > 0.25 * rows[upper - 1].segments[0].style.size
    { upper -= 1 }
    return lower..<upper
  }

  private func build(_ run: Range<Int>, headLines: Int, _ strips: [ClosedRange<Double>]) -> Found {
    let bounds = strips.map { ($0.lowerBound + $0.upperBound) / 2 }
    var cells: [[[LayoutSegment]]] = []
    let isContinuation = continuations(run, bounds)
    for index in run.lowerBound - headLines..<run.upperBound {
      let row = cut(rows[index], at: bounds)
      let isInHead = headLines > 0 && index > run.lowerBound - headLines && index <= run.lowerBound
      if isInHead || isContinuation.contains(index), !cells.isEmpty {
        for column in row.indices { cells[cells.count - 1][column].append(contentsOf: row[column]) }
      } else {
        cells.append(row)
      }
    }
    return Found(rows: run.lowerBound - headLines..<run.upperBound, cells: cells, headerRowCount: Self.headerRowCount(cells))
  }

  /// The segments of a row by column; one that lies over a bound is cut between two words there.
  private func cut(_ row: LayoutRow, at bounds: [Double]) -> [[LayoutSegment]] {
    var cells = [[LayoutWord]](repeating: [], count: bounds.count + 1)
    for word in row.words { cells[bounds.count { $0 <= word.x0 + min(2, (word.x1 - word.x0) / 2) }].append(word) }
    return cells.map { $0.isEmpty ? [] : [LayoutSegment($0)] }
  }

  /// The rows that go on in the cells of the row above.
  ///
  /// Where rows stand at two clearly different distances, the smaller is that of lines in a cell. Otherwise a row continues
  /// when its first cell is empty.
  private func continuations(_ run: Range<Int>, _ bounds: [Double]) -> Set<Int> {
    let distances = run.dropFirst().map { rows[$0].middle - rows[$0 - 1].middle }
    guard let least = distances.min(), let most = distances.max() else { return [] }
    let size = rows[run.lowerBound].segments[0].style.size
    let hasTwoDistances = most > 1.2 * least && least < 1.45 * size
    var result: Set<Int> = []
    for index in run.dropFirst() {
      let row = rows[index]
      let distance = row.middle - rows[index - 1].middle
      let firstIsEmpty = row.x0 > bounds[0]
      let isFull = row.segments.count > bounds.count
      if hasTwoDistances
        ? (distance < 1.1 * least && !(isFull && (least > 1.3 * size || opensEntries(row))))
        : (firstIsEmpty && distance < 1.6 * size && !isNumeric(row))
      {
        result.insert(index)
      }
    }
    // When nearly every row would continue, the distances say nothing.
    if hasTwoDistances, result.count * 4 > run.count * 3 {
      return Set(run.dropFirst().filter { rows[$0].x0 > bounds[0] && !isNumeric(rows[$0]) })
    }
    return result
  }

  /// Whether three pieces and more all begin with a capital or a digit: broken sentences seldom do so in all cells at once.
  private func opensEntries(_ row: LayoutRow) -> Bool {
    row.segments.count >= 3 && row.segments.allSatisfy { $0.text.first.map { $0.isUppercase || $0.isNumber } ?? false }
  }

  private func isNumeric(_ row: LayoutRow) -> Bool {
    row.segments.allSatisfy { $0.text.contains { $0.isNumber } && $0.words.count == 1 }
  }

  /// One where the first row is bold and the next is not, or holds no digit in a column that holds digits below.
  static func headerRowCount(_ cells: [[[LayoutSegment]]]) -> Int {
    guard cells.count >= 2 else { return 0 }
    let first = cells[0].flatMap { $0 }
    let body = cells.dropFirst().flatMap { $0.flatMap { $0 } }
    if first.allSatisfy(\.style.isBold), !body.allSatisfy(\.style.isBold) { return 1 }
    func text(_ cell: [LayoutSegment]) -> String { cell.map(\.text).joined(separator: " ") }
    guard cells[0].count(where: { !$0.isEmpty }) >= 2 else { return 0 }
    // Columns of numbers under words.
    let numeric = cells[0].indices.filter { column in
      let values = cells.dropFirst().map { text($0[column]) }.filter { !$0.isEmpty }
      return values.count { isNumeric($0) } * 10 >= values.count * 7 && values.count * 2 >= cells.count - 1
    }
    if !numeric.isEmpty { return numeric.contains { isNumeric(text(cells[0][$0])) } ? 0 : 1 }
    if cells[0].contains(where: { text($0).contains(where: \.isNumber) }) { return 0 }
    return first.allSatisfy { $0.style != (body.first?.style ?? $0.style) } ? 1 : 0
  }

  /// Digits for at least half of what is written, as in `12.50`, `+3`, `2d6`, `40 ft`; or a lone dash.
  static func isNumeric(_ text: String) -> Bool {
    var marks = 0
    var digits = 0
    for byte in text.utf8 where byte > 0x20 && byte & 0xC0 != 0x80 {
      marks += 1
      if byte >= 0x30 && byte <= 0x39 { digits += 1 }
    }
    guard digits == 0 else { return digits * 2 >= marks }
    return marks == 0 || (marks == 1 && text.contains { "—-–".contains($0) })
  }

  private func isPlausible(_ found: Found) -> Bool {
    let cells = found.cells
    let columns = cells[0].count
    guard cells.count >= 2, columns >= 2, cells.count > 2 || columns > 2 || found.headerRowCount > 0 else { return false }
    let texts = cells.map { $0.map { $0.map(\.text).joined(separator: " ") } }
    let filled = texts.joined().count { !$0.isEmpty }
    guard filled * 10 >= cells.count * columns * 5 else { return false }
    guard !IndexShape.isIndex(found.cells.joined().flatMap(\.self)) else { return false }
    // Prose in columns: cells of many words whose lines fill the column.
    let long = texts.joined().count { $0.split(separator: " ").count > 30 }
    return long * 3 < filled && !isList(texts) && !isProse(found) && !isChart(texts)
  }

  /// The numbers along the axis of a chart: five or more that fall in equal steps of more than one.
  private func isChart(_ texts: [[String]]) -> Bool {
    texts[0].indices.contains { column in
      let values = texts.map { $0[column] }.filter { !$0.isEmpty }.map { Double($0.filter { $0 != "," && $0 != "%" }) }
      let numbers = values.compactMap { $0 }
      guard numbers.count >= 5, numbers.count * 10 >= values.count * 8 else { return false }
      let steps = zip(numbers, numbers.dropFirst()).map { $0 - $1 }
      return steps[0] > 0 && steps[0] != 1 && steps.allSatisfy { abs($0 - steps[0]) < 1e-6 * steps[0] }
    }
  }

  /// A list whose marks stand apart from its items.
  private func isList(_ texts: [[String]]) -> Bool {
    texts[0].count == 2 && texts.count { ListMarker($0[0])?.length == $0[0].count } * 10 >= texts.count * 6
  }

  /// Columns whose lines nearly all run to the right edge are text that was not cut.
  private func isProse(_ found: Found) -> Bool {
    if ProseColumns.fill(rows[found.rows]) { return true }
    let segments = found.rows.flatMap { rows[$0].segments }
    guard found.cells[0].count == 2, segments.count >= 8, medianWordCount(segments) >= 6 else { return false }
    // A label before every text makes it a table: credits, terms and what they mean.
    let labels = found.cells.flatMap { $0[0] }
    return found.cells.contains { $0[0].isEmpty } || medianWordCount(labels) >= 4
  }

  private func medianWordCount(_ segments: [LayoutSegment]) -> Int {
    let counts = segments.map(\.words.count).sorted()
    return counts.isEmpty ? 0 : counts[counts.count / 2]
  }
}
