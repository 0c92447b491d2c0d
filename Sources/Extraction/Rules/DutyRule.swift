internal import Chunking
internal import TextAnalysis

/// Obligations, permissions and prohibitions: `The master must report …`, `If it is dark, a guide may …`.
enum DutyRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    guard sentence.isSelfContained, !sentence.holds(";"), sentence.text.first?.isLetter == true,
      let clause = sentence.modalClause, clause.kind != nil,
      !clause.isPassive || clause.modal == "must" || clause.modal == "shall"
    else { return nil }
    guard let kind = clause.kind, clause.opening != nil || !passage.isBroad(clause.subjectWords, sentence) else {
      return nil
    }
    let subject = Phrases.lowerFirst(clause.subject, names: passage.names)
    let condition = clause.opening.map { " " + Phrases.lowerFirst($0, names: passage.names) } ?? ""
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    let question: String
    switch kind {
    case .obligation where clause.isDone:
      // “must be configured” says little.
      guard sentence.words.count - clause.predicateStart >= 5, !sentence.isBreak(after: clause.predicateStart + 1) else {
        return nil
      }
      question = "what \(clause.modal) be done with \(subject)\(condition)?"
    case .obligation:
      question = clause.isPassive ? "what is required of \(subject)\(condition)?" : "what must \(subject) do\(condition)?"
    case .permission: question = "what may \(subject) do\(condition)?"
    default:
      // What someone must not do is one thing of many; whether that one thing may be done is asked for by itself.
      guard !mayMeanMight(clause, sentence), let act = BarredAct.text(of: sentence, from: clause.predicateStart) else {
        return nil
      }
      question = "\(clause.modal == "cannot" ? "can" : "may") \(subject) \(act)\(condition)?"
    }
    return Draft(
      kind: kind, question: lead + question, answer: sentence.text, shortAnswer: nil, range: sentence.range, isGeneral: true)
  }

  /// Whether a `may not` may say what is possible: that of one thing, and not of any.
  private static func mayMeanMight(_ clause: ModalClause, _ sentence: Sentence) -> Bool {
    clause.modal == "may" && !anyone.contains(sentence.words[clause.subjectWords.lowerBound])
  }

  private static let anyone: WordSet = ["a", "an", "any", "each", "every"]
}

/// A sentence taken apart around its modal verb: opening phrase, subject, modal, predicate.
struct ModalClause {
  /// A clause or phrase before the subject, without the comma: `On arrival`.
  let opening: String?
  let subject: String
  let subjectWords: Range<Int>
  /// Lower-cased: `must`, `shall`, `may`, `can`, `cannot`, `should`.
  let modal: String
  let isNegative: Bool
  /// Whether `be` follows.
  let isPassive: Bool
  /// Whether something is done to the subject: a participle follows `be`.
  let isDone: Bool
  /// The first word of the predicate.
  let predicateStart: Int

  private static let modals: WordSet = ["must", "shall", "may", "can", "cannot"]
  /// Predicates with which a modal says what is likely and not what is ruled.
  private static let epistemic: WordSet = [
    "have", "need", "happen", "vary", "get", "become", "cause", "contain", "include", "result", "occur", "differ", "depend",
    "appear",
    "seem", "look", "help", "want", "well", "already", "also", "still", "even", "sometimes", "often", "indeed", "know", "like",
    "lead", "mean",
    "prove", "turn", "arise", "come", "exist", "feel", "suffer", "fail", "affect", "refer", "suggest", "indicate", "reflect",
    "represent",
    "make", "lose", "experience", "find", "see", "think", "remember", "notice", "wish", "wonder", "recall", "only", "or", "then",
    "instead", "therefore", "grow", "take", "require", "change", "show", "desire", "expect", "maintain",
    "offer", "encounter", "consider", "prefer", "choose", "begin", "start", "continue", "remain", "apply", "seek",
  ]
  private static let openers: WordSet = [
    "if", "when", "where", "on", "at", "before", "after", "within", "in", "during", "while", "whenever", "for", "under", "with",
    "without",
    "until", "from", "between", "once", "upon",
  ]

