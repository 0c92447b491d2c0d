internal import DocumentModel
internal import TextAnalysis

/// A section's text as pieces that partition it, with the token counts of all their runs.
struct Pieces {
  private let document: Document
  private let elements: ElementShapes
  private let utf8: UnsafeBufferPointer<UInt8>
  private let limits: ChunkLimits
  private let granularity: Granularity
  private var budget: Int { limits.budget }
  private var counter: any TokenCounter { limits.measure }

  private(set) var pieces: [Piece] = []
  /// The offset behind the last piece.
  let end: Int
  /// Headings above, as they are open before pieces, with their tokens.
  private(set) var paths: [(above: HeadingPath, tokens: Int)] = []
  private(set) var contexts: [(text: String, tokens: Int)] = []
  /// Sentences before pieces, with their tokens.
  private(set) var overlaps: [(range: Range<Int>, tokens: Int)] = []
  private var totals: [Int32] = []
  /// See ``TokenTotals``; zero for most pieces.
  private var heads: [Int32] = []
  private var tails: [Int32] = []
  private var isSum = false
  /// With words: what of the budget is kept free for overlap.
  private(set) var reserve = 0
  /// The pieces whose tokens were counted each by itself, in order.
  private var loose: [Int] = []

  /// `path` are the headings that are open where the section begins; those open at its end take their place.
  init(
    _ section: Range<Int>, of document: Document, _ elements: ElementShapes, _ utf8: UnsafeBufferPointer<UInt8>,
    _ limits: ChunkLimits,
    _ granularity: Granularity, path: inout HeadingPath
  ) {
    self.document = document
    self.elements = elements
    self.utf8 = utf8
    self.limits = limits
    self.granularity = granularity
    end = section.upperBound < elements.count ? elements[section.upperBound].start : utf8.count
    build(section, &path)
    if limits.overlap > 0 { addOverlaps() }
  }

  /// The tokens of the pieces in a range.
  func tokens(_ range: Range<Int>) -> Int {
    let (start, end) = (range.lowerBound, range.upperBound)
    return Int(max(1, totals[end] &- totals[start] &+ heads[start] &+ tails[end]))
  }

  /// Whether ``tokens(_:)`` of a range is the count of its text for sure: no pre-token is cut at its ends, and no word inside.
  func isExact(_ range: Range<Int>) -> Bool {
    guard !isSum, heads[range.lowerBound] == 0, tails[range.upperBound] == 0 else { return false }
    guard !loose.isEmpty else { return true }
    let first = loose.partitioningIndex { $0 >= range.lowerBound }
    return first == loose.count || loose[first] >= range.upperBound
  }

  /// The tokens of what a chunk that begins with a piece needs beside its text.
  func contextTokens(_ piece: Piece) -> Int {
    var tokens = paths[Int(piece.path)].tokens
    if piece.context >= 0 { tokens += contexts[Int(piece.context)].tokens }
    if piece.overlap >= 0 { tokens += overlaps[Int(piece.overlap)].tokens }
    return tokens
  }

  /// Gives the boundaries before pieces other prices.
  mutating func reprice(_ price: (_ index: Int, _ piece: Piece) -> Float) {
    for index in pieces.indices { pieces[index].cutCost = price(index, pieces[index]) }
  }

  func range(_ run: Range<Int>) -> Range<Int> {
    pieces[run.lowerBound].start..<(run.upperBound < pieces.count ? pieces[run.upperBound].start : end)
  }

  private mutating func addOverlaps() {
    for found in overlaps(limits, utf8, most: granularity == .words ? reserve : budget / 2) {
      pieces[found.piece].overlap = Int32(overlaps.count)
      overlaps.append((found.range, found.tokens))
    }
  }

  // MARK: Elements

