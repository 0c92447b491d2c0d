internal import TextAnalysis

/// What every record must satisfy, whatever rule wrote it.
enum QuestionCheck {
  static func accepts(_ worded: WordedDraft) -> Bool {
    let draft = worded.draft
    let (question, answer) = (draft.question, draft.answer)
    let marks = worded.questionMarks
    guard question.utf8.last == UInt8(ascii: "?"), isShort(question, 300), worded.question.count >= 4, marks.isBalanced else {
      return false
    }
    guard !draft.range.isEmpty, worded.sentence?.canAnswer ?? canAnswer(answer, worded.answer, worded.answerMarks) else {
      return false
    }
    guard !marks.hasEllipsis, !marks.hasReplacement, !marks.isForeign, !marks.hasLoneQuote else { return false }
    if let short = draft.shortAnswer, !Phrases.isBalanced(short) { return false }
    guard !hangs(worded), !saysLittle(worded), !leans(worded.question) else { return false }
    return (draft.offersChoice || !leaks(worded)) && !isMisread(worded)
  }

  /// Whether a text can be an answer, whatever the question.
  static func canAnswer(_ answer: String, _ words: [Word], _ marks: TextMarks) -> Bool {
    (marks.hasLetter || answer.contains(where: \.isLetter)) && isShort(answer, 1600) && !marks.hasReplacement && !marks.isForeign
      && !marks.hasLoneQuote && words.last?.folded != "respectively" && !leans(words)
      && !words.contains { leaningWords.contains($0) } && (marks.has(0x0A) || !pointsBelow(words)) && !answer.hasSuffix(" .")
      && !(marks.has(UInt8(ascii: "*")) && answer.holds("/*"))
  }

  /// Whether words say that something comes behind them, which is not there: `The codes are as follows.`
  private static func pointsBelow(_ words: [Word]) -> Bool {
    words.indices.dropFirst().contains { words[$0].folded == "follows" && words[$0 - 1].folded == "as" }
  }

  /// Whether a text has no more than so many characters.
  private static func isShort(_ text: String, _ limit: Int) -> Bool { text.utf8.count <= limit || text.count <= limit }

  /// Last words of questions that were cut off.
  private static let hanging: WordSet = [
    "even", "either", "as", "right", "around", "both", "just", "than", "wide", "longer", "deeper", "more", "or", "and", "when",
    "if",
    "that", "which", "not", "also", "only", "about", "less", "fewer", "back",
  ]

  /// Whether the question ends in the middle of a phrase: `when is the hook executed right?`
  private static func hangs(_ worded: WordedDraft) -> Bool {
    guard let last = worded.question.last else { return true }
    if last.folded == "as", worded.draft.kind == .relation { return false }
    return hanging.contains(last) || (last.folded == "by" && worded.draft.kind != .agent && worded.draft.kind != .relation)
  }

  /// Objects that make one meaning with their verb: `play a role`, `lead the way`.
  private static let joinedObjects: WordSet = [
    "role", "roles", "part", "way", "sense", "place", "impact", "advantage", "care", "ability", "option", "chance", "lot",
    "variety",
    "range", "number", "approach", "interest", "attention", "terminology", "time", "something",
  ]

  /// Words by which an answer leans on something beside it, by the second of two.
  private static let leaningPairs = WordMap<WordSet>(pairs)
  private static let pairs: [(String, WordSet)] = [
    ("these", ["of"]), ("those", ["of"]), ("cases", ["both", "these", "those"]), ("example", ["this"]), ("examples", ["these"]),
    ("described", ["as"]), ("explained", ["as"]),
    ("shown", ["as"]), ("discussed", ["as"]), ("mentioned", ["as"]), ("above", ["described", "shown"]),
    ("later", ["described", "discussed", "explained", "shown"]), ("corresponding", ["the"]), ("provided", ["the"]),
    ("given", ["the"]),
    ("appropriate", ["the"]), ("three", ["first"]), ("section", ["following", "next"]), ("specified", ["as"]),
    ("two", ["first", "other"]),
  ]
  /// Words that alone do not tell yet whether a text leans on something.
  private static let watched = Phrases.elsewhere.union(pairs.map(\.0))
  /// Words with which a short answer says nothing: `by the same amount`, `into a number of parts`.
  private static let vague: WordSet = ["same", "various", "several", "different", "respective"]
  private static let leaningWords: WordSet = ["previous", "preceding", "aforementioned", "elsewhere"]

  /// Whether an object is asked for that says little alone, or an answer leans on what stands before it.
  private static func saysLittle(_ worded: WordedDraft) -> Bool {
    if worded.short.contains(where: { vague.contains($0) }) { return true }
    guard askingForObjects.contains(worded.draft.kind), worded.draft.shortAnswer != nil else { return false }
    let words = worded.short
    let head =
      words.firstIndex { FunctionWords.prepositions.contains($0) || ["that", "which"].contains($0.folded) } ?? words.count
    return (head > 0 && joinedObjects.contains(words[head - 1])) || worded.draft.answer.holds(" as well")
  }

  /// Whether words lean on something beside them, or point at another place of the document.
  private static func leans(_ words: [Word]) -> Bool {
    words.indices.dropFirst().contains { index in
      watched.contains(words[index])
        && (leaningPairs[words[index]]?.contains(words[index - 1]) == true || Phrases.pointsElsewhere(words, at: index))
    }
  }

  private static let askingForObjects: Set<QuestionKind> = [
    .effect, .composition, .ability, .permission, .recommendation, .obligation,
  ]

  /// What a scanner spoilt in a text.
  struct Damage {
    /// Words that no language has.
    private(set) var garbled = 0
    /// Letters that stand alone.
    private(set) var lone = 0
    /// Runs between spaces that are four capitals or more.
    let capitals: Int
    /// Whether nothing else can be said of it: marks where no typesetter puts them, or a digit or an apostrophe inside a garbled word,
    /// where consonants alone may be an abbreviation.
    private(set) var isSure: Bool

    init(_ words: [Word], _ marks: TextMarks) {
      (capitals, isSure) = (marks.capitals, marks.hasScannerMarks)
      for word in words {
        if word.isGarbled {
          garbled += 1
          if word.folded.utf8.contains(where: { $0 == UInt8(ascii: "'") || ($0 >= 0x30 && $0 <= 0x39) }) { isSure = true }
        }
        if word.range.count == 1, !word.isNumber, !word.isCapitalised, word.folded != "a", word.folded != "i" { lone += 1 }
      }
    }
  }

  /// Whether OCR left words that no language has, or a heading's capitals stand for a sentence.
  private static func isMisread(_ worded: WordedDraft) -> Bool {
    let told = worded.sentence?.damage ?? Damage(worded.answer, worded.answerMarks)
    if told.isSure { return true }
    let asked = Damage(worded.question, worded.questionMarks)
    let all = worded.question.count + worded.answer.count
    return asked.isSure || (asked.garbled + told.garbled) * 20 > all || (asked.capitals + told.capitals) * 4 > all
      || asked.lone + told.lone >= 2
  }

  /// Whether the question gives its short answer away: it holds all words of it in a row.
  private static func leaks(_ worded: WordedDraft) -> Bool {
    let (needle, words) = (worded.short, worded.question)
    guard !needle.isEmpty, words.count >= needle.count else { return false }
    return (0...words.count - needle.count).contains { start in
      needle.indices.allSatisfy { words[start + $0].folded == needle[$0].folded }
    }
  }
}
