internal import DocumentModel
internal import TextAnalysis

/// The smallest run of text that a chunk is made of: an element with the white space behind it, or a part of one that is over
/// budget by itself.
struct Piece {
  /// The offset of its first byte in the document's text; it reaches to the next piece.
  var start: Int
  /// The price of a cut right before it.
  var cutCost: Float
  /// The price of standing behind another piece in one chunk.
  var mixingCost: Float = 0
  /// The index of the headings above it.
  var path: Int32
  /// The index of the context it needs where it begins a chunk; -1 for none.
  var context: Int32 = -1
  var isHeading = false
}

/// A section's text as pieces that partition it, with the token counts of all their runs.
struct Pieces {
  private let document: Document
  private let utf8: UnsafeBufferPointer<UInt8>
  private let budget: Int
  private let counter: any TokenCounter

  private(set) var pieces: [Piece] = []
  /// The offset behind the last piece.
  let end: Int
  /// Headings above, as they are open before pieces, with their tokens.
  private(set) var paths: [(above: HeadingPath, tokens: Int)] = []
  private(set) var contexts: [(text: String, tokens: Int)] = []
  private var totals: [Int32] = []
  private var heads: [Int: Int32] = [:]
  private var tails: [Int: Int32] = [:]
  private var isSum = false
  /// The pieces whose tokens were counted each by itself, in order.
  private var loose: [Int] = []

  /// `path` are the headings that are open where the section begins; those open at its end take their place.
  init(
    _ section: Range<Int>, of document: Document, _ utf8: UnsafeBufferPointer<UInt8>, budget: Int, counter: any TokenCounter,
    path: inout HeadingPath
  ) {
    self.document = document
    self.utf8 = utf8
    self.budget = budget
    self.counter = counter
    end = section.upperBound < document.elements.count ? document.elements[section.upperBound].range.lowerBound : utf8.count
    build(section, &path)
  }

  /// The tokens of the pieces in a range.
  func tokens(_ range: Range<Int>) -> Int {
    var count = totals[range.upperBound] - totals[range.lowerBound]
    if !heads.isEmpty { count += heads[range.lowerBound] ?? 0 }
    if !tails.isEmpty { count += tails[range.upperBound] ?? 0 }
    return Int(max(1, count))
  }

  /// Whether ``tokens(_:)`` of a range is the count of its text for sure: no pre-token is cut at its ends, and no word inside.
  func isExact(_ range: Range<Int>) -> Bool {
    guard !isSum, heads[range.lowerBound] == nil, tails[range.upperBound] == nil else { return false }
    guard !loose.isEmpty else { return true }
    let first = loose.partitioningIndex { $0 >= range.lowerBound }
    return first == loose.count || loose[first] >= range.upperBound
  }

  /// The tokens of what a chunk that begins with a piece needs beside its text.
  func contextTokens(_ piece: Piece) -> Int {
    paths[Int(piece.path)].tokens + (piece.context < 0 ? 0 : contexts[Int(piece.context)].tokens)
  }

  func range(_ run: Range<Int>) -> Range<Int> {
    pieces[run.lowerBound].start..<(run.upperBound < pieces.count ? pieces[run.upperBound].start : end)
  }

  // MARK: Elements

  private mutating func build(_ section: Range<Int>, _ path: inout HeadingPath) {
    let elements = document.elements
    let boundaries = section.map { $0 == 0 ? 0 : elements[$0].range.lowerBound } + [end]
    let start = boundaries[0]
    let whole = counter.totals(UnsafeBufferPointer(rebasing: utf8[start..<end]), at: boundaries.map { $0 - start })
    isSum = whole.isSum
    pieces.reserveCapacity(section.count)
    totals.reserveCapacity(section.count + 1)
    var costs = PieceCosts(document: document, utf8: utf8)
    var above: Int32 = -1
    /// Where counts do not add up: what the parts of elements count more than these.
    var excess: Int32 = 0
    for (place, index) in section.enumerated() {
      let element = elements[index]
      if let level = element.headingLevel {
        above = note(path.above(level))
      } else if above < 0 {
        above = note(path)
      }
      var piece = Piece(start: boundaries[place], cutCost: costs.cut(before: index), path: above)
      if let level = element.headingLevel {
        piece.isHeading = true
        let title = document.plainText(of: element.range)
        piece.mixingCost = costs.mixing(heading: title, level: level, isBehindHeading: pieces.last?.isHeading == true)
        path.open(level: level, title: title)
        above = -1
      } else {
        piece.mixingCost = costs.mixing(at: index)
      }
      let tokens = whole.count(place..<place + 1)
      let count = Count(total: whole.totals[place] + excess, head: whole.heads[place], tail: whole.tails[place])
      if tokens + contextTokens(piece) > budget {
        let reached = split(element, piece, boundaries[place]..<boundaries[place + 1], count)
        if let reached { excess = reached - whole.totals[place + 1] }
      } else {
        append(piece, count)
      }
    }
    let last = section.count
    totals.append(whole.totals[last] + excess)
    if let tail = whole.tails[last] { tails[pieces.count] = tail }
  }

