/// The token counts of all ranges between the boundaries of a text, from one pass over it.
///
/// The count of a range is one subtraction. Where a boundary cuts a pre-token, or white space that is read together, the pieces
/// at the range's edges are not those of the whole text; what they differ by is kept for each boundary, so that counts stay exact.
public struct TokenTotals: Sendable {
  /// Tokens up to each boundary.
  package var totals: [Int32]
  /// What a range that begins at a boundary has more than the totals say, by the boundary's index; only where it is not zero.
  package var heads: [Int: Int32]
  /// The same of one that ends there.
  package var tails: [Int: Int32]

  /// Whether they are sums of what the parts between boundaries count, each by itself, which may be more than the whole counts.
  package var isSum: Bool

  package init(totals: [Int32], heads: [Int: Int32] = [:], tails: [Int: Int32] = [:], isSum: Bool = false) {
    self.isSum = isSum
    self.totals = totals
    self.heads = heads
    self.tails = tails
  }

  /// The tokens between two boundaries, given by index. Exact unless they are sums, or the range lies inside one pre-token.
  public func count(_ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    var count = totals[range.upperBound] - totals[range.lowerBound]
    if !heads.isEmpty { count += heads[range.lowerBound] ?? 0 }
    if !tails.isEmpty { count += tails[range.upperBound] ?? 0 }
    return Int(max(1, count))
  }
}
