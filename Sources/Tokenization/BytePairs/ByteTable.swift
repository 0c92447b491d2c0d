/// From bytes to a number: a slot each for up to fifteen bytes, a ``LongByteTable`` for what is longer. Built once, then only read.
final class ByteTable: @unchecked Sendable {
  struct Slot {
    var low: UInt64
    /// Zero where the slot is free, since a key tells its length here.
    var high: UInt64
    var value: UInt32
  }

  /// The slots without their owner, for loops in which counting references would cost more than the look-up.
  struct Slots {
    fileprivate let base: UnsafeMutablePointer<Slot>
    fileprivate let shift: UInt64
    fileprivate let mask: Int
    /// A bit for each of some hashes: where it is not set no key has that hash. Far smaller than the slots, so that most look-ups of
    /// what is no key stay near the processor.
    fileprivate let filter: UnsafeMutablePointer<UInt64>
    fileprivate static let filterBits: UInt64 = 20

    @inline(__always)
    subscript(key: ByteKey) -> UInt32? {
      let hash = key.hash
      let (word, bit) = Self.filterPlace(hash)
      if filter[word] & bit == 0 { return nil }
      var index = Int(truncatingIfNeeded: hash &>> shift)
      while true {
        let slot = base + index
        if slot.pointee.low == key.low, slot.pointee.high == key.high { return slot.pointee.value }
        if slot.pointee.high == 0 { return nil }
        index = (index &+ 1) & mask
      }
    }

    @inline(__always)
    fileprivate static func filterPlace(_ hash: UInt64) -> (word: Int, bit: UInt64) {
      let place = (hash &>> 24) & ((1 &<< filterBits) &- 1)
      return (Int(truncatingIfNeeded: place &>> 6), 1 &<< (place & 63))
    }
  }

  let slots: Slots
  private let long = LongByteTable()
  private var longest = 0

  /// For at most `capacity` short entries; more would make look-ups endless.
  init(capacity: Int) {
    var bits = 4
    while 1 << bits < capacity * 2 { bits += 1 }
    let base = UnsafeMutablePointer<Slot>.allocate(capacity: 1 << bits)
    base.initialize(repeating: Slot(low: 0, high: 0, value: 0), count: 1 << bits)
    let filter = UnsafeMutablePointer<UInt64>.allocate(capacity: 1 << (Slots.filterBits - 6))
    filter.initialize(repeating: 0, count: 1 << (Slots.filterBits - 6))
    slots = Slots(base: base, shift: UInt64(64 - bits), mask: 1 << bits - 1, filter: filter)
  }

  deinit {
    slots.base.deallocate()
    slots.filter.deallocate()
  }

  subscript(bytes: UnsafeBufferPointer<UInt8>, available: Int) -> UInt32? {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
    if bytes.count > ByteKey.limit { return bytes.count > longest ? nil : long[bytes].map { UInt32($0) } }
    return slots[ByteKey(base, bytes.count, available: available)]
  }

  /// Keeps the first value of bytes that come twice. Only before the table is shared.
  func insert(_ bytes: UnsafeBufferPointer<UInt8>, _ value: UInt32) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    guard bytes.count <= ByteKey.limit else {
      if long[bytes] == nil { long.insert(bytes, Int(value)) }
      longest = max(longest, bytes.count)
      return
    }
    let key = ByteKey(base, bytes.count, available: bytes.count)
    var index = Int(truncatingIfNeeded: key.hash &>> slots.shift)
    while slots.base[index].high != 0 {
      if slots.base[index].low == key.low, slots.base[index].high == key.high { return }
      index = (index + 1) & slots.mask
    }
    slots.base[index] = Slot(low: key.low, high: key.high, value: value)
    let (word, bit) = Slots.filterPlace(key.hash)
    slots.filter[word] |= bit
  }
}
