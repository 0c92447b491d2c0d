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
