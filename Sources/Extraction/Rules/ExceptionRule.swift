internal import Chunking
internal import TextAnalysis

/// Exceptions: `A vessel may not anchor in the fairway unless the Harbour Master consents.`
enum ExceptionRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard sentence.isSelfContained,
      let index = words.indices.first(where: { exceptions.contains(words[$0]) && !words[$0].isCapitalised }),
      index >= 4, index <= 30, words.count - index >= 3
    else { return nil }
    guard
      !words[..<index].contains(where: { Phrases.pointing.contains($0) || FunctionWords.conditionals.contains($0.folded) })
    else { return nil }
    let rule = Phrases.withoutStop(sentence.text(0..<index))
    guard !words[..<index].contains(where: { Phrases.readers.contains($0) }) else { return nil }
    guard words[..<index].contains(where: { ruling.contains($0) }), index >= 5 else { return nil }
    // A rule is a clause: neither a command nor what opens another clause.
    guard !opening.contains(words[0]), !VerbLexicon.isBase(words[0]), VerbLexicon.form(words[0])?.form != .gerund,
      !Clause.modals.contains(words[0]),
      !words[..<index].indices.contains(where: { words[$0].folded == "do" && $0 > 0 && sentence.isBreak(after: $0 - 1) })
    else { return nil }
    guard hasVerb(words[..<index]), !rule.contains(where: { ";:—".contains($0) }),
      !["and", "or", "but"].contains(words[index - 1].folded), !sentence.isInBrackets(index)
    else { return nil }
    // Behind a semicolon something else is said.
    guard !sentence.holds(";") else { return nil }
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    return Draft(
      kind: .exception,
      question: lead + (lead.isEmpty ? "What" : "what")
        + " is the exception to the rule that \(Phrases.lowerFirst(rule, names: passage.names))?",
      answer: sentence.text, shortAnswer: isPlain(sentence, index) ? Phrases.upperFirst(sentence.text(from: index)) : nil,
      range: sentence.range)
  }

  private static let exceptions: WordSet = ["unless", "except"]

  private static let opening: WordSet = [
    "do", "be", "once", "after", "before", "while", "as", "since", "because", "although", "just",
  ]

  /// Words that make a rule of what is said.
  private static let ruling: WordSet = [
    "must", "shall", "may", "cannot", "can", "not", "no", "never", "only", "all", "each", "every", "any", "always", "needs", "is",
    "are",
  ]

  /// Whether nothing but the exception stands behind its first word.
  private static func isPlain(_ sentence: Sentence, _ index: Int) -> Bool {
    !sentence.words.indices.dropLast().contains { place in
      place >= index && sentence.isBreak(after: place)
    }
  }

  private static func hasVerb(_ words: ArraySlice<Word>) -> Bool {
    words.contains { FunctionWords.auxiliaries.contains($0) }
  }
}
