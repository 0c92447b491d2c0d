extension String {
  /// Whether the text has a number of any script or one of some ASCII marks.
  func holdsNumber(or marks: StaticString = "") -> Bool {
    let marks = UnsafeBufferPointer(start: marks.utf8Start, count: marks.utf8CodeUnitCount)
    var isPlain = true
    for byte in utf8 {
      if byte >= 0x30 && byte <= 0x39 || marks.contains(byte) { return true }
      if byte >= 0x80 { isPlain = false }
    }
    return !isPlain && contains(where: \.isNumber)
  }

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
