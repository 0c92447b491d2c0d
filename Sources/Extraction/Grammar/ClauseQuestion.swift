internal import TextAnalysis

/// A question about one part of a clause.
struct ClauseQuestion {
  let kind: QuestionKind
  /// Without a capital and without its mark: `when must the master report`.
  let text: String
  /// Words of the sentence that answer it.
  let answer: Range<Int>
  /// Whether it asks for all that is said of the subject.
  var isGeneral = false
}

/// Asks a clause for one of its parts: the most telling one that it has.
struct ClauseInquiry {
  private let clause: Clause
  private let context: String
  private let words: [Word]
  private let start: Int
  /// Behind the last word of the predicate that belongs to the clause: a break that is no part of it ends it.
  private let end: Int

  init(_ clause: Clause, context: String) {
    self.clause = clause
    self.context = context
    words = clause.sentence.words
    start = clause.predicate.lowerBound
    end = clause.predicate.first { clause.sentence.isBreak(after: $0) }.map { $0 + 1 } ?? clause.predicate.upperBound
  }

  /// The question, or nil where the clause has no part that can be asked for with certainty.
  var question: ClauseQuestion? {
    if isNegated { return prohibition }
    if let part = reference ?? usage ?? quantity ?? adjunct ?? location ?? agent ?? identity ?? property ?? object { return part }
    var general = whole
    general?.isGeneral = true
    return general
  }

  private var isNegated: Bool {
    switch clause.verb {
    case .modal(_, let isNegative), .be(_, let isNegative): isNegative
    case .lexical: false
    }
  }

  private func word(_ index: Int) -> String { index < words.count ? words[index].folded : "" }

  /// A question with words of the clause in it; nil where one of them points at something that the question does not show.
  private func make(_ kind: QuestionKind, _ text: String, uses: Range<Int>, answer: Range<Int>) -> ClauseQuestion? {
    guard !Phrases.containsPointing(words[uses]), !answer.isEmpty,
      !uses.dropLast().contains(where: { clause.sentence.isBreak(after: $0) })
    else { return nil }
    if ["section", "chapter", "table", "appendix", "figure"].contains(word(answer.lowerBound)), kind != .reference { return nil }
    if words[answer].contains(where: { Self.elsewhere.contains($0.folded) }) { return nil }
    let opening = clause.opening(context)
    return ClauseQuestion(kind: kind, text: text + opening, answer: answer)
  }

  /// Words in an answer that point at something before it.
  private static let elsewhere: Set<String> = [
    "this", "these", "those", "such", "following", "follows", "above", "below", "latter", "former",
  ]

  private var isReader: Bool { word(clause.subject.lowerBound) == "you" }

  // MARK: Be, and what was done

  /// The verb behind `be` where there is one that was done: `stored` in `is stored` and `must be stored`.
  private var participle: Int? {
    let index: Int
    switch clause.verb {
    case .be: index = start
    case .modal where word(start) == "be": index = start + 1
    default: return nil
    }
    let place = word(index).hasSuffix("ly") || word(index) == "also" ? index + 1 : index
    return VerbLexicon.isParticiple(word(place)) ? place : nil
  }

  private static let descriptions: Set<String> = [
    "described", "documented", "explained", "listed", "discussed", "covered", "detailed",
  ]

  /// `X is described in chapter 5`: where to look.
  private var reference: ClauseQuestion? {
    guard let participle, case .be = clause.verb, Self.descriptions.contains(word(participle)), word(participle + 1) == "in",
      participle + 2 < end
    else { return nil }
    return make(
      .reference, "where " + clause.inverted(to: participle + 1, context), uses: start..<participle + 1,
      answer: participle + 1..<end)
  }

  /// `X is used to …`, `X is used for …`.
  private var usage: ClauseQuestion? {
    guard let participle, case .be = clause.verb, word(participle) == "used", participle + 2 < end else { return nil }
    let isVerb = word(participle + 1) == "to" && VerbLexicon.isBase(word(participle + 2))
    guard isVerb || word(participle + 1) == "for" else { return nil }
    return make(
      .purpose, "what " + clause.inverted(to: participle + 1, context) + " for", uses: start..<participle + 1,
      answer: participle + 1..<end)
  }

