internal import DocumentModel

/// A part of a Markdown text with what takes its place.
struct MarkdownEdit {
  var range: Range<Int>
  var bytes: [UInt8]
  /// Elements that the new text brings, with ranges of it.
  var elements: [Document.Element] = []
  var lines: ClosedRange<Int>?

  /// The text with all edits made, and the elements with ranges of it. Of edits that overlap the first is made.
  static func applied(_ edits: [MarkdownEdit], to bytes: [UInt8], _ elements: [Document.Element]) -> (
    text: String, elements: [Document.Element]
  ) {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var moved: [(end: Int, shift: Int)] = []
    var added: [Document.Element] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where edit.range.lowerBound >= position {
      output.append(contentsOf: bytes[position..<edit.range.lowerBound])
      for var element in edit.elements {
        element.move(by: output.count)
        element.lines = edit.lines
        added.append(element)
      }
      output.append(contentsOf: edit.bytes)
      position = edit.range.upperBound
      moved.append((position, output.count - position))
    }
    output.append(contentsOf: bytes[position...])
    func place(_ offset: Int) -> Int {
      let index = moved.partitioningIndex { $0.end > offset }
      return offset + (index == 0 ? 0 : moved[index - 1].shift)
    }
    var elements = elements
    for index in elements.indices {
      let range = elements[index].range
      let start = place(range.lowerBound)
      if elements[index].table != nil {
        elements[index].move(by: start - range.lowerBound)
      } else {
        elements[index].range = start..<place(range.upperBound)
      }
    }
    elements.append(contentsOf: added)
    elements.sort { $0.range.lowerBound < $1.range.lowerBound }
    return (String(decoding: output, as: UTF8.self), elements)
  }
}

extension Document.Element {
  /// Moves all ranges.
  fileprivate mutating func move(by offset: Int) {
    func moved(_ range: Range<Int>) -> Range<Int> { range.lowerBound + offset..<range.upperBound + offset }
    if case .table(var table) = kind {
      for row in table.rows.indices {
        table.rows[row].range = moved(table.rows[row].range)
        for cell in table.rows[row].cells.indices {
          table.rows[row].cells[cell].range = moved(table.rows[row].cells[cell].range)
        }
      }
      kind = .table(table)
    }
    range = moved(range)
  }
}
