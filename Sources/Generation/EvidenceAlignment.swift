internal import TextAnalysis

/// Finds the words of a quotation in a text.
///
/// Models copy words well and marks badly: they straighten quotation marks, drop emphasis, join lines. So the words must be the
/// same, in the same order and without a gap; what stands between them may differ.
struct EvidenceAlignment {
  private let text: [UInt8]
  private let words: [Word]
  private let folded: [String]

  /// - Parameter text: Markdown; ranges are UTF-8 bytes of it.
  init(_ text: String) {
    self.text = Array(text.utf8)
    words = Words.words(in: text)
    folded = words.map { Self.folded($0) }
  }

  /// Where the quotation stands first; nil where it has no words or does not stand in the text.
  ///
  /// The range goes from the first word to the last, and over the marks around them that the quotation has too.
  func range(of quotation: String) -> Range<Int>? {
    let sought = Words.words(in: quotation)
    let pattern = sought.map { Self.folded($0) }
    guard let first = pattern.first, pattern.count <= words.count else { return nil }
    for start in 0...(words.count - pattern.count)
    where folded[start] == first && folded[start..<start + pattern.count].elementsEqual(pattern) {
      let range = words[start].range.lowerBound..<words[start + pattern.count - 1].range.upperBound
      return extended(
        range, quotation: Array(quotation.utf8), from: sought[0].range.lowerBound..<sought[sought.count - 1].range.upperBound)
    }
    return nil
  }

  private func extended(_ range: Range<Int>, quotation: [UInt8], from part: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    var (before, behind) = (part.lowerBound, part.upperBound)
    while lower > 0, before > 0, text[lower - 1] == quotation[before - 1], text[lower - 1] > 0x20 {
      (lower, before) = (lower - 1, before - 1)
    }
    while upper < text.count, behind < quotation.count, text[upper] == quotation[behind], text[upper] > 0x20 {
      (upper, behind) = (upper + 1, behind + 1)
    }
    return lower..<upper
  }

  private static func folded(_ word: Word) -> String {
    word.folded.utf8.contains(0xE2) ? word.folded.replacing("’", with: "'") : word.folded
  }
}