  private static let placing: Set<String> = [
    "stored", "located", "installed", "placed", "found", "kept", "put", "recorded", "written", "saved", "mounted", "entered",
    "held",
    "defined", "declared", "printed", "posted", "published", "displayed", "shown", "specified", "included", "logged",
  ]

  /// `X is stored in …`.
  private var location: ClauseQuestion? {
    guard let participle, Self.placing.contains(word(participle)),
      ["in", "at", "on", "under", "into"].contains(word(participle + 1)),
      participle + 2 < end,
      ["the", "a", "an"].contains(word(participle + 2)) || words[participle + 2].isCapitalised
        || clause.sentence.text(participle + 2..<participle + 3).contains("/")
    else { return nil }
    // “in a way that” tells how, and not where.
    if ["way", "manner", "form", "format", "order", "case", "time", "moment", "fashion"].contains(word(participle + 3)) {
      return nil
    }
    return make(
      .location, "where " + clause.inverted(to: participle + 1, context), uses: start..<participle + 1,
      answer: participle + 1..<end)
  }

  /// `X is determined by the caster`; with a verb behind `by` it tells how.
  private var agent: ClauseQuestion? {
    guard let participle, word(participle + 1) == "by", participle + 2 < end, word(participle + 2) != "default" else {
      return nil
    }
    let isMeans = VerbLexicon.form(word(participle + 2))?.form == .gerund
    guard isMeans || ["a", "an", "the"].contains(word(participle + 2)) || words[participle + 2].isCapitalised else { return nil }
    let core = clause.inverted(to: participle + 1, context)
    return make(
      isMeans ? .means : .agent, isMeans ? "how " + core : "who or what " + core + " by", uses: start..<participle + 1,
      answer: (isMeans ? participle + 1 : participle + 2)..<end)
  }

  private static let vague: Set<String> = [
    "case", "idea", "same", "reason", "way", "result", "problem", "question", "thing", "example", "one", "matter", "fact", "only",
    "lot", "little", "different", "must", "part", "number", "following", "first", "last", "latter", "former", "best", "few",
    "good", "bad", "great", "bit", "common", "useful",
  ]

  /// `X is a …`: what it is.
  private var identity: ClauseQuestion? {
    guard case .be = clause.verb, ["a", "an", "the"].contains(word(start)), end - start >= 3, clause.subject.count <= 6,
      !words[start..<min(end, start + 4)].contains(where: { Self.vague.contains($0.folded) }),
      !isReader, !words[clause.subject].contains(where: { Self.vague.contains($0.folded) })
    else { return nil }
    let asks = clause.isProperName && namesPerson ? "who " : "what "
    return make(.definition, asks + clause.inverted(to: start, context), uses: start..<start, answer: start..<end)
  }

  /// Whether what the subject is said to be is someone: the noun before the first preposition or pronoun ends as words for people do.
  private var namesPerson: Bool {
    let stop = (start + 1..<end).first { FunctionWords.all.contains(word($0)) } ?? end
    return ["er", "or", "ist", "ian", "man", "woman", "lawyer", "president"].contains { word(stop - 1).hasSuffix($0) }
  }

  // MARK: Numbers

  private static let qualifiers: Set<String> = [
    "least", "most", "to", "exactly", "about", "only", "than", "approximately", "over",
  ]
  private static let numbered: Set<String> = [
    "version", "section", "chapter", "step", "level", "number", "table", "figure", "part", "page", "appendix", "rule", "article",
    "paragraph", "policy", "release", "type", "class", "priority", "item", "line", "column", "day", "exit", "status", "port",
    "code",
  ]

