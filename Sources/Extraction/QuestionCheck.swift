internal import TextAnalysis

/// What every record must satisfy, whatever rule wrote it.
enum QuestionCheck {
  static func accepts(_ worded: WordedDraft) -> Bool {
    let draft = worded.draft
    let (question, answer) = (draft.question, draft.answer)
    guard question.hasSuffix("?"), isShort(question, 300), worded.question.count >= 4, Phrases.isBalanced(question) else {
      return false
    }
    guard !draft.range.isEmpty, worded.sentence?.canAnswer ?? canAnswer(answer, worded.answer) else { return false }
    guard !question.holds("…"), !question.holds("\u{FFFD}") else { return false }
    if let short = draft.shortAnswer, !Phrases.isBalanced(short) { return false }
    guard !hangs(worded), !saysLittle(worded), !isForeign(question), !hasLoneQuote(question),
      !Phrases.pointsElsewhere(worded.question)
    else { return false }
    return (draft.offersChoice || !leaks(worded)) && !isMisread(worded)
  }

  /// Whether a text can be an answer, whatever the question.
  static func canAnswer(_ answer: String, _ words: [Word]) -> Bool {
    answer.contains(where: \.isLetter) && isShort(answer, 1200) && !answer.holds("\u{FFFD}") && !isForeign(answer)
      && !hasLoneQuote(answer) && !Phrases.pointsElsewhere(words) && !words.contains(where: leaningWords.contains)
      && words.last?.folded != "respectively" && !leans(words)
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
  private static let leaningPairs: WordMap<WordSet> = WordMap([
    ("these", ["of"]), ("those", ["of"]), ("cases", ["both", "these", "those"]), ("example", ["this"]), ("examples", ["these"]),
    ("described", ["as"]), ("explained", ["as"]),
    ("shown", ["as"]), ("discussed", ["as"]), ("mentioned", ["as"]), ("above", ["described", "shown"]),
    ("later", ["described", "discussed", "explained", "shown"]), ("corresponding", ["the"]), ("provided", ["the"]),
    ("given", ["the"]),
    ("appropriate", ["the"]), ("three", ["first"]), ("section", ["following", "next"]), ("specified", ["as"]),
    ("two", ["first", "other"]),
  ])
  /// Words with which a short answer says nothing: `by the same amount`, `into a number of parts`.
  private static let vague: WordSet = ["same", "various", "several", "different", "respective"]
  private static let leaningWords: WordSet = ["previous", "preceding", "aforementioned", "elsewhere"]

  /// Whether an object is asked for that says little alone, or an answer leans on what stands before it.
  private static func saysLittle(_ worded: WordedDraft) -> Bool {
    if worded.short.contains(where: vague.contains) || leans(worded.question) { return true }
    guard askingForObjects.contains(worded.draft.kind), worded.draft.shortAnswer != nil else { return false }
    let words = worded.short
    let head =
      words.firstIndex { FunctionWords.prepositions.contains($0) || ["that", "which"].contains($0.folded) } ?? words.count
    return (head > 0 && joinedObjects.contains(words[head - 1])) || worded.draft.answer.holds(" as well")
  }

  private static func leans(_ words: [Word]) -> Bool {
    zip(words, words.dropFirst()).contains { before, word in leaningPairs[word]?.contains(before) ?? false }
  }

  private static let askingForObjects: Set<QuestionKind> = [
    .effect, .composition, .ability, .permission, .recommendation, .obligation,
  ]

  /// Whether a closing quote stands behind a word that none opens: `the testing’ directory`, and not `users’ files`.
  private static func hasLoneQuote(_ text: String) -> Bool {
    guard text.utf8.contains(0x99), !text.holds("‘") else { return false }
    var text = text
    return text.withUTF8 { utf8 in
      // U+2019 is E2 80 99.
      utf8.indices.dropFirst(3).dropLast().contains { index in
        let before = utf8[index - 3]
        return utf8[index] == 0x99 && utf8[index - 1] == 0x80 && utf8[index - 2] == 0xE2 && utf8[index + 1] == 0x20
          && before | 0x20 >= 0x61 && before | 0x20 <= 0x7A && before != UInt8(ascii: "s")
      }
    }
  }

  /// Whether a text has words in another script than the questions, from Greek to Chinese: four letters and more, as formulas have fewer.
  private static func isForeign(_ text: String) -> Bool {
    // Lead bytes from U+0370 on; E2 leads punctuation and signs, EF forms and marks, F0 pictures.
    text.utf8.count { ($0 >= 0xCD && $0 <= 0xE1) || ($0 >= 0xE3 && $0 <= 0xEE) } >= 4
  }

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

    init(_ text: String, _ words: [Word]) {
      capitals = QuestionCheck.capitalCount(text)
      isSure = QuestionCheck.hasScannerMarks(text)
      for word in words {
        if Words.isGarbled(word.folded) {
          garbled += 1
          if word.folded.utf8.contains(where: { $0 == UInt8(ascii: "'") || ($0 >= 0x30 && $0 <= 0x39) }) { isSure = true }
        }
        if word.folded.utf8.count == 1, !word.isNumber, !word.isCapitalised, word.folded != "a", word.folded != "i" { lone += 1 }
      }
    }
  }

  /// Whether OCR left words that no language has, or a heading's capitals stand for a sentence.
  private static func isMisread(_ worded: WordedDraft) -> Bool {
    let draft = worded.draft
    let told = worded.sentence?.damage ?? Damage(draft.answer, worded.answer)
    if told.isSure { return true }
    let asked = Damage(draft.question, worded.question)
    let all = worded.question.count + worded.answer.count
    return asked.isSure || (asked.garbled + told.garbled) * 20 > all || (asked.capitals + told.capitals) * 4 > all
      || asked.lone + told.lone >= 2
  }

  /// How many runs between spaces are four capitals or more.
  private static func capitalCount(_ text: String) -> Int {
    var text = text
    return text.withUTF8 { utf8 in
      var (count, length, isAll) = (0, 0, true)
      for byte in utf8 {
        if byte == 0x20 {
          if isAll, length > 3 { count += 1 }
          (length, isAll) = (0, true)
        } else {
          length += 1
          if byte < 0x41 || byte > 0x5A { isAll = false }
        }
      }
      return isAll && length > 3 ? count + 1 : count
    }
  }

  /// Spaces, hyphens and control characters where no typesetter puts them.
  private static func hasScannerMarks(_ text: String) -> Bool {
    // Control characters are left where UTF-8 was encoded twice.
    if text.utf8.contains(0xC2), text.unicodeScalars.contains(where: { (0x80..<0xA0).contains($0.value) || $0 == "·" }) {
      return true
    }
    var text = text
    let marks = text.withUTF8 { utf8 in
      var hasHyphen = false
      for index in utf8.indices {
        let (before, after) = (index > 0 ? utf8[index - 1] : 0, index + 1 < utf8.count ? utf8[index + 1] : 0)
        switch utf8[index] {
        case UInt8(ascii: "~"), UInt8(ascii: "\\"): return (true, hasHyphen)
        case UInt8(ascii: "'") where before == 0x20 && after == 0x20: return (true, hasHyphen)
        case UInt8(ascii: ",") where before == 0x20 && after != 0: return (true, hasHyphen)
        case UInt8(ascii: "-") where before | 0x20 >= 0x61 && before | 0x20 <= 0x7A && after == 0x20: hasHyphen = true
        default: break
        }
      }
      return (false, hasHyphen)
    }
    return marks.0 || (marks.1 && !text.holds("- and "))
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
