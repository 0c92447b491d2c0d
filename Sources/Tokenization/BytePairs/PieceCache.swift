/// The token counts of pieces met before. Not for two threads at once; see ``Tokenizer``, which keeps one for each that counts.
///
/// Open addressing with one place to look: a piece that finds its place taken by another replaces it, so that memory is bounded
/// and text that changes its subject is not slow for ever.
final class PieceCache {
  /// A key with its count, which takes the four bits that the length of at most fifteen leaves free: no piece has more tokens than
  /// bytes.
  struct Slot {
    fileprivate var low: UInt64
    fileprivate var high: UInt64
  }

  private static let bits: UInt64 = 17
  /// Bytes of long pieces that are kept before all are forgotten.
  private static let longLimit = 1 << 20
  private static let longestKept = 1 << 16
  private let base: UnsafeMutablePointer<Slot>

  init() {
    base = .allocate(capacity: 1 << Self.bits)
    base.initialize(repeating: Slot(low: 0, high: 0), count: 1 << Self.bits)
  }

  deinit { base.deallocate() }

  private let long = LongByteTable()

  /// The count of a piece that is too long for a key, made by `count` where it is not known.
  func count(_ piece: UnsafeBufferPointer<UInt8>, orElse count: () -> Int) -> Int {
    if let known = long[piece] { return known }
    let found = count()
    if piece.count <= Self.longestKept {
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
    func place(of key: ByteKey) -> Place { Place(base + Int(truncatingIfNeeded: key.hash &>> (64 - bits))) }
  }

  struct Place {
    private let slot: UnsafeMutablePointer<Slot>
    private static let countMask: UInt64 = 0xF0 << 56

    @inline(__always)
    fileprivate init(_ slot: UnsafeMutablePointer<Slot>) { self.slot = slot }

    /// The count of a key; zero where it is not known.
    @inline(__always)
    subscript(key: ByteKey) -> Int {
      let found = slot.pointee
      let differs = (found.low ^ key.low) | ((found.high ^ key.high) & ~Self.countMask)
      return differs == 0 ? Int(truncatingIfNeeded: found.high &>> 60) : 0
    }

    /// Keeps a count from 1 to 15.
    func insert(_ key: ByteKey, _ count: Int) {
      slot.pointee = Slot(low: key.low, high: key.high | UInt64(count) << 60)
    }
  }
}
