/// The state of one pass; see ``SentenceSplitter``.
struct SentenceScanner {
  private let utf8: UnsafeBufferPointer<UInt8>
  private(set) var ranges: [Range<Int>] = []
  /// Where the sentence began that is being read.
  private var start = 0
  private var index = 0
  /// The mark of a list with which the sentence begins.
  private var enumerator: Enumerator?

  init(_ utf8: UnsafeBufferPointer<UInt8>) { self.utf8 = utf8 }

  mutating func run() {
    ranges.reserveCapacity(utf8.count / 100 + 1)
    while index < utf8.count {
      let byte = utf8[index]
      switch byte {
      case UInt8(ascii: "."): stop()
      case UInt8(ascii: "?"), UInt8(ascii: "!"): mark(width: 1)
      case 0x0A: lineFeed()
      case UInt8(ascii: ")"):
        _ = takesListMark(at: index, closing: byte)
        index += 1
      case 0xE2, 0xE3, 0xEF, 0xD8, 0xE0: foreignStop(byte)
      default: index += 1
      }
    }
    if start < utf8.count { ranges.append(start..<utf8.count) }
  }

  /// Ends the sentence before `place`.
  private mutating func cut(at place: Int) {
    guard place > start else { return }
    ranges.append(start..<place)
    start = place
    enumerator = nil
  }

  private func byte(_ index: Int) -> UInt8 { index >= 0 && index < utf8.count ? utf8[index] : 0 }

  private mutating func lineFeed() {
    index += 1
    guard index < utf8.count, utf8[index] == 0x0A else { return }
    index = skipSpace(index)
    cut(at: index)
  }

  // MARK: Stops

  /// `?` and `!`, and their like in other scripts: they end a sentence unless it goes on in lower case.
  private mutating func mark(width: Int) {
    let close = skipClosers(index + width)
    index = close
    guard close == utf8.count || utf8[close].isSpace else { return }
    let next = skipSpace(close)
    guard !goesOn(next) else { return }
    index = next
    cut(at: next)
  }

  /// `。！？` end a sentence wherever they stand; `؟ ।` and `…` as `?` does.
  private mutating func foreignStop(_ byte: UInt8) {
    let (second, third) = (self.byte(index + 1), self.byte(index + 2))
    switch (byte, second, third) {
    case (0xE2, 0x80, 0xA6): ellipsis(end: index + 3)
    case (0xD8, 0x9F, _): mark(width: 2)
    case (0xE0, 0xA5, 0xA4), (0xE0, 0xA5, 0xA5): mark(width: 3)
    case (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F):
      index = skipSpace(skipClosers(index + 3))
      cut(at: index)
    default: index += 1
    }
  }

  private mutating func stop() {
    let point = index
    // `. . .` and `...`: more than one point.
    if byte(point + 1) == UInt8(ascii: ".") || (byte(point + 1) == 0x20 && byte(point + 2) == UInt8(ascii: ".")) {
      var (end, points, isSpaced) = (point + 1, 1, false)
      while true {
        if byte(end) == UInt8(ascii: ".") {
          end += 1
        } else if byte(end) == 0x20, byte(end + 1) == UInt8(ascii: ".") {
          isSpaced = true
          end += 2
        } else {
          break
        }
        points += 1
      }
      return ellipsis(end: end, points: points, isSpaced: isSpaced)
    }
    if takesListMark(at: point, closing: UInt8(ascii: ".")) {
      index = point + 1
      return
    }
    let close = skipClosers(point + 1)
    index = close
    guard close == utf8.count || utf8[close].isSpace else { return }
    let next = skipSpace(close)
    guard next == utf8.count || ends(point: point, isClosed: close > point + 1, next: next) else { return }
    index = next
    cut(at: next)
  }

  /// Three points part words, four end a sentence; points in brackets stand for words left out.
  private mutating func ellipsis(end: Int, points: Int = 3, isSpaced: Bool = false) {
    let isBracketed = byte(index - 1) == UInt8(ascii: "[") && byte(end) == UInt8(ascii: "]")
    let close = skipClosers(end)
    let next = skipSpace(close)
    index = close
    guard !isBracketed, close == utf8.count || utf8[close].isSpace, next > close || next == utf8.count else { return }
    guard next == utf8.count || (points > 3 || !isSpaced) && startsSentence(next) && !(points < 4 && isPronoun(next)) else {
      return
    }
    index = next
    cut(at: next)
  }

  private func isPronoun(_ next: Int) -> Bool { byte(next) == UInt8(ascii: "I") && !byte(next + 1).isLetter }

  // MARK: What comes next

  /// Whether what stands at `next`, openers aside, cannot begin a sentence.
  private func goesOn(_ next: Int) -> Bool {
    guard next < utf8.count else { return false }
    return byte(skipOpeners(next)).isSmall || isWord(next, in: Abbreviations.companies)
  }

  private func startsSentence(_ next: Int) -> Bool {
    let first = byte(skipOpeners(next))
    return first.isCapital || first >= 0x80 || first.isDigit
  }

