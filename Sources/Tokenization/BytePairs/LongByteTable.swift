/// From bytes of any length to a number, the bytes kept one behind the other. Not for two threads at once while it grows.
final class LongByteTable: @unchecked Sendable {
  private struct Slot {
    var hash: UInt64 = 0
    var start = 0
    /// Zero where the slot is free.
    var count = 0
    var value = 0
  }

  private var slots: [Slot] = Array(repeating: Slot(), count: 1 << 10)
  private var bytes: [UInt8] = []
  private(set) var count = 0

  /// Bytes kept in all.
  var size: Int { bytes.count }

  subscript(key: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = Self.hash(key)
    var index = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[index].count > 0 {
      if slots[index].hash == hash, isSame(slots[index], key) { return slots[index].value }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a key that is not there yet.
  func insert(_ key: UnsafeBufferPointer<UInt8>, _ value: Int) {
    guard !key.isEmpty else { return }
    if count * 2 >= slots.count { grow() }
    place(Slot(hash: Self.hash(key), start: bytes.count, count: key.count, value: value))
    bytes.append(contentsOf: key)
    count += 1
  }

  func removeAll() {
    slots = Array(repeating: Slot(), count: 1 << 10)
    bytes.removeAll(keepingCapacity: true)
    count = 0
  }

  private func place(_ slot: Slot) {
    var index = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
    while slots[index].count > 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 2)
    for slot in old where slot.count > 0 { place(slot) }
  }

  private func isSame(_ slot: Slot, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard slot.count == key.count else { return false }
    for index in 0..<key.count where bytes[slot.start + index] != key[index] { return false }
    return true
  }

  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(key.count)
    let raw = UnsafeRawBufferPointer(key)
    var index = 0
    while index + 8 <= key.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      index += 8
    }
    while index < key.count {
      hash = (hash ^ UInt64(key[index])) &* 0x100_0000_01B3
      index += 1
    }
    return hash ^ hash >> 32
  }
}
