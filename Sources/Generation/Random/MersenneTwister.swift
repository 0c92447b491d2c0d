/// The generator of numpy's `RandomState`, which pandas samples with, bit for bit: MT19937.
///
/// M. Matsumoto and T. Nishimura, Mersenne Twister, 1998.
struct MersenneTwister {
  private var state: [UInt32]
  private var index = 624

  init(seed: UInt32) {
    state = [seed]
    for place in 1..<624 { state.append(1_812_433_253 &* (state[place - 1] ^ state[place - 1] >> 30) &+ UInt32(place)) }
  }

  mutating func next() -> UInt32 {
    if index == 624 { turn() }
    var value = state[index]
    index += 1
    value ^= value >> 11
    value ^= value << 7 & 0x9D2C_5680
    value ^= value << 15 & 0xEFC6_0000
    return value ^ value >> 18
  }

  private mutating func turn() {
    for place in 0..<624 {
      let value = (state[place] & 0x8000_0000) | (state[(place + 1) % 624] & 0x7FFF_FFFF)
      state[place] = state[(place + 397) % 624] ^ value >> 1 ^ (value & 1 == 1 ? 0x9908_B0DF : 0)
    }
    index = 0
  }

  /// `permutation(count)`.
  mutating func permutation(_ count: Int) -> [Int] {
    var values = Array(0..<count)
    for place in stride(from: count - 1, through: 1, by: -1) {
      let mask = UInt32.max >> UInt32(UInt32(place).leadingZeroBitCount)
      var other = next() & mask
      while other > place { other = next() & mask }
      values.swapAt(place, Int(other))
    }
    return values
  }
}
