/// The first two hundred words of a text: a fixed number, so that long texts and short ones can be compared.
struct WordSample {
  static let limit = 200
  private static let size = 512
  private var keys = [UInt64](repeating: 0, count: size)
  private var counts = [UInt8](repeating: 0, count: size)
  private var used: [Int] = []
  private(set) var count = 0

  mutating func reset() {
    for place in used { (keys[place], counts[place]) = (0, 0) }
    used.removeAll(keepingCapacity: true)
    count = 0
  }

  mutating func add(_ key: UInt64) {
    guard count < Self.limit else { return }
    count += 1
    var place = Int(truncatingIfNeeded: key ^ (key >> 31)) & (Self.size - 1)
    while counts[place] != 0, keys[place] != key { place = (place + 1) & (Self.size - 1) }
    if counts[place] == 0 {
      keys[place] = key
      used.append(place)
    }
    counts[place] &+= 1
  }

  var distinct: Int { used.count }

  /// The entropy of the words as a share of that of as many different ones, 0…1; 1 for fewer than two.
  var entropy: Double {
    guard count > 1 else { return 1 }
    // Σ c/n · log(n/c) = log n - Σ c·log c / n
    let sum = used.reduce(0.0) { $0 + Self.weighted[Int(counts[$1])] }
    return 1 - sum / Double(count) / Self.logarithm(Double(count))
  }

  /// c · ln c.
  private static let weighted: [Double] = (0...limit).map { $0 < 2 ? 0 : Double($0) * logarithm(Double($0)) }

  /// The natural logarithm by halving and a series, the same bits everywhere.
  private static func logarithm(_ value: Double) -> Double {
    var (value, halvings) = (value, 0.0)
    while value > 1.5 {
      value /= 2
      halvings += 1
    }
    // ln x = 2 artanh((x - 1) / (x + 1))
    let ratio = (value - 1) / (value + 1)
    var (power, sum) = (ratio, 0.0)
    for term in 0..<12 {
      sum += power / Double(2 * term + 1)
      power *= ratio * ratio
    }
    return 2 * sum + halvings * 0.693_147_180_559_945_3
  }
}
