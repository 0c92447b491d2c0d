/// The generator of numpy's `default_rng`, bit for bit: PCG64 (XSL-RR, 128 bits of state) seeded through `SeedSequence`.
///
/// M. E. O'Neill, PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation, 2014.
struct PCG64 {
  private var state: UInt128 = 0
  private let increment: UInt128
  /// The upper half of a draw of which only the lower was wanted.
  private var half: UInt32?

  private static let multiplier = UInt128(0x2360_ED05_1FC6_5DA4) << 64 | 0x4385_DF64_9FCC_F645

  init(seed: UInt64) {
    let words = SeedSequence.words(seed)
    increment = (UInt128(words[2]) << 64 | UInt128(words[3])) << 1 | 1
    step()
    state &+= UInt128(words[0]) << 64 | UInt128(words[1])
    step()
  }

  private mutating func step() { state = state &* Self.multiplier &+ increment }

  mutating func next() -> UInt64 {
    step()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> turn | folded << ((64 &- turn) & 63)
  }

  mutating func nextHalf() -> UInt32 {
    if let half {
      self.half = nil
      return half
    }
    let value = next()
    half = UInt32(truncatingIfNeeded: value >> 32)
    return UInt32(truncatingIfNeeded: value)
  }

  /// 0 up to 1, 53 bits.
  mutating func nextDouble() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  /// 0…`limit`, each as likely (D. Lemire, Fast Random Integer Generation in an Interval, 2019).
  mutating func upTo(_ limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    guard limit < UInt32.max else { return limit == UInt32.max ? Int(nextHalf()) : upToMany(UInt64(limit)) }
    let count = UInt32(limit) + 1
    var product = UInt64(nextHalf()) * UInt64(count)
    if UInt32(truncatingIfNeeded: product) < count {
      let threshold = (UInt32.max - UInt32(limit)) % count
      while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(nextHalf()) * UInt64(count) }
    }
    return Int(product >> 32)
  }

  private mutating func upToMany(_ limit: UInt64) -> Int {
    let count = limit + 1
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (UInt64.max - limit) % count
      while product.low < threshold { product = next().multipliedFullWidth(by: count) }
    }
    return Int(product.high)
  }

  /// `choice(count, size, replace=False)`: different numbers below `count`, in the order of their drawing.
  mutating func choice(_ count: Int, size: Int) -> [Int] {
    if count > 10_000, size > count / 50 {
      var all = Array(0..<count)
      shuffle(&all, downTo: max(count - size, 1))
      return Array(all[(count - size)...])
    }
    var (seen, drawn): (Set<Int>, [Int]) = ([], [])
    for last in count - size..<count {
      let value = upTo(last)
      drawn.append(seen.insert(value).inserted ? value : last)
      seen.insert(drawn[drawn.count - 1])
    }
    shuffle(&drawn, downTo: 1)
    return drawn
  }

  private mutating func shuffle(_ values: inout [Int], downTo first: Int) {
    for index in stride(from: values.count - 1, through: first, by: -1) { values.swapAt(index, upTo(index)) }
  }

  /// `choice(count, size, replace=False, p=weights / sum)`.
  mutating func choice(size: Int, weights: [Double]) -> [Int] {
    let sum = Self.pairwiseSum(weights[...])
    var shares = weights.map { $0 / sum }
    var found: [Int] = []
    while found.count < size {
      let draws = (found.count..<size).map { _ in nextDouble() }
      for place in found { shares[place] = 0 }
      var total = 0.0
      let totals = shares.map { share in
        total += share
        return total
      }
      for draw in draws {
        let place = totals.firstIndex { $0 / total > draw } ?? shares.count - 1
        if !found.contains(place) { found.append(place) }
      }
    }
    return found
  }

  /// The sum in the order in which numpy adds.
  private static func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
    if values.count < 8 { return values.reduce(-0.0, +) }
    if values.count > 128 {
      let half = values.count / 2 - values.count / 2 % 8
      return pairwiseSum(values.prefix(half)) + pairwiseSum(values.dropFirst(half))
    }
    var sums = Array(values.prefix(8))
    let whole = values.count - values.count % 8
    for offset in 8..<max(8, whole) { sums[offset % 8] += values[values.startIndex + offset] }
    let sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    return values.dropFirst(whole).reduce(sum, +)
  }
}

/// numpy's `SeedSequence`, which spreads a seed over the bits of a state.
private enum SeedSequence {
  /// Four words for a seed.
  static func words(_ seed: UInt64) -> [UInt64] {
    var pool = pool(seed)
    var multiplier: UInt32 = 0x8B51_F9DD
    var halves: [UInt32] = []
    for index in 0..<8 {
      var value = pool[index % 4] ^ multiplier
      multiplier &*= 0x58F3_8DED
      value &*= multiplier
      halves.append(value ^ value >> 16)
    }
    pool.removeAll()
    return (0..<4).map { UInt64(halves[2 * $0]) | UInt64(halves[2 * $0 + 1]) << 32 }
  }

  private static func pool(_ seed: UInt64) -> [UInt32] {
    var multiplier: UInt32 = 0x43B0_D7E5
    func hashed(_ value: UInt32) -> UInt32 {
      var value = value ^ multiplier
      multiplier &*= 0x931E_8875
      value &*= multiplier
      return value ^ value >> 16
    }
    func mixed(_ first: UInt32, _ second: UInt32) -> UInt32 {
      let value = (0xCA01_F9DD &* first) &- (0x4973_F715 &* second)
      return value ^ value >> 16
    }
    var pool = [hashed(UInt32(truncatingIfNeeded: seed)), hashed(UInt32(seed >> 32)), hashed(0), hashed(0)]
    for source in 0..<4 {
      for target in 0..<4 where target != source { pool[target] = mixed(pool[target], hashed(pool[source])) }
    }
    return pool
  }
}
