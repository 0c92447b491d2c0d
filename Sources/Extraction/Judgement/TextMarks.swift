internal import TextAnalysis

/// What the bytes of a text tell of it, found in one pass: which marks it has, whether they come in pairs, what a scanner left.
struct TextMarks {
  /// A bit for each ASCII character that is no small letter.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// Whether it has an ASCII letter.
  private(set) var hasLetter = false
  /// Whether it has an opening double quote.
  private(set) var opensQuote = false
  /// How often a space stands behind a full stop.
  private(set) var stops = 0
  /// Whether brackets and double quotes come in pairs.
  private(set) var isBalanced = true
  /// Whether it has words in another script than the questions, from Greek to Chinese: four letters and more, as formulas have fewer.
  private(set) var isForeign = false
  /// Whether a closing quote stands behind a word that none opens: `the testing’ directory`, and not `users’ files`.
  private(set) var hasLoneQuote = false
  /// Whether it has U+FFFD, where a byte could not be read.
  private(set) var hasReplacement = false
  /// Whether it has an ellipsis, `…`.
  private(set) var hasEllipsis = false
  /// How many runs between spaces are four capitals or more.
  private(set) var capitals = 0
  /// Whether it has spaces, hyphens and control characters where no typesetter puts them.
  private(set) var hasScannerMarks = false

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { TextMarks($0) }
  }

  init(_ utf8: UnsafeBufferPointer<UInt8>) {
    var scan = Scan()
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte >= 0x61, byte <= 0x7A {
        hasLetter = true
        scan.isAllCapitals = false
      } else if byte >= 0x80 {
        scan.addOther(byte, at: index, of: utf8)
      } else {
        if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
        scan.addPlain(byte, at: index, of: utf8)
      }
      index += 1
    }
    scan.endRun(at: utf8.count)
    if high & 0x07FF_FFFE != 0 { hasLetter = true }
    (opensQuote, stops, isBalanced, isForeign) = (scan.opensQuote, scan.stops, scan.isBalanced, scan.letters >= 4)
    hasLoneQuote = scan.closesLone && !scan.opensSingle
    (hasReplacement, hasEllipsis, capitals) = (scan.hasReplacement, scan.hasEllipsis, scan.capitals)
    hasScannerMarks = scan.isSpoilt || scan.hasHyphen && !String(decoding: utf8, as: UTF8.self).holds("- and ")
  }

  /// - Parameter character: an ASCII character, no small letter.
  func has(_ character: UInt8) -> Bool {
    character < 64 ? low & (1 << UInt64(character)) != 0 : high & (1 << UInt64(character - 64)) != 0
  }

  /// What is known on the way through a text.
  private struct Scan {
    var (opensQuote, stops, letters) = (false, 0, 0)
    var (closesLone, opensSingle) = (false, false)
    var (hasReplacement, hasEllipsis) = (false, false)
    var (isSpoilt, hasHyphen) = (false, false)
    var capitals = 0
    /// Where the run of bytes since the last space begins, and whether all of them are capitals.
    private var start = 0
    var isAllCapitals = true
    /// What is open of <, (, [ and “, and how many straight quotes there were.
    private var (angles, rounds, squares, curls, straights) = (0, 0, 0, 0, 0)

    var isBalanced: Bool { angles == 0 && rounds == 0 && squares == 0 && curls == 0 && straights % 2 == 0 }

    mutating func endRun(at end: Int) {
      if isAllCapitals, end - start > 3 { capitals += 1 }
      (start, isAllCapitals) = (end + 1, true)
    }

    mutating func addPlain(_ byte: UInt8, at index: Int, of utf8: UnsafeBufferPointer<UInt8>) {
      if byte == 0x20 {
        if index > 0, utf8[index - 1] == UInt8(ascii: ".") { stops += 1 }
        return endRun(at: index)
      }
      if byte >= 0x41, byte <= 0x5A { return }
      isAllCapitals = false
      addMark(byte, before: index > 0 ? utf8[index - 1] : 0, after: index + 1 < utf8.count ? utf8[index + 1] : 0)
    }

    private mutating func addMark(_ byte: UInt8, before: UInt8, after: UInt8) {
      switch byte {
      case UInt8(ascii: "<"): angles += 1
      case UInt8(ascii: ">"): angles -= 1
      case UInt8(ascii: "("): rounds += 1
      case UInt8(ascii: ")"): rounds -= 1
      case UInt8(ascii: "["): squares += 1
      case UInt8(ascii: "]"): squares -= 1
      case UInt8(ascii: "\""): straights += 1
      case UInt8(ascii: "~"), UInt8(ascii: "\\"): isSpoilt = true
      case UInt8(ascii: "'") where before == 0x20 && after == 0x20: isSpoilt = true
      case UInt8(ascii: ",") where before == 0x20 && after != 0: isSpoilt = true
      case UInt8(ascii: "-") where before | 0x20 >= 0x61 && before | 0x20 <= 0x7A && after == 0x20: hasHyphen = true
      default: break
      }
    }

    /// Curly quotes are E2 80 98, 99, 9C and 9D, an ellipsis is E2 80 A6, and U+FFFD EF BF BD.
    mutating func addOther(_ byte: UInt8, at index: Int, of utf8: UnsafeBufferPointer<UInt8>) {
      isAllCapitals = false
      // Lead bytes from U+0370 on; E2 leads punctuation and signs, EF forms and marks, F0 pictures.
      if (byte >= 0xCD && byte <= 0xE1) || (byte >= 0xE3 && byte <= 0xEE) { letters += 1 }
      guard index > 0 else { return }
      let before = utf8[index - 1]
      // Control characters are left where UTF-8 was encoded twice, and U+00B7 where a scanner saw dust.
      if before == 0xC2, byte < 0xA0 || byte == 0xB7 { isSpoilt = true }
      guard index >= 2 else { return }
      if before == 0xBF, byte == 0xBD, utf8[index - 2] == 0xEF { hasReplacement = true }
      // U+2190 stands where a typesetter broke a name.
      if before == 0x86, byte == 0x90, utf8[index - 2] == 0xE2, index + 1 < utf8.count, utf8[index + 1] == UInt8(ascii: "-") {
        isSpoilt = true
      }
      guard before == 0x80, utf8[index - 2] == 0xE2 else { return }
      switch byte {
      case 0x98: opensSingle = true
      case 0x99 where index >= 3 && index + 1 < utf8.count && utf8[index + 1] == 0x20: addLoneQuote(behind: utf8[index - 3])
      case 0x9C:
        curls += 1
        opensQuote = true
      case 0x9D: curls -= 1
      case 0xA6: hasEllipsis = true
      default: break
      }
    }

    private mutating func addLoneQuote(behind letter: UInt8) {
      if letter | 0x20 >= 0x61, letter | 0x20 <= 0x7A, letter != UInt8(ascii: "s") { closesLone = true }
    }
  }
}
