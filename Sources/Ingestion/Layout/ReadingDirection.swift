/// The order of words on lines that are read from the right.
///
/// Words are found where they stand; a person reads those of Arabic and Hebrew from the right, and numbers and Latin words among
/// them from the left. A small part of the Unicode bidirectional algorithm (UAX #9, rules L1 and L2), on words and backwards.
enum ReadingDirection {
  /// Whether a letter is written from right to left: Hebrew, Arabic, Syriac, Thaana, N’Ko and their presentation forms.
  static func isRightToLeft(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: true
    default: false
    }
  }

  /// Words that stand in a line, from the left, in the order in which they are read. Lines without such letters stay as they are.
  static func logical(_ words: [LayoutWord]) -> [LayoutWord] {
    guard words.contains(where: \.isRightToLeft) else { return words }
    let words = words.sorted { $0.x0 < $1.x0 }
    let left = words.count { !$0.isRightToLeft && $0.text.contains(where: \.isLetter) }
    let isBaseRight = words.count(where: \.isRightToLeft) >= left
    var runs: [(isRight: Bool, words: [LayoutWord])] = []
    for word in words {
      // Numbers and marks go with what stands around them: with the line.
      let isRight = word.isRightToLeft || (!word.text.contains(where: \.isLetter) && isBaseRight)
      if let last = runs.last, last.isRight == isRight {
        runs[runs.count - 1].words.append(word)
      } else {
        runs.append((isRight, [word]))
      }
    }
    let ordered = runs.map { $0.isRight ? $0.words.reversed() : $0.words }
    return Array((isBaseRight ? ordered.reversed() : ordered).joined())
  }

  /// Letters as they stand from the left, but for runs of letters from the right, which are in order already: such a word begins
  /// at its other end. Brackets are turned.
  static func reordered(_ word: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    var runs: [[Unicode.Scalar]] = []
    var kind: Int?
    for scalar in word {
      let isMark = scalar.properties.generalCategory == .otherPunctuation
      let next =
        isRightToLeft(scalar) && !isMark ? 0 : scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? 1 : 2
      if next == kind, next != 2 {
        runs[runs.count - 1].append(scalar)
      } else {
        runs.append([next == 2 ? turned(scalar) : scalar])
      }
      kind = next
    }
    return Array(runs.reversed().joined())
  }

  private static func turned(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "(": ")"
    case ")": "("
    case "[": "]"
    case "]": "["
    case "{": "}"
    case "}": "{"
    case "«": "»"
    case "»": "«"
    default: scalar
    }
  }
}
