/// Where the text of single lines of Markdown stands, for what cuts passages into sentences without building a tree.
package enum MarkdownLines {
  /// The mark of a line that opens or closes code: three backticks or tildes and more; nil for other lines.
  ///
  /// - Parameter line: without white space before it.
  package static func fence(_ line: ArraySlice<UInt8>) -> UInt8? {
    guard let mark = line.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    return line.prefix { $0 == mark }.count >= 3 ? mark : nil
  }

  /// The part of a line behind `-`, `*`, `+`, `>` or `12.` and the spaces that follow; the whole line where it has no such mark.
  ///
  /// - Parameter line: places of `bytes`, not empty.
  package static func behindMark(_ line: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var index = line.lowerBound
    if "-*+>".utf8.contains(bytes[index]) {
      index += 1
    } else {
      while index < line.upperBound, bytes[index] &- 0x30 < 10 { index += 1 }
      guard index > line.lowerBound, index < line.upperBound, ".)".utf8.contains(bytes[index]) else { return line }
      index += 1
    }
    guard index < line.upperBound, bytes[index] == 0x20 else { return line }
    while index < line.upperBound, bytes[index] == 0x20 { index += 1 }
    return index..<line.upperBound
  }

  /// A range without white space at its ends.
  package static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower].isSpace { lower += 1 }
    while upper > lower, bytes[upper - 1].isSpace { upper -= 1 }
    return lower..<upper
  }

  /// The sentences of a range, each without white space at its ends.
  package static func sentences(of range: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { SentenceSplitter.ranges(of: UnsafeBufferPointer(rebasing: $0[range])) }.map {
      trimmed(range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound, in: bytes)
    }
  }
}
