internal import TextAnalysis

/// Sentences that are two rules or three: `Bilges shall be sounded weekly; if the water has risen, the agent shall report.`
enum SentenceClauses {
  /// A part of a sentence between semicolons.
  struct Part {
    /// Without white space around it and without the semicolon.
    var range: Range<Int>
    var isFirst = true
    var isLast = true
  }

  /// How many words a clause has at least.
  private static let least = 5

  /// The parts of a sentence; the sentence as it is where it is a list, or a part is too short to be a clause.
  static func parts(of utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [Part] {
    var upper = range.upperBound
    while upper > range.lowerBound, utf8[upper - 1] <= 0x20 { upper -= 1 }
    let whole = range.lowerBound..<upper
    guard utf8[whole].contains(UInt8(ascii: ";")), !holdsMarks(utf8, whole) else { return [Part(range: whole)] }
    var parts: [Part] = []
    var (start, spaces) = (whole.lowerBound, 0)
    for index in whole {
      if utf8[index] == 0x20 || utf8[index] == 0x0A { spaces += 1 }
      guard utf8[index] == UInt8(ascii: ";") else { continue }
      guard spaces + 1 >= least, index + 2 < upper, utf8[index + 1] <= 0x20 else { return [Part(range: whole)] }
      parts.append(Part(range: start..<index, isFirst: parts.isEmpty, isLast: false))
      (start, spaces) = (index + 2, 0)
    }
    guard spaces + 1 >= least, parts.count <= 2 else { return [Part(range: whole)] }
    return parts + [Part(range: start..<upper, isFirst: false)]
  }

  /// Whether a colon, a bracket, a quote, a dash or code stands in a sentence, between which a semicolon may part something else.
  private static func holdsMarks(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { index in
      switch utf8[index] {
      case UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "`"): true
      // U+2013, U+2014, U+201C and U+201D are E2 80 93, 94, 9C and 9D.
      case 0x93, 0x94, 0x9C, 0x9D: index >= 2 && utf8[index - 1] == 0x80 && utf8[index - 2] == 0xE2
      default: false
      }
    }
  }

  /// A part's text as a sentence: with a capital first and a stop last, and without specks of a scan between its words.
  static func worded(_ plain: [UInt8], _ part: Part) -> [UInt8] {
    var utf8 = withoutSpecks(plain)
    if !part.isFirst, let first = utf8.first, first >= 0x61, first <= 0x7A { utf8[0] = first - 0x20 }
    if !part.isLast { utf8.append(UInt8(ascii: ".")) }
    return utf8
  }

  /// Without middle dots and tildes that stand alone between words in small letters.
  private static func withoutSpecks(_ utf8: [UInt8]) -> [UInt8] {
    let maySpeck = utf8.withUnsafeBufferPointer { $0.contains { $0 == UInt8(ascii: "~") || $0 == 0xB7 } }
    guard maySpeck else { return utf8 }
    var result: [UInt8] = []
    var index = 0
    while index < utf8.count {
      let isDot = utf8[index] == 0xC2 && index + 1 < utf8.count && utf8[index + 1] == 0xB7
      let end = isDot ? index + 2 : index + 1
      if isDot || utf8[index] == UInt8(ascii: "~"), index >= 2, end + 1 < utf8.count, utf8[index - 1] == 0x20, utf8[end] == 0x20,
        isSmall(utf8[index - 2]), isSmall(utf8[end + 1])
      {
        index = end + 1
      } else {
        result += utf8[index..<end]
        index = end
      }
    }
    return result
  }

  private static func isSmall(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
}
