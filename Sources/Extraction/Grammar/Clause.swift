internal import TextAnalysis

/// A sentence taken apart around its finite verb: what opens it, its subject, the verb, and what is said.
///
/// Only sentences of a plain build are: a noun phrase without a clause of its own, then a verb that is known. All else gives none.
struct Clause {
  /// How the verb stands.
  enum Verb: Equatable {
    /// `must`, `shall`, `may`, `can`, `should`, `will`, and `does` where it is denied, with the verb behind it.
    case modal(String, isNegative: Bool)
    /// `is`, `are`.
    case be(String, isNegative: Bool)
    /// Any other verb, by its base: `contains`.
    case lexical(base: String, isPlural: Bool)
  }

  unowned let sentence: Sentence
  /// Words before the subject, without the comma: `When the tide turns`, `By default`.
  let opening: Range<Int>?
  let subject: Range<Int>
  let verb: Verb
  /// Whether the subject has a clause of its own: `A character who has edge`.
  let hasRelative: Bool
  /// Words behind the verb; behind a modal from the verb in its base form on.
  let predicate: Range<Int>

  init?(_ sentence: Sentence) {
    let words = sentence.words
    guard words.count >= 4, words.count <= 45 else { return nil }
    var start = 0
    opening = Self.opening(sentence)
    if let opening { start = opening.upperBound }
    let index: Int
    if let verb = RelativeSubject.mainVerb(sentence, from: start), Self.isRelativeSubject(words[start..<verb]) {
      (index, hasRelative) = (verb, true)
    } else {
      guard let verb = Self.finiteVerb(sentence, from: start), Self.isSubject(sentence, start..<verb) else { return nil }
      (index, hasRelative) = (verb, false)
    }
    self.sentence = sentence
    subject = start..<index
    var next = index + 1
    func skipNegation() -> Bool {
      guard next < words.count, ["not", "never"].contains(words[next].folded) else { return false }
      next += 1
      return true
    }
    let word = words[index].folded
    if word == "cannot" {
      verb = .modal("can", isNegative: true)
    } else if Self.modals.contains(word) || word == "do" || word == "does" {
      verb = .modal(word, isNegative: skipNegation())
    } else if word == "is" || word == "are" {
      verb = .be(word, isNegative: skipNegation())
    } else if let form = VerbLexicon.form(word) {
      verb = .lexical(base: form.base, isPlural: form.form == .base)
    } else {
      return nil
    }
    guard next < words.count, !(index..<next).contains(where: { sentence.isBreak(after: $0) }) else { return nil }
    predicate = next..<words.count
    guard isSound, sentence.isWhole(subject.upperBound - 1), !endsPhrase(index) else { return nil }
  }

  static let modals: WordSet = ["must", "shall", "may", "can", "should", "will"]
  private static let finite = modals.union(["is", "are", "cannot"])

  // MARK: Parts

  private static let openers: WordSet = [
    "if", "when", "where", "on", "at", "before", "after", "within", "in", "during", "whenever", "for", "under", "with",
    "without", "until", "from", "between", "once", "upon", "by",
  ]

  /// Second words of phrases that say nothing of when, where or how: `In particular`, `For example`.
  static let asides: WordSet = [
    "reference", "simplicity", "convenience", "particular", "addition", "fact", "short", "contrast", "other", "example",
    "instance", "turn", "practice", "brief", "theory",
    "principle", "effect", "essence", "summary", "conclusion",
  ]

  /// What stands before the first comma, where a subject follows and it says when, where or how.
  private static func opening(_ sentence: Sentence) -> Range<Int>? {
    guard let main = sentence.mainClauseStart, main <= 18, openers.contains(sentence.words[0].folded),
      !asides.contains(sentence.words[1].folded), sentence.words[2].folded != "way", isWhole(sentence.words[..<main]),
      !Phrases.containsPointing(sentence.words[..<main])
    else { return nil }
    return 0..<main
  }

  /// Whether a clause has a subject and a verb: not `If false`, `When set`. A phrase behind a preposition needs none.
  private static func isWhole(_ words: ArraySlice<Word>) -> Bool {
    if words.contains(where: { unfit.contains($0) }) { return false }
    guard ["if", "when", "whenever", "once", "while", "until", "where"].contains(words[words.startIndex].folded) else {
      return words.count > 1
    }
    // “If not set to false” and “When called with a list” have no subject.
    guard words.count >= 4 else { return false }
    let second = words[words.startIndex + 1]
    if second.folded == "not" || VerbLexicon.form(second)?.form == .past { return false }
    return words.dropFirst(2).contains { isFinite($0) }
  }

