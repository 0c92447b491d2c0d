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

  /// How many runs of other bytes stand between spaces.
  var wordCount: Int {
    var (count, before) = (0, UInt8(ascii: " "))
    for byte in utf8 {
      if byte != 0x20, before == 0x20 { count += 1 }
      before = byte
    }
    return count
  }

  /// Whether one of some ASCII marks occurs.
  func holdsAny(of marks: StaticString) -> Bool {
    let marks = UnsafeBufferPointer(start: marks.utf8Start, count: marks.utf8CodeUnitCount)
    return utf8.contains { marks.contains($0) }
  }

  /// Whether a letter of any script occurs.
  var holdsLetter: Bool {
    utf8.contains { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A } || utf8.contains { $0 >= 0x80 } && contains(where: \.isLetter)
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
