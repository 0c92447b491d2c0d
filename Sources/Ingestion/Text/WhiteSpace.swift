/// White space in UTF-8: ASCII's, the no-break space, and Unicode's spaces and separators.
enum WhiteSpace {
  /// The words of a text with one space between them, and none at the ends.
  static func folded(_ text: String) -> String {
    var text = text
    let folded = text.withUTF8 { source -> String? in
      if isFolded(source) { return nil }
      var output: [UInt8] = []
      output.reserveCapacity(source.count)
      var index = 0
      var isPending = false
      while index < source.count {
        let width = width(at: index, in: source)
        if width > 0 {
          isPending = !output.isEmpty
          index += width
          continue
        }
        if isPending { output.append(0x20) }
        isPending = false
        output.append(source[index])
        index += 1
      }
      return String(decoding: output, as: UTF8.self)
    }
    return folded ?? text
  }

  static func begins(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { width(at: 0, in: $0) > 0 }
  }

  static func ends(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { source in
      (1...3).contains { $0 <= source.count && width(at: source.count - $0, in: source) == $0 }
    }
  }

  static func isAll(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { source in
      var index = 0
      while index < source.count {
        let width = width(at: index, in: source)
        guard width > 0 else { return false }
        index += width
      }
      return true
    }
  }

  private static func isFolded(_ source: UnsafeBufferPointer<UInt8>) -> Bool {
    var last: UInt8 = 0x20
    for (index, byte) in source.enumerated() {
      if byte == 0x20 ? last == 0x20 : width(at: index, in: source) > 0 { return false }
      last = byte
    }
    return source.isEmpty || last != 0x20
  }

  /// How many bytes the white space at an index has; 0 where none stands there.
  private static func width(at index: Int, in source: UnsafeBufferPointer<UInt8>) -> Int {
    guard index < source.count else { return 0 }
    let byte = source[index]
    if byte < 0x80 { return byte.isSpace ? 1 : 0 }
    switch byte {
    case 0xC2:
      return index + 1 < source.count && (source[index + 1] == 0xA0 || source[index + 1] == 0x85) ? 2 : 0
    case 0xE2:
      guard index + 2 < source.count else { return 0 }
      switch (source[index + 1], source[index + 2]) {
      case (0x80, 0x80...0x8A), (0x80, 0xA8...0xA9), (0x80, 0xAF), (0x81, 0x9F): return 3
      default: return 0
      }
    case 0xE1:
      return index + 2 < source.count && source[index + 1] == 0x9A && source[index + 2] == 0x80 ? 3 : 0
    case 0xE3:
      return index + 2 < source.count && source[index + 1] == 0x80 && source[index + 2] == 0x80 ? 3 : 0
    default: return 0
    }
  }
}