  private mutating func build(_ section: Range<Int>, _ path: inout HeadingPath) {
    let outline = SectionOutline(section, elements, ElementCuts(utf8: utf8), end: end, long: lengthToCut)
    let start = outline.bounds[0]
    let whole = totals(start..<end, outline.bounds)
    isSum = whole.isSum
    if granularity == .words, limits.overlap > 0 {
      reserve = sentenceSize(start..<end, whole.count(0..<outline.bounds.count - 1))
    }
    pieces.reserveCapacity(section.count)
    totals.reserveCapacity(section.count + 1)
    heads.reserveCapacity(section.count + 1)
    tails.reserveCapacity(section.count + 1)
    var costs = PieceCosts(elements, utf8)
    var above: Int32 = -1
    /// With cuts where chunks are full: what the one that is being filled holds.
    var filled = 0
    /// The pieces of that chunk, with sentences.
    var full = 0..<0
    /// Where counts do not add up: what the parts of elements count more than these.
    var excess: Int32 = 0
    for (place, index) in section.enumerated() {
      let element = elements[index]
      let range = outline.range(place)
      let (first, last) = (outline.first(place), outline.first(place + 1))
      if element.isHeading {
        above = note(path.above(Int(element.level)))
      } else if above < 0 {
        above = note(path)
      }
      var piece = Piece(
        start: range.lowerBound, boundary: element.boundary, cutCost: costs.cut(before: index), path: above,
        isProse: element.isProse)
      if element.isHeading {
        let (level, title) = (Int(element.level), elements.title(element))
        piece.isHeading = true
        piece.mixingCost = costs.mixing(heading: title, level: level, isBehindHeading: pieces.last?.isHeading == true)
        path.open(level: level, title: title)
        above = -1
      } else {
        piece.mixingCost = costs.mixing(at: index)
      }
      let tokens = whole.count(first..<last)
      let count = Count(total: whole.totals[first] + excess, head: whole.heads[first], tail: whole.tails[first])
      if filled == 0 { filled = contextTokens(piece) }
      let isCut =
        switch granularity {
        case .elements: false
        case .sentences: piece.isProse || element.kind == .table
        case .sentencesAtCuts: filled + tokens > budget && (piece.isProse || element.kind == .table)
        case .words: filled + tokens > budget - reserve
        }
      if isCut || tokens + contextTokens(piece) > budget {
        // What is counted apart may count a little more together.
        let left = granularity == .words ? budget - reserve - filled - 2 : nil
        let reached =
          if let cuts = outline.cuts(place) {
            split(piece, range, at: cuts, Parts(totals: whole, first: first, start: count, shift: excess))
          } else {
            split(index, piece, range, count, left: left)
          }
        if let reached { excess = reached - whole.totals[last] }
        if granularity == .words {
          // The last part begins the next chunk.
          let part = pieces[pieces.count - 1]
          filled = contextTokens(part) + self.count(part.start..<range.upperBound)
        }
      } else {
        append(piece, count)
        filled += tokens
      }
      if granularity == .sentencesAtCuts {
        let behind = Count(total: whole.totals[last] + excess, tail: whole.tails[last])
        filled = fill(&full, behind)
      }
    }
    let last = outline.bounds.count - 1
    totals.append(whole.totals[last] + excess)
    heads.append(0)
    tails.append(whole.tails[last] ?? 0)
  }

  /// The bytes from which on an element's cuts are found before it is counted; nil where what is cut counts more than the whole, so
  /// that nothing is to be cut without need. A token has four bytes or so.
  private var lengthToCut: Int? {
    guard granularity != .words, !counter.totals(UnsafeBufferPointer(rebasing: utf8[0..<0]), at: [0]).isSum else { return nil }
    return granularity == .sentences ? 0 : budget * 4
  }

  /// Fills chunks with the pieces that are new, as ``GreedyPacking`` does; `full` are the pieces of the chunk that is being filled, and
  /// `behind` is the count at the end of all. Gives what that chunk holds.
  private func fill(_ full: inout Range<Int>, _ behind: Count) -> Int {
    func size(_ run: Range<Int>) -> Int {
      let (start, end) = (run.lowerBound, run.upperBound)
      let total = end < pieces.count ? totals[end] + tails[end] : behind.total + (behind.tail ?? 0)
      return Int(total - totals[start] + heads[start]) + contextTokens(pieces[start])
    }
    while full.upperBound < pieces.count {
      let next = full.lowerBound..<full.upperBound + 1
      if next.count > 1, size(next) > budget {
        var start = full.upperBound
        while start > full.lowerBound + 1, pieces[start - 1].isHeading { start -= 1 }
        full = start..<full.upperBound
      } else {
        full = next
      }
    }
    return size(full)
  }

