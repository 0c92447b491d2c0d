/// Up to fifteen bytes and their number in two words: a key that needs no comparison of bytes.
struct ByteKey: Equatable {
  static let limit = 15

  var low: UInt64
  var high: UInt64

  /// `length` bytes at `bytes`, of which `available` (at least as many) may be read.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, _ length: Int, available: Int) {
    let raw = UnsafeRawPointer(bytes)
    if available >= 16 {
      // No branch on the length, which nobody can foretell.
      let inLow = UInt64(truncatingIfNeeded: length < 8 ? length : 8)
      let inHigh = UInt64(truncatingIfNeeded: length > 8 ? length &- 8 : 0)
      low = raw.loadUnaligned(as: UInt64.self).littleEndian & (~0 &>> (64 &- inLow &* 8))
      let second = raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
      high = second & ((1 &<< (inHigh &* 8)) &- 1) | UInt64(truncatingIfNeeded: length) &<< 56
      return
    }
    low = 0
    high = UInt64(length) << 56
    for index in 0..<length {
      if index < 8 {
        low |= UInt64(bytes[index]) << UInt64(index * 8)
      } else {
        high |= UInt64(bytes[index]) << UInt64(index * 8 - 64)
      }
    }
  }

  /// Well mixed in the upper bits.
  @inline(__always)
  var hash: UInt64 {
    let mixed = (low ^ (high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
    return (mixed ^ mixed >> 32) &* 0xD6E8_FEB8_6659_FD93
  }
}
