internal import Chunking
internal import TextAnalysis

/// Time limits: `The master must give notice within six hours of arrival.`
enum DeadlineRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard sentence.isSelfContained, let clause = sentence.modalClause, !clause.isNegative,
      clause.modal == "must" || clause.modal == "shall",
      let limit = words.indices.first(where: { $0 > clause.predicateStart && words[$0].folded == "within" }),
      limit + 2 < words.count,
      isDuration(words[(limit + 1)...])
    else { return nil }
    let predicate = sentence.text(clause.predicateStart..<limit)
    guard !Phrases.containsPointing(words[clause.predicateStart..<limit]), limit - clause.predicateStart <= 14,
      !predicate.contains(",")
    else { return nil }
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    let subject = Phrases.lowerFirst(clause.subject, names: passage.names)
    let opening = clause.opening.map { " " + Phrases.lowerFirst($0, names: passage.names) } ?? ""
    let end = end(of: limit, sentence)
    return Draft(
      kind: .deadline,
      question: lead + (lead.isEmpty ? "Within" : "within") + " what time must \(subject) \(predicate)\(opening)?",
      answer: sentence.text, shortAnswer: Phrases.upperFirst(sentence.text(limit..<end + 1)), range: sentence.range, order: 1)
  }

  /// The last word of a time limit: its unit, with what it counts from (`of arrival`) up to the next break.
  private static func end(of limit: Int, _ sentence: Sentence) -> Int {
    let words = sentence.words
    let unit = words.indices.first { $0 > limit && Quantities.times.contains(words[$0]) } ?? words.count - 1
    guard unit + 1 < words.count, ["of", "after", "from", "before"].contains(words[unit + 1].folded) else { return unit }
    return (unit..<words.count).first { sentence.isBreak(after: $0) } ?? words.count - 1
  }

  /// A number, in digits or words, and a unit of time among the next words.
  private static func isDuration(_ words: ArraySlice<Word>) -> Bool {
    guard let first = words.first, first.isNumber || Quantities.numberWords.contains(first) else { return false }
    return words.dropFirst().prefix(3).contains { Quantities.times.contains($0) }
  }
}

/// Words of quantities.
enum Quantities {
  static let numberWords: WordSet = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen",
    "sixteen", "eighteen", "twenty", "twenty-one", "twenty-four", "twenty-eight", "thirty", "forty", "forty-eight", "fifty",
    "sixty",
    "seventy-two", "ninety", "hundred", "half", "a",
  ]
  static let times: WordSet = [
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
    "round",
    "rounds", "turn", "turns",
  ]
}
