/// Escapes plain words so that Markdown reads them as themselves, touching as little as it can.
enum MarkdownEscaping {
  /// For text inside a paragraph, a heading or a list item. Only what would be read as a mark gets a backslash.
  static func inline(_ text: some StringProtocol, inTable: Bool = false) -> String {
    let source = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(source.count + 8)
    let lastBracket = source.lastIndex(of: UInt8(ascii: "]")) ?? -1
    for (index, byte) in source.enumerated() {
      if byte == UInt8(ascii: "[") ? index < lastBracket : needsEscape(byte, at: index, in: source, inTable: inTable) {
        output.append(UInt8(ascii: "\\"))
      }
      output.append(byte == 0x0A ? 0x20 : byte)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Escapes what a line would be read as if it began a block: `#`, `>`, `-`, `+`, `1.`, `=`. Expects inline text.
  static func blockStart(_ inline: String) -> String {
    let source = Array(inline.utf8)
    guard let first = source.first else { return inline }
    switch first {
    case UInt8(ascii: "#"):
      let rest = source.drop { $0 == first }
      return rest.isEmpty || rest.first == 0x20 ? "\\" + inline : inline
    case UInt8(ascii: ">"), UInt8(ascii: "="):
      return "\\" + inline
    case UInt8(ascii: "~"):
      return source.prefix { $0 == first }.count >= 3 ? "\\" + inline : inline
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
      guard first != UInt8(ascii: "*") || source.count == 1 || source[1] == 0x20 else { return inline }
      return source.count == 1 || source[1] == 0x20 || source[1] == first ? "\\" + inline : inline
    case 0x30...0x39:
      let digits = source.prefix { $0.isDigit }.count
      guard digits < source.count, digits <= 9, source[digits] == UInt8(ascii: ".") || source[digits] == UInt8(ascii: ")"),
        digits + 1 == source.count || source[digits + 1] == 0x20
      else { return inline }
      return String(decoding: source[..<digits], as: UTF8.self) + "\\" + String(decoding: source[digits...], as: UTF8.self)
    default: return inline
    }
  }

  /// Escapes every mark, for words that must be read as they stand whatever is beside them.
  static func all(_ words: [UInt8]) -> String {
    var output: [UInt8] = []
    for byte in words {
      if (byte >= 0x21 && byte <= 0x2F) || (byte >= 0x3A && byte <= 0x40) || (byte >= 0x5B && byte <= 0x60)
        || (byte >= 0x7B && byte < 0x7F)
      {
        output.append(UInt8(ascii: "\\"))
      }
      output.append(byte)
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func needsEscape(_ byte: UInt8, at index: Int, in source: [UInt8], inTable: Bool) -> Bool {
    let next = index + 1 < source.count ? source[index + 1] : 0x20
    let before = index > 0 ? source[index - 1] : 0x20
    switch byte {
    case UInt8(ascii: "\\"):
      return (next >= 0x21 && next <= 0x2F) || (next >= 0x3A && next <= 0x40) || (next >= 0x5B && next <= 0x60)
        || next >= 0x7B && next < 0x7F
    case UInt8(ascii: "*"): return !(before.isSpace && next.isSpace)
    case UInt8(ascii: "`"): return true
    case UInt8(ascii: "_"): return !(before.isSpace && next.isSpace) && !(isWord(before) && isWord(next))
    case UInt8(ascii: "<"):
      return next.isLetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
    case UInt8(ascii: "&"): return next.isLetter || next == UInt8(ascii: "#")
    case UInt8(ascii: "|"): return inTable
    case UInt8(ascii: "~"): return next == byte || before == byte
    default: return false
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }
}
