internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// What tells a question that a reader would keep from one that a reader would not: shapes, places and closed lists of words, and no
/// word of any field.
struct QuestionFeatures {
  /// Those that all drafts of the range share; nil where they are being worked out.
  let placed: PlacedFeatures.Entry?
  /// The others.
  private(set) var own: PlacedFeatures.Values = []
  /// What the words of the question, behind its lead, and of the answer weigh.
  private(set) var wording = 0.0

  /// The name and value of each feature that is not 0.
  var values: PlacedFeatures.Values { (placed?.values ?? []) + own }

  init(_ worded: WordedDraft, in passage: Passage) {
    let draft = worded.draft
    placed = passage.placed.entry(of: draft.range) {
      let definites = Self.definites(of: draft.range, in: passage)
      return (Self(at: draft.range, in: passage, definites).own, definites)
    }
    own.reserveCapacity(48)
    add("kind." + draft.kind.rawValue, 1)
    let lead = Self.leadLength(draft.question)
    let start = worded.question.partitioningIndex { $0.range.lowerBound >= lead }
    add("lead.words", Double(min(start, 40)) / 10)
    addLengths(worded, start)
    if let remark = draft.remark { add(remark, 1) }
    if draft.isGeneral { addGeneral(draft, passage) }
    if draft.kind == .definition { addDefinition(draft, passage) }
    addWords(worded.question[start...], Self.questionNames)
    addWords(worded.answer[...], Self.answerNames)
    addMarks(worded, lead)
    addContent(worded, start, passage)
    let judge = QuestionJudge.standard
    wording = judge.question.sum(worded.question[start...]) + (worded.sentence?.wording ?? judge.answer.sum(worded.answer[...]))
  }

  /// Those that all drafts of a range share.
  private init(at range: Range<Int>, in passage: Passage, _ definites: Definites) {
    placed = nil
    let place = SentencePlace(range, in: passage)
    own.reserveCapacity(48)
    addHeading(range, passage)
    addPlace(place, passage)
    add("sentence.resolved", passage.isResolved(at: range.lowerBound))
    if let sentence = place.sentence { addSentence(sentence, passage, place) }
    add("definites.named", count: definites.named)
    add("definites.leaning", count: definites.leaning.count)
    add("definites.bare", count: definites.bare.count)
    addVoice(range, passage)
    add("chunk.density", min(passage.draftDensity, 12) / 6)
  }

  private static func definites(of range: Range<Int>, in passage: Passage) -> Definites {
    let inside = passage.sentenceIndices(in: range)
    let heads = passage.term(at: range.lowerBound).map { Sections.stems([$0]) } ?? KeySet()
    let known = passage.section(at: range.lowerBound).known
    return Definites(passage.sentences[inside]) {
      !$0.isDisjoint(with: known) || !$0.isDisjoint(with: heads)
    } isBefore: {
      passage.stems.stand($0, before: inside.lowerBound)
    }
  }

  private mutating func add(_ name: String, _ value: Double) { if value != 0 { own.append((name, value)) } }
  private mutating func add(_ name: String, _ isSo: Bool) { add(name, isSo ? 1 : 0) }

  /// Counts count ever less: the second of something tells less than the first.
  private mutating func add(_ name: String, count: Int) { add(name, Double(max(0, min(count, 4))).squareRoot()) }

  // MARK: Groups

  /// - Parameter start: the first word behind the question's lead.
  private mutating func addLengths(_ worded: WordedDraft, _ start: Int) {
    let (question, answer, words) = (worded.question[start...], worded.answer, worded.short)
    add("question.words", Double(min(question.count, 40)) / 10)
    add("question.short", question.count < 9)
    add("answer.words", Double(min(answer.count, 60)) / 10)
    add("answer.short", answer.count < 8)
    guard worded.draft.shortAnswer != nil else { return }
    add("short", 1)
    add("short.words", Double(min(words.count, 30)) / 10)
    add("short.one", words.count == 1)
    add("short.number", words.contains(where: \.isNumber))
    add("short.article", words.first.map { FunctionWords.articles.contains($0) } ?? false)
    add("short.verb", words.first.map { VerbLexicon.form($0) != nil } ?? false)
    add("short.hanging", words.last.map { FunctionWords.all.contains($0) } ?? false)
    add("short.clause", words.contains { ["that", "which", "who", "if", "when", "because"].contains($0.folded) })
  }

