internal import Chunking
internal import TextAnalysis

/// What a sentence lays down for its subject or says of it, where no part of it can be asked for by itself: `Goods of Class 5 may be sold
/// on the certificate of an officer.`, `Meetings begin at a distance of 20 feet by day.`
enum SubjectRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    guard sentence.isSelfContained, sentence.words.count >= 5, let clause = sentence.clause, !clause.defines,
      clause.opening != nil || !passage.isBroad(clause.subject, sentence),
      sentence.words[clause.predicate.lowerBound].folded != "also",
      !sentence.words[clause.predicate].contains(where: { pointing.contains($0) }), !sentence.text.holds("--")
    else { return nil }
    guard let opening = opening(of: clause, passage.names) else { return nil }
    let subject = clause.subject(passage.names) + opening
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    if clause.hasRelative { return draft(.rule, lead + "what applies to \(subject)?", sentence) }
    guard !isPointer(clause), !sentence.words[clause.subject].contains(where: { relative.contains($0) || isLetter($0) }),
      TopicRule.isTopic(clause, passage, longest: 11), let label = passage.section(at: sentence.range.lowerBound).label
    else {
      return nil
    }
    // “The number is returned” says nothing that was not known.
    guard clause.predicate.count >= 2 || clause.opening != nil else { return nil }
    if lays(down: clause) { return draft(.rule, lead + "what is the rule for \(subject)?", sentence) }
    return draft(.statement, "What does \(label) say about \(subject)?", sentence)
  }

  /// Words of subjects that only their surroundings make plain: `the second attribute`, `a particular element`.
  private static let relative: WordSet = ["second", "third", "particular", "one", "first", "last", "latter", "next", "above"]

  private static func isLetter(_ word: Word) -> Bool { word.range.count == 1 && word.isCapitalised && word.folded != "a" }

  /// Whether nothing is said but where more is: `The structure is explained in section 4.`
  private static func isPointer(_ clause: Clause) -> Bool {
    guard case .be = clause.verb else { return false }
    return ClauseInquiry.descriptions.contains(clause.sentence.words[clause.predicate.lowerBound])
  }

  /// What stands before the subject, where it is a condition; empty where nothing does.
  private static func opening(of clause: Clause, _ names: ChunkNames) -> String? {
    guard clause.opening != nil else { return "" }
    guard ["if", "when", "whenever", "where", "until", "unless", "after", "before"].contains(clause.sentence.words[0].folded)
    else {
      return nil
    }
    return clause.opening(names)
  }

  /// Whether something must be so or must not be; what may and can be is no rule.
  private static func lays(down clause: Clause) -> Bool {
    guard case .modal(let modal, let isNegative) = clause.verb else { return false }
    return ["must", "shall"].contains(modal) || isNegative && ["may", "can", "should"].contains(modal)
  }

  private static func draft(_ kind: QuestionKind, _ question: String, _ sentence: Sentence) -> Draft {
    Draft(
      kind: kind, question: question, answer: sentence.text, shortAnswer: nil, range: sentence.range, order: 7, isGeneral: true)
  }

  private static let pointing: WordSet = [
    "this", "these", "those", "such", "following", "above", "below", "here", "we", "our", "us",
  ]
}