  /// What is known of the tokens at the start of a piece; see ``TokenTotals``.
  private struct Count {
    var total: Int32
    var head: Int32?
    var tail: Int32?
  }

  /// What is known of the tokens at the starts of an element's parts, and at its end.
  private struct Parts {
    let totals: TokenTotals
    /// The index of the first part in the totals.
    let first: Int
    let start: Count
    /// What tokens before the element add to the totals.
    let shift: Int32

    init(totals: TokenTotals, first: Int, start: Count, shift: Int32) {
      (self.totals, self.first, self.start, self.shift) = (totals, first, start, shift)
    }

    /// Of an element whose parts were counted without what is before it.
    init(of totals: TokenTotals, from start: Count) {
      self.init(totals: totals, first: 0, start: start, shift: start.total - (start.head ?? 0))
    }

    subscript(place: Int) -> Count {
      if place == 0 { return start }
      let index = first + place
      return Count(total: shift + totals.totals[index], head: totals.heads[index], tail: totals.tails[index])
    }

    /// Those of one part.
    func tokens(_ place: Int) -> Int { totals.count(first + place..<first + place + 1) }
  }

  private mutating func append(_ piece: Piece, _ count: Count) {
    heads.append(count.head ?? 0)
    tails.append(count.tail ?? 0)
    pieces.append(piece)
    totals.append(count.total)
  }

  /// The index of a path, the highest titles left out where all take more than a quarter of the budget.
  private mutating func note(_ path: HeadingPath) -> Int32 {
    var path = path
    var tokens = 0
    while !path.open.isEmpty {
      let text = path.titles.joined(separator: Chunk.pathSeparator)
      tokens = limits.headingSize(text)
      if tokens * 4 <= budget { break }
      path.dropHighest()
      tokens = 0
    }
    paths.append((path, tokens))
    return Int32(paths.count - 1)
  }

  // MARK: Elements over budget

