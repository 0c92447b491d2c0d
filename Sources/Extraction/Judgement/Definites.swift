internal import TextAnalysis

/// What a text takes for known: phrases such as `the subdirectories` of a text, by whether it says itself which are meant.
struct Definites {
  /// Phrases that name what is meant: by what stands behind them, `the name of a rule`, by a name in them, or because the headings or the
  /// text before have it.
  private(set) var named = 0
  /// Stems of phrases that the chunk speaks of before the text alone.
  private(set) var leaning = KeySet()
  /// Stems of phrases that nothing speaks of before.
  private(set) var bare = KeySet()

  /// - Parameters:
  ///   - sentences: the text.
  ///   - isKnown: whether the headings or the document's title have one of some stems.
  ///   - isBefore: whether the chunk has one of some stems before the text.
  init(_ sentences: ArraySlice<Sentence>, isKnown: (KeySet) -> Bool, isBefore: (KeySet) -> Bool) {
    for (number, sentence) in zip(sentences.indices, sentences) {
      for index in sentence.words.indices.dropLast() where sentence.words[index].folded == "the" {
        let end = Self.end(of: sentence, from: index + 1)
        let stems = sentence.stems(of: index + 1..<end)
        guard !stems.isEmpty else { continue }
        let isTold =
          Self.isNamed(sentence, index + 1..<end) || isKnown(stems)
          || !stems.isDisjoint(with: sentence.stems(of: 0..<index))
          || sentences[..<number].contains { !$0.stems(of: $0.words.indices).isDisjoint(with: stems) }
        if isTold {
          named += 1
        } else if isBefore(stems) {
          for index in index + 1..<end { leaning.insert(sentence.stems[index]) }
        } else {
          for index in index + 1..<end { bare.insert(sentence.stems[index]) }
        }
      }
    }
  }

  /// Words that a phrase has at most.
  private static let longest = 4

  /// Where the words behind an article end: before a mark, a function word, a verb.
  private static func end(of sentence: Sentence, from start: Int) -> Int {
    var index = start
    while index < sentence.words.count, index - start < longest, !FunctionWords.all.contains(sentence.words[index]) {
      if index > start, VerbLexicon.form(sentence.words[index])?.form == .thirdPerson { break }
      index += 1
      if index < sentence.words.count, sentence.isBreak(after: index - 1) { break }
    }
    return index
  }

  private static func isNamed(_ sentence: Sentence, _ range: Range<Int>) -> Bool {
    let words = sentence.words
    if range.upperBound < words.count, namers.contains(words[range.upperBound]) { return true }
    return words[range].contains {
      $0.isCapitalised || known.contains($0) || $0.folded.hasSuffix("est") || $0.folded.holdsNumber(or: "-_/.")
    }
  }

  /// Words behind a phrase that say which is meant.
  private static let namers: WordSet = ["of", "that", "which", "who", "whose", "where", "for", "you", "to", "used", "between"]
  /// Words that say it themselves, and things of which everyone knows one.
  private static let known: WordSet = [
    "same", "first", "last", "most", "next", "only", "other", "following", "left", "right", "top", "bottom", "world", "internet",
    "web",
    "user", "reader", "past", "future", "year", "day", "time", "beginning", "end", "default", "screen", "system", "keyboard",
    "mouse",
  ]
}