  /// A number of things: how many.
  private var quantity: ClauseQuestion? {
    guard let index = (start..<end).first(where: { Numerals.isNumber(words[$0]) }), index + 1 < words.count, index + 1 < end,
      !words[index - 1].isCapitalised, !Self.numbered.contains(word(index - 1))
    else { return nil }
    let plain = clause.sentence.text(index..<index + 2)
    guard !plain.contains("/"), !plain.contains("-"), !plain.contains("%"), !plain.contains("$") else { return nil }
    guard let noun = (index + 1..<min(end, index + 4)).first(where: { isPlural($0) }),
      !(index + 1..<noun).contains(where: {
        FunctionWords.all.contains(word($0)) || words[$0].isNumber || words[$0].isCapitalised
      })
    else { return nil }
    var from = index
    while from > start,
      Self.qualifiers.contains(word(from - 1))
        || (["at", "up", "no", "more", "fewer", "less"].contains(word(from - 1)) && from < index)
    {
      from -= 1
    }
    if from > start, ["the", "these", "those", "both", "all", "its", "their"].contains(word(from - 1)) { return nil }
    if from > start, word(from - 1) == "every", Quantities.times.contains(word(noun)) {
      guard from - 1 > start else { return nil }
      return make(
        .time, "how often \(clause.inverted(to: from - 1, context))", uses: start..<from - 1, answer: from - 1..<noun + 1)
    }
    let preposition = from > start && ["for", "within", "after", "in", "by"].contains(word(from - 1)) ? from - 1 : nil
    if preposition == nil, from > start, FunctionWords.prepositions.contains(word(from - 1)) { return nil }
    let cut = preposition ?? from
    // Nothing but the verb and its object may stand before, and what stands behind must be short and belong to it.
    guard !(start..<cut).contains(where: { ["if", "when", "or", "and", "unless", "that", "which"].contains(word($0)) }),
      cut > start || isBe
    else { return nil }
    let rest = noun + 1..<end
    let isClean =
      rest.count <= 8
      && !rest.contains { ["if", "when", "or", "and", "unless", "that", "which", "plus", "per"].contains(word($0)) }
    let things = clause.sentence.text(index + 1..<noun + 1)
    let behind = isClean && !rest.isEmpty ? " " + clause.sentence.text(rest) : ""
    if isBe, isClean, rest.count == 1 {
      return make(
        .quantity, "how many \(things)\(behind) \(clause.inverted(to: cut, context))", uses: start..<cut, answer: from..<noun + 1)
    }
    guard isClean || rest.isEmpty, !isBe || rest.isEmpty else { return nil }
    let front = preposition.map { word($0) + " how many" } ?? "how many"
    guard !Phrases.containsPointing(words[rest]) else { return nil }
    return make(
      .quantity, "\(front) \(things) \(clause.inverted(to: cut, context))\(behind)", uses: start..<cut, answer: from..<noun + 1)
  }

  private var isBe: Bool {
    if case .be = clause.verb { return true }
    return false
  }

  private func isPlural(_ index: Int) -> Bool {
    let word = word(index)
    return word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
      && !words[index].isCapitalised
      && VerbLexicon.form(word)?.form != .thirdPerson || ["feet", "people", "dice", "children"].contains(word)
  }

  // MARK: When, why and how

  private static let marks: [String: (kind: QuestionKind, question: String)] = [
    "if": (.condition, "under what condition"), "when": (.condition, "when"), "whenever": (.condition, "when"),
    "until": (.time, "until when"), "before": (.time, "when"), "after": (.time, "when"),
    "because": (.reason, "why"), "using": (.means, "how"), "via": (.means, "how"),
  ]

