internal import DocumentModel

/// Cuts a line of a GFM table into cells.
enum TableRowScanner {
  /// The row with its cells: split at bars that no backslash escapes; the bars at both ends are optional.
  static func row(in bytes: [UInt8], _ range: Range<Int>) -> Table.Row {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower].isSpace { lower += 1 }
    if lower < upper, bytes[lower] == UInt8(ascii: "|") { lower += 1 }
    if upper > lower, bytes[upper - 1] == UInt8(ascii: "|"), upper - 2 < lower || bytes[upper - 2] != UInt8(ascii: "\\") {
      upper -= 1
    }
    var cells: [Table.Cell] = []
    var start = lower
    var index = lower
    while index <= upper {
      if index == upper || bytes[index] == UInt8(ascii: "|") {
        cells.append(Table.Cell(range: trimmed(start..<index, in: bytes)))
        start = index + 1
      } else if bytes[index] == UInt8(ascii: "\\") {
        index += 1
      }
      index += 1
    }
    return Table.Row(range: range, cells: cells)
  }

  private static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var lower = range.lowerBound
    var upper = min(range.upperBound, bytes.count)
    while lower < upper, bytes[lower].isSpace { lower += 1 }
    while upper > lower, bytes[upper - 1].isSpace { upper -= 1 }
    // An empty cell lies where its text would begin.
    guard lower < upper else {
      let place = min(range.lowerBound + 1, max(range.lowerBound, range.upperBound))
      return place..<place
    }
    return lower..<upper
  }
}
