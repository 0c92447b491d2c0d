/// Finds the ends of sentences in plain text or Markdown prose, by rules for English, legal and technical texts; other languages by
/// their stops.
///
/// A sentence ends behind `.`, `?`, `!`, `…` (with closing quotes and brackets) where white space follows and what comes next does not
/// go on with it: a lower-case letter, a number behind `Art.`, a name behind a title or an initial. It ends behind the stops of
/// other scripts (`。`, `؟`, `।`), at a blank line, and before the next mark of a list that runs on in one line (`1. … 2. …`). One pass
/// over the bytes; only at stops is more than a byte looked at.
public enum SentenceSplitter {
  /// The sentences of `utf8` as ranges that follow each other and cover it; the white space behind a sentence belongs to it.
  /// Empty text gives none.
  public static func ranges(of utf8: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var scanner = SentenceScanner(utf8)
    scanner.run()
    return scanner.ranges
  }

  /// The sentences of `text` without the white space around them.
  public static func sentences(of text: String) -> [String] {
    var text = text
    return text.withUTF8 { utf8 in
      ranges(of: utf8).map { range in
        var upper = range.upperBound
        while upper > range.lowerBound, utf8[upper - 1].isSpace { upper -= 1 }
        return String(decoding: utf8[range.lowerBound..<upper], as: UTF8.self)
      }
    }
  }
}

extension UInt8 {
  /// White space of ASCII.
  package var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  var isDigit: Bool { self &- 0x30 < 10 }
  var isCapital: Bool { self &- 0x41 < 26 }
  var isSmall: Bool { self &- 0x61 < 26 }
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
