public import TextAnalysis

/// Counts characters, for budgets in them: Unicode scalars, as Python's `len` does.
public struct CharacterCounter: TokenCounter {
  public init() {}

  public var name: String { "characters" }

  public func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int { utf8.scalarCount }

  public func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int]) -> TokenTotals {
    var totals: [Int32] = []
    totals.reserveCapacity(boundaries.count)
    var (sum, start) = (0, boundaries.first ?? 0)
    for boundary in boundaries {
      sum += UnsafeBufferPointer(rebasing: utf8[start..<boundary]).scalarCount
      totals.append(Int32(clamping: sum))
      start = boundary
    }
    return TokenTotals(totals: totals)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The Unicode scalars of UTF-8: its bytes but those that continue one.
  var scalarCount: Int {
    guard let base = baseAddress else { return 0 }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var (continuing, index) = (0, 0)
    while index &+ 8 <= count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      // The upper bit set and the next one not.
      continuing &+= (word &>> 7 & ~(word &>> 6) & ones).nonzeroBitCount
      index &+= 8
    }
    while index < count {
      continuing &+= base[index] & 0xC0 == 0x80 ? 1 : 0
      index &+= 1
    }
    return count &- continuing
  }
}
