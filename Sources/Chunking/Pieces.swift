internal import DocumentModel
internal import TextAnalysis

/// The smallest run of text that a chunk is made of: an element with the white space behind it, or a part of one that is over
/// budget by itself.
struct Piece {
  var range: Range<Int>
  var tokens: Int
  var isHeading = false
  /// The price of a cut right before it.
  var cutCost: Double
  /// The price of standing behind another piece in one chunk.
  var mixingCost = 0.0
  /// See ``Chunk/context``.
  var context = ""
  var contextTokens = 0
}

/// A document's text as pieces that partition it.
struct Pieces {
  private let document: Document
  private let budget: Int
  private let counter: any TokenCounter
  private(set) var pieces: [Piece] = []

  init(document: Document, budget: Int, tokens: any TokenCounter) {
    self.document = document
    self.budget = budget
    counter = tokens
    build()
  }

  private mutating func build() {
    let elements = document.elements
    let end = document.text.utf8.count
    var isMatter = false
    var matterLevel = 0
    for (index, element) in elements.enumerated() {
      let lower = index == 0 ? 0 : element.range.lowerBound
      let upper = index + 1 < elements.count ? elements[index + 1].range.lowerBound : end
      var piece = Piece(range: lower..<upper, tokens: count(lower..<upper), cutCost: cutCost(index))
      if let level = element.headingLevel {
        piece.isHeading = true
        let title = document.plainText(of: element.range)
        let announcesMatter = SectionTitles.matter(title) != nil
        piece.mixingCost = Self.mixingCost(level: level)
        // Contents, credits and the like stay by themselves, so that they can be dropped without loss.
        if announcesMatter != isMatter || announcesMatter, announcesMatter || level <= matterLevel {
          // A heading right above has nothing of its own yet.
          piece.mixingCost = pieces.last?.isHeading == true && !isMatter ? 0.5 : Self.never
        }
        if announcesMatter || level <= matterLevel {
          isMatter = announcesMatter
          matterLevel = announcesMatter ? level : 0
        }
      } else if index > 0, !isMatter, changesKind(index) {
        piece.mixingCost = Self.never
      }
      if piece.tokens > budget { split(element, piece) } else { pieces.append(piece) }
    }
  }

  private static let never = 8.0

  private static func mixingCost(level: Int) -> Double {
    switch level {
    case 1: 1.3
    case 2: 0.5
    case 3: 0.2
    default: 0.1
    }
  }

  /// Whether contents entries begin or end here.
  private func changesKind(_ index: Int) -> Bool {
    isContents(index) != isContents(index - 1) && !document.elements[index - 1].isHeading
  }

  private func isContents(_ index: Int) -> Bool {
    guard case .listItem = document.elements[index].kind else { return false }
    return LineShapes.isContentsEntry(document.text(in: document.elements[index].range))
  }

  private func cutCost(_ index: Int) -> Double {
    let element = document.elements[index]
    switch element.kind {
    case .heading(let level): return level <= 2 ? 0 : 0.03
    case .listItem:
      guard index > 0, case .listItem = document.elements[index - 1].kind else { return 0.5 }
      return 0.4
    case .table where index > 0 && document.elements[index - 1].kind == .caption: return 1.5
    case .caption, .footnote: return 0.4
    default: return index > 0 && endsWithColon(document.elements[index - 1]) ? 0.6 : 0.25
    }
  }

  private func endsWithColon(_ element: Document.Element) -> Bool {
    !element.range.isEmpty && document.text(in: element.range).hasSuffix(":")
  }

  private func count(_ range: Range<Int>) -> Int { counter.count(document.text(in: range)) }

  // MARK: Elements over budget

  private mutating func split(_ element: Document.Element, _ whole: Piece) {
    if let table = element.table, table.rows.count > 1 {
      splitTable(table, whole)
    } else if element.kind == .code {
      split(whole, at: lineStarts(whole.range), cost: 0.6)
    } else {
      split(whole, at: sentenceStarts(whole.range), cost: 0.7)
    }
  }