  /// Words of openings that leave something open, or tell of what was once.
  private static let unfit: WordSet = ["neither", "either", "none", "was", "were", "had", "did"]

  /// Whether a word can be the verb of a clause: an auxiliary, or a verb in its base form or third person.
  static func isFinite(_ word: Word) -> Bool {
    if FunctionWords.auxiliaries.contains(word) { return true }
    guard let form = VerbLexicon.form(word)?.form else { return false }
    return form == .base || form == .thirdPerson
  }

  /// The first word that can be the verb of a sentence whose subject begins at `start`.
  private static func finiteVerb(_ sentence: Sentence, from start: Int) -> Int? {
    let words = sentence.words
    for index in words.indices.dropFirst(start + 1).prefix(11) {
      let word = words[index]
      if word.isCapitalised || sentence.isBreak(after: index - 1) { continue }
      if finite.contains(word) { return index }
      if FunctionWords.auxiliaries.contains(word) {
        if word.folded == "do" || word.folded == "does", index + 2 < words.count, words[index + 1].folded == "not" {
          return index
        }
        if word.folded != "has" && word.folded != "have" { return nil }
      }
      if isLexicalVerb(words, index, start) { return index }
    }
    return nil
  }

  /// Whether a word is a verb that agrees with what stands before it, and what stands behind it can follow a verb.
  private static func isLexicalVerb(_ words: [Word], _ index: Int, _ start: Int) -> Bool {
    let before = words[index - 1].folded
    guard let form = VerbLexicon.form(words[index]) ?? (words[index].folded == "has" ? ("have", .thirdPerson) : nil),
      !FunctionWords.articles.contains(before), !FunctionWords.prepositions.contains(before), before != "and", before != "or",
      index + 1 < words.count
    else { return false }
    let head = head(words, start..<index)
    let isPluralHead = isPlural(head)
    switch form.form {
    case .thirdPerson: if isPluralHead { return false }
    case .base: if !isPluralHead || isVerbOnly(head) { return false }
    default: return false
    }
    // A noun that looks like a verb has the real verb close behind it: “package lists include”.
    for word in words[(index + 1)...].prefix(VerbLexicon.isNoNoun(words[index]) ? 0 : 3) {
      if FunctionWords.articles.contains(word) || FunctionWords.prepositions.contains(word) { break }
      if modals.contains(word) || FunctionWords.auxiliaries.contains(word) { return false }
      if word.isCapitalised { continue }
      if multiples.contains(word) { continue }
      if let other = VerbLexicon.form(word)?.form, other == .base || other == .thirdPerson { return false }
    }
    let next = words[index + 1]
    if next.folded == "of" || hasOwnVerb(words[(index + 1)...]) { return false }
    // “The set of blocks for which …” has its verb behind.
    if FunctionWords.prepositions.contains(next), index + 2 < words.count, ["which", "whom"].contains(words[index + 2].folded) {
      return false
    }
    // “A winter cloak gives edge”: a noun in the singular agrees with the verb, and no other verb follows.
    if form.form == .thirdPerson, !FunctionWords.all.contains(next), VerbLexicon.form(next)?.form != .gerund,
      !words[(index + 1)...].prefix(6).contains(where: { modals.contains($0) })
    {
      return true
    }
    return next.isNumber || FunctionWords.articles.contains(next) || FunctionWords.prepositions.contains(next)
      || next.isCapitalised || next.folded.hasSuffix("s") || Numerals.isNumber(next)
      || followers.contains(next)
  }

  /// Whether a word in the third person is a verb and no noun in the plural: `gathers`, but not `lists`.
  private static func isVerbOnly(_ word: String) -> Bool {
    VerbLexicon.form(word).map { $0.form == .thirdPerson && !nouns.contains($0.base) } ?? false
  }

  /// Words other than articles, prepositions and numbers that follow a verb.
  private static let followers: WordSet = [
    "all", "both", "only", "at", "other", "when", "if", "unless", "until", "once", "twice", "together", "because", "while",
    "half",
    "after", "before", "another", "away", "back", "nothing", "automatically", "as",
  ]

  /// Whether the words behind a verb have an auxiliary that no clause of theirs opens: “performance numbers for the tests are left out”.
  private static func hasOwnVerb(_ words: ArraySlice<Word>) -> Bool {
    for word in words.prefix(9) {
      if openingClauses.contains(word) { return false }
      if beings.contains(word) { return true }
    }
    return false
  }

