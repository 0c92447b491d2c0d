/// A heading as wikis write it: `== Plot ==`, the more marks the lower, up to six. Marks may be parted by single spaces, as tokenised
/// corpora have them: `= = Plot = =`.
///
/// A line with one mark on each side is a heading only in a text that has others with more: `= x =` may be anything.
struct WikiHeading: Equatable {
  /// The number of marks, from 1.
  let level: Int
  /// The offsets of the title in the line.
  let title: Range<Int>

  /// Nil for a line that is none: the marks on both sides are not as many, or no letter stands between them.
  init?(_ line: some RandomAccessCollection<UInt8>) {
    let bytes = Array(line)
    var (lower, upper) = (0, bytes.count)
    while lower < upper, bytes[lower].isSpace { lower += 1 }
    while upper > lower, bytes[upper - 1].isSpace { upper -= 1 }
    guard upper - lower >= 5, upper - lower <= Self.longest, bytes[lower] == Self.mark, bytes[upper - 1] == Self.mark else {
      return nil
    }
    var (before, behind) = (0, 0)
    while lower < upper, bytes[lower] == Self.mark || bytes[lower] == 0x20 {
      before += bytes[lower] == Self.mark ? 1 : 0
      lower += 1
    }
    while upper > lower, bytes[upper - 1] == Self.mark || bytes[upper - 1] == 0x20 {
      behind += bytes[upper - 1] == Self.mark ? 1 : 0
      upper -= 1
    }
    guard before == behind, before <= 6, lower < upper, !bytes[lower..<upper].contains(Self.mark),
      bytes[lower..<upper].contains(where: { $0.isLetter || $0 >= 0x80 })
    else { return nil }
    (level, title) = (before, lower..<upper)
  }

  /// Whether a text with these lines has headings of this kind.
  static func occur(in lines: some Sequence<some RandomAccessCollection<UInt8>>) -> Bool {
    lines.contains { $0.contains(mark) && (WikiHeading($0)?.level ?? 0) > 1 }
  }

  private static let mark = UInt8(ascii: "=")
  private static let longest = 200
}
