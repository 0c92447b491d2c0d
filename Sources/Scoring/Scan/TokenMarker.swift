/// Gives tokens their marks, by the tokens around them.
struct TokenMarker {
  private let tokens: UnsafeBufferPointer<TextToken>
  private let vocabulary: Vocabulary?
  private(set) var sentences = 0
  /// Words in sentences of 4 to 60 words that end with a stop.
  private(set) var wordsInSentences = 0
  /// Whether the token asked for last ended something, and whether that was such a sentence.
  private(set) var lastEnd: (isEnd: Bool, isSentence: Bool) = (false, false)
  /// The page-like numbers, in order.
  private(set) var pages: [Int32] = []

  /// Words of titles: up to fourteen between the number or letter of one title and that of the next.
  private(set) var wordsInTitles = 0
  private var wordsSinceLabel: Int?
  /// The index of the last number or letter.
  private var lastLabel = -1

  private var isStart = true
  private var isBehindName = false
  private var wordsSinceFunction = 0
  private var wordsSinceStop = 0

  /// - Parameter vocabulary: nil for a language whose words are not known.
  init(_ tokens: UnsafeBufferPointer<TextToken>, _ vocabulary: Vocabulary?) {
    self.tokens = tokens
    self.vocabulary = vocabulary
  }

  /// The marks of the token at an index. Must be asked for each token in order.
  mutating func marks(_ index: Int) -> TokenMarks {
    let token = tokens[index]
    lastEnd.isEnd = false
    switch token.kind {
    case .word: return word(index, token)
    case .number: return number(index, token)
    case .stop:
      isBehindName = false
      return stop(index)
    default:
      isBehindName = false
      return other(index, token)
    }
  }

  private func kind(_ index: Int) -> TextToken.Kind? { index >= 0 && index < tokens.count ? tokens[index].kind : nil }

  private mutating func word(_ index: Int, _ token: TextToken) -> TokenMarks {
    var marks = TokenMarks.word
    if isLabel(index, token) { label(index) } else if let words = wordsSinceLabel { wordsSinceLabel = words + 1 }
    let isCapital = token.flags.contains(.capital)
    let isFunction = token.classes.contains(.function)
    marks.formUnion(token.classes.marks)
    if token.classes.contains(.imperative), isStart { marks.insert(.imperative) }
    if token.classes.contains(.pairStart), let vocabulary, kind(index + 1) == .word,
      vocabulary.isBoilerplate(token.key, tokens[index + 1].key)
    {
      marks.insert(.boilerplate)
    }
    if isCapital, !isStart { marks.insert(.capital) }
    if isCapital, isBehindName, !isFunction, !token.flags.contains(.single) { marks.insert(.name) }
    isBehindName = isCapital && !isFunction
    if token.flags.contains(.single), !isFunction { single(index, isCapital, &marks) }
    if token.flags.contains(.garbled) { marks.insert(.garbled) }
    if token.flags.contains(.identifier) { marks.insert(.identifier) }
    if isFunction { wordsSinceFunction = 0 } else { wordsSinceFunction += 1 }
    if wordsSinceFunction >= 5 { marks.insert(.gap) }
    wordsSinceStop += 1
    isStart = false
    return marks
  }

  /// Takes note of what may number a title.
  private mutating func label(_ index: Int) {
    lastLabel = index
    if let words = wordsSinceLabel, (1...14).contains(words) { wordsInTitles += words }
    wordsSinceLabel = 0
  }

  /// Whether a word is a letter or Roman number with a point behind it, before a capital.
  private func isLabel(_ index: Int, _ token: TextToken) -> Bool {
    guard kind(index + 1) == .stop, kind(index + 2) == .word, tokens[index + 2].flags.contains(.capital) else { return false }
    return token.flags.contains(.single) || (token.flags.contains(.allCapitals) && token.letters <= 5)
  }

  private func single(_ index: Int, _ isCapital: Bool, _ marks: inout TokenMarks) {
    marks.insert(.singleLetter)
    guard isCapital, kind(index + 1) == .stop, kind(index - 1) != .stop, kind(index + 2) == .word else { return }
    let name = tokens[index + 2]
    if name.flags.contains(.capital), name.end - name.start > 2 { marks.insert(.initial) }
  }

