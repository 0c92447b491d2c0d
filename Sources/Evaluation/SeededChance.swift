internal import TextAnalysis

/// Numbers by chance that are the same on every machine: SplitMix64.
struct SeededChance {
  private var state: UInt64

  init(seed: UInt64) { state = Hashing64.mix(seed) }

  /// A number from 0 up to `count`, which is at least 1.
  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Int(Hashing64.mix(state).multipliedFullWidth(by: UInt64(count)).high)
  }

  /// One of several; nil where there is none.
  mutating func pick<Item>(_ items: [Item]) -> Item? { items.isEmpty ? nil : items[below(items.count)] }
}
