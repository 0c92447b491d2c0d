internal import TextAnalysis

/// The text of a table's cell, with what its look-ups ask of it.
struct TableCell {
  /// As a person would read it out: without a bullet.
  let text: String
  /// How many words stand between spaces.
  let wordCount: Int
  let hasLetter: Bool
  let hasNumber: Bool
  /// The number with its unit that is all that the cell holds; nil where it holds anything else.
  let measure: TableMeasure?
  /// Whether the cell says something that can be asked for.
  let isAnswer: Bool

  /// - Parameter isOwn: whether the cell stands in its row, and does not reach down from a row above.
  init(_ cell: String, isOwn: Bool = true) {
    text = cell.hasPrefix("• ") ? String(cell.dropFirst(2)) : cell
    var (words, letter, digit, isPlain, before) = (0, false, false, true, UInt8(ascii: " "))
    for byte in text.utf8 {
      if byte != 0x20, before == 0x20 { words += 1 }
      if byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A { letter = true }
      if byte >= 0x30, byte <= 0x39 { digit = true }
      if byte >= 0x80 { isPlain = false }
      before = byte
    }
    wordCount = words
    hasLetter = letter || !isPlain && text.contains(where: \.isLetter)
    hasNumber = digit || !isPlain && text.contains(where: \.isNumber)
    measure = hasNumber ? TableMeasure(text) : nil
    isAnswer = isOwn && (1...25).contains(words) && (hasLetter || hasNumber) && !Self.isEmptyWord(text) && !Self.points(text)
  }

  /// Without stops at its end, as answers quote it.
  var bare: String { Phrases.withoutStop(text) }

  private static func isEmptyWord(_ text: String) -> Bool { ["n/a", "N/A", "x", "X"].contains(text) }

  /// Whether a cell says no more than where to look.
  private static func points(_ text: String) -> Bool {
    let words = Words.words(in: text)
    return words.first?.folded == "see" || words.contains { $0.folded == "section" || $0.folded == "chapter" }
  }
}
