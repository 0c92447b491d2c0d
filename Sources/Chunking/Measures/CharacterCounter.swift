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
    var continuing = 0
    for byte in self { continuing &+= Int8(bitPattern: byte) < -64 ? 1 : 0 }
    return count - continuing
  }
}
