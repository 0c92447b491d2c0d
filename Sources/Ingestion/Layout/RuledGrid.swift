/// The tables that the lines on a page draw.
///
/// Lines that meet make a grid; its smallest fields, put together where no line parts them, are the cells. After the lattice
/// methods of Anssi Nurminen (2013) and their heirs; what is ours is that a field with lines of text at one pitch in all columns
/// is taken apart where the rules between rows are missing.
struct RuledGrid {
  /// A table and the part of the page that it takes.
  struct Found {
    var table: PlacedTable
    var box: (x0: Double, y0: Double, x1: Double, y1: Double)

    /// Whether the middle of a word lies in it.
    func holds(_ word: LayoutWord) -> Bool {
      let (x, y) = ((word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2)
      return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1
    }
  }

  private var xs: [Double]
  private let ys: [Double]
  private let level: [Ruling]
  private let upright: [Ruling]

  /// The tables drawn on a page that holds `words`, from the top.
  static func tables(_ rulings: Rulings, words: [LayoutWord]) -> [Found] {
    components(rulings).compactMap { lines in
      guard var grid = RuledGrid(lines) else { return nil }
      let inside = words.filter { grid.field(of: $0) != nil }
      grid.addColumns(inside)
      return grid.found(inside)
    }.sorted { $0.box.y0 < $1.box.y0 }
  }

  /// Sets of lines that meet.
  private static func components(_ rulings: Rulings) -> [Rulings] {
    let tolerance = Ruling.tolerance
    let count = rulings.level.count
    var parent = Array(0..<count + rulings.upright.count)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index { index = parent[index] }
      return index
    }
    guard count <= 2_000, rulings.upright.count <= 2_000 else { return [] }
    for (i, line) in rulings.level.enumerated() {
      for (j, post) in rulings.upright.enumerated()
      where post.position >= line.start - tolerance && post.position <= line.end + tolerance
        && line.position >= post.start - tolerance && line.position <= post.end + tolerance
      {
        parent[root(i)] = root(count + j)
      }
    }
    var sets: [Int: Rulings] = [:]
    for (i, line) in rulings.level.enumerated() { sets[root(i), default: Rulings()].level.append(line) }
    for (j, post) in rulings.upright.enumerated() { sets[root(count + j), default: Rulings()].upright.append(post) }
    return sets.sorted { $0.key < $1.key }.map(\.value)
  }

  private init?(_ lines: Rulings) {
    guard lines.upright.count + lines.level.count >= 3, !lines.upright.isEmpty, !lines.level.isEmpty else { return nil }
    level = lines.level
    upright = lines.upright
    // The ends of lines bound the grid where no line does.
    let ends = lines.level.flatMap { [$0.start, $0.end] }
    let tips = lines.upright.flatMap { [$0.start, $0.end] }
    xs = Self.clustered(lines.upright.map(\.position), adding: [ends.min() ?? 0, ends.max() ?? 0])
    ys = Self.clustered(lines.level.map(\.position), adding: [tips.min() ?? 0, tips.max() ?? 0])
    guard xs.count >= 2, ys.count >= 2, xs.count <= 120, ys.count <= 400 else { return nil }
  }

  /// The places without those that nearly coincide; `outer` ones count where they lie well outside.
  private static func clustered(_ places: [Double], adding outer: [Double]) -> [Double] {
    var clusters: [(sum: Double, count: Int)] = []
    for place in places.sorted() {
      if let last = clusters.last, place - last.sum / Double(last.count) <= Ruling.tolerance {
        clusters[clusters.count - 1] = (last.sum + place, last.count + 1)
      } else {
        clusters.append((place, 1))
      }
    }
    var result = clusters.map { $0.sum / Double($0.count) }
    if let low = outer.min(), let first = result.first, low < first - 8 { result.insert(low, at: 0) }
    if let high = outer.max(), let last = result.last, high > last + 8 { result.append(high) }
    return result
  }

  /// Adds bounds where no line is drawn between two columns: white strips in the text of a field's column.
  private mutating func addColumns(_ words: [LayoutWord]) {
    var added: [Double] = []
    for column in 0..<xs.count - 1 {
      let part = words.filter { ($0.x0 + $0.x1) / 2 >= xs[column] && ($0.x0 + $0.x1) / 2 < xs[column + 1] }
      let rows = LayoutRow.rows(of: LineBuilder.segments(of: part))
      guard rows.count(where: { $0.segments.count >= 2 }) * 2 >= rows.count, rows.count >= 2 else { continue }
      added.append(contentsOf: TableFinder.strips(of: rows).map { ($0.lowerBound + $0.upperBound) / 2 })
    }
    xs = (xs + added).sorted()
  }