  /// Whether a full stop ends the sentence, given that white space and something else follow.
  private func ends(point: Int, isClosed: Bool, next: Int) -> Bool {
    let first = skipOpeners(next)
    let following = byte(first)
    if following.isSmall { return false }
    // `…]” (Smith 55)`: a source in brackets belongs to what it proves.
    if isClosed, utf8[next] == UInt8(ascii: "("), utf8[point - (point > 0 ? 1 : 0)] == UInt8(ascii: "[") { return false }
    var wordStart = point
    while wordStart > start, isWordByte(utf8[wordStart - 1]) { wordStart -= 1 }
    let length = point - wordStart
    guard length > 0 else { return true }
    let word = utf8[wordStart..<point]
    if word.allSatisfy(\.isDigit) {
      // `1. The first` at the head of a sentence, not `in 1999. The`.
      if length <= 2, isWord(next, in: Abbreviations.monthsBehindDays) { return false }
      return wordStart > contentStart || length > 3
    }
    if length == 1 { return letterEnds(utf8[wordStart], before: wordStart, first) }
    guard let key = Abbreviations.key(word) else { return !(following.isDigit && endsWithDegree(word)) }
    if Abbreviations.titles.contains(key) { return false }
    if following.isDigit, Abbreviations.beforeNumbers.contains(key) { return false }
    if Abbreviations.hours.contains(key) {
      return following.isCapital ? wordCount(to: wordStart) >= 5 || isStarter(first) : false
    }
    let isInitials = isInitialism(word)
    if isInitials || Abbreviations.joined.contains(key) {
      // A common word in lower case is not one here: `the reg.` is, `the id.` is, `to sat.` is not known.
      if following.isDigit { return !isInitials && !Abbreviations.joined.contains(key) }
      if following.isCapital { return isStarter(first) }
      return !isOpen(first)
    }
    // Inside brackets short words with a capital are abbreviations more often than ends.
    if length <= 4, utf8[wordStart].isCapital, following.isCapital, isInBrackets(point) { return false }
    return true
  }

  /// A single letter: an initial (`A. Shah`), a mark of a list (`a. The first`), or a word (`you and I. Did`, `plan B. We`).
  private func letterEnds(_ letter: UInt8, before wordStart: Int, _ next: Int) -> Bool {
    if wordStart <= contentStart { return false }
    guard letter.isCapital else {
      // `p. 12`, `n. 3`; `Section a. The` ends.
      if byte(next).isDigit, let key = Abbreviations.key([letter]) { return !Abbreviations.beforeNumbers.contains(key) }
      return letter.isDigit || isStarter(next) || !letter.isLetter
    }
    // A name goes before an initial, a common word before a letter that stands for something, a number before a unit.
    var index = wordStart - 1
    while index > start, utf8[index].isSpace { index -= 1 }
    while index > start, isWordByte(utf8[index - 1]) { index -= 1 }
    if utf8[index].isDigit, byte(next).isCapital { return true }
    guard isStarter(next) else { return false }
    return letter == UInt8(ascii: "I") || utf8[index].isSmall
  }

  /// Whether the word at an index has a capital and is one that begins sentences.
  private func isStarter(_ index: Int) -> Bool { isWord(index, in: Abbreviations.starters) }

  /// Whether the word at an index, up to what is no letter of ASCII, has a capital and is one of `words`.
  private func isWord(_ index: Int, in words: Set<Abbreviations.Key>) -> Bool {
    guard byte(index).isCapital else { return false }
    var end = index
    while end < utf8.count, utf8[end].isLetter, end - index < 12 { end += 1 }
    return Abbreviations.key(utf8[index..<end]).map(words.contains) ?? false
  }

  /// A number, a bracket or `§`: what an abbreviation goes on with.
  private func isOpen(_ index: Int) -> Bool {
    byte(index).isDigit || byte(index) == UInt8(ascii: "(") || (byte(index) == 0xC2 && byte(index + 1) == 0xA7)
  }