  /// Rows become pieces; all but the first carry the header rows as context, when these take no more than half of the budget.
  private mutating func splitTable(_ table: Table, _ whole: Piece) {
    let header = table.rows.prefix(table.headerRowCount)
    var context = ""
    if let first = header.first, let last = header.last {
      let bars = String(repeating: "---|", count: max(1, table.columnCount))
      context = document.text(in: first.range.lowerBound..<last.range.upperBound)
      if !context.contains("\n|--") { context += "\n|" + bars }
    }
    let contextTokens = counter.count(context)
    if contextTokens * 2 > budget { context = "" }
    var starts = table.rows.dropFirst(max(1, table.headerRowCount)).map(\.range.lowerBound)
    if table.headerRowCount > 0, !starts.isEmpty { starts.removeFirst() }
    let first = pieces.count
    split(whole, at: starts, cost: 0.5, room: context.isEmpty ? budget : budget - contextTokens)
    for index in pieces.indices.dropFirst(first + 1) {
      pieces[index].context = context
      pieces[index].contextTokens = context.isEmpty ? 0 : contextTokens
    }
  }

  /// Cuts a piece at `starts`; parts that are still over `room` are cut between words, and words between scalars.
  private mutating func split(_ whole: Piece, at starts: [Int], cost: Double, room: Int? = nil) {
    let room = room ?? budget
    var bounds = [whole.range.lowerBound] + starts.filter { $0 > whole.range.lowerBound && $0 < whole.range.upperBound }
    bounds.append(whole.range.upperBound)
    for (index, lower) in bounds.dropLast().enumerated() {
      let range = lower..<bounds[index + 1]
      let isFirst = index == 0
      let tokens = count(range)
      if tokens > room {
        appendWords(of: range, room: room, first: isFirst ? whole : nil)
      } else {
        pieces.append(
          Piece(
            range: range, tokens: tokens, isHeading: isFirst && whole.isHeading, cutCost: isFirst ? whole.cutCost : cost,
            mixingCost: isFirst ? whole.mixingCost : 0))
      }
    }
  }

  private mutating func appendWords(of range: Range<Int>, room: Int, first: Piece?) {
    let utf8 = Array(document.text(in: range).utf8)
    var start = 0
    var isFirst = first != nil
    while start < utf8.count {
      let end = wordsEnd(in: utf8, from: start, room: room)
      let piece = range.lowerBound + start..<range.lowerBound + end
      pieces.append(
        Piece(
          range: piece, tokens: count(piece), cutCost: isFirst ? first?.cutCost ?? 1.5 : 1.5,
          mixingCost: isFirst ? first?.mixingCost ?? 0 : 0))
      isFirst = false
      start = end
    }
  }

  /// The longest end from `start` that fits, found by halving, moved back to a space where there is one, else to a scalar.
  private func wordsEnd(in utf8: [UInt8], from start: Int, room: Int) -> Int {
    func fits(_ end: Int) -> Bool { utf8[start..<end].withUnsafeBufferPointer { counter.count($0) } <= room }
    // No token is longer than this many bytes on average, so only a window of the rest is ever counted.
    var high = min(utf8.count, start + room * 16)
    if high == utf8.count, fits(high) { return high }
    var low = start + 1
    while low < high {
      let middle = (low + high + 1) / 2
      if fits(middle) { low = middle } else { high = middle - 1 }
    }
    if let space = (start + 1..<low).last(where: { utf8[$0 - 1] == 0x20 || utf8[$0 - 1] == 0x0A }),
      space > start + (low - start) / 2
    {
      return space
    }
    while low > start + 1, utf8[low] & 0xC0 == 0x80 { low -= 1 }
    while low < utf8.count, utf8[low] & 0xC0 == 0x80 { low += 1 }
    return low
  }

  private func sentenceStarts(_ range: Range<Int>) -> [Int] {
    var text = document.text(in: range)
    return text.withUTF8 { SentenceSplitter.ranges(of: $0) }.dropFirst().map { range.lowerBound + $0.lowerBound }
  }

  private func lineStarts(_ range: Range<Int>) -> [Int] {
    document.text(in: range).utf8.enumerated().filter { $0.element == 0x0A }.map { range.lowerBound + $0.offset + 1 }
  }
}