  // MARK: Cells

  /// The field that holds the middle of a word.
  private func field(of word: LayoutWord) -> (row: Int, column: Int)? {
    guard let column = Self.index(of: (word.x0 + word.x1) / 2, in: xs), let row = Self.index(of: (word.y0 + word.y1) / 2, in: ys)
    else { return nil }
    return (row, column)
  }

  /// Whether an upright line parts the fields on both sides of `xs[column]` in a row.
  private func isParted(atColumn column: Int, row: Int) -> Bool {
    let middle = (ys[row] + ys[row + 1]) / 2
    return upright.contains {
      abs($0.position - xs[column]) <= Ruling.tolerance && $0.start <= middle && $0.end >= middle
    }
  }

  private func isParted(atRow row: Int, column: Int) -> Bool {
    let middle = (xs[column] + xs[column + 1]) / 2
    return level.contains { abs($0.position - ys[row]) <= Ruling.tolerance && $0.start <= middle && $0.end >= middle }
  }

  /// The fields of the grid put together to rectangles: for each field the one that its cell begins in.
  private func owners() -> [[(row: Int, column: Int)]] {
    let rows = ys.count - 1
    let columns = xs.count - 1
    var owner = (0..<rows).map { row in (0..<columns).map { (row: row, column: $0) } }
    var isTaken = [[Bool]](repeating: [Bool](repeating: false, count: columns), count: rows)
    for row in 0..<rows {
      for column in 0..<columns where !isTaken[row][column] {
        var right = column
        while right + 1 < columns, !isTaken[row][right + 1], !isParted(atColumn: right + 1, row: row) { right += 1 }
        var bottom = row
        while bottom + 1 < rows,
          (column...right).allSatisfy({ !isTaken[bottom + 1][$0] && !isParted(atRow: bottom + 1, column: $0) }),
          (column..<right).allSatisfy({ !isParted(atColumn: $0 + 1, row: bottom + 1) })
        { bottom += 1 }
        for y in row...bottom {
          for x in column...right {
            owner[y][x] = (row, column)
            isTaken[y][x] = true
          }
        }
      }
    }
    return owner
  }

  /// The table; nil where the grid is a frame, a chart or a form without text.
  private func found(_ words: [LayoutWord]) -> Found? {
    let owner = owners()
    var content: [[[LayoutWord]]] = owner.map { $0.map { _ in [] } }
    for word in words {
      guard let field = field(of: word) else { continue }
      let cell = owner[field.row][field.column]
      content[cell.row][cell.column].append(word)
    }
    var rows = content.indices.map { row in
      content[row].indices.map { column -> PlacedTable.Cell in
        guard owner[row][column] == (row, column) else { return PlacedTable.Cell(columnSpan: 0, rowSpan: 0) }
        return PlacedTable.Cell(
          lines: LayoutRow.rows(of: LineBuilder.segments(of: content[row][column])).map(\.segment),
          columnSpan: owner[row].count { $0 == (row, column) },
          rowSpan: owner.count { $0[column] == (row, column) })
      }
    }
    rows = Self.withoutEmptyColumns(Self.withoutEmptyRows(rows).map(parted)).enumerated().flatMap {
      Self.split($1, isFirst: $0 == 0)
    }
    guard Self.isTable(rows) else { return nil }
    return Found(
      table: PlacedTable(rows: rows, headerRowCount: Self.headerRowCount(rows)),
      box: (xs[0], ys[0], xs[xs.count - 1], ys[ys.count - 1]))
  }

  /// A first row whose cells span rows, or part into columns below, makes its lower rows header too.
  private static func headerRowCount(_ rows: [[PlacedTable.Cell]]) -> Int {
    let plain = TableFinder.headerRowCount(rows.map { $0.map(\.lines) })
    guard let first = rows.first else { return 0 }
    let tall = first.map(\.rowSpan).max() ?? 1
    let parts = first.contains { $0.columnSpan > 1 && $0.columnSpan < first.count && !$0.lines.isEmpty }
    guard parts, plain > 0 || tall > 1 else { return plain }
    return min(max(tall, 2), 4, rows.count - 1)
  }

  private static func index(of place: Double, in bounds: [Double]) -> Int? {
    guard let upper = bounds.firstIndex(where: { $0 > place }), upper > 0 else { return nil }
    return upper - 1
  }

