/// Finds the ends of sentences in plain text or Markdown prose.
///
/// A sentence ends behind `.`, `?`, `!` or `…` (with closing quotes and brackets) where white space follows and what comes next
/// does not look like its continuation: not a lower-case letter, and the word before is no abbreviation, initial or lone
/// enumerator. One pass over bytes.
public enum SentenceSplitter {
  /// The sentences of `utf8` as ranges that follow each other and cover it; the white space behind a sentence belongs to it.
  /// Empty text gives none.
  public static func ranges(of utf8: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      index += 1
      guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!") else {
        if byte == 0x0A, index < utf8.count, utf8[index] == 0x0A {
          index = skipSpace(index, utf8)
          if index > start { ranges.append(start..<index) }
          start = index
        }
        continue
      }
      let stop = index - 1
      let close = skipClosers(index, utf8)
      guard close == utf8.count || isSpace(utf8[close]) else { continue }
      let next = skipSpace(close, utf8)
      guard next == utf8.count || ends(stop: stop, start: start, next: next, utf8) else { continue }
      ranges.append(start..<next)
      start = next
      index = next
    }
    if start < utf8.count { ranges.append(start..<utf8.count) }
    return ranges
  }

  /// The sentences of `text` without the white space around them.
  public static func sentences(of text: String) -> [String] {
    var text = text
    return text.withUTF8 { utf8 in
      ranges(of: utf8).map { range in
        var upper = range.upperBound
        while upper > range.lowerBound, isSpace(utf8[upper - 1]) { upper -= 1 }
        return String(decoding: utf8[range.lowerBound..<upper], as: UTF8.self)
      }
    }
  }

  private static func ends(stop: Int, start: Int, next: Int, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    let following = utf8[next]
    if following >= 0x61, following <= 0x7A { return false }
    guard utf8[stop] == UInt8(ascii: ".") else { return true }
    var word = stop
    while word > start, isWord(utf8[word - 1]) || utf8[word - 1] == UInt8(ascii: ".") { word -= 1 }
    let length = stop - word
    if length == 0 { return true }
    let text = String(decoding: utf8[word..<stop], as: UTF8.self)
    if length == 1, text.first?.isUppercase == true { return false }
    let isEnumerator = word == start && text.allSatisfy(\.isNumber)
    if isEnumerator { return false }
    if Abbreviations.neverEnding.contains(text.lowercased()) { return false }
    if Abbreviations.beforeNumbers.contains(text.lowercased()) { return !(following >= 0x30 && following <= 0x39) }
    return true
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
  }

  private static func skipSpace(_ index: Int, _ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var index = index
    while index < utf8.count, isSpace(utf8[index]) { index += 1 }
    return index
  }

  /// Behind `)`, `]`, `"`, `'`, `*`, `_` and the typographic quotes ’ ” »; also behind further stops.
  private static func skipClosers(_ index: Int, _ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var index = index
    while index < utf8.count {
      switch utf8[index] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        index += 1
      case 0xE2 where index + 2 < utf8.count && utf8[index + 1] == 0x80 && (utf8[index + 2] == 0x99 || utf8[index + 2] == 0x9D):
        index += 3
      case 0xC2 where index + 1 < utf8.count && utf8[index + 1] == 0xBB:
        index += 2
      default: return index
      }
    }
    return index
  }
}
