/// Counts language-model tokens.
///
/// One method is enough. A counter whose counts do not add up (that of a range is not the sum of its parts) may give its own
/// ``totals(_:at:)`` too.
public protocol TokenCounter: Sendable {
  /// The vocabulary's name as users know it, with `~` before it where the count is an estimate: `~o200k_base`.
  var name: String { get }
  /// The number of tokens in UTF-8 text: at most that of its bytes. Empty text has none.
  func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int
  /// The counts of the ranges between `boundaries`: offsets into `utf8` that rise, the first and the last among them.
  func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int]) -> TokenTotals
}

extension TokenCounter {
  /// The number of tokens in `text`.
  public func count(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { count($0) }
  }

  public func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int]) -> TokenTotals { sums(utf8, at: boundaries) }

  /// Totals as sums of what lies between neighbours: at least the count of the whole as a rule, since a cut never joins tokens.
  package func sums(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int]) -> TokenTotals {
    var totals: [Int32] = []
    totals.reserveCapacity(boundaries.count)
    var sum = 0
    for (index, boundary) in boundaries.enumerated() {
      if index > 0 { sum += count(UnsafeBufferPointer(rebasing: utf8[boundaries[index - 1]..<boundary])) }
      totals.append(Int32(clamping: sum))
    }
    return TokenTotals(totals: totals, isSum: true)
  }
}
