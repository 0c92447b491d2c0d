internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// What tells a question that a reader would keep from one that a reader would not: shapes, places and closed lists of words, and no
/// word of any field.
struct QuestionFeatures {
  /// The name and value of each feature that is not 0.
  private(set) var values: [(name: String, value: Double)] = []

  init(_ draft: Draft, in passage: Passage) {
    let place = SentencePlace(draft.range, in: passage)
    let question = Words.words(in: draft.question)
    let answer = Words.words(in: draft.answer)
    add("kind." + draft.kind.rawValue, 1)
    addLengths(draft, question, answer)
    addHeading(draft, passage)
    addPlace(place, passage)
    if let sentence = place.sentence { addSentence(sentence, draft, passage, place) }
    addWords(question, "question")
    addWords(answer, "answer")
    addMarks(draft)
  }

  private mutating func add(_ name: String, _ value: Double) { if value != 0 { values.append((name, value)) } }
  private mutating func add(_ name: String, _ isSo: Bool) { add(name, isSo ? 1 : 0) }

  /// Counts count ever less: the second of something tells less than the first.
  private mutating func add(_ name: String, count: Int) { add(name, Double(min(count, 4)).squareRoot()) }

  // MARK: Groups

  private mutating func addLengths(_ draft: Draft, _ question: [Word], _ answer: [Word]) {
    add("question.words", Double(min(question.count, 40)) / 10)
    add("question.short", question.count < 9)
    add("answer.words", Double(min(answer.count, 60)) / 10)
    add("answer.short", answer.count < 8)
    guard let short = draft.shortAnswer else { return }
    let words = Words.words(in: short)
    add("short", 1)
    add("short.words", Double(min(words.count, 30)) / 10)
    add("short.one", words.count == 1)
    add("short.number", words.contains(where: \.isNumber))
    add("short.article", words.first.map { FunctionWords.articles.contains($0.folded) } ?? false)
    add("short.verb", words.first.map { VerbLexicon.form($0.folded) != nil } ?? false)
    add("short.hanging", words.last.map { FunctionWords.all.contains($0.folded) } ?? false)
    add("short.clause", words.contains { ["that", "which", "who", "if", "when", "because"].contains($0.folded) })
  }

  private mutating func addHeading(_ draft: Draft, _ passage: Passage) {
    let path = passage.headingPath(at: draft.range.lowerBound)
    add("heading.term", passage.term(at: draft.range.lowerBound) != nil)
    add("heading.none", path.isEmpty)
    add("heading.depth", Double(min(path.count, 5)) / 5)
    add("title.none", passage.document.metadata.title == nil)
    guard let name = passage.name(at: draft.range.lowerBound) else { return }
    let words = Words.words(in: name)
    add("heading.words", Double(min(words.count, 12)) / 10)
    add("heading.one", words.count == 1)
    add("heading.question", name.hasSuffix("?"))
    add("heading.common", Phrases.isCommonHeading(name))
    add("heading.numbered", words.first?.isNumber ?? false)
    add("heading.gerund", words.first?.folded.hasSuffix("ing") ?? false)
  }

  private mutating func addPlace(_ place: SentencePlace, _ passage: Passage) {
    add("place.first", place.index == 0)
    add("place.later", Double(min(place.index, 6)) / 6)
    add("place.alone", place.count == 1)
    add("place.item", place.isListItem)
    add("place.footnote", place.isFootnote)
  }