  /// What is known of the tokens at the start of a piece; see ``TokenTotals``.
  private struct Count {
    var total: Int32
    var head: Int32?
    var tail: Int32?

    /// That of a part of a piece that begins with this, by the totals of the piece's parts.
    func part(_ place: Int, _ totals: TokenTotals) -> Count {
      if place == 0 { return self }
      return Count(total: total - (head ?? 0) + totals.totals[place], head: totals.heads[place], tail: totals.tails[place])
    }
  }

  private mutating func append(_ piece: Piece, _ count: Count) {
    if let head = count.head { heads[pieces.count] = head }
    if let tail = count.tail { tails[pieces.count] = tail }
    pieces.append(piece)
    totals.append(count.total)
  }

  /// The index of a path, the highest titles left out where all take more than a quarter of the budget.
  private mutating func note(_ path: HeadingPath) -> Int32 {
    var path = path
    var tokens = 0
    while !path.open.isEmpty {
      let text = path.titles.joined(separator: Chunk.pathSeparator)
      tokens = text.isEmpty ? 0 : counter.count(text)
      if tokens * 4 <= budget { break }
      path.dropHighest()
      tokens = 0
    }
    paths.append((path, tokens))
    return Int32(paths.count - 1)
  }

  // MARK: Elements over budget

  /// Gives the total behind the last part where parts were counted by themselves.
  private mutating func split(_ element: Document.Element, _ whole: Piece, _ range: Range<Int>, _ count: Count) -> Int32? {
    if let table = element.table, table.rows.count > 1 {
      return splitTable(table, whole, range, count)
    } else if element.kind == .code {
      return split(whole, range, at: lineStarts(range).map { Cut(place: $0, cost: 0.6) }, count)
    } else {
      return split(whole, range, at: proseCuts(range), count)
    }
  }

  /// Rows become pieces; all but the first carry the header rows as context, when these take no more than half of the budget.
  private mutating func splitTable(_ table: Table, _ whole: Piece, _ range: Range<Int>, _ count: Count) -> Int32? {
    let header = table.rows.prefix(table.headerRowCount)
    var index: Int32 = -1
    if let first = header.first, let last = header.last {
      let bars = String(repeating: "---|", count: max(1, table.columnCount))
      var context = document.text(in: first.range.lowerBound..<last.range.upperBound)
      if !context.contains("\n|--") { context += "\n|" + bars }
      let tokens = counter.count(context)
      if tokens * 2 <= budget {
        index = Int32(contexts.count)
        contexts.append((context, tokens))
      }
    }
    var starts = table.rows.dropFirst(max(1, table.headerRowCount)).map(\.range.lowerBound)
    if table.headerRowCount > 0, !starts.isEmpty { starts.removeFirst() }
    return split(whole, range, at: starts.map { Cut(place: $0, cost: 0.5) }, count, context: index)
  }

  /// Cuts a piece at `starts`; parts that are still over what the context leaves are cut between words, and words between scalars.
  private mutating func split(
    _ whole: Piece, _ range: Range<Int>, at cuts: [Cut], _ count: Count, context: Int32 = -1
  ) -> Int32? {
    var part = whole
    part.context = context
    let room = max(1, budget - contextTokens(part))
    let cuts = cuts.filter { $0.place > range.lowerBound && $0.place < range.upperBound }
    let bounds = [range.lowerBound] + cuts.map(\.place) + [range.upperBound]
    let totals = totals(range, bounds)
    var excess: Int32 = 0
    for place in bounds.indices.dropLast() {
      var piece = whole
      piece.start = bounds[place]
      if place > 0 {
        piece.isHeading = false
        (piece.cutCost, piece.mixingCost, piece.context) = (cuts[place - 1].cost, 0, context)
      }
      var start = count.part(place, totals)
      start.total += excess
      if totals.count(place..<place + 1) > room {
        let reached = splitWords(piece, bounds[place]..<bounds[place + 1], room: room, start, context: context)
        if let reached { excess = reached - count.part(place + 1, totals).total }
      } else {
        append(piece, start)
      }
    }
    // Behind the last part the totals of the whole go on, unless parts were counted by themselves.
    return isSum || excess != 0 ? count.part(bounds.count - 1, totals).total + excess : nil
  }

  private func count(_ range: Range<Int>) -> Int { counter.count(UnsafeBufferPointer(rebasing: utf8[range])) }

  private func totals(_ range: Range<Int>, _ bounds: [Int]) -> TokenTotals {
    counter.totals(UnsafeBufferPointer(rebasing: utf8[range]), at: bounds.map { $0 - range.lowerBound })
  }

  /// A window of text at a time, so that a line of many megabytes takes no more than its own size.
  private static let window = 1 << 18