  private static let multiples: WordSet = ["double", "triple"]
  private static let beings: WordSet = ["is", "are", "was", "were"]
  private static let openingClauses: WordSet = [
    "that", "which", "who", "whose", "what", "how", "if", "when", "whether", "where", "because", "and", "or", "but", "until",
    "while",
    "as", "than", "unless", "after", "before", "so", "why", "whenever", "once", "since", "although",
  ]

  /// The noun that a subject is about: the last word before a preposition, else the last.
  private static func head(_ words: [Word], _ range: Range<Int>) -> String {
    let end = range.dropFirst().first { FunctionWords.prepositions.contains(words[$0]) } ?? range.upperBound
    return words[end - 1].folded
  }

  private static let barred: WordSet = [
    "no", "nobody", "none", "nothing", "neither", "never", "not", "only", "few", "there", "here", "what", "how", "why", "who",
    "which", "that", "whose", "where", "when", "if", "whether", "because", "although", "while", "as", "than", "please", "let",
    "next", "previous", "more", "further", "example", "examples", "now", "then", "today", "sometimes", "otherwise", "per",
    "given", "another", "certain", "specified", "corresponding", "resulting", "respective", "current", "former", "latter",
    "don't", "some", "several", "many", "various", "despite", "nonetheless", "nevertheless", "always", "unfortunately",
    "underground", "overall", "perhaps", "maybe", "possibly", "even", "such", "different", "politically", "neither", "nor",
    "fortunately", "remaining", "around", "about", "approximately", "roughly", "nearly", "iff", "whatever", "whichever",
    "whenever",
    "once", "supposing", "often", "besides", "whereby",
  ]
  /// First words of remarks on what was done, without a subject: `Added support for …`.
  private static let done: WordSet = [
    "added", "implemented", "introduced", "fixed", "improved", "removed", "updated", "renamed", "replaced", "made", "like",
    "unlike",
  ]

  private static func isRelativeSubject(_ words: ArraySlice<Word>) -> Bool {
    guard let first = words.first, !["no", "nobody"].contains(first.folded) else { return false }
    return !Phrases.containsOpenPointing(words) && !words.contains { Phrases.readers.contains($0) }
  }

  private static func isSubject(_ sentence: Sentence, _ range: Range<Int>) -> Bool {
    let words = sentence.words[range]
    guard let first = words.first, let last = words.last, range.count <= 11 else { return false }
    if range.count == 1, first.folded == "you" { return true }
    // “Default is 1 MiB” says whose default stands elsewhere.
    if range.count == 1, Phrases.vagueNouns.contains(first) { return false }
    if first.folded == "most" { return false }
    if Phrases.containsPointing(words) || words.contains(where: { Phrases.readers.contains($0) }) { return false }
    let isList = sentence.isBreak(in: range)
    if isList, !SubjectList.isList(sentence, range) { return false }
    if range.contains(where: { barred.contains(sentence.words[$0]) && !isMeasured(words, $0) }) { return false }
    if FunctionWords.all.contains(last) || last.folded.hasSuffix("ly") || last.isNumber && !Phrases.isNumbered(words) {
      return false
    }
    // “the space required” is required for something that stands elsewhere.
    if range.count > 1, VerbLexicon.form(last)?.form == .past { return false }
    // “Maximum number of retries before an exception is raised” is no sentence.
    if !Phrases.determiners.contains(first), words.contains(where: { timing.contains($0) }) { return false }
    if FunctionWords.prepositions.contains(first) || FunctionWords.conjunctions.contains(first)
      || FunctionWords.pronouns.contains(first)
    {
      return false
    }
    if first.folded.hasSuffix("ing"), VerbLexicon.form(first)?.form == .gerund, range.count > 3 { return false }
    if first.folded.hasSuffix("ly"), range.count > 1 { return false }
    // “Converts two points …” says what a function does, and has no subject.
    if range.count > 1,
      done.contains(first)
        || VerbLexicon.form(first)?.form == .thirdPerson && !FunctionWords.prepositions.contains(words[words.startIndex + 1])
    {
      return false
    }
    // “Its press interviews” and “the sky’s close ties”: what stands behind a possessive is a noun.
    if last.folded.hasSuffix("'s") || last.folded.hasSuffix("’s") { return false }
    if Numerals.isNumber(first) || hasVerb(sentence, range) || isRunIn(words) { return false }
    guard Phrases.determiners.contains(first) || first.isCapitalised || range.lowerBound > 0 else { return false }
    // A determiner without a preposition before it begins another phrase, and a verb stands between the two.
    return !range.dropFirst().contains { index in
      let before = words[index - 1]
      return phraseArticles.contains(words[index]) && !FunctionWords.prepositions.contains(before) && before.folded != "and"
        && before.folded != "or" && !(isList && sentence.isBreak(after: index - 1))
    }
  }