  /// Gives the total behind the last part where parts were counted by themselves.
  /// With `left`, what is free in the chunk before, it is cut between words where that is full.
  private mutating func split(
    _ index: Int, _ whole: Piece, _ range: Range<Int>, _ count: Count, left: Int? = nil
  ) -> Int32? {
    if elements[index].kind == .table, let table = document.elements[index].table, table.rows.count > 1 {
      return splitTable(table, whole, range, count)
    } else if let left {
      return splitWords(whole, range, room: max(1, budget - reserve - contextTokens(whole)), left: left, count, context: -1)
    } else {
      let cuts = ElementCuts(utf8: utf8).cuts(of: elements[index].kind, range)
      return split(
        whole, range, at: cuts, Parts(of: totals(range, [range.lowerBound] + cuts.map(\.place) + [range.upperBound]), from: count)
      )
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
    let cuts = ElementCuts(utf8: utf8).withoutBlanks(starts.map { ElementCut(place: $0, boundary: .row, cost: 0.5) }, in: range)
    let counts = totals(range, [range.lowerBound] + cuts.map(\.place) + [range.upperBound])
    return split(whole, range, at: cuts, Parts(of: counts, from: count), context: index)
  }

  /// Cuts a piece at `cuts`; parts that are still over what the context leaves are cut between words, and words between scalars.
  private mutating func split(
    _ whole: Piece, _ range: Range<Int>, at cuts: [ElementCut], _ parts: Parts, context: Int32 = -1
  ) -> Int32? {
    var part = whole
    part.context = context
    let room = max(1, budget - contextTokens(part))
    var excess: Int32 = 0
    for place in 0...cuts.count {
      var piece = whole
      if place > 0 {
        let cut = cuts[place - 1]
        piece.isHeading = false
        (piece.start, piece.boundary) = (cut.place, cut.boundary)
        (piece.cutCost, piece.mixingCost, piece.context) = (cut.cost, 0, context)
      }
      var start = parts[place]
      start.total += excess
      if parts.tokens(place) > room {
        let end = place < cuts.count ? cuts[place].place : range.upperBound
        let reached = splitWords(piece, piece.start..<end, room: room, start, context: context)
        if let reached { excess = reached - parts[place + 1].total }
      } else {
        append(piece, start)
      }
    }
    // Behind the last part the totals of the whole go on, unless parts were counted by themselves.
    return isSum || excess != 0 ? parts[cuts.count + 1].total + excess : nil
  }

  /// What as many average sentences take as overlap asks for; at most a third of the budget.
  private func sentenceSize(_ range: Range<Int>, _ tokens: Int) -> Int {
    let sentences = SentenceSplitter.ranges(of: UnsafeBufferPointer(rebasing: utf8[range])).count
    return min(budget / 3, limits.overlap * tokens * 3 / (2 * max(1, sentences)))
  }

  private func count(_ range: Range<Int>) -> Int { counter.count(UnsafeBufferPointer(rebasing: utf8[range])) }

  private func totals(_ range: Range<Int>, _ bounds: [Int]) -> TokenTotals {
    counter.totals(UnsafeBufferPointer(rebasing: utf8[range]), at: bounds.map { $0 - range.lowerBound })
  }

  /// A window of text at a time, so that a line of many megabytes takes no more than its own size.
  private static let window = 1 << 18

  private mutating func splitWords(
    _ whole: Piece, _ range: Range<Int>, room: Int, left: Int? = nil, _ count: Count, context: Int32
  ) -> Int32? {
    let full = room
    var room = left.map { $0 > 0 ? min($0, full) : full } ?? full
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
      let (bounds, cutsWords) = wordBounds(window, room: full)
      // Where a word is cut its parts are counted each by itself: to say what a range in the midst of it counts, as totals do, takes
      // time with the square of its length.
      let totals = cutsWords ? sums(window, bounds) : totals(window, bounds)
      let parts = Parts(of: totals, from: count)
      let links = Links.ranges(of: utf8, in: window)
      var place = 0
      while place < bounds.count - 1 {
        // The longest run that fits, and at least one part.
        var next = place + 1
        while next < bounds.count - 1, totals.count(place..<next + 1) <= room { next += 1 }
        // Before a link rather than inside it, where anything stands before it.
        if !links.isEmpty, next < bounds.count - 1, let link = links.around(bounds[next]),
          let before = (place + 1..<next).last(where: { bounds[$0] <= link.lowerBound })
        {
          next = before
        }
        // The parts of a word may count less than the word.
        while cutsWords || isSum, next > place + 1, self.count(bounds[place]..<bounds[next]) > room { next -= 1 }
        var piece = whole
        piece.start = bounds[place]
        if bounds[place] > range.lowerBound {
          piece.isHeading = false
          piece.boundary = utf8[bounds[place] - 1].isSpace ? .word : .character
          (piece.cutCost, piece.mixingCost, piece.context) = (1.5, 0, context)
        }
        if cutsWords || window.lowerBound > range.lowerBound { loose.append(pieces.count) }
        isLoose = isLoose || cutsWords
        append(piece, parts[place])
        place = next
        room = full
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

  /// The starts of words; a word that is over the room is cut between scalars into parts that fit for sure, since no token is less
  /// than a byte.
  private func wordBounds(_ range: Range<Int>, room: Int) -> (bounds: [Int], cutsWords: Bool) {
    var bounds = [range.lowerBound]
    var cutsWords = false
    var index = range.lowerBound
    while index < range.upperBound {
      var end = index
      while end < range.upperBound, !utf8[end].isSpace { end += 1 }
      while end < range.upperBound, utf8[end].isSpace { end += 1 }
      if end - index > room, !fits(index..<end, room) {
        cutsWords = true
        var place = index
        while end - place > room {
          var next = place + room
          while next > place, utf8[next] & 0xC0 == 0x80 { next -= 1 }
          next = outsideWord(next, from: place)
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

  /// In scripts without spaces words of Latin letters stand among others: the start of one rather than its middle, unless it is long.
  private func outsideWord(_ cut: Int, from start: Int) -> Int {
    func isLatin(_ index: Int) -> Bool { (utf8[index] | 0x20) &- 0x61 < 26 || utf8[index] &- 0x30 < 10 }
    var place = cut
    while place > start, cut - place < 24, isLatin(place), isLatin(place - 1) { place -= 1 }
    return place > start && !(isLatin(place) && isLatin(place - 1)) ? place : cut
  }

  /// Whether a word has no more tokens than there is room. Few tokens have as many as forty bytes.
  private func fits(_ word: Range<Int>, _ room: Int) -> Bool { word.count <= room * 40 && count(word) <= room }
}
