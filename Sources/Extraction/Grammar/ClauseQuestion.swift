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
  let clause: Clause
  let names: ChunkNames
  let words: [Word]
  let start: Int
  /// Behind the last word of the predicate that belongs to the clause: a break that is no part of it ends it.
  let end: Int

  init(_ clause: Clause, names: ChunkNames) {
    self.clause = clause
    self.names = names
    words = clause.sentence.words
    start = clause.predicate.lowerBound
    let words = words
    end =
      clause.predicate.first { clause.sentence.isBreak(after: $0) || Self.opensResult(words, $0 + 1) }.map { $0 + 1 }
      ?? clause.predicate.upperBound
  }

  /// Whether a word opens a clause that says what follows from the one before: `… with zlib so you should not read them`.
  private static func opensResult(_ words: [Word], _ index: Int) -> Bool {
    index + 1 < words.count && words[index].folded == "so"
      && (FunctionWords.pronouns.contains(words[index + 1]) || FunctionWords.articles.contains(words[index + 1]))
  }

  /// The question, or nil where the clause has no part that can be asked for with certainty.
  var question: ClauseQuestion? {
    if isNegated { return prohibition }
    if let part = reference ?? usage ?? quantity ?? adjunct ?? location ?? agent ?? identity ?? property ?? stranded ?? object {
      return part
    }
    var general = whole
    general?.isGeneral = true
    return general
  }

  var isNegated: Bool {
    switch clause.verb {
    case .modal(_, let isNegative), .be(_, let isNegative): isNegative
    case .lexical: false
    }
  }

  func word(_ index: Int) -> String { index < words.count ? words[index].folded : "" }

  /// A question with words of the clause in it; nil where one of them points at something that the question does not show.
  func make(_ kind: QuestionKind, _ text: String, uses: Range<Int>, answer: Range<Int>) -> ClauseQuestion? {
    guard !Phrases.containsPointing(words[uses]), !answer.isEmpty,
      !uses.dropLast().contains(where: { clause.sentence.isBreak(after: $0) && !clause.subject.contains($0) })
    else { return nil }
    if ["section", "chapter", "table", "appendix", "figure"].contains(word(answer.lowerBound)), kind != .reference { return nil }
    if words[answer].contains(where: { Self.elsewhere.contains($0) }) { return nil }
    // “details of how to tune a host via a policy”: the part belongs to the inner clause; “still” says that something was before.
    if words[uses].contains(where: { Self.inner.contains($0) }) { return nil }
    let opening = clause.opening(names)
    return ClauseQuestion(kind: kind, text: text + opening, answer: answer)
  }

  /// Words in a question that open a clause within it, or lean on what was.
  static let inner: WordSet = ["how", "so", "because", "still", "yet", "anymore"]

  /// Words in an answer that point at something before it.
  static let elsewhere: WordSet = [
    "this", "these", "those", "such", "following", "follows", "above", "below", "latter", "former",
  ]

  var isReader: Bool { word(clause.subject.lowerBound) == "you" }

  // MARK: Be, and what was done

  /// The verb behind `be` where there is one that was done: `stored` in `is stored` and `must be stored`.
  var participle: Int? {
    let index: Int
    switch clause.verb {
    case .be: index = start
    case .modal where word(start) == "be": index = start + 1
    default: return nil
    }
    let place = word(index).hasSuffix("ly") || word(index) == "also" ? index + 1 : index
    return VerbLexicon.isParticiple(word(place)) ? place : nil
  }

  static let descriptions: WordSet = [
    "described", "documented", "explained", "listed", "discussed", "covered", "detailed",
  ]

  static let pointers: WordSet = [
    "section", "chapter", "appendix", "table", "article", "annex", "schedule", "manual", "guide", "document", "page", "part",
    "file",
  ]

  /// `X is described in chapter 5`: where to look.
  var reference: ClauseQuestion? {
    guard let participle, case .be = clause.verb, Self.descriptions.contains(word(participle)), word(participle + 1) == "in",
      participle + 2 < end
    else { return nil }
    let isPlace = Self.pointers.contains(word(participle + 2)) || Self.pointers.contains(word(participle + 3))
    guard isPlace || words[participle + 2].isCapitalised else { return nil }
    return make(
      .reference, "where " + clause.inverted(to: participle + 1, names), uses: start..<participle + 1,
      answer: participle + 1..<end)
  }

  /// `X is used to …`, `X is used for …`.
  var usage: ClauseQuestion? {
    guard let participle, case .be = clause.verb, word(participle) == "used", participle + 2 < end else { return nil }
    let isVerb = word(participle + 1) == "to" && VerbLexicon.isBase(word(participle + 2))
    guard isVerb || word(participle + 1) == "for" else { return nil }
    return make(
      .purpose, "what " + clause.inverted(to: participle + 1, names) + " for", uses: start..<participle + 1,
      answer: participle + 1..<end)
  }

  static let placing: WordSet = [
    "stored", "located", "installed", "placed", "found", "kept", "put", "recorded", "written", "saved", "mounted", "entered",
    "held",
    "defined", "declared", "printed", "posted", "published", "displayed", "shown", "specified", "included", "logged",
  ]

  /// Nouns of places where something can be looked for.
  static let places: WordSet = [
    "file", "files", "directory", "directories", "folder", "menu", "section", "chapter", "table", "tables", "list", "page",
    "pages",
    "window", "pane", "box", "cabinet", "room", "office", "store", "locker", "shed", "desk", "board", "book", "register", "log",
    "database", "catalog", "catalogue", "repository", "header", "body", "footer", "column", "row", "field", "cupboard", "drawer",
    "safe", "bench", "rack", "tray", "bin", "yard", "quay", "berth", "building", "hall", "tower", "dome", "kit", "bag",
    "entrance",
    "door", "wall", "corner", "bar", "tab", "dialog", "panel", "screen", "manual", "guide", "documentation", "schedule", "annex",
    "appendix", "path", "root", "partition", "memory", "cache", "branch", "archive", "package", "index", "view", "dictionary",
  ]

  /// `X is stored in …`.
  var location: ClauseQuestion? {
    guard let participle, Self.placing.contains(word(participle)),
      ["in", "at", "on", "under", "into"].contains(word(participle + 1)),
      participle + 2 < end, word(participle + 2) != "addition", word(participle + 2) != "order",
      ["the", "a", "an"].contains(word(participle + 2)) || words[participle + 2].isCapitalised
        || clause.sentence.text(participle + 2..<participle + 3).contains("/")
    else { return nil }
    // “in a way that” tells how, and not where.
    let place = (participle + 2..<end).first { FunctionWords.prepositions.contains(word($0)) || word($0) == "and" } ?? end
    let head = place > participle + 2 ? word(place - 1) : ""
    let isPath = clause.sentence.text(participle + 2..<end).contains("/")
    let isElsewhere = ["table", "figure", "section", "chapter"].contains(word(participle + 2))
    // What is written in a name is written in a language.
    let isName = words[participle + 2].isCapitalised && !isElsewhere && word(participle) != "written"
    guard isPath || Self.places.contains(head) || isName else { return nil }
    return make(
      .location, "where " + clause.inverted(to: participle + 1, names), uses: start..<participle + 1,
      answer: participle + 1..<end)
  }

  /// `X is determined by the caster`; with a verb behind `by` it tells how.
  var agent: ClauseQuestion? {
    guard let participle, word(participle + 1) == "by", participle + 2 < end, word(participle + 2) != "default",
      !Self.standing.contains(word(participle)), !Self.beside.contains(word(participle))
    else {
      return nil
    }
    let isMeans = VerbLexicon.form(word(participle + 2))?.form == .gerund
    guard isMeans || ["a", "an", "the"].contains(word(participle + 2)) || words[participle + 2].isCapitalised else { return nil }
    let core = clause.inverted(to: participle + 1, names)
    return make(
      isMeans ? .means : .agent, isMeans ? "how " + core : "who or what " + core + " by", uses: start..<participle + 1,
      answer: (isMeans ? participle + 1 : participle + 2)..<end)
  }

  /// What something is beside, and not who does it.
  static let beside: WordSet = [
    "followed", "preceded", "surrounded", "separated", "prefixed", "suffixed", "multiplied", "divided", "accompanied", "replaced",
    "increased", "reduced", "raised", "lowered", "moved", "shifted", "ordered", "sorted", "grouped", "displayed", "indexed",
    "keyed",
  ]

  static let vague: WordSet = [
    "case", "idea", "same", "reason", "way", "result", "problem", "question", "thing", "example", "one", "matter", "fact", "only",
    "lot", "little", "different", "must", "part", "number", "following", "first", "last", "latter", "former", "best", "few",
    "good", "bad", "great", "bit", "common", "useful", "important", "driving", "excellent", "slightly", "very", "key",
    "essential",
    "interesting", "simple", "complex", "powerful", "major", "necessary", "easy", "difficult", "more", "most", "less", "source",
    "cause", "inverse", "opposite", "concern",
  ]

  /// Words of advertisements and idioms, with which nothing is defined.
  static let praise: WordSet = [
    "leading", "well-established", "popular", "beautiful", "perfect", "journey", "limit", "ideal", "amazing", "top", "favorite",
    "favourite", "appealing", "pioneer", "must-have", "world-class", "renowned", "well-known", "fundamental", "fantastic",
    "delicious", "member",
  ]

  /// `X is a …`: what it is.
  var identity: ClauseQuestion? {
    guard case .be = clause.verb, ["a", "an", "the"].contains(word(start)), end - start >= 3, clause.subject.count <= 6,
      !words[start..<min(end, start + 4)].contains(where: { Self.vague.contains($0) }),
      !isReader, !words[clause.subject].contains(where: { Self.vague.contains($0) })
    else { return nil }
    let isSomeone = namesPerson
    // A single name may be anyone's; what is not certain is not asked.
    if isSomeone, !clause.isProperName, clause.subject.count == 1, words[clause.subject.lowerBound].isCapitalised { return nil }
    if words[start..<min(end, start + 8)].contains(where: { Self.praise.contains($0) }) { return nil }
    let asks = clause.isProperName && isSomeone && !["the", "a"].contains(word(clause.subject.lowerBound)) ? "who " : "what "
    return make(.definition, asks + clause.inverted(to: start, names), uses: start..<start, answer: start..<end)
  }

  /// Whether what the subject is said to be is someone: the noun before the first preposition or pronoun is one for people.
  var namesPerson: Bool {
    let stop = (start + 1..<end).first { FunctionWords.all.contains(word($0)) } ?? end
    return Self.people.contains(words[stop - 1])
      || ["man", "woman", "ist", "ian"].contains { word(stop - 1).hasSuffix($0) } && word(stop - 1) != "list"
  }

  private static let people: WordSet = [
    "actor", "actress", "author", "captain", "ceo", "chairman", "coach", "composer", "director", "doctor", "employee", "engineer",
    "explorer", "farmer", "founder", "governor", "hero", "inventor", "king", "lawyer", "leader", "maintainer", "merchant",
    "minister",
    "national", "novelist", "officer", "painter", "philosopher", "photographer", "player", "poet", "president", "priest",
    "producer",
    "professor", "programmer", "queen", "researcher", "sailor", "senator", "singer", "smuggler", "soldier", "teacher", "trader",
    "traveller", "warrior", "winner", "wizard", "writer",
  ]
}