  private static let timing: WordSet = ["before", "after", "until"]
  private static let phraseArticles: WordSet = ["a", "an", "the"]

  /// Whether a word is part of a measure within a subject, `more than two hours`, `narrower than 2 feet`, or of a lack: `with no label`.
  private static func isMeasured(_ words: ArraySlice<Word>, _ index: Int) -> Bool {
    let before = index > words.startIndex ? words[index - 1].folded : ""
    switch words[index].folded {
    case "than":
      guard index + 1 < words.endIndex, Numerals.isNumber(words[index + 1]) || words[index + 1].folded == "one" else {
        return false
      }
      return before == "more" || before == "less" || before.hasSuffix("er")
    case "more": return index + 1 < words.endIndex && words[index + 1].folded == "than" || before == "or"
    case "no": return before == "with"
    default: return false
    }
  }

  /// Base forms that are nouns too, and open noun phrases: `Flow control`, `File names`.
  static let nouns: WordSet = [
    "access", "address", "burn", "cache", "cash", "change", "command", "control", "cost", "damage", "deposit", "discharge",
    "display",
    "document", "exercise", "file", "fire", "flow", "form", "format", "function", "fund", "group", "handle", "heat", "host",
    "import",
    "issue", "label", "land", "level", "link", "list", "load", "lock", "log", "map", "mark", "match", "name", "number", "order",
    "output",
    "package", "place", "plan", "point", "process", "produce", "program", "query", "range", "record", "release", "rent", "report",
    "request", "result", "sail", "search", "share", "signal", "sort", "state", "store", "support", "switch", "test", "touch",
    "track",
    "trade", "transfer", "transport", "travel", "trigger", "trust", "update", "view", "waste", "work",
  ]

  /// Whether a label stands before the sentence that it was run into: `Elf Elves`.
  private static func isRunIn(_ words: ArraySlice<Word>) -> Bool {
    zip(words, words.dropFirst()).contains { before, word in
      before.isCapitalised && word.isCapitalised && word.range.lowerBound == before.range.upperBound + 1
        && before.folded.utf8.count >= 3 && word.folded.utf8.starts(with: before.folded.utf8.prefix(2))
        && WordStem.stem(before.folded).utf8.prefix(4).elementsEqual(WordStem.stem(word.folded).utf8.prefix(4))
    }
  }

  /// Whether a noun phrase holds a verb: one in its base form at the start, as commands begin, or one that agrees with what is before it.
  private static func hasVerb(_ sentence: Sentence, _ range: Range<Int>) -> Bool {
    let words = sentence.words
    if VerbLexicon.isBase(words[range.lowerBound]), range.count > 1,
      !nouns.contains(words[range.lowerBound]) || FunctionWords.all.contains(words[range.lowerBound + 1])
        || Phrases.determiners.contains(words[range.lowerBound + 1])
    {
      return true
    }
    if words[range].contains(where: {
      FunctionWords.auxiliaries.contains($0) || $0.folded.hasSuffix("n't") || $0.folded == "to"
    }) {
      return true
    }
    return agrees(words, range)
      || range.dropFirst().contains {
        VerbLexicon.isNoNoun(words[$0]) && !words[$0].isCapitalised && !Phrases.determiners.contains(words[$0 - 1])
      }
      || range.dropFirst(2).contains { index in
        VerbLexicon.form(words[index])?.form == .thirdPerson && !words[index].isCapitalised && index + 1 < range.upperBound
          && !FunctionWords.prepositions.contains(words[index + 1]) && !words[index - 1].folded.hasSuffix("s")
          && words[index + 1].folded != "and"
      }
  }

  /// Whether a verb in its base form stands behind a plural with which it agrees: `Loose objects use`, `Weapons without iron deal`.
  private static func agrees(_ words: [Word], _ range: Range<Int>) -> Bool {
    guard let plural = range.first(where: { isPlural(words[$0].folded) }) else { return false }
    return range.contains { index in
      index > plural && index + 1 < range.upperBound && VerbLexicon.isBase(words[index]) && !words[index].isCapitalised
        && !nouns.contains(words[index]) && !FunctionWords.all.contains(words[index - 1])
        && !Phrases.determiners.contains(words[index - 1]) && !FunctionWords.all.contains(words[index + 1])
    }
  }

