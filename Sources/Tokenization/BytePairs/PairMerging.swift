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
  /// Merges `symbols`, which lie in `piece`, in place; what it holds beyond them may be read but does not count. Up to a hundred in quadratic time over a short array, more with a heap.
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

  /// The heap holds a rank and the index of a pair's left symbol in one number; an entry is stale where that symbol's rank with its
  /// neighbour is another by now.
  private static func mergeMany(_ symbols: inout [MergeSymbol], _ piece: UnsafeBufferPointer<UInt8>, _ rule: some MergeRule) {
    let count = symbols.count
    var next = (1...count).map { Int32($0) }
    var before = (0..<count).map { Int32($0 - 1) }
    var ranks = [UInt32](repeating: .max, count: count)
    var ids = ranks
    var heap = Heap<UInt64>()
    func push(_ left: Int) {
      let right = Int(next[left])
      let merge = right < count ? rule.merge(piece, symbols[left], symbols[right]) : nil
      (ranks[left], ids[left]) = merge ?? (.max, 0)
      if let merge { heap.push(UInt64(merge.rank) << 32 | UInt64(left)) }
    }
    for index in 0..<count - 1 { push(index) }
    while let best = heap.pop() {
      let left = Int(best & 0xFFFF_FFFF)
      guard ranks[left] == UInt32(best >> 32) else { continue }
      let right = Int(next[left])
      symbols[left] = MergeSymbol(start: symbols[left].start, end: symbols[right].end, id: ids[left])
      ranks[right] = .max
      next[left] = next[right]
      if Int(next[left]) < count { before[Int(next[left])] = Int32(left) }
      push(left)
      if before[left] >= 0 { push(Int(before[left])) }
    }
    var (kept, index) = (0, 0)
    while index < count {
      symbols[kept] = symbols[index]
      kept += 1
      index = Int(next[index])
    }
    symbols.removeLast(count - kept)
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
      let (left, right) = (2 * index + 1, 2 * index + 2)
      var least = left < elements.count && elements[left] < elements[index] ? left : index
      if right < elements.count, elements[right] < elements[least] { least = right }
      guard least != index else { return first }
      elements.swapAt(index, least)
      index = least
    }
  }
}
