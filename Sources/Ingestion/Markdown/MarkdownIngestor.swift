public import DocumentModel
internal import Hashing

/// Reads Markdown. The text is kept as it is, byte for byte, behind its front matter; elements are ranges of it.
public struct MarkdownIngestor: Ingestor {
  public init() {}

  public func read(_ source: Source) throws(IngestionError) -> Document {
    var (text, diagnostics) = TextDecoding.decode(source.bytes)
    var metadata = Metadata()
    if let front = FrontMatter.read(text) {
      metadata = front.metadata
      diagnostics.append(contentsOf: front.diagnostics)
      text = text.utf8Slice(front.end..<text.utf8.count)
    }
    return Document(
      id: ContentHash.sha256(source.bytes),
      source: .init(name: source.name, format: .markdown, byteCount: source.bytes.count), metadata: metadata, text: text,
      elements: MarkdownElements.elements(of: text), diagnostics: diagnostics)
  }
}

/// The elements of a Markdown text.
public enum MarkdownElements {
  /// The elements of `text`, in order and without overlap; what only arranges or refers (thematic breaks, link definitions) is
  /// none.
  public static func elements(of text: String) -> [Document.Element] {
    var collector = Collector(text: text)
    collector.collect(CmarkTree.parse(text), depth: 0)
    return collector.elements
  }

  private struct Collector {
    let bytes: [UInt8]
    /// The offset of each line's first byte, and the end of the text.
    let lineStarts: [Int]
    var elements: [Document.Element] = []

    init(text: String) {
      bytes = Array(text.utf8)
      var starts = [0]
      for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
      if starts.last != bytes.count { starts.append(bytes.count) }
      lineStarts = starts
    }

    mutating func collect(_ node: MarkdownNode, depth: Int) {
      switch node.type {
      // Footnotes stand last in the tree, wherever they are written.
      case "document": for child in node.children.sorted(by: { $0.startLine < $1.startLine }) { collect(child, depth: depth) }
      case "heading": add(.heading(level: node.headingLevel), node)
      case "paragraph": add(.paragraph, node)
      case "code_block": add(.code, node)
      case "block_quote": add(.quote, node)
      case "html_block": if isContent(node) { add(.paragraph, node) }
      case "footnote_definition": add(.footnote, node)
      case "table": addTable(node)
      case "list": for item in node.children { collectItem(item, depth: depth + 1) }
      default: break
      }
    }

    /// An item is one element up to the lists and tables nested in it, which follow as their own.
    private mutating func collectItem(_ item: MarkdownNode, depth: Int) {
      let nested = item.children.filter { $0.type == "list" || $0.type == "table" || $0.type == "code_block" }
      let range = range(of: item)
      let end = nested.first.map { self.range(of: $0).lowerBound } ?? range.upperBound
      append(.listItem(depth: depth), range.lowerBound..<max(range.lowerBound, end))
      var position = end
      for child in item.children where self.range(of: child).lowerBound >= end {
        guard self.range(of: child).lowerBound >= position else { continue }
        collect(child, depth: depth)
        position = self.range(of: child).upperBound
      }
    }

    private mutating func add(_ kind: Document.Element.Kind, _ node: MarkdownNode) { append(kind, range(of: node)) }

    private mutating func append(_ kind: Document.Element.Kind, _ range: Range<Int>) {
      var upper = range.upperBound
      while upper > range.lowerBound, bytes[upper - 1].isSpace { upper -= 1 }
      let lower = max(range.lowerBound, elements.last?.range.upperBound ?? 0)
      if upper > lower { elements.append(Document.Element(kind: kind, range: lower..<upper)) }
    }

    /// From the node's first byte to the end of its last line, without the line feed.
    private func range(of node: MarkdownNode) -> Range<Int> {
      guard node.startLine >= 1, node.startLine < lineStarts.count else { return 0..<0 }
      let start = min(lineStarts[node.startLine - 1] + max(0, node.startColumn - 1), bytes.count)
      let last = min(max(node.endLine, node.startLine), lineStarts.count - 1)
      var end = lineStarts[last]
      while end > start, bytes[end - 1] == 0x0A { end -= 1 }
      return start..<max(start, end)
    }

    /// Comments and empty tags say nothing.
    private func isContent(_ node: MarkdownNode) -> Bool {
      let text = String(decoding: bytes[range(of: node)], as: UTF8.self)
      return !text.hasPrefix("<!--") && PlainText.plain(text).contains { $0.isLetter || $0.isNumber }
    }

    private mutating func addTable(_ node: MarkdownNode) {
      let whole = range(of: node)
      var rows: [Table.Row] = []
      var lineNumber = node.startLine
      while lineNumber <= node.endLine, lineNumber < lineStarts.count {
        let start = lineNumber == node.startLine ? whole.lowerBound : lineStarts[lineNumber - 1]
        var end = lineStarts[lineNumber]
        while end > start, bytes[end - 1].isSpace { end -= 1 }
        // The second line of a table is its delimiter row.
        if lineNumber != node.startLine + 1, end > start { rows.append(TableRowScanner.row(in: bytes, start..<end)) }
        lineNumber += 1
      }
      let header = rows.first.map { $0.cells.contains { !$0.range.isEmpty } } == true ? 1 : 0
      if header == 0 { rows = Array(rows.dropFirst()) }
      append(.table(Table(rows: rows, headerRowCount: header)), whole)
    }
  }
}

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
    return lower..<max(lower, upper)
  }
}