  /// What stands behind a word such as `if`, `until`, `because`.
  private var adjunct: ClauseQuestion? {
    guard
      let index = (start + 1..<max(start + 1, words.count)).first(where: {
        Self.marks[word($0)] != nil || isMeans($0) || isPurpose($0)
      }),
      index + 2 < words.count, index - start >= 2 || participle != nil || isBe
    else { return nil }
    // Another clause, or a choice, would change what is asked.
    guard !(start..<index).contains(where: { clause.sentence.isBreak(after: $0) && $0 != index - 1 }),
      !(start..<index).contains(where: {
        ["that", "which", "who", "unless", "except", "and", "or", "but", "whether"].contains(word($0))
      }),
      !words[index...].contains(where: { ["unless", "but"].contains($0.folded) })
    else { return nil }
    if ["before", "after"].contains(word(index)) {
      if FunctionWords.all.contains(word(index + 1)), !FunctionWords.articles.contains(word(index + 1)) { return nil }
      if ["named", "called", "modelled", "modeled", "soon", "shortly", "immediately", "just", "look", "looks"].contains(
        word(index - 1))
      {
        return nil
      }
      // In a row or a place, and not in time.
      if (start..<index).contains(where: { Self.placing.contains(word($0)) || Self.standing.contains(word($0)) }) { return nil }
    }
    if isBe, participle == nil, FunctionWords.articles.contains(word(start)) || Self.marks[word(index)]?.kind == .means {
      return nil
    }
    if Self.marks[word(index)]?.kind == .means, FunctionWords.prepositions.contains(word(index - 1)) { return nil }
    // “if you want to know” says what for, and not when.
    if word(index + 1).hasPrefix("you"),
      word(index + 1) != "you" || ["want", "wish", "like", "need", "prefer", "would", "are"].contains(word(index + 2))
    {
      return nil
    }
    if (start..<index).contains(where: { word($0) == "to" && VerbLexicon.isBase(word($0 + 1)) }) { return nil }
    let last = (index..<words.count).first { clause.sentence.isBreak(after: $0) }.map { $0 + 1 } ?? words.count
    guard last - index >= 3 else { return nil }
    let from = word(index - 1) == "only" ? index - 1 : durationStart(before: index)
    guard from - start >= 1 || isBe else { return nil }
    let (kind, question): (QuestionKind, String) =
      isPurpose(index) ? (.purpose, "for what purpose") : Self.marks[word(index)] ?? (.means, "how")
    let core = start..<from
    guard !Phrases.containsPointing(words[core]) else { return nil }
    return make(kind, question + " " + clause.inverted(to: from, context), uses: core, answer: from..<last)
  }

  /// Where `at least two days` begins that stands before `before` or `after`; the same place where nothing of the kind does.
  private func durationStart(before index: Int) -> Int {
    guard ["before", "after"].contains(word(index)), index - 2 > start,
      isPlural(index - 1) || Quantities.times.contains(word(index - 1)),
      Numerals.isNumber(words[index - 2]) || ["a", "an", "one"].contains(word(index - 2))
    else { return index }
    var from = index - 2
    while from > start + 1,
      Self.qualifiers.contains(word(from - 1)) || ["at", "up", "no", "more", "within"].contains(word(from - 1))
    {
      from -= 1
    }
    return from
  }

  private static let standing: Set<String> = [
    "come", "appear", "stand", "insert", "inserted", "listed", "added", "sorted", "put",
  ]

  /// `by` with a verb behind it.
  private func isMeans(_ index: Int) -> Bool {
    word(index) == "by" && VerbLexicon.form(word(index + 1))?.form == .gerund
  }

  /// `in order to`, `so that`.
  private func isPurpose(_ index: Int) -> Bool {
    (word(index) == "in" && word(index + 1) == "order" && word(index + 2) == "to")
      || (word(index) == "so" && word(index + 1) == "that")
  }

  // MARK: Objects

  private static let stranded: Set<String> = [
    "depend on", "consist of", "refer to", "apply to", "belong to", "rely on", "result in", "correspond to", "lead to",
    "relate to",
    "point to", "conform to", "comply with", "start with", "begin with", "end with", "affect to", "contribute to", "add to",
  ]