  /// Without rows in which no cell begins with text; spans shrink with them.
  private static func withoutEmptyRows(_ rows: [[PlacedTable.Cell]]) -> [[PlacedTable.Cell]] {
    let kept = rows.indices.filter { row in rows[row].contains { !$0.lines.isEmpty } }
    return kept.map { row in
      rows[row].map { cell in
        var cell = cell
        if cell.columnSpan > 0 { cell.rowSpan = max(1, kept.count { (row..<row + cell.rowSpan).contains($0) }) }
        return cell
      }
    }
  }

  /// Without columns in which no cell begins with text.
  private static func withoutEmptyColumns(_ rows: [[PlacedTable.Cell]]) -> [[PlacedTable.Cell]] {
    let kept = (rows.first ?? []).indices.filter { column in rows.contains { !$0[column].lines.isEmpty } }
    return rows.map { row in
      kept.map { column in
        var cell = row[column]
        if cell.columnSpan > 0 { cell.columnSpan = max(1, kept.count { (column..<column + cell.columnSpan).contains($0) }) }
        return cell
      }
    }
  }

  /// A row whose wide cells are taken apart at the bounds that their text leaves free, with words on both sides of a line.
  private func parted(_ row: [PlacedTable.Cell]) -> [PlacedTable.Cell] {
    var row = row
    for column in row.indices where row[column].columnSpan > 1 && row[column].rowSpan == 1 {
      let cell = row[column]
      let segments = LineBuilder.segments(of: cell.lines.flatMap(\.words))
      let bounds = (column + 1..<column + cell.columnSpan).filter { bound in
        !segments.contains { $0.x0 < xs[bound] - 1 && $0.x1 > xs[bound] + 1 }
      }
      let starts = [column] + bounds
      var parts = starts.map { _ in [LayoutSegment]() }
      for segment in segments { parts[starts.lastIndex { $0 == column || xs[$0] <= segment.x0 + 1 } ?? 0].append(segment) }
      guard parts.count(where: { !$0.isEmpty }) >= 2 else { continue }
      for (index, start) in starts.enumerated() {
        let end = index + 1 < starts.count ? starts[index + 1] : column + cell.columnSpan
        row[start] = PlacedTable.Cell(lines: LayoutRow.rows(of: parts[index]).map(\.segment), columnSpan: end - start)
      }
    }
    return row
  }

  /// A row whose columns hold several lines side by side, of numbers or of words that go on nowhere, taken apart where most columns
  /// begin a line. The lines of a sentence that was broken begin in lower case.
  ///
  /// Two lines tell less than three, and in a header nothing.
  private static func split(_ row: [PlacedTable.Cell], isFirst: Bool) -> [[PlacedTable.Cell]] {
    let filled = row.filter { !$0.lines.isEmpty }
    guard filled.count >= 2, row.allSatisfy({ $0.rowSpan <= 1 && $0.columnSpan <= 1 }) else { return [row] }
    let tall = filled.filter { $0.lines.count >= 2 }
    let numeric = tall.count { $0.lines.count { TableFinder.isNumeric($0.text) } * 10 >= $0.lines.count * 7 }
    let bands = LayoutRow.rows(of: filled.flatMap(\.lines))
    let starts = bands.filter { $0.segments.count * 10 >= filled.count * 6 && $0.segments.count >= 2 }
    let areNumbers = starts.count * 2 >= bands.count && numeric > 0 && numeric * 2 >= tall.count
    let later = tall.flatMap { $0.lines.dropFirst() }
    let goingOn = later.count { $0.text.first?.isLowercase == true }
    let areEntries =
      (bands.count >= 3 || (!isFirst && tall.count >= 4)) && tall.count >= 2 && starts.count * 10 >= bands.count * 9
      && goingOn * 10 <= later.count
    guard starts.count >= 2, areNumbers || areEntries else { return [row] }
    return starts.indices.map { index in
      row.map { cell in
        PlacedTable.Cell(
          lines: cell.lines.filter { line in
            (starts.lastIndex { $0.middle <= line.middle + 0.5 * line.height } ?? 0) == index
          }, columnSpan: cell.columnSpan, rowSpan: cell.rowSpan)
      }
    }
  }

  /// At least two rows and two columns with text, and not mostly empty.
  private static func isTable(_ rows: [[PlacedTable.Cell]]) -> Bool {
    guard rows.count >= 2, let columns = rows.first?.count, columns >= 2 else { return false }
    let places = rows.joined().filter { $0.columnSpan > 0 }
    let filled = places.count { !$0.lines.isEmpty }
    let rowsWithTwo = rows.count { row in row.count { !$0.lines.isEmpty } >= 2 }
    return filled >= 4 && rowsWithTwo >= 2 && filled * 10 >= places.count * 3
  }
}
