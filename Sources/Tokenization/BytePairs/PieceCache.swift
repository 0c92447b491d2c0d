/// The token counts of pieces met before. Not for two threads at once; see ``Tokenizer``, which keeps one for each that counts.
///
/// Open addressing with one place to look: a piece that finds its place taken by another replaces it, so that memory is bounded
/// and text that changes its subject is not slow for ever.
final class PieceCache {
  struct Slot {
    var low: UInt64
    var high: UInt64
    var count: Int
  }

  private static let bits: UInt64 = 17
  /// Bytes of long pieces that are kept before all are forgotten.
  private static let longLimit = 1 << 20
  private let base: UnsafeMutablePointer<Slot>

  init() {
    base = .allocate(capacity: 1 << Self.bits)
    base.initialize(repeating: Slot(low: 0, high: 0, count: 0), count: 1 << Self.bits)
  }

  deinit { base.deallocate() }

  private let long = LongByteTable()

  /// The count of a piece that is too long for a key, made by `count` where it is not known.
  func count(_ piece: UnsafeBufferPointer<UInt8>, orElse count: () -> Int) -> Int {
    if let known = long[piece] { return known }
    let found = count()
    if piece.count <= 1024 {
      if long.size > Self.longLimit { long.removeAll() }
      long.insert(piece, found)
    }
    return found
  }

  /// The slots without their owner, for loops.
  var slots: Slots { Slots(base: base) }

  struct Slots {
    fileprivate let base: UnsafeMutablePointer<Slot>

    /// The place of a key: its own, or that of what it would replace.
    @inline(__always)
    func place(of key: ByteKey) -> UnsafeMutablePointer<Slot> { base + Int(truncatingIfNeeded: key.hash &>> (64 - bits)) }
  }
}
