internal import TextAnalysis

/// A sentence of prose or a cell of a table, the least of a text that states something.
struct SourceUnit {
  enum Kind { case sentence, cell }

  let kind: Kind
  /// UTF-8 bytes of the document's text, without white space around it.
  let range: Range<Int>
  /// In lower case.
  let words: [String]
}

/// Cuts the Markdown of chunks into units.
///
/// Sentences of fewer than four words, headings, code and what stands in the first column or the header of a table are none. One pass.
struct SourceUnits {
  private(set) var units: [SourceUnit] = []
  private let bytes: [UInt8]
  /// The document's offset of the first byte.
  private let offset: Int
  private var block: Range<Int>?
  private var tableRow = 0

  /// The units of a chunk in order. A table that goes on from a chunk before has no header in this one.
  static func units(of chunk: SourceChunk) -> [SourceUnit] {
    var scan = SourceUnits(chunk)
    scan.run(beginsInsideTable: !chunk.context.isEmpty)
    return scan.units
  }

  private init(_ chunk: SourceChunk) { (bytes, offset) = (Array(chunk.text.utf8), chunk.range.lowerBound) }

  private mutating func run(beginsInsideTable: Bool) {
    tableRow = beginsInsideTable ? 2 : 0
    var fence: UInt8?
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = MarkdownLines.trimmed(start..<end, in: bytes)
      if let mark = MarkdownLines.fence(bytes[line]), fence == nil || fence == mark {
        endBlock()
        fence = fence == nil ? mark : nil
      } else if fence == nil {
        add(line)
      }
      start = end + 1
    }
    endBlock()
  }

  private mutating func add(_ line: Range<Int>) {
    guard let first = bytes[line].first else { return endBlock(endsTable: true) }
    switch first {
    case UInt8(ascii: "|"):
      endBlock(endsTable: false)
      addRow(line)
      tableRow += 1
    case UInt8(ascii: "#"): endBlock()
    default:
      let text = MarkdownLines.behindMark(line, in: bytes)
      if text.lowerBound > line.lowerBound { endBlock() }
      block = (block?.lowerBound ?? text.lowerBound)..<line.upperBound
    }
  }

  private mutating func endBlock(endsTable: Bool = true) {
    if endsTable { tableRow = 0 }
    guard let range = block, !range.isEmpty else { return }
    block = nil
    for sentence in MarkdownLines.sentences(of: range, in: bytes) { add(.sentence, sentence, leastWords: 4) }
  }

  /// The cells behind the first one of a row below the header.
  private mutating func addRow(_ line: Range<Int>) {
    guard tableRow >= 2 else { return }
    var cells: [Range<Int>] = []
    var start = line.lowerBound + 1
    for index in start..<line.upperBound where bytes[index] == UInt8(ascii: "|") && bytes[index - 1] != UInt8(ascii: "\\") {
      cells.append(start..<index)
      start = index + 1
    }
    if start < line.upperBound { cells.append(start..<line.upperBound) }
    for cell in cells.dropFirst() { add(.cell, MarkdownLines.trimmed(cell, in: bytes), leastWords: 1) }
  }

  private mutating func add(_ kind: SourceUnit.Kind, _ range: Range<Int>, leastWords: Int) {
    let words = bytes.withUnsafeBufferPointer { Words.words(in: UnsafeBufferPointer(rebasing: $0[range])) }.map(\.folded)
    guard words.count >= leastWords else { return }
    units.append(SourceUnit(kind: kind, range: offset + range.lowerBound..<offset + range.upperBound, words: words))
  }
}