  /// What a verb is done to: `what must the master report`.
  private var object: ClauseQuestion? {
    switch clause.verb {
    case .modal(let modal, _):
      guard modal != "will", !isReader || clause.opening != nil, word(start) != "be", word(start) != "do", end - start >= 3,
        !isFixed(start), isNounPhrase(start + 1)
      else {
        return nil
      }
      return make(
        Self.kind(of: modal), "what " + clause.inverted(to: start + 1, context), uses: start..<start + 1, answer: start + 1..<end)
    case .lexical(let base, _):
      if isReader { return nil }
      if Self.stranded.contains(base + " " + word(start)), end - start >= 2 {
        return make(
          .relation, "what " + clause.inverted(to: start + 1, context), uses: start..<start + 1, answer: start + 1..<end)
      }
      guard isNounPhrase(start), end - start >= 2,
        !Self.withoutObject.contains(base)
      else { return nil }
      return make(
        Self.parts.contains(base) ? .composition : .effect, "what " + clause.inverted(to: start, context), uses: start..<start,
        answer: start..<end)
    case .be: return nil
    }
  }

  /// Verbs that nothing is done with, or whose object says little without the rest.
  private static let withoutObject: Set<String> = [
    "take", "make", "give", "get", "put", "become", "remain", "last", "weigh", "cost", "behave", "act", "work", "differ",
    "depend", "occur",
    "appear", "seem", "say", "look", "go", "come", "happen", "run", "let", "see", "follow", "start", "end", "stand", "vary",
    "mean",
  ]

  private static let parts: Set<String> = ["contain", "include", "comprise", "have", "list", "hold", "consist"]

  static func kind(of modal: String) -> QuestionKind {
    switch modal {
    case "must", "shall": .obligation
    case "should": .recommendation
    case "may": .permission
    case "will": .effect
    default: .ability
    }
  }

  /// Verbs whose object belongs to them: `take place`, `make sure`.
  private func isFixed(_ index: Int) -> Bool {
    ["take", "make", "give", "get", "put", "let", "come", "go", "help", "result", "want", "like", "become", "remain", "have"]
      .contains(word(index))
      || ["sure", "care", "place", "effect", "note", "account"].contains(word(index + 1))
  }

  private func isNounPhrase(_ index: Int) -> Bool {
    guard index < end else { return false }
    let first = word(index)
    if ["a", "an", "the", "any", "all", "each", "every", "at", "both"].contains(first) {
      return first != "at" || word(index + 1) == "least"
    }
    return words[index].isCapitalised || isPlural(index) || Numerals.isNumber(words[index])
  }

  /// What must not be done.
  private var prohibition: ClauseQuestion? {
    guard case .modal(let modal, _) = clause.verb, ["must", "shall", "may", "can", "should"].contains(modal),
      !isReader || clause.opening != nil
    else { return nil }
    // What may not be done must not be done; asked with `may`, it would be what one is free to leave.
    let asked = modal == "may" || modal == "shall" ? "must" : modal
    let subject = clause.subject(context)
    var general: ClauseQuestion?
    if word(start) == "be" {
      guard participle == start + 1, asked != "can" else { return nil }
      general = make(
        .prohibition, "what \(asked == "can" ? "cannot" : asked + " not") be done with \(subject)", uses: clause.subject,
        answer: start + 1..<end)
    } else {
      guard word(start) != "have", end - start >= 2 else { return nil }
      if isNounPhrase(start + 1), !isFixed(start), end - start >= 3,
        let question = make(
          .prohibition, "what \(asked) \(subject) not \(words[start].folded)", uses: start..<start + 1, answer: start + 1..<end)
      {
        return question
      }
      general = make(.prohibition, "what \(asked) \(subject) not do", uses: clause.subject, answer: start..<end)
    }
    general?.isGeneral = true
    return general
  }

  // MARK: What remains

