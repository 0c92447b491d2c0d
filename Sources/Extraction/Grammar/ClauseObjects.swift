internal import TextAnalysis

// What something is done to, what must not be done, and what remains.

extension ClauseInquiry {
  static let strandedVerbs: WordSet = [
    "depend on", "consist of", "refer to", "apply to", "belong to", "rely on", "result in", "correspond to", "lead to",
    "relate to",
    "point to", "conform to", "comply with", "start with", "begin with", "end with", "affect to", "contribute to", "add to",
  ]

  /// What a verb is done to: `what must the master report`.
  var object: ClauseQuestion? {
    switch clause.verb {
    case .modal(let modal, _):
      guard modal != "will", !isReader || clause.opening != nil, word(start) != "be", word(start) != "do", end - start >= 3,
        !isFixed(start), isNounPhrase(start + 1)
      else {
        return nil
      }
      // “accept, reject or leave”: what one of them is done to is not all.
      if end < words.count, words[end...].prefix(8).contains(where: { VerbLexicon.isBase($0) && !$0.isCapitalised }),
        words[end...].contains(where: { ["or", "and"].contains($0.folded) })
      {
        return nil
      }
      return make(
        Self.kind(of: modal), "what " + clause.inverted(to: start + 1, names), uses: start..<start + 1, answer: start + 1..<end)
    case .lexical(let base, _):
      if isReader { return nil }
      // What something uses is seldom one thing.
      if base == "use" || base == "implement" { return nil }
      if Self.enabling.contains(base) {
        if let question = enabled { return question }
        if base == "help" { return nil }
      }
      if Self.strandedVerbs.contains(base + " " + word(start)), end - start >= 2 {
        return make(
          .relation, "what " + clause.inverted(to: start + 1, names), uses: start..<start + 1, answer: start + 1..<end)
      }
      // “provides several features” names none of them.
      if ["provide", "use", "offer", "have", "include", "support", "list"].contains(base),
        Numerals.isNumber(words[start]) || ["several", "many", "some", "various", "numerous"].contains(word(start))
          || ["ever", "particular", "specific", "certain", "different", "number", "lot", "variety", "same"].contains(
            word(start + 1))
      {
        return nil
      }
      guard isNounPhrase(start), end - start >= 2,
        !Self.withoutObject.contains(base)
      else { return nil }
      return make(
        Self.parts.contains(base) ? .composition : .effect, "what " + clause.inverted(to: start, names), uses: start..<start,
        answer: start..<end)
    case .be: return nil
    }
  }

  /// Verbs that say what someone or something is made to do.
  private static let enabling: WordSet = ["allow", "enable", "permit", "help", "require", "force", "cause", "instruct", "tell"]

  /// `X allows an operator to …`: what an operator is allowed to do.
  private var enabled: ClauseQuestion? {
    guard let infinitive = (start + 1..<max(start + 1, min(end, start + 7))).first(where: { word($0) == "to" }),
      infinitive + 2 < end,
      !["where", "how", "what", "when", "whether"].contains(word(infinitive - 1)),
      VerbLexicon.isBase(word(infinitive + 1))
    else { return nil }
    return make(
      .effect, "what " + clause.inverted(to: infinitive, names) + " to do", uses: start..<infinitive, answer: infinitive..<end)
  }

  /// Verbs that nothing is done with, or whose object says little without the rest.
  static let withoutObject: WordSet = [
    "take", "make", "give", "get", "put", "become", "remain", "last", "weigh", "cost", "behave", "act", "work", "differ",
    "depend", "occur",
    "appear", "seem", "say", "look", "go", "come", "happen", "run", "let", "see", "follow", "start", "end", "stand", "vary",
    "mean", "play", "treat", "lead", "assist", "suffer", "describe", "define", "bring", "pay", "join",
  ]

