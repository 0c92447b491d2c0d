/// Finds pre-tokens in UTF-8, one after the other. One look at each byte, and one ahead.
struct PretokenScanner {
  let bytes: UnsafePointer<UInt8>
  let end: Int
  let pattern: PretokenPattern
  let classes: ScalarClasses
  private let ascii: UnsafeMutablePointer<ScalarClass>

  init(_ utf8: UnsafeBufferPointer<UInt8>, pattern: PretokenPattern, classes: ScalarClasses) {
    bytes = utf8.baseAddress ?? UnsafePointer(classes.ascii).withMemoryRebound(to: UInt8.self, capacity: 1) { $0 }
    end = utf8.count
    self.pattern = pattern
    self.classes = classes
    ascii = classes.ascii
  }

  /// The end of the pre-token that begins at `start`, which is before the end of the text.
  @inline(__always)
  func next(_ start: Int) -> Int {
    let byte = bytes[start]
    if Self.isLetter(byte) { return word(start, letters: start) }
    let after = start &+ 1
    guard after < end, byte < 0x80 else { return slowNext(start) }
    let second = bytes[after]
    if Self.isLetter(second) {
      // Most pre-tokens are a space and a word.
      if byte == 0x20 || (pattern.takesAnyPrefix && isMark(byte) && byte != UInt8(ascii: "'")) {
        return word(start, letters: after)
      }
    } else if byte == 0x20 {
      if isMark(second) { return marks(start, after: after &+ 1) }
    } else if isMark(byte), byte != UInt8(ascii: "'"), second < 0x80 {
      return marks(start, after: after)
    } else if byte == 0x0A, second > 0x20, second < 0x80 {
      return after
    }
    return slowNext(start)
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Whether a byte of ASCII is neither letter nor digit nor white space.
  @inline(__always)
  private func isMark(_ byte: UInt8) -> Bool { byte < 0x80 && ascii[Int(byte)].rawValue == 0 }

  /// A word whose letters begin at an index, as long as they are ASCII's.
  @inline(__always)
  private func word(_ start: Int, letters: Int) -> Int {
    let index =
      pattern.partsCases
      ? endOfRun(endOfRun(letters, first: 0x41, folding: 0), first: 0x61, folding: 0)
      : endOfRun(letters, first: 0x61, folding: 0x20)
    if index == end { return index }
    let next = bytes[index]
    if next >= 0x80 || (next == UInt8(ascii: "'") && pattern.partsCases) { return slowNext(start) }
    return index
  }

  /// The end of a run of the 26 bytes from `first` on, after `folding` is set in each; eight bytes at a time, without a branch where
  /// it ends.
  @inline(__always)
  private func endOfRun(_ start: Int, first: UInt8, folding: UInt8) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index &+ 8 <= end {
      let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self).littleEndian
      let folded = word | ones &* UInt64(folding)
      // The upper bit of each byte says whether it is beyond the last, before the first, or no ASCII.
      let beyond = (folded & (ones &* 0x7F)) &+ ones &* UInt64(0x80 &- 26 &- first)
      let before = ~((folded | ones &* 0x80) &- ones &* UInt64(first))
      let others = (beyond | before | word) & (ones &* 0x80)
      if others != 0 { return index &+ others.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < end, (bytes[index] | folding) &- first < 26 { index &+= 1 }
    return index
  }

  /// A run of marks, as long as they are ASCII's, with the line breaks behind it.
  @inline(__always)
  private func marks(_ start: Int, after: Int) -> Int {
    var index = after
    while index < end, isMark(bytes[index]) { index &+= 1 }
    if index == end { return index }
    if bytes[index] >= 0x80 { return slowNext(start) }
    guard pattern.marksTakeBreaks else { return index }
    while index < end, bytes[index] == 0x0A || bytes[index] == 0x0D || (pattern.marksTakeStrokes && bytes[index] == 0x2F) {
      index &+= 1
    }
    return index
  }

  private func slowNext(_ start: Int) -> Int {
    let (first, width) = scalar(at: start)
    let after = start + width
    if let foldsCase = pattern.contractionsFoldCase, bytes[start] == UInt8(ascii: "'"),
      let end = contraction(start, foldsCase: foldsCase)
    {
      return end
    }
    if !first.isDisjoint(with: .letter) { return word(from: start) ?? after }
    if first.contains(.number) { return digits(from: start) }
    let (second, secondWidth) = after < end ? scalar(at: after) : ([], 0)
    let mayPrefix = pattern.takesAnyPrefix ? !first.contains(.newline) : bytes[start] == 0x20
    if mayPrefix, after < end, let found = prefixedWord(start, after, first, second) { return found }
    if pattern.joinsSpaceToDigits, bytes[start] == 0x20, second.contains(.number) { return digits(from: after) }
    if first.isDisjoint(with: .space) { return marks(from: after) }
    if bytes[start] == 0x20, after < end, second.isDisjoint(with: [.letter, .number, .space]) {
      return marks(from: after + secondWidth)
    }
    return space(from: start)
  }

  /// The class of the scalar at an index, and its width in bytes. Bad bytes are of no class and one wide.
  @inline(__always)
  private func scalar(at index: Int) -> (ScalarClass, Int) {
    let byte = bytes[index]
    return byte < 0x80 ? (ascii[Int(byte)], 1) : wide(at: index)
  }

  private func wide(at index: Int) -> (ScalarClass, Int) {
    func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
    let byte = UInt32(bytes[index])
    switch byte {
    case 0xC2..<0xE0 where index + 1 < end: return (classes[(byte & 0x1F) << 6 | next(1)], 2)
    case 0xE0..<0xF0 where index + 2 < end: return (classes[(byte & 0x0F) << 12 | next(1) << 6 | next(2)], 3)
    case 0xF0..<0xF5 where index + 3 < end:
      return (classes[(byte & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)], 4)
    default: return ([], 1)
    }
  }

  // MARK: Words

  private func prefixedWord(_ start: Int, _ after: Int, _ first: ScalarClass, _ second: ScalarClass) -> Int? {
    guard pattern.partsCases else { return second.isDisjoint(with: .letter) ? nil : letters(from: after) }
    guard first.contains(.mark) else {
      return second.isDisjoint(with: [.letter, .mark]) ? nil : word(from: after)
    }
    // A combining mark is both: what may stand before a word, and a letter without case.
    if let end = casedWord(from: after, acceptsCapitals: false) { return end }
    return contraction(after) ?? after
  }

  private func word(from start: Int) -> Int? {
    pattern.partsCases ? casedWord(from: start, acceptsCapitals: true) : letters(from: start)
  }

  private func letters(from start: Int) -> Int {
    var index = start
    while index < end {
      let (found, width) = scalar(at: index)
      if found.isDisjoint(with: .letter) { break }
      index += width
    }
    return index
  }

  /// Capitals, then small letters; letters without case and marks are both. Where no small letter follows, the word ends behind
  /// the last that is without case, and capitals alone are one where they are accepted.
  private func casedWord(from start: Int, acceptsCapitals: Bool) -> Int? {
    var index = start
    var caselessEnd: Int?
    var found = ScalarClass()
    var width = 0
    while index < end {
      (found, width) = scalar(at: index)
      if found.isDisjoint(with: [.upper, .caseless, .mark]) { break }
      index += width
      if !found.contains(.upper) { caselessEnd = index }
    }
    if index < end, found.contains(.lower) {
      while index < end {
        (found, width) = scalar(at: index)
        if found.isDisjoint(with: [.lower, .caseless, .mark]) { break }
        index += width
      }
      return contraction(index) ?? index
    }
    if let caselessEnd { return contraction(caselessEnd) ?? caselessEnd }
    return index > start && acceptsCapitals ? contraction(index) ?? index : nil
  }

  /// Behind `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll`, `'d` at an index.
  private func contraction(_ index: Int, foldsCase: Bool = true) -> Int? {
    guard index + 1 < end, bytes[index] == UInt8(ascii: "'") else { return nil }
    func letter(_ offset: Int) -> UInt8 {
      guard index + offset < end else { return 0 }
      let byte = bytes[index + offset]
      return foldsCase && byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
    switch letter(1) {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"): return index + 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"): return letter(2) == UInt8(ascii: "e") ? index + 3 : nil
    case UInt8(ascii: "l"): return letter(2) == UInt8(ascii: "l") ? index + 3 : nil
    // The long s is an s to whoever folds case.
    case 0xC5: return foldsCase && index + 2 < end && bytes[index + 2] == 0xBF ? index + 3 : nil
    default: return nil
    }
  }

  // MARK: Digits, marks, white space

  private func digits(from start: Int) -> Int {
    var index = start
    var count = 0
    while index < end, pattern.digitLimit == 0 || count < pattern.digitLimit {
      let (found, width) = scalar(at: index)
      if !found.contains(.number) { break }
      index += width
      count += 1
    }
    return index
  }

  private func marks(from start: Int) -> Int {
    var index = start
    while index < end {
      let (found, width) = scalar(at: index)
      if !found.isDisjoint(with: [.letter, .number, .space]) { break }
      index += width
    }
    guard pattern.marksTakeBreaks else { return index }
    while index < end, bytes[index] == 0x0A || bytes[index] == 0x0D || (pattern.marksTakeStrokes && bytes[index] == 0x2F) {
      index += 1
    }
    return index
  }

  private func space(from start: Int) -> Int {
    var index = start
    var last = start
    var breakEnd: Int?
    while index < end {
      let (found, width) = scalar(at: index)
      if !found.contains(.space) { break }
      last = index
      index += width
      if found.contains(.newline) { breakEnd = index }
    }
    if index == end, pattern.keepsTrailingSpace { return index }
    if pattern.cutsBehindBreaks, let breakEnd { return breakEnd }
    // The last one goes with what follows.
    return index == end || last == start ? index : last
  }
}