  private mutating func number(_ index: Int, _ token: TextToken) -> TokenMarks {
    var marks: TokenMarks = [.number]
    isBehindName = false
    let next = index + 1 < tokens.count ? tokens[index + 1] : nil
    let before = kind(index - 1)
    if token.flags.contains(.dice) || next?.kind == .percent || (next?.isWord == true && next?.classes.contains(.unit) == true) {
      marks.insert(.quantity)
    }
    let isBeforeCapital = next?.isWord == true && next?.flags.contains(.capital) == true
    if isSectionNumber(index, token, isBeforeCapital) {
      marks.insert(.sectionNumber)
      label(index)
    } else if kind(index + 1) == .stop, kind(index + 2) == .word {
      label(index)
    } else if token.flags.contains(.decimal) {
      marks.insert(.decimal)
    }
    if let value = token.smallNumber {
      // Of numbers in a row only one before the number of the next entry ends one; others are cells.
      let isBeforeEntry = next?.isNumber == true && kind(index + 2) != .number
      let endsEntry = next == nil || isBeforeCapital || isBeforeEntry
      if endsEntry, before == .word || before == .leader || before == .ellipsis || before == .comma {
        marks.insert(.pageNumber)
        pages.append(Int32(value))
      }
      if before == .comma {
        marks.insert(.numberBehindComma)
        if let next, next.isWord, next.classes.isDisjoint(with: [.unit, .function]) { marks.insert(.indexEntry) }
      }
      if value >= 1800, value < 2100 { marks.insert(.year) }
    }
    if Self.isNumeric(before) { marks.insert(.numberRun) }
    isStart = false
    return marks
  }

  /// `3.1.4`, and `3.1` where a title begins behind it, a point between or not.
  private func isSectionNumber(_ index: Int, _ token: TextToken, _ isBeforeCapital: Bool) -> Bool {
    if token.flags.contains(.dotted) { return true }
    // Behind a number it is a cell, unless that one ends the entry before.
    let endsEntry = kind(index - 2) == .leader || kind(index - 2) == .ellipsis
    guard token.flags.contains(.decimal), kind(index - 1) != .number || endsEntry else { return false }
    if isBeforeCapital { return true }
    return kind(index + 1) == .stop && kind(index + 2) == .word && tokens[index + 2].flags.contains(.capital)
  }

  private static func isNumeric(_ kind: TextToken.Kind?) -> Bool { kind == .number || kind == .dash || kind == .percent }

  private mutating func stop(_ index: Int) -> TokenMarks {
    guard let before = kind(index - 1) else { return [] }
    let endsSomething =
      switch before {
      case .word: !tokens[index - 1].flags.contains(.single)
      // `3.1. Scope` is a title.
      case .number: tokens[index - 1].flags.isDisjoint(with: [.dotted, .decimal])
      default: before == .closing || before == .quote
      }
    let begins =
      switch kind(index + 1) {
      case nil, .quote, .opening: true
      case .word: tokens[index + 1].flags.contains(.capital)
      // The mark of a footnote, or the number of the next of a list.
      case .number where before == .word || before == .quote || before == .closing: begins(behindNumber: index + 1)
      default: false
      }
    guard endsSomething, begins else { return [] }
    sentences += 1
    // The end of a title is the next label's; a sentence is none.
    let isBeforeLetter = kind(index + 1) == .word && tokens[index + 1].flags.contains(.single)
    if !isBeforeLetter, index - 1 != lastLabel { wordsSinceLabel = nil }
    lastEnd = (true, (4...60).contains(wordsSinceStop))
    if lastEnd.isSentence { wordsInSentences += wordsSinceStop }
    wordsSinceStop = 0
    wordsSinceFunction = 0
    isStart = true
    return []
  }

  private func begins(behindNumber index: Int) -> Bool {
    let next = kind(index + 1) == .stop ? index + 2 : index + 1
    return kind(next) == nil || (kind(next) == .word && tokens[next].flags.contains(.capital))
  }

  private mutating func other(_ index: Int, _ token: TextToken) -> TokenMarks {
    switch token.kind {
    case .colon:
      isStart = true
      return .colon
    case .opening: return kind(index + 1) == .closing ? [.bracket, .blank] : .bracket
    case .symbol: return .symbol
    case .url: return .url
    case .email: return .email
    case .blank: return .blank
    case .leader, .ellipsis:
      wordsSinceFunction = 0
      // To the number of a page, which is whole.
      if kind(index + 1) == .number, tokens[index + 1].smallNumber != nil { return .leader }
      // Dots that stand by themselves and lead nowhere wait to be written on.
      let standsAlone = index == 0 || tokens[index - 1].end < token.start
      return token.kind == .leader || standsAlone ? .blank : []
    case .dash, .percent: return Self.isNumeric(kind(index - 1)) ? .numberRun : []
    default: return []
    }
  }
}