  private mutating func splitWords(_ whole: Piece, _ range: Range<Int>, room: Int, _ count: Count, context: Int32) -> Int32? {
    var count = count
    var isLoose = false
    var start = range.lowerBound
    while start < range.upperBound {
      var end = min(range.upperBound, start + Self.window)
      if end < range.upperBound {
        let space = (start + 1..<end).last { utf8[$0 - 1].isSpace && !utf8[$0].isSpace }
        if let space { end = space } else { while utf8[end] & 0xC0 == 0x80 { end -= 1 } }
      }
      let window = start..<end
      let (bounds, cutsWords) = wordBounds(window, room: room)
      // Where a word is cut its parts are counted each by itself: to say what a range in the midst of it counts, as totals do, takes
      // time with the square of its length.
      let totals = cutsWords ? sums(window, bounds) : totals(window, bounds)
      var place = 0
      while place < bounds.count - 1 {
        // The longest run that fits, and at least one part.
        var next = place + 1
        while next < bounds.count - 1, totals.count(place..<next + 1) <= room { next += 1 }
        // The parts of a word may count less than the word.
        while cutsWords || isSum, next > place + 1, self.count(bounds[place]..<bounds[next]) > room { next -= 1 }
        var piece = whole
        piece.start = bounds[place]
        if bounds[place] > range.lowerBound {
          piece.isHeading = false
          (piece.cutCost, piece.mixingCost, piece.context) = (1.5, 0, context)
        }
        if cutsWords || window.lowerBound > range.lowerBound { loose.append(pieces.count) }
        isLoose = isLoose || cutsWords
        append(piece, count.part(place, totals))
        place = next
      }
      count = Count(total: count.total - (count.head ?? 0) + totals.totals[bounds.count - 1])
      start = end
      isLoose = isLoose || start < range.upperBound
    }
    return isSum || isLoose ? count.total : nil
  }

  private func sums(_ range: Range<Int>, _ bounds: [Int]) -> TokenTotals {
    counter.sums(UnsafeBufferPointer(rebasing: utf8[range]), at: bounds.map { $0 - range.lowerBound })
  }

  /// The starts of words; a word that has more bytes than there is room is cut between scalars into parts that fit for sure, since
  /// no token is less than a byte.
  private func wordBounds(_ range: Range<Int>, room: Int) -> (bounds: [Int], cutsWords: Bool) {
    var bounds = [range.lowerBound]
    var cutsWords = false
    var index = range.lowerBound
    while index < range.upperBound {
      var end = index
      while end < range.upperBound, !utf8[end].isSpace { end += 1 }
      while end < range.upperBound, utf8[end].isSpace { end += 1 }
      if end - index > room {
        cutsWords = true
        var place = index
        while end - place > room {
          var next = place + room
          while next > place, utf8[next] & 0xC0 == 0x80 { next -= 1 }
          // A scalar of more bytes than there is room is a part of its own.
          if next == place { repeat { next += 1 } while next < end && utf8[next] & 0xC0 == 0x80 }
          bounds.append(next)
          place = next
        }
        if place == end { bounds.removeLast() }
      }
      bounds.append(end)
      index = end
    }
    return (bounds, cutsWords)
  }

  /// A place where an element may be cut, and its price.
  private struct Cut {
    var place: Int
    var cost: Float
  }

  /// The starts of sentences, and of lines where these are not wrapped: then a line is what its author put on it.
  private func proseCuts(_ range: Range<Int>) -> [Cut] {
    let sentences = SentenceSplitter.ranges(of: UnsafeBufferPointer(rebasing: utf8[range])).dropFirst()
    let lines = lineStarts(range)
    guard !lines.isEmpty, range.count / lines.count > Self.wrappedWidth else {
      return sentences.map { Cut(place: range.lowerBound + $0.lowerBound, cost: 0.7) }
    }
    var costs = [Int: Float](uniqueKeysWithValues: sentences.map { (range.lowerBound + $0.lowerBound, 0.7) })
    let starts = [range.lowerBound] + lines
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] : range.upperBound
      let isTitle = looksLikeTitle(start..<end)
      if index > 0 { costs[start] = isTitle ? 0.03 : costs[start] == 3.25 ? 3.25 : 0.25 }
      // No title ends a chunk.
      if isTitle, end < range.upperBound { costs[end] = 3.25 }
    }
    return costs.sorted { $0.key < $1.key }.map { Cut(place: $0.key, cost: $0.value) }
  }

  /// Whether a line among long ones is short and ends without a stop.
  private func looksLikeTitle(_ line: Range<Int>) -> Bool {
    guard line.count < Self.wrappedWidth / 2, let last = utf8[line].last(where: { !$0.isSpace }) else { return false }
    return !".!?:;,".utf8.contains(last) && last < 0x80
  }

  /// Bytes a line; longer ones on average were not wrapped by an editor.
  private static let wrappedWidth = 120

  private func lineStarts(_ range: Range<Int>) -> [Int] {
    range.filter { utf8[$0] == 0x0A }.map { $0 + 1 }
  }
}