  static let parts: WordSet = ["contain", "include", "comprise", "have", "list", "hold", "consist"]

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
  func isFixed(_ index: Int) -> Bool {
    [
      "take", "make", "give", "get", "put", "let", "leave", "come", "go", "help", "result", "want", "like", "become", "remain",
      "have",
    ]
    .contains(word(index))
      || ["sure", "care", "place", "effect", "note", "account"].contains(word(index + 1))
  }

  func isNounPhrase(_ index: Int) -> Bool {
    guard index < end else { return false }
    let first = word(index)
    if ["a", "an", "the", "any", "all", "each", "every", "at", "both"].contains(first) {
      return first != "at" || word(index + 1) == "least"
    }
    if words[index].isCapitalised || isPlural(index) || Numerals.isNumber(words[index]) { return true }
    // “measures strength”: a noun without an article, where nothing tells that it is another kind of word.
    return index == start && !FunctionWords.all.contains(first) && !first.hasSuffix("ly") && !first.hasSuffix("ing")
      && VerbLexicon.form(first) == nil && !Self.adverbs.contains(words[index])
  }

  private static let adverbs: WordSet = [
    "well", "too", "very", "up", "down", "out", "off", "away", "back", "further", "better", "best", "worse", "fast", "first",
    "last",
    "together", "once", "twice", "again", "always", "never", "often", "soon", "later", "here", "there", "now", "then", "else",
    "true",
    "false", "free", "empty", "open", "closed", "high", "low", "quite", "rather", "so", "much", "more", "less", "able", "unable",
  ]

  /// What must not be done.
  var prohibition: ClauseQuestion? {
    guard case .modal(let modal, _) = clause.verb, ["must", "shall", "may", "can", "should"].contains(modal),
      !isReader || clause.opening != nil
    else { return nil }
    if modal == "may",
      Self.stative.contains(word(start))
        || ["work", "apply", "contain", "include", "be", "see", "notice", "find", "get"].contains(word(start))
          && participle == nil
    {
      return nil
    }
    // What may not be done must not be done; asked with `may`, it would be what one is free to leave.
    let asked = modal == "may" || modal == "shall" ? "must" : modal
    let subject = clause.subject(names)
    if word(start) == "be" {
      guard participle == start + 1 else { return nil }
    } else {
      guard word(start) != "have", end - start >= 2 else { return nil }
      if isNounPhrase(start + 1), !isFixed(start), end - start >= 3,
        let question = make(
          .prohibition, "what \(asked) \(subject) not \(words[start].folded)", uses: start..<start + 1, answer: start + 1..<end)
      {
        return question
      }
    }
    guard modal != "may" || ["a", "an", "any", "each", "every"].contains(word(clause.subject.lowerBound)),
      let act = BarredAct.text(of: clause.sentence, from: start)
    else { return nil }
    let verb = asked == "must" ? "may" : asked
    var general = make(.prohibition, "\(verb) \(subject) \(act)", uses: clause.subject, answer: start..<end)
    general?.isGeneral = true
    return general
  }

  static let properties: WordSet = [
    "equivalent to", "equal to", "identical to", "similar to", "subject to", "limited to", "relative to", "responsible for",
    "compatible with", "based on", "made of", "composed of",
    "associated with",
    "required for", "required by", "intended for", "intended to", "designed to", "designed for", "entitled to",
    "able to", "unable to", "immune to", "vulnerable to", "worth of", "divided into", "followed by",
    "known as",
    "called by", "suitable for", "needed for", "needed to", "granted to", "given to", "sent to", "applied to", "added to",
    "connected to",
  ]

  /// Words whose `to` a verb follows.
  static let infinitives: WordSet = [
    "required", "intended", "designed", "allowed", "permitted", "supposed", "expected", "able", "unable", "needed",
  ]

  /// `X is equivalent to …`, `X is entitled to …`: the question ends with the same words.
  var property: ClauseQuestion? {
    guard case .be = clause.verb, end - start >= 3, Self.properties.contains(word(start) + " " + word(start + 1)) else {
      return nil
    }
    let isVerb = word(start + 1) == "to" && (VerbLexicon.isBase(word(start + 2)) || Self.infinitives.contains(word(start)))
    guard !isReader || clause.opening != nil else { return nil }
    return make(
      .relation, "what " + clause.inverted(to: start + 2, names) + (isVerb ? " do" : ""), uses: start..<start + 2,
      answer: (isVerb ? start + 1 : start + 2)..<end)
  }

