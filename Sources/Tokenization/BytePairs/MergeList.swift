/// The merges of a `tokenizer.json`: pairs of ids, in the order in which they were learnt.
struct MergeList: MergeRule, Sendable {
  private let merges: [UInt64: UInt64]

  /// `pairs` in order, each with the id of what it makes.
  init(_ pairs: [(left: UInt32, right: UInt32, merged: UInt32)]) {
    var merges: [UInt64: UInt64] = [:]
    merges.reserveCapacity(pairs.count)
    for (rank, pair) in pairs.enumerated() {
      let key = UInt64(pair.left) << 32 | UInt64(pair.right)
      if merges[key] == nil { merges[key] = UInt64(rank) << 32 | UInt64(pair.merged) }
    }
    self.merges = merges
  }

  func merge(
    _ piece: UnsafeBufferPointer<UInt8>, _ left: MergeSymbol, _ right: MergeSymbol
  ) -> (rank: UInt32, id: UInt32)? {
    merges[UInt64(left.id) << 32 | UInt64(right.id)].map { (UInt32($0 >> 32), UInt32(truncatingIfNeeded: $0)) }
  }
}