  private mutating func addSentence(_ sentence: Sentence, _ draft: Draft, _ passage: Passage, _ place: SentencePlace) {
    let words = sentence.words
    add("sentence.words", Double(min(words.count, 50)) / 10)
    add("sentence.long", words.count > 30)
    for opener in ["if", "when", "to", "in", "for", "by"] { add("sentence." + opener, words.first?.folded == opener) }
    add("sentence.relative", count: words.count { ["which", "that", "who", "whose"].contains($0.folded) })
    add("sentence.joined", count: words.count { ["and", "or"].contains($0.folded) })
    add("sentence.names", count: words.dropFirst().count { $0.isCapitalised })
    add("sentence.digits", count: words.count { $0.isNumber })
    add("sentence.year", words.contains { Self.isYear($0) })
    add("sentence.past", count: words.count { Self.past.contains($0.folded) })
    add("sentence.breaks", count: words.indices.dropLast().count { sentence.isBreak(after: $0) })
    guard let clause = Clause(sentence) else {
      add("clause.none", 1)
      return
    }
    switch clause.verb {
    case .modal(let modal, let isNegative):
      add("verb." + modal, 1)
      add("verb.not", isNegative)
    case .be(_, let isNegative):
      add("verb.be", 1)
      add("verb.not", isNegative)
    case .lexical(let base, _):
      add("verb.lexical", 1)
      add("verb.weak", Self.weakVerbs.contains(base))
    }
    add("clause.opening", clause.opening != nil)
    add("general.opening", draft.isGeneral && clause.opening != nil)
    add("general.bare", draft.isGeneral && clause.opening == nil)
    add("general.long", draft.isGeneral && clause.subject.count >= 4)
    addSubject(clause, passage, place)
    add("general.heading", draft.isGeneral && values.contains { $0.name == "subject.heading" })
  }

  /// How much the subject says of what it is: whether others name it before, the headings hold it, or it speaks in general.
  private mutating func addSubject(_ clause: Clause, _ passage: Passage, _ place: SentencePlace) {
    let words = clause.sentence.words[clause.subject]
    guard let first = words.first else { return }
    let content = words.filter { !FunctionWords.all.contains($0.folded) && !Phrases.determiners.contains($0.folded) }
    let stems = Set(content.map { WordStem.stem($0.folded) })
    let isThe = first.folded == "the"
    add("subject.the", isThe)
    add("subject.a", first.folded == "a" || first.folded == "an")
    add("subject.each", ["each", "every", "all", "any", "no"].contains(first.folded))
    add("subject.some", ["some", "several", "many", "most", "various", "other", "certain"].contains(first.folded))
    add("subject.you", first.folded == "you")
    add("subject.bare", !Phrases.determiners.contains(first.folded))
    add("subject.words", Double(min(content.count, 6)) / 3)
    add("subject.one", content.count == 1)
    add("subject.theone", isThe && content.count == 1)
    add("subject.of", words.contains { $0.folded == "of" })
    add("subject.vague", content.contains { Phrases.vagueNouns.contains($0.folded) })
    add("subject.name", content.contains { $0.isCapitalised && $0.range.lowerBound > 0 })
    add("subject.code", content.contains { $0.folded.contains { $0.isNumber || "-_/.".contains($0) } })
    add("subject.gerund", first.folded.hasSuffix("ing"))
    add("subject.unnamed", !passage.isNamed(words, at: clause.sentence.range.lowerBound))
    let offset = clause.sentence.range.lowerBound
    let headings = Self.stems(passage.headingPath(at: offset) + [passage.term(at: offset) ?? ""])
    let isInHeading = !stems.isDisjoint(with: headings)
    add("subject.heading", isInHeading)
    add("subject.title", !stems.isDisjoint(with: Self.stems([passage.document.metadata.title ?? ""])))
    let isBefore = !stems.isDisjoint(with: place.stemsBefore)
    add("subject.before", isBefore)
    add("subject.leans", isThe && isBefore && !isInHeading)
    add("subject.leansback", isThe && !stems.isDisjoint(with: place.stemsRightBefore) && !isInHeading)
    add("subject.unknown", isThe && !isBefore && !isInHeading)
  }

  private mutating func addWords(_ words: [Word], _ prefix: String) {
    for (name, list) in Self.lists { add(prefix + "." + name, count: words.count { list.contains($0.folded) }) }
    add(prefix + ".definites", count: words.count { $0.folded == "the" })
    add(prefix + ".adverbs", count: words.count { $0.folded.utf8.count > 4 && $0.folded.hasSuffix("ly") })
  }

  private mutating func addMarks(_ draft: Draft) {
    let question = Self.behindLead(draft.question)
    for (name, mark) in Self.marks {
      add("question." + name, question.utf8.contains(mark))
      add("answer." + name, draft.answer.utf8.contains(mark))
    }
    add("question.quote", question.contains("“" as Character))
    add("answer.quote", draft.answer.contains("“" as Character))
    add("answer.sentences", count: draft.answer.ranges(of: ". ").count)
  }

