internal import TextAnalysis

/// Which marks a text has, found in one pass over its bytes.
struct TextMarks {
  /// A bit for each ASCII character.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// Whether it has an opening double quote.
  let opensQuote: Bool
  /// How often a space stands behind a full stop.
  private(set) var stops = 0

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { TextMarks($0) }
  }

  private init(_ utf8: UnsafeBufferPointer<UInt8>) {
    var quote = false
    for (index, byte) in utf8.enumerated() {
      if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
      // U+201C is E2 80 9C.
      if byte == 0x9C, index >= 2, utf8[index - 1] == 0x80, utf8[index - 2] == 0xE2 { quote = true }
      if byte == 0x20, index > 0, utf8[index - 1] == UInt8(ascii: ".") { stops += 1 }
    }
    opensQuote = quote
  }

  /// - Parameter character: an ASCII character.
  func has(_ character: UInt8) -> Bool {
    character < 64 ? low & (1 << UInt64(character)) != 0 : high & (1 << UInt64(character - 64)) != 0
  }
}
