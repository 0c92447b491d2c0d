/// Takes text apart into tokens, one pass over its bytes. White space of any kind and amount parts tokens and is otherwise nothing,
/// so that lines wrapped another way give the same tokens.
struct TokenScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let classes = Self.classTable
  private let letterKinds = Self.letterTable
  private var index = 0
  private var isLineStart = false

  /// Fills `tokens`, whose storage is used again.
  static func scan(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [TextToken]) {
    tokens.removeAll(keepingCapacity: true)
    var scanner = TokenScanner(bytes: bytes)
    while let token = scanner.next() { tokens.append(token) }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private mutating func next() -> TextToken? {
    while index < bytes.count {
      let start = index
      let first = bytes[index]
      switch classes[Int(first)] {
      case .space:
        if first == 0x0A { isLineStart = true }
        index += 1
      case .letter: return word(from: start)
      case .digit: return number(from: start)
      case .high:
        if let token = high(from: start) { return token }
      case .punctuation:
        index += 1
        return punctuation(first, start)
      }
    }
    return nil
  }

  private mutating func token(_ kind: TextToken.Kind, _ start: Int) -> TextToken {
    defer { isLineStart = false }
    return TextToken(start: Int32(start), end: Int32(index), flags: isLineStart ? .lineStart : [], kind: kind)
  }

  // MARK: Words

  private mutating func word(from start: Int) -> TextToken {
    var hash = WordHash.start
    var (capitals, vowels) = (0, 0)
    while index < bytes.count {
      let kind = letterKinds[Int(bytes[index])]
      guard kind.isLetter else { break }
      hash = WordHash.add(bytes[index] | 0x20, to: hash)
      capitals &+= kind.capitals
      vowels &+= kind.vowels
      index &+= 1
    }
    var letters = index - start
    var (digits, inner) = (0, capitals > (letterKinds[Int(bytes[start])].capitals))
    var isASCII = true
    scan: while index < bytes.count {
      let byte = bytes[index]
      switch classes[Int(byte)] {
      case .letter:
        let lower = byte | 0x20
        hash = WordHash.add(lower, to: hash)
        if byte != lower {
          capitals += 1
          if letters > 0 { inner = true }
        }
        vowels += letterKinds[Int(lower)].vowels
        letters += 1
        index += 1
      case .digit:
        hash = WordHash.add(byte, to: hash)
        digits += 1
        inner = true
        index += 1
      case .high:
        let (kind, length) = Self.kind(of: bytes, at: index)
        if kind == .apostrophe, isLetter(at: index + length) {
          index += length
          continue
        }
        guard kind == .letter || kind == .mark else { break scan }
        isASCII = false
        if kind == .letter {
          hash = Self.folded(bytes, at: index, length, hash)
          letters += 1
          vowels += 1
          if Self.isHighCapital(bytes[index], self.byte(index + 1)) { capitals += 1 }
        }
        index += length
      default:
        if byte == UInt8(ascii: "'"), isLetter(at: index + 1) {
          index += 1
        } else if byte == UInt8(ascii: "_"), classes[Int(self.byte(index + 1))] == .letter {
          hash = WordHash.add(byte, to: hash)
          inner = true
          index += 1
        } else {
          break scan
        }
      }
    }
    if byte(index) == UInt8(ascii: ":"), byte(index + 1) == UInt8(ascii: "/"), byte(index + 2) == UInt8(ascii: "/") {
      return address(.url, start)
    }
    if byte(index) == UInt8(ascii: "@"), classes[Int(byte(index + 1))] == .letter { return address(.email, start) }
    if letters == 3, byte(index) == UInt8(ascii: "."), byte(start) | 0x20 == UInt8(ascii: "w"),
      byte(start + 1) | 0x20 == UInt8(ascii: "w"), byte(start + 2) | 0x20 == UInt8(ascii: "w")
    {
      return address(.url, start)
    }
    var token = token(.word, start)
    token.key = hash
    token.letters = UInt8(min(letters + digits, Int(UInt8.max)))
    if Self.isCapital(byte(start)) || Self.isHighCapital(byte(start), byte(start + 1)) { token.flags.insert(.capital) }
    if capitals == letters, letters > 1 { token.flags.insert(.allCapitals) } else if inner { token.flags.insert(.identifier) }
    if letters + digits == 1 { token.flags.insert(.single) }
    if isASCII, vowels == 0, letters >= 5, digits == 0, !inner { token.flags.insert(.garbled) }
    if isASCII, digits > 0, letters > digits, hasDigitBetweenLetters(start) { token.flags.insert(.garbled) }
    return token
  }

  private func isLetter(at index: Int) -> Bool {
    switch classes[Int(byte(index))] {
    case .letter: true
    case .high: Self.kind(of: bytes, at: index).0 == .letter
    default: false
    }
  }

  private func hasDigitBetweenLetters(_ start: Int) -> Bool {
    guard index - start > 3 else { return false }
    return (start + 1..<index - 1).contains {
      classes[Int(bytes[$0])] == .digit && bytes[$0 - 1] | 0x20 >= 0x61 && bytes[$0 - 1] | 0x20 <= 0x7A
        && bytes[$0 + 1] | 0x20 >= 0x61 && bytes[$0 + 1] | 0x20 <= 0x7A && !bytes[start..<index].contains(0x5F)
    }
  }

  /// The rest of an address, up to white space or what closes it.
  private mutating func address(_ kind: TextToken.Kind, _ start: Int) -> TextToken {
    while index < bytes.count, bytes[index] > 0x20, !"<>\"')]}".utf8.contains(bytes[index]) { index += 1 }
    return token(kind, start)
  }

  // MARK: Numbers

  private mutating func number(from start: Int) -> TextToken {
    var (value, digits, dots, commas) = (UInt64(0), 0, 0, 0)
    while index < bytes.count {
      let byte = bytes[index]
      if classes[Int(byte)] == .digit {
        if digits < 9 { value = value * 10 + UInt64(byte - 0x30) }
        digits += 1
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ","), classes[Int(self.byte(index + 1))] == .digit {
        if byte == UInt8(ascii: ".") { dots += 1 } else { commas += 1 }
      } else {
        break
      }
      index += 1
    }
    var token = token(.number, start)
    if dots == 1 { token.flags.insert(.decimal) } else if dots > 1 { token.flags.insert(.dotted) }
    if dots == 0, commas == 0, digits <= 4 { token.key = value }
    if byte(index) | 0x20 == UInt8(ascii: "d"), classes[Int(byte(index + 1))] == .digit, digits <= 3 {
      index += 1
      while classes[Int(byte(index))] == .digit { index += 1 }
      token.flags.insert(.dice)
      token.end = Int32(index)
    } else if Self.isOrdinal(byte(index), byte(index + 1)), classes[Int(byte(index + 2))] != .letter {
      index += 2
      token.end = Int32(index)
      token.key = .max
    }
    return token
  }

  private static func isOrdinal(_ first: UInt8, _ second: UInt8) -> Bool {
    switch (first, second) {
    case (0x73, 0x74), (0x6E, 0x64), (0x72, 0x64), (0x74, 0x68): true
    default: false
    }
  }

  // MARK: Punctuation

  private mutating func punctuation(_ first: UInt8, _ start: Int) -> TextToken {
    switch first {
    case UInt8(ascii: "."): return dots(from: start, 1)
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return token(.stop, start)
    case UInt8(ascii: ","): return token(.comma, start)
    case UInt8(ascii: ":"): return token(.colon, start)
    case UInt8(ascii: "("), UInt8(ascii: "["): return token(.opening, start)
    case UInt8(ascii: ")"), UInt8(ascii: "]"): return token(.closing, start)
    case UInt8(ascii: "-"):
      while byte(index) == first { index += 1 }
      return token(.dash, start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return token(.quote, start)
    case UInt8(ascii: "%"): return token(.percent, start)
    case UInt8(ascii: "|"): return token(.other, start)
    case UInt8(ascii: "_"):
      while byte(index) == first || (byte(index) == 0x20 && byte(index + 1) == first) { index += 1 }
      return token(index - start >= 4 ? .blank : .symbol, start)
    default:
      // A line drawn with one sign is one sign.
      while byte(index) == first { index += 1 }
      return token(.symbol, start)
    }
  }

  /// Dots, with or without spaces between: one ends a sentence, three leave something out, four and more lead to a number.
  private mutating func dots(from start: Int, _ found: Int) -> TextToken {
    var count = found
    while true {
      var ahead = index
      while byte(ahead) == 0x20 || byte(ahead) == 0x09 || byte(ahead) == 0x0A { ahead += 1 }
      if byte(ahead) == UInt8(ascii: ".") {
        count += 1
        index = ahead + 1
      } else if Self.isEllipsis(bytes, ahead) {
        count += 3
        index = ahead + 3
      } else {
        break
      }
    }
    return token(count >= 4 ? .leader : count >= 2 ? .ellipsis : .stop, start)
  }

  // MARK: Beyond ASCII

  private enum HighKind { case letter, ideograph, mark, space, dash, quote, apostrophe, ellipsis, other }

  private mutating func high(from start: Int) -> TextToken? {
    let (kind, length) = Self.kind(of: bytes, at: index)
    switch kind {
    case .letter: return word(from: start)
    case .ideograph:
      let hash = bytes[index..<index + length].reduce(WordHash.start) { WordHash.add($1, to: $0) }
      index += length
      var token = token(.word, start)
      token.key = hash
      token.letters = 1
      return token
    case .space, .mark:
      index += length
      return nil
    case .ellipsis:
      index += length
      return dots(from: start, 3)
    case .dash, .quote, .apostrophe, .other:
      index += length
      return token(kind == .dash ? .dash : kind == .other ? .other : .quote, start)
    }
  }

  /// What stands at an index, by its first two bytes, and how long it is. Bytes that are no UTF-8 are others, one by one.
  private static func kind(of bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (HighKind, Int) {
    let first = bytes[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= bytes.count else { return (.other, 1) }
    let second = bytes[index + 1]
    switch first {
    case 0xC2: return (second == 0xA0 ? .space : second == 0xAD ? .mark : .other, 2)
    case 0xC3: return (second == 0x97 || second == 0xB7 ? .other : .letter, 2)
    case 0xCC: return (.mark, 2)
    case 0xCD: return (second < 0xB0 ? .mark : .letter, 2)
    case 0xC4...0xDF: return (.letter, 2)
    case 0xE2:
      guard second == 0x80 else { return (.other, 3) }
      switch bytes[index + 2] {
      case 0x80...0x8F, 0xA8...0xAF: return (.space, 3)
      case 0x90...0x95: return (.dash, 3)
      case 0x99: return (.apostrophe, 3)
      case 0x98, 0x9A...0x9F: return (.quote, 3)
      case 0xA4...0xA6: return (.ellipsis, 3)
      default: return (.other, 3)
      }
    case 0xE3 where second == 0x80: return (bytes[index + 2] == 0x80 ? .space : .other, 3)
    case 0xE3...0xE9: return (.ideograph, 3)
    case 0xE0, 0xE1, 0xEA...0xED: return (.letter, 3)
    case 0xEF: return (.other, 3)
    default: return (.other, length)
    }
  }

  private static func isEllipsis(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xE2 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0xA6
  }

  /// Adds a letter beyond ASCII to a hash, Latin ones as the letters below their accents.
  private static func folded(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ length: Int, _ hash: UInt64) -> UInt64 {
    if length == 2, bytes[index] >= 0xC3, bytes[index] <= 0xC5 {
      let place = Int(bytes[index] - 0xC3) << 6 | Int(bytes[index + 1] & 0x3F)
      let letters = latin[place]
      let one = WordHash.add(letters.0, to: hash)
      return letters.1 == 0 ? one : WordHash.add(letters.1, to: one)
    }
    var hash = hash
    for offset in index..<index + length { hash = WordHash.add(bytes[offset], to: hash) }
    return hash
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  /// À to Þ, and the capitals of Greek and Cyrillic.
  private static func isHighCapital(_ first: UInt8, _ second: UInt8) -> Bool {
    switch first {
    case 0xC3: second >= 0x80 && second <= 0x9E && second != 0x97
    case 0xC4, 0xC5: second & 1 == 0
    case 0xCE: second >= 0x91 && second <= 0xA9
    case 0xD0: second >= 0x80 && second <= 0xAF
    default: false
    }
  }

  /// U+00C0 to U+017F as small letters without accents; a second letter, or 0.
  private static let latin: [(UInt8, UInt8)] = {
    let names =
      "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkk"
      + "lllllllllln" + "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"
    var letters = names.utf8.map { ($0, UInt8(0)) }
    letters += Array(repeating: (UInt8(ascii: "x"), 0), count: max(0, 192 - letters.count))
    let doubled: [(Unicode.Scalar, String)] = [
      ("ß", "ss"), ("Æ", "ae"), ("æ", "ae"), ("Œ", "oe"), ("œ", "oe"), ("Þ", "th"), ("þ", "th"),
    ]
    for (scalar, pair) in doubled {
      let both = Array(pair.utf8)
      letters[Int(scalar.value) - 0xC0] = (both[0], both[1])
    }
    return letters
  }()

  private enum ByteClass: UInt8 { case space, letter, digit, punctuation, high }

  /// Tables of 256, made once and never freed.
  nonisolated(unsafe) private static let classTable: UnsafePointer<ByteClass> = table { byte in
    switch byte {
    case 0...0x20, 0x7F: .space
    case 0x30...0x39: .digit
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x80...: .high
    default: .punctuation
    }
  }

  /// What a letter of ASCII counts as.
  private struct LetterKind {
    var bits: UInt8
    var isLetter: Bool { bits != 0 }
    /// 1 or 0.
    var capitals: Int { Int(bits >> 1 & 1) }
    var vowels: Int { Int(bits >> 2) }
  }

  nonisolated(unsafe) private static let letterTable: UnsafePointer<LetterKind> = table { byte in
    guard byte | 0x20 >= 0x61, byte | 0x20 <= 0x7A else { return LetterKind(bits: 0) }
    return LetterKind(bits: 1 | (byte < 0x60 ? 2 : 0) | ("aeiouy".utf8.contains(byte | 0x20) ? 4 : 0))
  }

  private static func table<Value>(_ value: (UInt8) -> Value) -> UnsafePointer<Value> {
    let table = UnsafeMutablePointer<Value>.allocate(capacity: 256)
    for byte in 0..<256 { (table + byte).initialize(to: value(UInt8(byte))) }
    return UnsafePointer(table)
  }
}
