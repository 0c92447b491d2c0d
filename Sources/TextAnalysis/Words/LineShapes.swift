/// Shapes of single lines that tell contents, index entries and blanks apart from prose.
public enum LineShapes {
  /// Whether a line of Markdown or plain text is an entry of a table of contents: words, dots or a wide gap, a page number.
  public static func isContentsEntry(_ line: some StringProtocol) -> Bool {
    let bytes = Array(line.utf8)
    guard bytes.count < 240, let tail = trailingNumber(bytes) else { return false }
    let head = bytes[..<tail]
    if hasLeader(head) { return true }
    return head.count > 3 && head.suffix(3).allSatisfy { $0 == 0x20 } && head.contains { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
  }

  /// Whether a line is an entry of a back-of-book index: a few words, a comma or gap, page numbers.
  public static func isIndexEntry(_ line: some StringProtocol) -> Bool {
    let words = line.split { $0 == " " || $0 == "\t" }
    guard words.count >= 2, words.count <= 14 else { return false }
    var numbers = 0
    for word in words.reversed() {
      let core = word.drop { "([".contains($0) }
      guard let first = core.first, first.isNumber, core.allSatisfy({ $0.isNumber || ",–-;f.)]".contains($0) }) else { break }
      numbers += 1
    }
    guard numbers >= 1, numbers < words.count else { return false }
    let before = words[words.count - numbers - 1]
    return before.hasSuffix(",") || numbers >= 2
  }

  /// Whether a line is to be filled in: a long run of dots or underscores, or empty boxes, and few words.
  public static func isBlankToFill(_ line: some StringProtocol) -> Bool {
    let bytes = Array(line.utf8)
    let blanks = bytes.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") }
    if trailingNumber(bytes) != nil { return false }
    return blanks >= 8 && blanks * 5 >= bytes.count || line.contains("[ ]") || line.contains("\\[ \\]")
      || (line.contains("…") && bytes.count < 90)
  }

  /// The offset behind which a line holds only a page number: digits or Roman numerals, at most six.
  private static func trailingNumber(_ bytes: [UInt8]) -> Int? {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0D || bytes[end - 1] == UInt8(ascii: "|") { end -= 1 }
    var start = end
    while start > 0, isNumeral(bytes[start - 1]) { start -= 1 }
    guard end - start >= 1, end - start <= 6, start > 0 else { return nil }
    let before = bytes[start - 1]
    let isParted = before == 0x20 || before == UInt8(ascii: ".") || before == 0xA6
    return isParted ? start : nil
  }

  private static func isNumeral(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39)
      || [UInt8(ascii: "i"), UInt8(ascii: "v"), UInt8(ascii: "x"), UInt8(ascii: "l"), UInt8(ascii: "-")].contains(byte)
  }

  /// `…`, `....` or `. . .` at the end of `head`.
  private static func hasLeader(_ head: ArraySlice<UInt8>) -> Bool {
    let core = head.reversed().drop { $0 == 0x20 }
    if Array(core.prefix(3)) == [0xA6, 0x80, 0xE2] { return true }
    let dots = core.prefix { $0 == UInt8(ascii: ".") || $0 == 0x20 || $0 == UInt8(ascii: "_") }
    return dots.count { $0 != 0x20 } >= 3
  }
}
