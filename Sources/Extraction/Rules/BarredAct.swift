internal import TextAnalysis

/// What a rule bars, in words that a question can ask for by itself: `overtake in the fairway` of `A vessel shall not overtake in the
/// fairway, except …`. What someone must not do is one thing of many, and a question for all of them says little.
enum BarredAct {
  /// The words of a predicate up to a break or an exception; nil where they lean on something, or are too few to be told from others.
  ///
  /// - Parameter start: the first word behind the modal verb and its `not`.
  static func text(of sentence: Sentence, from start: Int) -> String? {
    let words = sentence.words
    let end = (start + 1..<max(start + 1, words.count)).first {
      limits.contains(words[$0]) || sentence.isBreak(after: $0 - 1) || opensClause(words, $0)
    }
    let act = start..<(end ?? words.count)
    guard (3...18).contains(act.count), !words[act].contains(where: { Phrases.pointing.contains($0) || bare.contains($0) }) else {
      return nil
    }
    return sentence.text(act)
  }

  /// Whether an `and` stands before a verb that is no part of what is barred: `cannot act and has no answer`.
  private static func opensClause(_ words: [Word], _ index: Int) -> Bool {
    guard ["and", "or"].contains(words[index].folded), index + 1 < words.count else { return false }
    let next = words[index + 1]
    return FunctionWords.auxiliaries.contains(next) || Clause.modals.contains(next)
      || VerbLexicon.form(next)?.form == .thirdPerson
  }

  /// Words before what takes something out of a rule.
  private static let limits: WordSet = ["except", "unless", "until", "but", "without", "other", "because", "so", "more"]
  /// Words with which a bar means another thing than what it says without its `not`.
  private static let bare: WordSet = [
    "any", "either", "only", "both", "all", "necessarily", "yet", "anymore", "obviously", "usually", "generally",
  ]
}
