/// A symbol of a piece while its pairs are merged: a range of the piece's bytes, and its id in the vocabulary.
struct MergeSymbol {
  var start: Int32
  var end: Int32
  var id: UInt32
}

/// Which pairs merge, and in what order.
protocol MergeRule {
  /// The rank (the least first) and the id of what two neighbours make; nil where they do not merge.
  func merge(_ piece: UnsafeBufferPointer<UInt8>, _ left: MergeSymbol, _ right: MergeSymbol) -> (rank: UInt32, id: UInt32)?
}

/// Byte pair encoding of one piece: of all neighbours the pair of least rank merges first, the leftmost among equals, until none
/// does.
enum PairMerging {
  /// Merges `symbols` in place. Up to a hundred in quadratic time over a short array, more with a heap.
  static func merge(_ symbols: inout [MergeSymbol], of piece: UnsafeBufferPointer<UInt8>, by rule: some MergeRule) {
    if symbols.count <= 100 { mergeFew(&symbols, piece, rule) } else { mergeMany(&symbols, piece, rule) }
  }

  private static func mergeFew(_ symbols: inout [MergeSymbol], _ piece: UnsafeBufferPointer<UInt8>, _ rule: some MergeRule) {
    guard symbols.count > 1 else { return }
    let left = symbols.withUnsafeMutableBufferPointer { symbols in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * symbols.count) { merges in
        guard let ranks = merges.baseAddress else { return symbols.count }
        return mergeFew(symbols, ranks: ranks, ids: ranks + symbols.count, piece, rule)
      }
    }
    symbols.removeLast(symbols.count - left)
  }

  /// Gives the number of symbols that are left.
  private static func mergeFew(
    _ symbols: UnsafeMutableBufferPointer<MergeSymbol>, ranks: UnsafeMutablePointer<UInt32>, ids: UnsafeMutablePointer<UInt32>,
    _ piece: UnsafeBufferPointer<UInt8>, _ rule: some MergeRule
  ) -> Int {
    var count = symbols.count
    for index in 0..<count - 1 {
      (ranks[index], ids[index]) = rule.merge(piece, symbols[index], symbols[index + 1]) ?? (.max, 0)
    }
    while count > 1 {
      var best = 0
      for index in 1..<max(1, count - 1) where ranks[index] < ranks[best] { best = index }
      guard ranks[best] != .max else { break }
      symbols[best].end = symbols[best + 1].end
      symbols[best].id = ids[best]
      count -= 1
      if best + 1 < count {
        for index in best + 1..<count {
          symbols[index] = symbols[index + 1]
          ranks[index] = ranks[index + 1]
          ids[index] = ids[index + 1]
        }
        (ranks[best], ids[best]) = rule.merge(piece, symbols[best], symbols[best + 1]) ?? (.max, 0)
      } else {
        ranks[best] = .max
      }
      if best > 0 { (ranks[best - 1], ids[best - 1]) = rule.merge(piece, symbols[best - 1], symbols[best]) ?? (.max, 0) }
    }
    return count
  }

  /// A pair that waits in the heap; it is stale when a symbol of it has grown or gone since.
  private struct Candidate: Comparable {
    var rank: UInt32
    var left: Int32
    var right: Int32
    var id: UInt32
    /// The end of the pair's bytes, and where its right symbol began, to tell a stale one.
    var middle: Int32
    var end: Int32

    static func < (one: Candidate, other: Candidate) -> Bool { (one.rank, one.left) < (other.rank, other.left) }
  }

  private static func mergeMany(_ symbols: inout [MergeSymbol], _ piece: UnsafeBufferPointer<UInt8>, _ rule: some MergeRule) {
    let count = symbols.count
    var next = (1...count).map { Int32($0) }
    var before = (0..<count).map { Int32($0 - 1) }
    var isGone = [Bool](repeating: false, count: count)
    var heap = Heap<Candidate>()
    func push(_ left: Int, _ right: Int) {
      guard let merge = rule.merge(piece, symbols[left], symbols[right]) else { return }
      heap.push(
        Candidate(
          rank: merge.rank, left: Int32(left), right: Int32(right), id: merge.id, middle: symbols[right].start,
          end: symbols[right].end))
    }
    for index in 0..<count - 1 { push(index, index + 1) }
    while let best = heap.pop() {
      let (left, right) = (Int(best.left), Int(best.right))
      guard !isGone[left], !isGone[right], symbols[left].end == best.middle, symbols[right].end == best.end else { continue }
      symbols[left] = MergeSymbol(start: symbols[left].start, end: best.end, id: best.id)
      isGone[right] = true
      next[left] = next[right]
      if Int(next[left]) < count {
        before[Int(next[left])] = best.left
        push(left, Int(next[left]))
      }
      if before[left] >= 0 { push(Int(before[left]), left) }
    }
    var index = 0
    symbols.removeAll { _ in
      defer { index += 1 }
      return isGone[index]
    }
  }
}

/// A binary heap, the least first.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  mutating func push(_ element: Element) {
    elements.append(element)
    var index = elements.count - 1
    while index > 0, elements[index] < elements[(index - 1) / 2] {
      elements.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop() -> Element? {
    guard let first = elements.first else { return nil }
    let last = elements.removeLast()
    guard !elements.isEmpty else { return first }
    elements[0] = last
    var index = 0
    while true {
      var least = index
      for child in [2 * index + 1, 2 * index + 2] where child < elements.count && elements[child] < elements[least] {
        least = child
      }
      guard least != index else { return first }
      elements.swapAt(index, least)
      index = least
    }
  }
}
