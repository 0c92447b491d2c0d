/// A word of a text and where it stands.
public struct Word: Sendable, Equatable {
  /// Lower-cased (ASCII letters only; other scripts are kept as they are).
  public let folded: String
  /// UTF-8 bytes of the text.
  public let range: Range<Int>
  /// Whether the first letter is an ASCII capital.
  public let isCapitalised: Bool
  /// Whether it holds nothing but digits and `.`, `,` between them.
  public let isNumber: Bool
}

/// Splits text into words.
public enum Words {
  /// The words of `utf8`: runs of letters and digits, with `'`, `’` and `-` between letters and `.`, `,` between digits.
  public static func words(in utf8: UnsafeBufferPointer<UInt8>) -> [Word] {
    var words: [Word] = []
    var index = 0
    while index < utf8.count {
      guard isWord(utf8, index) else {
        index += 1
        continue
      }
      let start = index
      while index < utf8.count, isWord(utf8, index) || joins(utf8, index) {
        index += joins(utf8, index) ? joinLength(utf8, index) : 1
      }
      words.append(word(utf8, start..<index))
    }
    return words
  }

  /// The words of `text`.
  public static func words(in text: String) -> [Word] {
    var text = text
    return text.withUTF8 { words(in: $0) }
  }

  private static func word(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Word {
    let bytes = utf8[range].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let isNumber = bytes.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    let first = utf8[range.lowerBound]
    return Word(
      folded: String(decoding: bytes, as: UTF8.self), range: range, isCapitalised: first >= 0x41 && first <= 0x5A,
      isNumber: isNumber)
  }

  private static func isWord(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let byte = utf8[index]
    if byte < 0x80 { return isLetter(byte) || isDigit(byte) }
    // General punctuation (U+2000–U+206F) is no letter; all else beyond ASCII counts as one.
    if byte == 0xE2, index + 1 < utf8.count, utf8[index + 1] == 0x80 || utf8[index + 1] == 0x81 { return false }
    if byte & 0xC0 == 0x80 { return index > 0 && continuesWord(utf8, index) }
    return byte != 0xC2
  }

  private static func continuesWord(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    var lead = index - 1
    while lead > 0, utf8[lead] & 0xC0 == 0x80 { lead -= 1 }
    return utf8[lead] >= 0xC0 && isWord(utf8, lead)
  }

  private static func joins(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool { joinLength(utf8, index) > 0 }

  private static func joinLength(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    guard index > 0 else { return 0 }
    let before = utf8[index - 1]
    let byte = utf8[index]
    let isTypographic = byte == 0xE2 && index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] == 0x99
    let length = isTypographic ? 3 : 1
    guard index + length < utf8.count else { return 0 }
    let after = utf8[index + length]
    if isTypographic || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-") {
      return (isLetter(before) || isDigit(before)) && (isLetter(after) || isDigit(after)) ? length : 0
    }
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") { return isDigit(before) && isDigit(after) ? 1 : 0 }
    return 0
  }

  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