  /// The question without `According to “…”, ` or `In “…”, `.
  static func behindLead(_ question: String) -> String {
    guard question.hasPrefix("According to “") || question.hasPrefix("In “"), let end = question.ranges(of: "”, ").first else {
      return question
    }
    return String(question[end.upperBound...])
  }

  private static let marks: [(name: String, mark: UInt8)] = [
    ("comma", UInt8(ascii: ",")), ("bracket", UInt8(ascii: "(")), ("colon", UInt8(ascii: ":")), ("stroke", UInt8(ascii: "/")),
    ("line", UInt8(ascii: "_")), ("angle", UInt8(ascii: "<")),
  ]

  // MARK: Words

  private static func stems(_ texts: [String]) -> Set<String> {
    Set(
      texts.flatMap { Words.words(in: $0) }.filter { !FunctionWords.all.contains($0.folded) }.map { WordStem.stem($0.folded) })
  }

  private static func isYear(_ word: Word) -> Bool {
    guard word.folded.utf8.count == 4, let number = Int(word.folded) else { return false }
    return (1500...2100).contains(number)
  }

  private static let past: Set<String> = ["was", "were", "had", "did", "became", "began", "said", "made", "went", "came"]

  /// Verbs that say little by themselves.
  private static let weakVerbs: Set<String> = [
    "have", "make", "take", "get", "give", "do", "come", "go", "look", "seem", "appear", "mean", "help", "let", "keep", "tend",
    "become", "remain", "show",
  ]

  private static let lists: [(name: String, words: Set<String>)] = [
    ("pointing", Phrases.pointing), ("connecting", Phrases.connecting), ("vague", Phrases.vagueNouns),
    ("you", ["you", "your", "yours", "yourself"]), ("we", ["we", "our", "us", "i", "my", "me"]),
    (
      "hedge",
      ["may", "might", "could", "usually", "often", "sometimes", "probably", "generally", "typically", "likely", "perhaps"]
    ),
    ("some", ["some", "several", "various", "many", "most", "few", "certain", "different", "multiple", "both"]),
    ("also", ["also", "even", "just", "only", "still", "already", "too", "rather", "quite", "really", "actually", "very"]),
    ("more", ["more", "less", "better", "worse", "easier", "larger", "smaller", "greater", "higher", "lower", "than"]),
    ("not", ["not", "no", "never", "cannot", "without", "none"]),
    ("praise", ["good", "best", "great", "important", "interesting", "useful", "powerful", "popular", "easy", "simple", "new"]),
    ("here", ["here", "there", "now", "then", "today", "currently", "recently"]),
    ("must", ["must", "shall", "required", "requires", "require", "needs"]),
    ("question", ["what", "which", "who", "where", "when", "why", "how"]),
  ]
}

/// Where a draft's sentence stands in its paragraph, and what is said before it.
struct SentencePlace {
  let sentence: Sentence?
  /// Counted from 0 in the element.
  let index: Int
  /// Sentences in the element.
  let count: Int
  let isListItem: Bool
  let isFootnote: Bool
  /// Stems of the words that carry meaning in the sentences of the chunk before it.
  let stemsBefore: Set<String>
  /// Those of the sentence right before it.
  let stemsRightBefore: Set<String>

  init(_ range: Range<Int>, in passage: Passage) {
    let element = passage.document.elements[passage.document.elementIndices(in: range)].first
    let inside = passage.sentences.filter { element?.range.contains($0.range) ?? false }
    let all = passage.sentences
    let position = all.firstIndex { $0.range.overlaps(range) }
    sentence = position.map { all[$0] }
    index = inside.firstIndex { $0.range.overlaps(range) } ?? 0
    count = inside.count
    isListItem = if case .listItem? = element?.kind { true } else { false }
    isFootnote = if case .footnote? = element?.kind { true } else { false }
    let before = position.map { all[..<$0] } ?? []
    stemsBefore = before.reduce(into: []) { $0.formUnion(Self.stems($1)) }
    stemsRightBefore = before.last.map(Self.stems) ?? []
  }

  private static func stems(_ sentence: Sentence) -> Set<String> {
    Set(sentence.words.filter { !FunctionWords.all.contains($0.folded) }.map { WordStem.stem($0.folded) })
  }
}