  private static let properties: Set<String> = [
    "equivalent to", "equal to", "identical to", "similar to", "subject to", "limited to", "relative to", "responsible for",
    "compatible with", "available for", "available in", "available from", "available on", "based on", "made of", "composed of",
    "associated with",
    "required for", "required by", "required to", "intended for", "intended to", "designed to", "designed for", "allowed to",
    "permitted to", "entitled to",
    "supposed to", "expected to", "able to", "unable to", "immune to", "vulnerable to", "worth of", "divided into", "followed by",
    "known as",
    "called by", "suitable for", "needed for", "needed to", "granted to", "given to", "sent to", "applied to", "added to",
    "connected to",
  ]

  /// Words whose `to` a verb follows.
  private static let infinitives: Set<String> = [
    "required", "intended", "designed", "allowed", "permitted", "supposed", "expected", "able", "unable", "needed",
  ]

  /// `X is equivalent to …`, `X is entitled to …`: the question ends with the same words.
  private var property: ClauseQuestion? {
    guard case .be = clause.verb, end - start >= 3, Self.properties.contains(word(start) + " " + word(start + 1)) else {
      return nil
    }
    let isVerb = word(start + 1) == "to" && (VerbLexicon.isBase(word(start + 2)) || Self.infinitives.contains(word(start)))
    guard !isReader || clause.opening != nil else { return nil }
    return make(
      .relation, "what " + clause.inverted(to: start + 2, context) + (isVerb ? " do" : ""), uses: start..<start + 2,
      answer: (isVerb ? start + 1 : start + 2)..<end)
  }

  /// Verbs that say how something is and not what it does.
  private static let stative: Set<String> = [
    "vary", "mean", "need", "exist", "depend", "differ", "seem", "appear", "remain", "become", "look", "occur", "happen", "tend",
    "belong", "result", "want", "like", "know", "indicate", "suggest", "lead",
  ]

  /// What is done with nothing: `required`, `created`.
  private static let stativeParticiples: Set<String> = [
    "required", "needed", "created", "added", "generated", "appended", "given", "allowed", "considered", "assumed", "expected",
    "found",
    "seen", "said", "thought", "known", "understood", "noted", "remembered", "able", "based", "taken", "made", "used",
  ]

  /// All that is said of a subject that names something, where no part of it can be asked for by itself.
  private var whole: ClauseQuestion? {
    let subject = clause.subject(context)
    let names = words[clause.subject].count { !FunctionWords.all.contains($0.folded) }
    guard names >= 1, !isReader || clause.opening != nil, end - start >= 2, !Self.stative.contains(word(start)) else {
      return nil
    }
    if names == 1, !words[clause.subject].contains(where: { $0.isCapitalised && $0.range.lowerBound > 0 }),
      clause.subject.count == 1
    {
      guard clause.opening != nil || words[clause.subject.lowerBound].folded.hasSuffix("s") else { return nil }
    }
    let said = start..<end
    switch clause.verb {
    case .modal(let modal, _) where word(start) == "be":
      guard let participle, modal == "must" || modal == "shall" || modal == "should", end - participle >= 3,
        !Self.stativeParticiples.contains(word(participle))
      else { return nil }
      return make(Self.kind(of: modal), "what \(modal) be done with \(subject)", uses: clause.subject, answer: start + 1..<end)
    case .modal(let modal, _):
      // What something can or will do is seldom one thing.
      if (modal == "can" || modal == "will") && clause.opening == nil { return nil }
      if word(start) == "have" || isFixed(start) && word(start) != "help" { return nil }
      return make(Self.kind(of: modal), "what \(modal) \(subject) do", uses: clause.subject, answer: said)
    case .be:
      guard let participle, end - start >= 3, ["named", "called", "termed"].contains(word(participle)),
        !FunctionWords.prepositions.contains(word(participle + 1)), !FunctionWords.conjunctions.contains(word(participle + 1))
      else { return nil }
      return make(
        .definition, "what " + clause.inverted(to: participle + 1, context), uses: clause.subject, answer: participle + 1..<end)
    // What a thing does or what happens to it, with nothing more, is no question that one sentence answers.
    case .lexical: return nil
    }
  }
}
