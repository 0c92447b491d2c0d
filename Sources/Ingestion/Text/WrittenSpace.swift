/// Where a space is written between two words, and where none.
enum WrittenSpace {
  /// Whether two pieces of text belong together without a space: Chinese and Japanese end lines anywhere, and set no spaces.
  ///
  /// - Parameters:
  ///   - first: the text before.
  ///   - last: the word before on the same line; nil where a line ends between the two.
  static func isLeftOut(between first: String, _ last: LayoutWord?, _ word: LayoutWord) -> Bool {
    guard let next = word.text.unicodeScalars.first, next.value >= 0x2E80, let end = first.unicodeScalars.last,
      end.value >= 0x2E80, isUnspaced(end), isUnspaced(next)
    else { return false }
    guard let last else { return true }
    return word.x0 - last.x1 < 0.4 * word.style.size
  }

  /// Whether a line end broke an address that is printed and leads where it says.
  static func isBrokenAddress(_ first: String, _ word: LayoutWord) -> Bool {
    guard let target = word.link?.target else { return false }
    let head = first.drop { "(<[".contains($0) }
    var tail = word.text[...]
    while let last = tail.last, ")>].,;:".contains(last) { tail.removeLast() }
    return head.contains { "./:#".contains($0) } && !tail.isEmpty && target.contains(head + tail)
  }

  /// Characters of scripts that are written without spaces: Han, kana, bopomofo and their full-width marks, but not hangul.
  static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x2FDF, 0x3001...0x30FF, 0x3100...0x312F, 0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0xFF01...0xFF60, 0x20000...0x323AF:
      true
    default: false
    }
  }
}
