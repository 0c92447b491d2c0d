internal import TextAnalysis

extension PassageSentences {
  /// Whether OCR has garbled more than one word of eighty: what looks right there often is not.
  var isGarbled: Bool {
    let words = sentences.flatMap { $0.text.split(separator: " ") }
    let noisy = words.count { word in
      !word.contains("`") && (Self.hasJunk(word) || Words.words(in: String(word)).contains(where: Self.isGarbled))
    }
    return noisy > 1 && noisy * 80 > words.count
  }

  /// Whether no language has the word, what stands before its `'s` taken alone: `BARGEOO2I's`.
  private static func isGarbled(_ word: Word) -> Bool {
    Words.isGarbled(word.folded) || word.folded.split { "'’-".contains($0) }.first.map { Words.isGarbled(String($0)) } ?? false
  }

  /// Whether bad OCR shows: a mark in the midst of a word, or signs that no sentence has.
  private static func hasJunk(_ word: Substring) -> Bool {
    word.contains(/\p{L}[;,!?]\p{L}|^[;,!?:]\p{L}|[~^¢\\|{}<>=_]/)
  }
}