  /// Whether a noun ends as plurals do.
  private static func isPlural(_ word: String) -> Bool {
    var end = word.utf8.suffix(2).makeIterator()
    guard let before = end.next(), end.next() == UInt8(ascii: "s") else { return false }
    // Not `glass`, `status`, `this` and `keeper’s`; 99 is the last byte of U+2019.
    return !"sui'".utf8.contains(before) && before != 0x99
  }

  /// Whether the verb is followed by what can follow it.
  private var isSound: Bool {
    let words = sentence.words
    let next = words[predicate.lowerBound].folded
    switch verb {
    case .modal(let modal, _):
      return next == "be" || next == "have" || VerbLexicon.isBase(next)
        || (modal == "shall" || modal == "must") && Self.mayBeVerb(words[predicate.lowerBound])
    case .be: return !["there", "it", "that", "what", "why", "how", "where", "when", "to"].contains(next)
    case .lexical: return true
    }
  }

  /// Whether the verb may be a noun in the plural that a participle before it has as its object: `A class providing morph targets to …`.
  private func endsPhrase(_ verb: Int) -> Bool {
    guard case .lexical(_, isPlural: false) = self.verb, !VerbLexicon.isNoNoun(sentence.words[verb]) else { return false }
    return subject.dropFirst(2).contains { index in
      VerbLexicon.form(sentence.words[index])?.form == .gerund && !FunctionWords.all.contains(sentence.words[index - 1])
    }
  }

  /// Whether a word that no list has may be a verb behind `shall` or `must`.
  private static func mayBeVerb(_ word: Word) -> Bool {
    !word.isCapitalised && !word.isNumber && !FunctionWords.all.contains(word)
      && !["ly", "ed", "ing", "s"].contains { word.folded.hasSuffix($0) }
  }

  // MARK: For questions

  /// The subject as it stands within a sentence.
  func subject(_ names: ChunkNames) -> String {
    let text = sentence.text(subject)
    if subject.count == 1, isLoneName(names) { return text }
    guard isProperName else { return Phrases.lowerFirst(text, names: names) }
    return Phrases.determiners.contains(sentence.words[subject.lowerBound].folded) ? Phrases.lowerFirst(text, names: nil) : text
  }

  /// How plurals and nouns of acts and people end, which stand without an article too.
  private static let commonEndings = ["s", "ing", "tion", "sion", "ment", "ness", "ance", "ity", "one", "body"]

  /// Whether the subject is one word in the singular that no article stands before and that the context has only with a capital, as names
  /// are: `Tableau offers …`.
  private func isLoneName(_ names: ChunkNames) -> Bool {
    let word = sentence.words[subject.lowerBound]
    guard word.isCapitalised, word.folded.utf8.count > 2, VerbLexicon.form(word) == nil, !FunctionWords.all.contains(word),
      !Self.commonEndings.contains(where: { word.folded.hasSuffix($0) })
    else { return false }
    return !names.isSmall(word)
  }

  /// Whether the subject is two words or more that all have capitals.
  var isProperName: Bool { subject.count >= 2 && sentence.words[subject].allSatisfy(\.isCapitalised) }

  /// Whether it says what a word means.
  var defines: Bool { if case .lexical("mean", _) = verb { true } else { false } }

  /// The opening as it stands at the end of a question, with a space before it; empty where there is none.
  func opening(_ names: ChunkNames) -> String {
    opening.map { " " + Phrases.lowerFirst(sentence.text($0), names: names) } ?? ""
  }

  /// The clause as a question asks it, up to a word: `must the master report`, `does the file contain`.
  ///
  /// - Parameter end: the first word that is left out, behind the verb.
  func inverted(to end: Int, _ names: ChunkNames) -> String {
    let rest = sentence.text(predicate.lowerBound..<max(end, predicate.lowerBound))
    let subject = subject(names)
    switch verb {
    case .modal(let modal, let isNegative): return "\(modal) \(subject)\(isNegative ? " not" : "") \(rest)"
    case .be(let be, let isNegative): return "\(be) \(subject)\(isNegative ? " not" : "")" + (rest.isEmpty ? "" : " " + rest)
    case .lexical(let base, let isPlural):
      return "\(isPlural ? "do" : "does") \(subject) \(base)" + (rest.isEmpty ? "" : " " + rest)
    }
  }
}

/// Numbers in digits and words.
enum Numerals {
  static func isNumber(_ word: Word) -> Bool {
    word.isNumber || words.contains(word)
  }

  private static let words: WordSet = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "sixteen", "twenty",
    "twenty-four", "thirty", "forty", "forty-eight", "fifty", "sixty", "seventy-two", "ninety", "hundred",
  ]
}
