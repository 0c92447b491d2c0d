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
  /// Whether no language has it; see ``Words/isGarbled(_:)``.
  package let isGarbled: Bool
  /// Tells ``folded`` from other words: what ``WordSet`` looks up.
  @usableFromInline package let key: UInt64
}

/// Splits text into words.
public enum Words {
  /// The words of `utf8`: runs of letters and digits, with `'`, `’` and `-` between letters and `.`, `,` between digits.
  public static func words(in utf8: UnsafeBufferPointer<UInt8>) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(utf8.count / 6)
    scan(utf8) { words.append(word(utf8, $0)) }
    return words
  }

  /// The words of `text`.
  public static func words(in text: String) -> [Word] {
    var text = text
    return text.withUTF8 { words(in: $0) }
  }

  /// How many words `text` has, and how many of them a list holds.
  public static func count(in text: String, of list: WordSet) -> (all: Int, listed: Int) {
    var (all, listed) = (0, 0)
    forEachKey(in: text) { key, _ in
      all += 1
      if list.contains(key) { listed += 1 }
    }
    return (all, listed)
  }

  /// The key of each word of `text` in lower case, with the offset of its first byte.
  package static func forEachKey(in text: String, _ body: (WordKey, Int) -> Void) {
    var text = text
    text.withUTF8 { utf8 in
      scan(utf8) { range in
        var key = WordKey()
        for index in range { key.add(lowered(utf8[index])) }
        body(key, range.lowerBound)
      }
    }
  }

  @inline(__always)
  private static func scan(_ utf8: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    var index = 0
    while index < utf8.count {
      guard isWord(utf8, index) else {
        index += 1
        continue
      }
      let start = index
      repeat {
        let byte = utf8[index]
        if isLetter(byte) || isDigit(byte) {
          index += 1
        } else {
          let length = joinLength(utf8, index)
          guard length > 0 || isWord(utf8, index) else { break }
          index += max(1, length)
        }
      } while index < utf8.count
      body(start..<index)
    }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  private static func word(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Word {
    var (key, letters) = (WordKey(), LetterSet())
    let folded = String(unsafeUninitializedCapacity: range.count) { buffer in
      for index in range {
        let small = lowered(utf8[index])
        key.add(small)
        letters.add(small)
        buffer[index - range.lowerBound] = small
      }
      return range.count
    }
    let first = utf8[range.lowerBound]
    let isNumber = isDigit(first) && utf8[range].allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    return Word(
      folded: folded, range: range, isCapitalised: first >= 0x41 && first <= 0x5A, isNumber: isNumber,
      isGarbled: !isNumber && letters.isGarbled(folded), key: key.value)
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
