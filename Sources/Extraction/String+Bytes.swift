extension String {
  /// Whether the bytes of a short text occur, found one by one: what the standard library's search costs many times over.
  func holds(_ text: StaticString) -> Bool {
    let needle = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    var copy = self
    return copy.withUTF8 { utf8 in
      guard let first = needle.first, utf8.count >= needle.count else { return false }
      return (0...utf8.count - needle.count).contains { index in
        utf8[index] == first && (1..<needle.count).allSatisfy { utf8[index + $0] == needle[$0] }
      }
    }
  }
}
