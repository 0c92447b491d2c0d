/// Looks for ASCII words in UTF-8, whatever their case, without making strings.
extension ArraySlice<UInt8> {
  /// Whether `word`, in lower case, occurs. Cost: the product of the lengths at worst, one look at each byte as a rule.
  func holds(_ word: StaticString) -> Bool { withUnsafeBufferPointer { $0.holds(word) } }
}

extension UnsafeBufferPointer<UInt8> {
  /// See ``Swift/ArraySlice/holds(_:)``.
  func holds(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard count >= word.count, let first = word.first else { return word.isEmpty }
      for start in 0...count - word.count where Self.lower(self[start]) == first {
        if (1..<word.count).allSatisfy({ Self.lower(self[start + $0]) == word[$0] }) { return true }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte.isUppercase ? byte | 0x20 : byte }
}

extension String {
  /// See ``Swift/ArraySlice/holds(_:)``.
  func holds(_ word: StaticString) -> Bool {
    var copy = self
    return copy.withUTF8 { $0.holds(word) }
  }
}
