extension Words {
  /// Whether a folded word is one that no language has, as bad OCR leaves them: letters among digits, four consonants and more
  /// without a vowel, or an apostrophe with single letters around it.
  public static func isGarbled(_ word: String) -> Bool {
    var letters = LetterCount()
    for byte in word.utf8 { letters.add(byte) }
    return letters.isGarbled(word)
  }

  /// What the bytes of a word tell of it.
  struct LetterCount {
    private var (letters, digits, hasVowel) = (0, 0, false)

    /// A bit for each of a, e, i, o, u and y, counted from a.
    private static let vowels: UInt32 = 1 << 0 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24

    mutating func add(_ byte: UInt8) {
      if isLetter(byte) {
        letters += 1
        if byte >= 0x61, Self.vowels & 1 << UInt32(byte - 0x61) != 0 { hasVowel = true }
      } else if isDigit(byte) {
        digits += 1
      }
    }

    /// - Parameter word: whose bytes were added.
    func isGarbled(_ word: String) -> Bool {
      letters == word.utf8.count ? letters >= 4 && !hasVowel : isGarbledMixture(word, letters, digits)
    }
  }

  private static func isGarbledMixture(_ word: String, _ letters: Int, _ digits: Int) -> Bool {
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