  init?(_ sentence: Sentence) {
    let words = sentence.words
    guard var index = words.indices.first(where: { Self.modals.contains(words[$0]) && !words[$0].isCapitalised }), index >= 1
    else { return nil }
    var start = 0
    var opening: String?
    if let main = sentence.mainClauseStart, main < words.count - 2, main < index || Self.openers.contains(words[0]) {
      guard Self.openers.contains(words[0]), !Clause.asides.contains(words[1]), main <= 22,
        !Phrases.containsPointing(words[..<main])
      else { return nil }
      opening = sentence.text(0..<main)
      start = main
      guard let modal = (main..<words.count).first(where: { Self.modals.contains(words[$0]) && !words[$0].isCapitalised }),
        modal > main
      else { return nil }
      index = modal
    }
    if let verb = RelativeSubject.mainVerb(sentence, from: start) {
      guard Self.modals.contains(words[verb]), !Phrases.containsOpenPointing(words[start..<verb]) else { return nil }
      index = verb
    } else if !Self.isSubject(words[start..<index], sentence, start..<index) {
      return nil
    }
    guard index + 2 < words.count else { return nil }
    let next = words[index + 1].folded
    let negated = next == "not" || next == "never" || words[index].folded == "cannot"
    let predicate = index + (next == "not" || next == "never" ? 2 : 1)
    guard predicate < words.count, next != "also", !sentence.isBreak(after: index),
      !(words[index].folded == "may" && Self.epistemic.contains(words[predicate])),
      !(words[index].folded != "cannot" && ClauseInquiry.beingVerbs.contains(words[predicate])
        && words[predicate].folded != "be"),
      !["now", "first", "both", "always", "have", "directly", "physically", "provide"].contains(words[predicate].folded),
      words[predicate].folded != "have" || predicate + 1 >= words.count || !words[predicate + 1].folded.hasSuffix("ed"),
      !["been", "occurred", "happened"].contains(predicate + 1 < words.count ? words[predicate + 1].folded : "")
    else { return nil }
    // What follows points at something that the question does not show. An owner’s pronoun means the subject, `her` before a verb not.
    for (place, word) in zip(predicate..., words[predicate...].prefix(5)) {
      if ["them", "it", "this", "these", "those", "him", "that"].contains(word.folded), opening == nil || word.folded != "it" {
        return nil
      }
      if word.folded == "her", place + 1 >= words.count || FunctionWords.all.contains(words[place + 1]) { return nil }
    }
    if words[predicate].folded.hasSuffix("ly") || opening.map({ $0.lowercased().hasPrefix("for ") }) == true { return nil }
    self.opening = opening
    (subject, subjectWords) = (sentence.text(start..<index), start..<index)
    modal = words[index].folded
    isNegative = negated
    isPassive = words[predicate].folded == "be"
    isDone =
      isPassive && predicate + 1 < words.count && VerbLexicon.isParticiple(words[predicate + 1].folded)
      && !ClauseInquiry.stativeParticiples.contains(words[predicate + 1])
    predicateStart = predicate
  }

  /// What the clause says of its subject; nil where that is not certain.
  var kind: QuestionKind? {
    switch modal {
    case "must", "shall": return isNegative ? (isPassive ? nil : .prohibition) : .obligation
    case "may": return isNegative ? (isPassive ? nil : .prohibition) : .permission
    case "cannot": return isPassive ? nil : .prohibition
    default: return nil
    }
  }

  /// Subjects that turn the sentence round.
  private static let negatives: WordSet = [
    "no", "nobody", "none", "nothing", "neither", "never", "not", "only", "few", "some", "several", "many", "various",
    "different",
    "unfortunately", "nonetheless", "always", "most",
  ]

  /// A noun phrase of at most nine words without a verb of its own.
  private static func isSubject(_ words: ArraySlice<Word>, _ sentence: Sentence, _ range: Range<Int>) -> Bool {
    guard (1...9).contains(words.count), let first = words.first, let last = words.last, !Phrases.containsPointing(words) else {
      return false
    }
    if range.dropLast().contains(where: { sentence.isBreak(after: $0) }) || sentence.isBreak(after: range.upperBound - 1) {
      return false
    }
    guard !FunctionWords.all.contains(last), !last.isNumber || Phrases.isNumbered(words), !last.folded.hasSuffix("ly"),
      !["care", "attention", "one", "people"].contains(last.folded),
      !FunctionWords.pronouns.contains(first)
    else {
      return false
    }
    guard !negatives.contains(first),
      Phrases.determiners.contains(first) || first.isCapitalised || range.lowerBound > 0
    else { return false }
    if FunctionWords.prepositions.contains(first) || FunctionWords.conjunctions.contains(first) { return false }
    return !hasVerb(words)
  }

  /// An auxiliary, or a second determiner without a preposition before it, means that a verb stands in between.
  private static func hasVerb(_ words: ArraySlice<Word>) -> Bool {
    for (position, word) in words.enumerated() where position > 0 {
      let before = words[words.startIndex + position - 1].folded
      if FunctionWords.auxiliaries.contains(word), !["who", "which", "that"].contains(before) { return true }
      let isDeterminer = ["a", "an", "the"].contains(word.folded)
      if isDeterminer, !FunctionWords.prepositions.contains(before), before != "and", before != "or", before != "than",
        before != "who"
      {
        return true
      }
    }
    return false
  }
}
