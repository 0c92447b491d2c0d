internal import Chunking
internal import TextAnalysis

/// Measures of a subject: `A lantern costs 4 silver pieces.`
enum QuantityRule {
  private struct Pattern {
    var singular: String
    var plural: String
    /// With `%` for `does` or `do` and the subject.
    var question: String
  }

  private static let patterns: [Pattern] = [
    Pattern(singular: "costs", plural: "cost", question: "How much % cost?"),
    Pattern(singular: "weighs", plural: "weigh", question: "How much % weigh?"),
    Pattern(singular: "lasts", plural: "last", question: "How long % last?"),
    Pattern(singular: "takes", plural: "take", question: "How long % take?"),
    Pattern(singular: "deals", plural: "deal", question: "How much damage % deal?"),
    Pattern(singular: "burns", plural: "burn", question: "How long % burn?"),
  ]

  private static let verbs = WordSet(patterns.flatMap { [$0.singular, $0.plural] })

  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard sentence.isSelfContained, words.contains(where: verbs.contains) else { return nil }
    for pattern in patterns {
      guard let index = words.firstIndex(where: { $0.folded == pattern.singular || $0.folded == pattern.plural }),
        (1...7).contains(index),
        index + 2 < words.count, Self.isSubject(words[..<index], sentence), isMeasure(words[(index + 1)...], pattern)
      else { continue }
      let verb = words[index].folded == pattern.singular ? "does" : "do"
      let subject = Phrases.lowerFirst(sentence.text(0..<index), names: passage.names)
      let lead = passage.lead(at: sentence.range.lowerBound)
      guard !lead.isEmpty else { return nil }
      let question = pattern.question.replacing("%", with: "\(verb) \(subject)")
      let end = (index + 1..<words.count).first { endsMeasure($0, sentence) } ?? words.count - 1
      return Draft(
        kind: .quantity, question: lead.isEmpty ? question : lead + Phrases.lowerFirst(question, names: nil),
        answer: sentence.text,
        shortAnswer: Phrases.upperFirst(sentence.text(behind: index, through: end)), range: sentence.range, order: 2)
    }
    return nil
  }

  /// Whether the measure ends with a word: before a comma, or before `and` with no number behind it.
  private static func endsMeasure(_ index: Int, _ sentence: Sentence) -> Bool {
    if sentence.isBreak(after: index) { return true }
    guard index + 2 < sentence.words.count, ["and", "but", "or"].contains(sentence.words[index + 1].folded) else { return false }
    return !sentence.words[index + 2].isNumber
  }

  private static func isSubject(_ words: ArraySlice<Word>, _ sentence: Sentence) -> Bool {
    guard let first = words.first, let last = words.last, first.isCapitalised, !Phrases.containsPointing(words) else {
      return false
    }
    if words.indices.contains(where: { sentence.isBreak(after: $0) }) { return false }
    guard !FunctionWords.all.contains(last), !FunctionWords.prepositions.contains(first),
      !FunctionWords.conjunctions.contains(first)
    else { return false }
    return !words.contains { FunctionWords.auxiliaries.contains($0) || $0.folded == "to" || $0.folded == "and" }
  }

  private static func isMeasure(_ words: ArraySlice<Word>, _ pattern: Pattern) -> Bool {
    let head = words.prefix(4)
    guard
      head.contains(where: { $0.isNumber || Quantities.numberWords.contains($0) || $0.folded.contains { $0.isNumber } })
    else { return false }
    guard let first = head.first,
      first.isNumber || Quantities.numberWords.contains(first) || ["about", "at", "up", "only"].contains(first.folded)
        || first.folded.contains(where: \.isNumber)
    else { return false }
    return !pattern.question.hasPrefix("How long") || words.prefix(5).contains { Quantities.times.contains($0) }
  }
}