  private mutating func addHeading(_ range: Range<Int>, _ passage: Passage) {
    let path = passage.headingPath(at: range.lowerBound)
    add("heading.term", passage.term(at: range.lowerBound) != nil)
    add("heading.none", path.isEmpty)
    add("heading.depth", Double(min(path.count, 5)) / 5)
    add("title.none", passage.document.metadata.title == nil)
    guard let name = passage.name(at: range.lowerBound) else { return }
    let words = passage.section(at: range.lowerBound).words
    add("heading.words", Double(min(words.count, 12)) / 10)
    add("heading.one", words.count == 1)
    add("heading.question", name.hasSuffix("?"))
    add("heading.common", passage.section(at: range.lowerBound).hasCommonName)
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

  private mutating func addSentence(_ sentence: Sentence, _ passage: Passage, _ place: SentencePlace) {
    let words = sentence.words
    add("sentence.words", Double(min(words.count, 50)) / 10)
    add("sentence.long", words.count > 30)
    if let opener = words.first.flatMap({ Self.openers[$0] }) { add(opener, 1) }
    let counts = SentenceCounts(sentence)
    add("sentence.relative", count: counts.relatives)
    add("sentence.joined", count: counts.joints)
    add("sentence.names", count: counts.names)
    add("sentence.digits", count: counts.numbers)
    add("sentence.year", counts.hasYear)
    add("sentence.past", count: counts.pasts)
    add("sentence.demonstrative", counts.hasDemonstrative)
    add("sentence.breaks", count: counts.breaks)
    guard let clause = sentence.clause else {
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
    addSubject(clause, passage, place)
  }

  /// Whether a term is defined, by a verb or by standing before its definition, or something is merely said to be something.
  private mutating func addDefinition(_ draft: Draft, _ passage: Passage) {
    guard draft.question.hasPrefix("What does “") else { return }
    let isSaid = passage.sentence(at: draft.range.lowerBound)?.words.prefix(9).contains { $0.folded == "means" } ?? false
    add(isSaid ? "definition.said" : "definition.entry", 1)
    let heading = passage.section(at: draft.range.lowerBound).words
    add("definition.terms", heading.contains { ["glossary", "terms", "definitions", "words", "vocabulary"].contains($0.folded) })
  }

  /// What a sentence's subject says in a question about all of it.
  private mutating func addGeneral(_ draft: Draft, _ passage: Passage) {
    guard let clause = passage.sentence(at: draft.range.lowerBound)?.clause else { return }
    add("general.opening", clause.opening != nil)
    add("general.bare", clause.opening == nil)
    add("general.long", clause.subject.count >= 4)
    add("general.heading", placed?.isInHeading ?? false)
  }

  /// How much the subject says of what it is: whether others name it before, the headings hold it, or it speaks in general.
  private mutating func addSubject(_ clause: Clause, _ passage: Passage, _ place: SentencePlace) {
    let words = clause.sentence.words[clause.subject]
    guard let first = words.first else { return }
    let content = words.filter { !FunctionWords.all.contains($0) && !Phrases.determiners.contains($0) }
    let stems = clause.sentence.stems(ofSubject: clause.subject)
    let isThe = first.folded == "the"
    add("subject.the", isThe)
    add("subject.a", first.folded == "a" || first.folded == "an")
    add("subject.each", ["each", "every", "all", "any", "no"].contains(first.folded))
    add("subject.some", ["some", "several", "many", "most", "various", "other", "certain"].contains(first.folded))
    add("subject.you", first.folded == "you")
    add("subject.bare", !Phrases.determiners.contains(first))
    add("subject.words", Double(min(content.count, 6)) / 3)
    add("subject.one", content.count == 1)
    add("subject.theone", isThe && content.count == 1)
    add("subject.of", words.contains { $0.folded == "of" })
    add("subject.vague", content.contains { Phrases.vagueNouns.contains($0) })
    add("subject.name", content.contains { $0.isCapitalised && $0.range.lowerBound > 0 })
    add("subject.code", content.contains { $0.folded.holdsNumber(or: "-_/.") })
    add("subject.gerund", first.folded.hasSuffix("ing"))
    add("subject.unnamed", !passage.isNamed(words, at: clause.sentence.range.lowerBound))
    let offset = clause.sentence.range.lowerBound
    let isInHeading =
      !stems.isDisjoint(with: passage.section(at: offset).stems)
      || passage.term(at: offset).map { !stems.isDisjoint(with: Sections.stems([$0])) } ?? false
    add("subject.heading", isInHeading)
    add("subject.repeated", count: passage.stems.count(ofSubject: stems) - 1)
    add("subject.title", !stems.isDisjoint(with: passage.notes.sections.titleStems))
    let isBefore = place.isBefore(stems)
    add("subject.before", isBefore)
    add("subject.leans", isThe && isBefore && !isInHeading)
    add("subject.leansback", isThe && place.isRightBefore(stems) && !isInHeading)
    add("subject.unknown", isThe && !isBefore && !isInHeading)
  }

  /// How much a question names, and how much its answer tells beyond it.
  ///
  /// - Parameter start: the first word behind the question's lead.
  private mutating func addContent(_ worded: WordedDraft, _ start: Int, _ passage: Passage) {
    let asked = Self.content(worded.question[start...])
    let told = worded.sentence?.content ?? Self.content(worded.answer[...])
    let lead = Self.content(worded.question[..<start])
    if let definites = placed?.definites {
      add("asked.leaning", count: definites.leaning.count { asked.contains($0) })
      add("asked.bare", count: definites.bare.count { asked.contains($0) })
    }
    let new = told.count { !asked.contains($0) && !lead.contains($0) }
    add("content.question", Double(min(asked.count, 8)) / 4)
    add("content.few", asked.count <= 2)
    add("content.new", Double(min(new, 12)) / 6)
    add("content.little", new <= 2)
    let title = passage.notes.sections.titleStems
    add("content.title", count: told.count { title.contains($0) })
    add("content.theme", Double(min(passage.stems.count(of: asked), 6)) / 3)
  }

  /// In what voice the chunk speaks: sales, a personal story, and manuals differ.
  private mutating func addVoice(_ range: Range<Int>, _ passage: Passage) {
    for (name, share) in zip(Self.voiceNames, passage.stems.shares(of: Self.voices, count: Self.voiceNames.count)) {
      add(name, min(share * 20, 2))
    }
    let words = passage.section(at: range.lowerBound).words
    add("heading.command", words.first.map { VerbLexicon.isBase($0) } ?? false)
    add("heading.many", passage.term(at: range.lowerBound) == nil && words.contains { Self.manyWords.contains($0) })
    add("heading.example", words.contains { Self.exampleWords.contains($0) })
  }

  /// The stems of words that say something.
  static func content(_ words: ArraySlice<Word>) -> KeySet {
    var stems = KeySet(minimumCapacity: words.count)
    for word in words where !FunctionWords.all.contains(word) && !Phrases.vagueNouns.contains(word) {
      stems.insert(WordStem.key(word.folded))
    }
    return stems
  }

  /// - Parameter names: of the features, those of ``lists`` first.
  private mutating func addWords(_ words: ArraySlice<Word>, _ names: [String]) {
    var counts = [Int](repeating: 0, count: names.count)
    for word in words {
      if var marks = Self.listMarks[word] {
        while marks != 0 {
          counts[marks.trailingZeroBitCount] += 1
          marks &= marks - 1
        }
      }
      if word.folded.utf8.count > 4, word.folded.utf8.last == UInt8(ascii: "y"), word.folded.hasSuffix("ly") {
        counts[counts.count - 1] += 1
      }
    }
    for index in names.indices where counts[index] != 0 { add(names[index], count: counts[index]) }
  }

  /// - Parameter lead: bytes of the question that name its place.
  private mutating func addMarks(_ worded: WordedDraft, _ lead: Int) {
    var text = worded.draft.question
    let question = text.withUTF8 { TextMarks(UnsafeBufferPointer(rebasing: $0[lead...])) }
    let answer = worded.answerMarks
    for mark in Self.marks {
      add(mark.question, question.has(mark.byte))
      add(mark.answer, answer.has(mark.byte))
    }
    add("question.quote", question.opensQuote)
    add("answer.quote", answer.opensQuote)
    add("answer.sentences", count: answer.stops)
  }

  /// The question without the words that name its place: `According to “…”, `, `In “…”, `, `What does “…” say about `.
  static func behindLead(_ question: String) -> String { question.utf8Slice(leadLength(question)..<question.utf8.count) }

  /// How many bytes of a question name its place.
  private static func leadLength(_ question: String) -> Int {
    var question = question
    return question.withUTF8 { utf8 in
      let end: StaticString
      if utf8.starts(with: "What does “".utf8) {
        end = "” say about "
      } else if utf8.starts(with: "According to “".utf8) || utf8.starts(with: "In “".utf8) {
        end = "”, "
      } else {
        return 0
      }
      let mark = UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount)
      for index in 0..<max(0, utf8.count - mark.count) where utf8[index] == mark[0] && utf8[index...].starts(with: mark) {
        return index + mark.count
      }
      return 0
    }
  }

  private static let marks: [(question: String, answer: String, byte: UInt8)] = [
    ("comma", UInt8(ascii: ",")), ("bracket", UInt8(ascii: "(")), ("colon", UInt8(ascii: ":")), ("stroke", UInt8(ascii: "/")),
    ("line", UInt8(ascii: "_")), ("angle", UInt8(ascii: "<")),
  ].map { ("question." + $0.0, "answer." + $0.0, $0.1) }

  // MARK: Words

  /// First words of sentences, with the feature that each is.
  private static let openers = WordMap(["if", "when", "to", "in", "for", "by"].map { ($0, "sentence." + $0) })

  /// Verbs that say little by themselves.
  private static let weakVerbs: WordSet = [
    "have", "make", "take", "get", "give", "do", "come", "go", "look", "seem", "appear", "mean", "help", "let", "keep", "tend",
    "become", "remain", "show",
  ]

  private static let questionNames = (lists.map(\.name) + ["definites", "adverbs"]).map { "question." + $0 }
  private static let answerNames = (lists.map(\.name) + ["definites", "adverbs"]).map { "answer." + $0 }

  /// The lists that a word stands in, a bit each.
  private static let listMarks: WordMap<UInt32> = {
    var marks: [String: UInt32] = [:]
    for (index, list) in lists.enumerated() { for word in list.words { marks[word, default: 0] |= 1 << UInt32(index) } }
    marks["the", default: 0] |= 1 << UInt32(lists.count)
    return WordMap(marks.map { ($0, $1) })
  }()

  private static let salesWords = [
    "seamless", "seamlessly", "empower", "unlock", "boost", "trusted", "expert", "experts", "team", "customers", "brand",
    "brands",
    "business", "businesses", "premium", "ideal", "perfect", "stunning", "stylish", "innovative", "solution", "solutions",
    "leading",
    "industry", "marketing", "customer", "client", "clients", "needs", "help", "offer", "offers", "quality", "experience",
  ]
  /// Words of headings below which several things are described, one after the other.
  private static let manyWords: WordSet = [
    "options", "functions", "variables", "parameters", "settings", "commands", "attributes", "properties", "fields", "types",
    "operators", "methods", "formats", "messages", "options", "arguments", "macros", "classes", "configuration", "behavior",
  ]
  private static let exampleWords: WordSet = ["example", "examples", "tutorial", "sample", "demo", "case", "story"]

  /// The list of words by whose share in a chunk its voice is known, by words.
  private static let voices: WordMap<Int> = {
    let lists = [
      ["we", "our", "us"], ["you", "your", "yours"], ["i", "my", "me"], salesWords,
      ["was", "were", "had", "did", "said", "became", "went"], ["must", "shall", "may", "if", "unless", "when"],
    ]
    return WordMap(lists.enumerated().flatMap { index, words in words.map { ($0, index) } })
  }()
  private static let voiceNames = ["we", "you", "i", "sales", "past", "rules"].map { "voice." + $0 }

  private static let lists: [(name: String, words: [String])] = [
    ("pointing", Phrases.pointingWords), ("connecting", Phrases.connectingWords), ("vague", Phrases.vagueNounWords),
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
    ("sales", salesWords),
    (
      "beyond",
      [
        "further", "additional", "longer", "later", "earlier", "extra", "rest", "inside", "itself", "subsection", "instead",
        "sooner",
        "alternate", "both", "either", "neither", "second", "third",
      ]
    ),
    ("calls", ["learn", "click", "contact", "subscribe", "shop", "buy", "order", "explore", "discover", "sign", "visit"]),
    ("question", ["what", "which", "who", "where", "when", "why", "how"]),
  ]
}
