internal import TextAnalysis

/// A way to make tokens of text.
protocol TokenModel: Sendable {
  func count(_ utf8: UnsafeBufferPointer<UInt8>, _ state: TokenizerState) -> Int
  func encode(_ utf8: UnsafeBufferPointer<UInt8>, into ids: inout [Int], _ state: TokenizerState)
  /// See ``TextAnalysis/TokenCounter/totals(_:at:)``; nil where the model knows no better than the sum of the parts.
  func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int], _ state: TokenizerState) -> TokenTotals?
}

extension TokenModel {
  func totals(_ utf8: UnsafeBufferPointer<UInt8>, at boundaries: [Int], _ state: TokenizerState) -> TokenTotals? { nil }
}

/// What a thread needs to count, used again from text to text. Not for two threads at once.
final class TokenizerState {
  let cache = PieceCache()
  let classes = ScalarClasses()
  var symbols: [MergeSymbol] = []
}
