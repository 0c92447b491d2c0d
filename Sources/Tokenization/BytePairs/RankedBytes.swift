/// A vocabulary as tiktoken writes it: a rank for each sequence of bytes, which is its id, and the order of merging too.
struct RankedBytes: MergeRule, Sendable {
  let table: ByteTable
  /// The ranks of two bytes, which are looked for most; `max` where they are no token.
  private let pairs: [UInt32]
  private let singles: [UInt32]
  /// All tokens one behind the other, by rank.
  private let bytes: [UInt8]
  private let ends: [Int]

  /// `tokens` by rank.
  init(tokens: [[UInt8]]) {
    let table = ByteTable(capacity: tokens.count)
    var pairs = [UInt32](repeating: .max, count: 1 << 16)
    var singles = [UInt32](repeating: 0, count: 256)
    var bytes: [UInt8] = []
    var ends: [Int] = []
    for (rank, token) in tokens.enumerated() {
      token.withUnsafeBufferPointer { table.insert($0, UInt32(rank)) }
      if token.count == 1 { singles[Int(token[0])] = UInt32(rank) }
      if token.count == 2 { pairs[Int(token[0]) << 8 | Int(token[1])] = UInt32(rank) }
      bytes.append(contentsOf: token)
      ends.append(bytes.count)
    }
    self.table = table
    self.bytes = bytes
    self.ends = ends
    self.pairs = pairs
    self.singles = singles
  }

  var count: Int { ends.count }

  func token(_ id: UInt32) -> ArraySlice<UInt8> {
    let index = Int(id)
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  func id(ofByte byte: UInt8) -> UInt32 { singles[Int(byte)] }

  func rank(of piece: UnsafeBufferPointer<UInt8>, available: Int) -> UInt32? { table[piece, available] }

  @inline(__always)
  func merge(
    _ piece: UnsafeBufferPointer<UInt8>, _ left: MergeSymbol, _ right: MergeSymbol
  ) -> (rank: UInt32, id: UInt32)? {
    guard let base = piece.baseAddress else { return nil }
    let start = Int(left.start)
    let length = Int(right.end) - start
    if length == 2 {
      let rank = pairs[Int(base[start]) << 8 | Int(base[start + 1])]
      return rank == .max ? nil : (rank, rank)
    }
    if length <= ByteKey.limit {
      return table.slots[ByteKey(base + start, length, available: piece.count - start)].map { ($0, $0) }
    }
    return rank(of: UnsafeBufferPointer(start: base + start, count: length), available: length).map { ($0, $0) }
  }
}

// MARK: Counting

extension RankedBytes {
  /// Pieces up to this are counted by ``mergedCount(_:_:available:)``.
  static let fewBytes = 100

  /// The tokens of a piece of at most ``fewBytes`` bytes, of which `available` (at least as many) may be read: what ``PairMerging``
  /// leaves, without the ids, by offsets and ranks alone.
  func mergedCount(_ piece: UnsafePointer<UInt8>, _ length: Int, available: Int) -> Int {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: length) { ranks in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length + 1) { starts in
        guard let ranks = ranks.baseAddress, let starts = starts.baseAddress else { return length }
        for index in 0...length { starts[index] = UInt8(truncatingIfNeeded: index) }
        for index in 0..<length - 1 { ranks[index] = pairs[Int(piece[index]) << 8 | Int(piece[index &+ 1])] }
        return merge(piece, available, starts, ranks, count: length)
      }
    }
  }

  /// Merges until no pair of neighbours is a token; gives how many parts are left. `starts` has an end behind the last part, `ranks`
  /// that of each part with the next one.
  private func merge(
    _ piece: UnsafePointer<UInt8>, _ available: Int, _ starts: UnsafeMutablePointer<UInt8>, _ ranks: UnsafeMutablePointer<UInt32>,
    count: Int
  ) -> Int {
    var count = count
    while count > 1 {
      var (best, least) = (0, ranks[0])
      var index = 1
      while index < count &- 1 {
        if ranks[index] < least { (best, least) = (index, ranks[index]) }
        index &+= 1
      }
      if least == .max { return count }
      count &-= 1
      index = best &+ 1
      while index < count {
        starts[index] = starts[index &+ 1]
        ranks[index &- 1] = ranks[index]
        index &+= 1
      }
      starts[count] = starts[count &+ 1]
      if best &+ 1 < count { ranks[best] = rank(piece, available, starts[best], starts[best &+ 2]) }
      if best > 0 { ranks[best &- 1] = rank(piece, available, starts[best &- 1], starts[best &+ 1]) }
    }
    return count
  }

  /// The rank of some bytes of a piece; `max` where they are no token.
  @inline(__always)
  private func rank(_ piece: UnsafePointer<UInt8>, _ available: Int, _ start: UInt8, _ end: UInt8) -> UInt32 {
    let (start, length) = (Int(start), Int(end &- start))
    if length <= ByteKey.limit {
      return table.slots[ByteKey(piece + start, length, available: available &- start)] ?? .max
    }
    return table[UnsafeBufferPointer(start: piece + start, count: length), available &- start] ?? .max
  }
}
