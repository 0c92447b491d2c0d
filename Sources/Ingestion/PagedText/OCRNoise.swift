/// How much of a text is what OCR makes of stamps, specks and bad scans: `Wen Oa} Ce `~`, `bA-H6375.`, `| . ; ~`.
///
/// Judged by the look of words, not by a dictionary, so that names and other languages pass. Words in other scripts than the
/// Latin are never noise.
enum OCRNoise {
  /// From here on an element is marked.
  static let markedShare = 0.3
  /// From here on a page is reported.
  static let reportedShare = 0.15

  /// The marks of words that look like noise, and all marks, in `line`.
  static func count(_ line: String) -> (noise: Int, all: Int) {
    var (noise, all) = (0, 0)
    for word in line.utf8.split(whereSeparator: \.isSpace) {
      all += word.count
      if isNoise(word) { noise += word.count }
    }
    return (noise, all)
  }

  private static func isNoise(_ word: Substring.UTF8View.SubSequence) -> Bool {
    if word.contains(where: { $0 >= 0x80 }) { return false }
    let core = trimmed(word)
    guard !core.isEmpty else { return !isOrdinaryMark(word) }
    let letters = core.count(where: \.isLetter)
    let digits = core.count(where: \.isDigit)
    if letters == 0 { return digits * 2 < core.count }
    if letters == 1, digits == 0 {
      return core.count > 1 || !(word.count > 1 || "aAIOoyYeEuU".utf8.contains(core[core.startIndex]))
    }
    let marks = core.count - letters - digits
    // Hyphens, apostrophes, slashes, dots and underscores join words; other marks inside one are noise.
    if core.contains(where: { "{}~^|\\<>*=\"`;!?".utf8.contains($0) }) || marks * 3 > core.count + 1 { return true }
    if digits > 0 { return hasDigitAmongLetters(core) }
    return core.count >= 3 && (!holdsVowel(core) && letters >= 4 && !core.allSatisfy { !$0.isLowercase } || changesCase(core))
  }

  /// Without the marks that stand before and behind words.
  private static func trimmed(_ word: Substring.UTF8View.SubSequence) -> Substring.UTF8View.SubSequence {
    var core = word
    while let first = core.first, !first.isLetter, !first.isDigit { core = core.dropFirst() }
    while let last = core.last, !last.isLetter, !last.isDigit { core = core.dropLast() }
    return core
  }

  /// Dashes, rules, bullets, dots of a leader, the sign of a paragraph.
  private static func isOrdinaryMark(_ word: Substring.UTF8View.SubSequence) -> Bool {
    guard let first = word.first else { return true }
    if word.count >= 3 { return word.allSatisfy { $0 == first } }
    return word.count == 1
      ? "-&+=/$%#*|".utf8.contains(first) : word.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  /// `wo1d`: a digit between two letters.
  private static func hasDigitAmongLetters(_ core: Substring.UTF8View.SubSequence) -> Bool {
    let bytes = Array(core)
    return bytes.count > 2
      && (1..<bytes.count - 1).contains { bytes[$0].isDigit && bytes[$0 - 1].isLowercase && bytes[$0 + 1].isLowercase }
  }

  private static func holdsVowel(_ core: Substring.UTF8View.SubSequence) -> Bool {
    core.contains { "aeiouyAEIOUY".utf8.contains($0) }
  }

  /// Two and more capitals behind small letters: `ZorMNo`; a name has one at most (`McArthur`).
  private static func changesCase(_ core: Substring.UTF8View.SubSequence) -> Bool {
    zip(core, core.dropFirst()).count { $0.isLowercase && $1.isUppercase } >= 2
  }
}
