/// The mixing of 64-bit hashes, and of the states of generators.
package enum Hashing64 {
  /// The finaliser of SplitMix64: a bijection after which every bit hangs on all.
  @inline(__always)
  package static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }
}
