/// Counts language-model tokens.
public protocol TokenCounter: Sendable {
  /// The vocabulary's name as users know it, with `~` before it where the count is an estimate: `~o200k_base`.
  var name: String { get }
  /// The number of tokens in UTF-8 text. Empty text has none.
  func count(_ utf8: UnsafeBufferPointer<UInt8>) -> Int
}

extension TokenCounter {
  /// The number of tokens in `text`.
  public func count(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { count($0) }
  }
}
