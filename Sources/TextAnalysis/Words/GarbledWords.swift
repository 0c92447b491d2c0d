extension Words {
  /// Whether a folded word is one that no language has, as bad OCR leaves them: letters among digits, four consonants and more
  /// without a vowel, or an apostrophe with single letters around it.
  public static func isGarbled(_ word: String) -> Bool {
    var letters = LetterSet()
    for byte in word.utf8 { letters.add(byte) }
    return letters.isGarbled(word)
  }

  /// Which letters a word has.
  struct LetterSet {
    /// A bit for each small letter, `a` the second.
    private var small: UInt32 = 0
    private var hasOthers = false

    private static let vowels: UInt32 = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25

    @inline(__always)
    mutating func add(_ byte: UInt8) {
      if byte >= 0x61, byte <= 0x7A { small |= 1 << UInt32(byte & 31) } else { hasOthers = true }
    }

    /// - Parameter word: whose bytes were added.
    func isGarbled(_ word: String) -> Bool {
      hasOthers ? isGarbledMixture(word) : word.utf8.count >= 4 && small & Self.vowels == 0
    }
  }

  private static func isGarbledMixture(_ word: String) -> Bool {
    var (letters, digits) = (0, 0)
    for byte in word.utf8 { if isLetter(byte) { letters += 1 } else if isDigit(byte) { digits += 1 } }
    if let quote = word.utf8.firstIndex(of: UInt8(ascii: "'")) {
      let tail = word.utf8[word.utf8.index(after: quote)...]
      return tail.count > 3 || tail.contains { isDigit($0) }
    }
    return letters >= 2 && digits >= 1 && hasDigitInside(word) && !isDice(word)
  }

  /// A die or several: `2d6`, `d20`.
  public static func isDice(_ word: String) -> Bool {
    guard let last = word.utf8.last, isDigit(last), word.utf8.count <= 6, let d = word.utf8.firstIndex(of: UInt8(ascii: "d"))
    else { return false }
    return word.utf8[..<d].allSatisfy { isDigit($0) } && word.utf8[word.utf8.index(after: d)...].allSatisfy { isDigit($0) }
  }

  /// `wo1d`, but not `10th`, `mp3` and `x86`.
  private static func hasDigitInside(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    return bytes.indices.dropFirst().dropLast().contains {
      isDigit(bytes[$0]) && isLetter(bytes[$0 - 1]) && isLetter(bytes[$0 + 1])
    }
  }
}
