/// Where texts stand that share a key: a hash table that keeps several values a key, in eight bytes each.
struct KeyTable {
  /// Values a key; more than these are no longer noted, so that what a million texts share costs none of them time.
  private static let mostValues = 16

  /// The upper half of the key, and the value plus one; zero is free.
  private var slots = [UInt64](repeating: 0, count: 1 << 12)
  private var count = 0

  mutating func insert(_ key: UInt64, _ value: UInt32) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    let tag = key | 0xFFFF_FFFF
    var (place, same) = (Self.place(key, slots.count), 0)
    while slots[place] != 0 {
      if slots[place] | 0xFFFF_FFFF == tag { same += 1 }
      if same == Self.mostValues { return }
      place = (place + 1) & (slots.count - 1)
    }
    slots[place] = key & 0xFFFF_FFFF_0000_0000 | UInt64(value) + 1
    count += 1
  }

  /// Gives the values of a key, and now and then one of another.
  func forEachValue(_ key: UInt64, _ body: (UInt32) -> Void) {
    slots.withUnsafeBufferPointer { slots in
      let tag = key | 0xFFFF_FFFF
      var place = Self.place(key, slots.count)
      while slots[place] != 0 {
        if slots[place] | 0xFFFF_FFFF == tag { body(UInt32(truncatingIfNeeded: slots[place]) - 1) }
        place = (place + 1) & (slots.count - 1)
      }
    }
  }

  /// By what stays in the slot of a key.
  @inline(__always)
  private static func place(_ key: UInt64, _ size: Int) -> Int { Int(truncatingIfNeeded: Hashing64.mix(key &>> 32)) & (size - 1) }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for slot in old where slot != 0 {
      var place = Self.place(slot, slots.count)
      while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }
}