  /// Prepositions that may stand at the end of a question.
  static let particles: WordSet = ["from", "with", "into", "as", "against", "of", "to"]
  /// What is done with something somewhere or some time, which is asked with another word than `what`.
  static let strandless: WordSet = [
    "intended", "supposed", "allowed", "required", "expected", "used", "said", "known", "based", "able", "due", "related",
    "added",
  ]

  /// What stands behind such a preposition and is no answer: `taken into account`, `imported into and read from`.
  static let idle: WordSet = [
    "follows", "shown", "described", "needed", "possible", "necessary", "well", "if", "time", "behalf", "top", "account",
    "consideration", "question", "and", "or", "much", "soon", "far",
  ]

  /// `X is treated as …`, `X is made from …`: the question ends with the preposition.
  var stranded: ClauseQuestion? {
    guard let participle, !isReader, participle + 2 < end, Self.particles.contains(word(participle + 1)),
      word(participle + 1) != "to" || isNounPhrase(participle + 2) || word(participle + 2) == "half",
      !Self.strandless.contains(word(participle)), !Self.placing.contains(word(participle)),
      VerbLexicon.form(word(participle + 2))?.form != .gerund, word(participle + 2) != "be",
      !Self.idle.contains(word(participle + 2))
    else { return nil }
    return make(
      .relation, "what " + clause.inverted(to: participle + 2, names), uses: start..<participle + 2,
      answer: participle + 2..<end)
  }

  /// Verbs that say how something is and not what it does.
  static let stative: WordSet = [
    "vary", "mean", "need", "exist", "depend", "differ", "seem", "appear", "remain", "become", "look", "occur", "happen", "tend",
    "belong", "result", "want", "like", "know", "indicate", "suggest", "lead",
  ]

  /// Verbs that say what something is or holds.
  static let beingVerbs: WordSet = [
    "contain", "consist", "include", "exist", "be", "match", "come", "exceed", "comprise", "equal", "begin", "end",
  ]

  /// What is done with nothing: `required`, `created`.
  static let stativeParticiples: WordSet = [
    "required", "needed", "created", "added", "generated", "appended", "given", "allowed", "considered", "assumed", "expected",
    "found",
    "seen", "said", "thought", "known", "understood", "noted", "remembered", "able", "based", "taken", "made", "used",
  ]

  /// All that is said of a subject that names something, where no part of it can be asked for by itself.
  var whole: ClauseQuestion? {
    let subject = clause.subject(names)
    let named = words[clause.subject].count { !FunctionWords.all.contains($0) }
    guard named >= 1, !isReader || clause.opening != nil, end - start >= 2, !Self.stative.contains(word(start)) else {
      return nil
    }
    if named == 1, !words[clause.subject].contains(where: { $0.isCapitalised && $0.range.lowerBound > 0 }),
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
      // What something must be or hold is asked with that verb, and “must now be avoided” is done with it.
      if Self.beingVerbs.contains(word(start)) || word(start).hasSuffix("ly")
        || ["now", "first", "also", "both", "always"].contains(word(start))
      {
        return nil
      }
      return make(Self.kind(of: modal), "what \(modal) \(subject) do", uses: clause.subject, answer: said)
    case .be:
      guard let participle, end - start >= 3, ["named", "called", "termed"].contains(word(participle)),
        !FunctionWords.prepositions.contains(word(participle + 1)), !FunctionWords.conjunctions.contains(word(participle + 1))
      else { return nil }
      return make(
        .definition, "what " + clause.inverted(to: participle + 1, names), uses: clause.subject, answer: participle + 1..<end)
    // What a thing does or what happens to it, with nothing more, is no question that one sentence answers.
    case .lexical: return nil
    }
  }
}
