internal import TextAnalysis

/// How many words of some kinds a sentence has, counted in one pass.
struct SentenceCounts {
  /// `which`, `that`, `who`, `whose`.
  private(set) var relatives = 0
  /// `and`, `or`.
  private(set) var joints = 0
  /// Words with a capital behind the first.
  private(set) var names = 0
  private(set) var numbers = 0
  /// Verbs in the past.
  private(set) var pasts = 0
  /// Commas and the like between words.
  private(set) var breaks = 0
  private(set) var hasYear = false
  /// Whether a preposition stands before a `that`.
  private(set) var hasDemonstrative = false

  init(_ sentence: Sentence) {
    let words = sentence.words
    for index in words.indices {
      if index > 0, words[index].isCapitalised { names += 1 }
      if words[index].isNumber {
        numbers += 1
        if Self.isYear(words[index]) { hasYear = true }
      }
      if index + 1 < words.count, sentence.isBreak(after: index) { breaks += 1 }
      switch Self.kinds[words[index]] {
      case .relative: relatives += 1
      case .demonstrative:
        relatives += 1
        if index > 0, FunctionWords.prepositions.contains(words[index - 1]) { hasDemonstrative = true }
      case .joint: joints += 1
      case .past: pasts += 1
      case nil: break
      }
    }
  }

  private enum Kind { case relative, demonstrative, joint, past }

  private static let kinds: WordMap<Kind> = {
    let past = ["was", "were", "had", "did", "became", "began", "said", "made", "went", "came"]
    return WordMap(
      ["which", "who", "whose"].map { ($0, .relative) } + [("that", .demonstrative)] + ["and", "or"].map { ($0, .joint) }
        + past.map { ($0, .past) })
  }()

  private static func isYear(_ word: Word) -> Bool {
    guard word.range.count == 4, let number = Int(word.folded) else { return false }
    return (1500...2100).contains(number)
  }
}
