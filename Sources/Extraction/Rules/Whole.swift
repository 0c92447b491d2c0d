internal import TextAnalysis

/// Answers that are a whole paragraph or section.
enum Whole {
  /// How much text is an answer: some 25 to 240 words.
  static let bytes = 150...1500

  private static let pointing: WordSet = [
    "following", "follows", "below", "above", "previously", "earlier", "mentioned", "discussed", "next", "aforementioned",
    "previous",
  ]
  private static let demonstratives: WordSet = ["this", "these", "those", "such"]
  private static let parts: WordSet = [
    "section", "chapter", "paragraph", "book", "page", "article", "guide", "post", "appendix", "tutorial", "blog", "document",
    "manual",
  ]

  /// Whether sentences speak of nothing that stands elsewhere: not of `the following`, `this section`, or of `these keys` where no key
  /// was named.
  static func standsAlone(_ sentences: [Sentence]) -> Bool {
    var seen = KeySet(minimumCapacity: 40)
    for sentence in sentences {
      let (words, stems) = (sentence.words, sentence.stems)
      for index in words.indices {
        let word = words[index]
        if pointing.contains(word) { return false }
        if demonstratives.contains(word), index + 1 < words.count {
          let next = words[index + 1].folded
          if word.folded == "this", parts.contains(next) { return false }
          let isNoun = !FunctionWords.all.contains(next) && !Clause.isFinite(words[index + 1])
          if isNoun, !seen.contains(stems[index + 1]) { return false }
        }
        if !FunctionWords.all.contains(word) { seen.insert(stems[index]) }
      }
    }
    return true
  }
}
