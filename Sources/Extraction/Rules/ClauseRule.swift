internal import Chunking
internal import TextAnalysis

/// One question a plain sentence, about the part that tells most: how many, when, why, how, where, what.
enum ClauseRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  /// Pronouns of people, whom a sentence by itself seldom names, but for one that is about anyone: `A vessel lights her lamps at dusk.`
  private static let persons: WordSet = ["he", "him", "his", "she", "her", "hers", "himself", "herself"]

  private static func isAboutSomeone(_ clause: Clause) -> Bool {
    let first = clause.sentence.words[clause.subject.lowerBound].folded
    return !["a", "an", "any", "each", "every", "all"].contains(first)
      && clause.sentence.words.contains { persons.contains($0) }
  }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    guard sentence.isSelfContained, !sentence.holds(";"), !sentence.opensQuote,
      let clause = sentence.clause, !isAboutSomeone(clause),
      let found = ClauseInquiry(clause, names: passage.names).question,
      // “The queue is the active part, not the consumer” sets two things against each other.
      found.kind != .definition || !sentence.text.holds(", not "),
      !found.isGeneral || clause.opening != nil || !passage.isBroad(clause.subject, sentence)
    else { return nil }
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    let isSaid = isWhole(found.answer, sentence) && found.kind != .prohibition
    let short = isSaid ? Phrases.upperFirst(Phrases.withoutMarks(sentence.phrase(found.answer))) : nil
    return Draft(
      kind: found.kind, question: lead + found.text + "?", answer: sentence.text, shortAnswer: short, range: sentence.range,
      order: 3, isGeneral: found.isGeneral)
  }

  /// Whether the words say all of the answer: to the end of the sentence, or up to a clause that only adds to it.
  private static func isWhole(_ answer: Range<Int>, _ sentence: Sentence) -> Bool {
    let words = sentence.words
    // Another clause behind an “and” is no part of the answer.
    let goesOn = answer.contains { index in
      if ["and", "or"].contains(words[index].folded), index + 2 < words.count, VerbLexicon.isBase(words[index + 1]),
        FunctionWords.articles.contains(words[index + 2])
      {
        return true
      }
      return ["and", "but", "or"].contains(words[index].folded)
        && words[(index + 1)...].prefix(7).contains {
          Clause.modals.contains($0) || FunctionWords.auxiliaries.contains($0)
            || VerbLexicon.form($0)?.form == .thirdPerson
        }
    }
    guard answer.count <= 20, !goesOn else { return false }
    guard answer.upperBound < sentence.words.count, sentence.isBreak(after: answer.upperBound - 1) else { return true }
    return ["so", "because", "although", "see"].contains(sentence.words[answer.upperBound].folded)
  }
}