  private func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 || byte == UInt8(ascii: ".") }

  /// `U.S`, `Ph.D`, `i.e`: points between parts of one or two letters.
  private func isInitialism(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard word.contains(UInt8(ascii: ".")) else { return false }
    return word.split(separator: UInt8(ascii: ".")).allSatisfy { $0.count <= 2 && $0.allSatisfy(\.isLetter) }
  }

  /// `N°`.
  private func endsWithDegree(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    word.count <= 3 && (word.suffix(2).elementsEqual([0xC2, 0xB0]) || word.suffix(2).elementsEqual([0xC2, 0xBA]))
  }

  /// Whether a bracket is open that the sentence, at most 200 bytes back, has not closed.
  private func isInBrackets(_ point: Int) -> Bool {
    var depth = 0
    var index = point
    while index > max(start, point - 200) {
      index -= 1
      if utf8[index] == UInt8(ascii: ")") { depth += 1 }
      if utf8[index] == UInt8(ascii: "(") {
        if depth == 0 { return true }
        depth -= 1
      }
    }
    return false
  }

  /// Words of the sentence up to an index; five are enough to know.
  private func wordCount(to end: Int) -> Int {
    var count = 0
    var index = start
    while index < end, count < 8 {
      if utf8[index].isSpace, !byte(index + 1).isSpace { count += 1 }
      index += 1
    }
    return count
  }

  // MARK: Lists in a line

  /// The mark of an item: a number or a letter, and what stands behind it.
  private struct Enumerator: Equatable {
    var value: Int
    var isLetter: Bool
    /// The bytes behind it: `.`, `)` or `.)`.
    var closing: UInt8
  }

  /// Where the sentence's words begin: bullets aside.
  private var contentStart: Int { skipBullet(skipSpace(start)) }

  private func skipBullet(_ index: Int) -> Int {
    // • U+2022, ⁃ U+2043, ‣ U+2023
    guard byte(index) == 0xE2 else { return index }
    let (second, third) = (byte(index + 1), byte(index + 2))
    guard (second == 0x80 && (third == 0xA2 || third == 0xA3)) || (second == 0x81 && third == 0x83) else { return index }
    return skipSpace(index + 3)
  }

  /// Whether the mark of an item ends at `point`: the one that begins the sentence, or the next of the same list, before which the
  /// sentence is ended.
  private mutating func takesListMark(at point: Int, closing: UInt8) -> Bool {
    // `2.)`: the bracket is looked at with the point.
    if closing == UInt8(ascii: ")"), byte(point - 1) == UInt8(ascii: ".") { return false }
    var first = point
    while first > start, point - first < 3, utf8[first - 1].isDigit { first -= 1 }
    let isLetter = first == point && point > start && utf8[point - 1].isSmall
    if isLetter { first -= 1 }
    guard first < point else { return false }
    let isDouble = closing == UInt8(ascii: ".") && byte(point + 1) == UInt8(ascii: ")")
    let behind = byte(point + (isDouble ? 2 : 1))
    guard behind == 0x20, byte(skipSpace(point + 1 + (isDouble ? 1 : 0))).isLetter || isDouble else { return false }
    var value = 0
    if isLetter { value = Int(utf8[first]) } else { for index in first..<point { value = value * 10 + Int(utf8[index] - 0x30) } }
    let found = Enumerator(value: value, isLetter: isLetter, closing: isDouble ? 2 : closing)
    if first == contentStart {
      enumerator = found
      return true
    }
    guard let before = enumerator, before.isLetter == found.isLetter, before.closing == found.closing,
      before.value + 1 == found.value
    else { return false }
    // A bullet before the mark goes with it.
    let place = [first - 3, first - 4].first { $0 > start && skipBullet($0) == first } ?? first
    guard place > start, utf8[place - 1].isSpace else { return false }
    cut(at: place)
    enumerator = found
    return true
  }

  // MARK: Skipping

  private func skipSpace(_ index: Int) -> Int {
    var index = index
    while index < utf8.count, utf8[index].isSpace { index += 1 }
    return index
  }

  /// Behind quotes and brackets that open, emphasis and bullets.
  private func skipOpeners(_ index: Int) -> Int {
    var index = index
    while index < utf8.count {
      switch utf8[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "_"):
        index += 1
      case 0xE2 where byte(index + 1) == 0x80 && [0x98, 0x9A, 0x9C, 0x9E].contains(byte(index + 2)): index += 3
      case 0xC2 where byte(index + 1) == 0xAB: index += 2
      default: return index
      }
    }
    return index
  }

  /// Behind `)`, `]`, `"`, `'`, `*`, `_`, the typographic quotes ’ ” » « and those of CJK; also behind further stops.
  private func skipClosers(_ index: Int) -> Int {
    var index = index
    while index < utf8.count {
      switch utf8[index] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
        index += 1
      case 0xE2 where byte(index + 1) == 0x80 && (byte(index + 2) == 0x99 || byte(index + 2) == 0x9D): index += 3
      case 0xC2 where byte(index + 1) == 0xBB || byte(index + 1) == 0xAB: index += 2
      // French parts its quotes from what they hold; where a word follows at once, a German one opens.
      case 0x20 where byte(index + 1) == 0xC2 && byte(index + 2) == 0xBB && !opensWord(index + 3): index += 3
      case 0xC2 where byte(index + 1) == 0xA0 && byte(index + 2) == 0xC2 && byte(index + 3) == 0xBB: index += 4
      case 0xE3 where byte(index + 1) == 0x80 && [0x8D, 0x8F].contains(byte(index + 2)): index += 3
      case 0xEF where byte(index + 1) == 0xBC && [0x81, 0x89, 0x9F].contains(byte(index + 2)): index += 3
      default: return index
      }
    }
    return index
  }

  private func opensWord(_ index: Int) -> Bool { index < utf8.count && (utf8[index].isLetter || utf8[index] >= 0x80) }
}
