internal import TextAnalysis

/// Subjects with a clause of their own: `A character who fails the test` before `suffers`.
enum RelativeSubject {
  private static let pronouns: WordSet = ["who", "that", "which"]
  /// Words of a noun phrase at most before the pronoun, and of the clause behind it.
  private static let limits = (noun: 6, clause: 20)

  /// The main verb of a sentence whose subject begins at `start` and has a relative clause; nil where there is none, or where it is not
  /// certain which of the verbs is the main one.
  static func mainVerb(_ sentence: Sentence, from start: Int) -> Int? {
    let words = sentence.words
    guard start < words.count, openers.contains(words[start]),
      let pronoun = (start + 1..<min(words.count, start + 1 + limits.noun)).first(where: { pronouns.contains(words[$0]) }),
      !(start..<pronoun).contains(where: {
        sentence.isBreak(after: $0) || Clause.modals.contains(words[$0]) || FunctionWords.auxiliaries.contains(words[$0])
      }),
      let own = (pronoun + 1..<min(words.count, pronoun + 5)).first(where: { isVerb(words, $0) })
    else { return nil }
    // “the mode decides which functions are called” has its verb before the pronoun.
    if VerbLexicon.form(words[pronoun - 1])?.form == .thirdPerson { return nil }
    let phrase = words[start..<pronoun]
    let end = phrase.dropFirst().firstIndex { FunctionWords.prepositions.contains($0) } ?? pronoun
    let noun = words[start..<end].last { !FunctionWords.all.contains($0) }?.folded ?? ""
    let isPlural = noun.hasSuffix("s") && !noun.hasSuffix("ss")
    let behind = own + (Clause.modals.contains(words[own]) || FunctionWords.auxiliaries.contains(words[own]) ? 2 : 1)
    for index in min(behind, words.count)..<min(words.count, behind + limits.clause) {
      if sentence.isBreak(after: index - 1) || clauseOpeners.contains(words[index - 1]) { return nil }
      if isMain(words, index, isPlural: isPlural) { return index }
    }
    return nil
  }

  /// Words of the clause behind which another begins, whose verb could be taken for the main one.
  private static let clauseOpeners: WordSet = [
    "when", "if", "where", "which", "who", "whose", "what", "while", "until", "unless", "because", "so",
  ]
  private static let openers: WordSet = ["a", "an", "any", "each", "every", "the", "all", "no", "nobody"]

  private static func isVerb(_ words: [Word], _ index: Int) -> Bool {
    Clause.isFinite(words[index]) && !words[index].isCapitalised && !isNoun(words, index)
      && !FunctionWords.articles.contains(words[index - 1])
  }

  /// Whether a word that is a noun too follows another: `the LaTeX output`.
  private static func isNoun(_ words: [Word], _ index: Int) -> Bool {
    Clause.nouns.contains(words[index]) && words[index - 1].isCapitalised
  }

  /// Whether a word is a verb that agrees with the noun and belongs to no clause inside the subject.
  private static func isMain(_ words: [Word], _ index: Int, isPlural: Bool) -> Bool {
    let (word, before) = (words[index], words[index - 1])
    guard !word.isCapitalised, index + 1 < words.count, !inner.contains(before), !FunctionWords.articles.contains(before),
      !FunctionWords.pronouns.contains(before)
    else { return false }
    if Clause.modals.contains(word) || ["is", "are", "cannot", "has", "have", "does", "do"].contains(word.folded) {
      return !FunctionWords.prepositions.contains(before) || particles.contains(before)
    }
    guard let form = VerbLexicon.form(word)?.form, form == (isPlural ? .base : .thirdPerson) else { return false }
    if FunctionWords.prepositions.contains(before), !particles.contains(before) { return false }
    // A base form behind a noun in the singular, or behind another verb, is no main verb.
    return form == .thirdPerson || before.folded.hasSuffix("s") || before.folded.hasSuffix("ed")
  }

  /// Words behind which a verb belongs to the clause inside the subject.
  private static let inner: WordSet = [
    "and", "or", "but", "not", "never", "to", "who", "that", "which", "if", "when", "where", "while", "until", "as", "than",
    "also",
    "either", "neither", "both", "be", "been", "being", "then",
  ]
  private static let particles: WordSet = ["off", "out", "up", "down", "away", "over", "in", "on", "through"]
}
