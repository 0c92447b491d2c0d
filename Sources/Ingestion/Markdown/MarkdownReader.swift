internal import DocumentModel

/// Makes elements of the tree of a Markdown text, and writes anew what cannot be read by itself.
struct MarkdownReader {
  struct Result {
    var text: String
    var elements: [Document.Element]
  }

  private let bytes: [UInt8]
  /// The bytes as cmark reads them: the same length, with blanks for what is none of its business.
  private var parsed: [UInt8]
  private let dialect: MarkdownDialect
  private let isRewriting: Bool
  /// Targets of links that are defined apart.
  private let references: ReferenceLinks?
  /// The offset of each line's first byte, and the end of the text.
  private let lineStarts: [Int]
  private var elements: [Document.Element] = []
  private var edits: [MarkdownEdit] = []
  private var removedLines: Set<Int> = []
  /// Storage for the words of a node and of its source, used again and again.
  private var words: [UInt8] = []
  private var plain: [UInt8] = []

  init(_ dialect: MarkdownDialect, isRewriting: Bool) {
    self.dialect = dialect
    self.isRewriting = isRewriting
    bytes = Array(dialect.text.utf8)
    parsed = bytes
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
    }
    if starts[starts.count - 1] != bytes.count { starts.append(bytes.count) }
    lineStarts = starts
    let mayRefer = isRewriting && bytes.withUnsafeBufferPointer { $0.holds("]:") }
    references = mayRefer ? ReferenceLinks(bytes, lineStarts: starts) : nil
    for formula in dialect.formulas { blank(formula) }
    if bytes.contains(0x0C) { for index in bytes.indices where bytes[index] == 0x0C { parsed[index] = 0x20 } }
    blankHugeTables()
  }

  /// Takes lines (from 1) out of the text before it is read.
  mutating func remove(_ isRemoved: (Int) -> Bool) {
    for line in 1..<lineStarts.count where isRemoved(line) {
      let range = lineStarts[line - 1]..<lineStarts[line]
      blank(range)
      edits.append(MarkdownEdit(range: range, bytes: []))
      removedLines.insert(line)
    }
  }

  /// Tables of very many columns are not read as tables: cmark fills every row up to the longest.
  private mutating func blankHugeTables() {
    for line in 1..<lineStarts.count where lineStarts[line] - lineStarts[line - 1] > 2 * Self.columnLimit {
      let range = lineStarts[line - 1]..<lineStarts[line]
      guard parsed[range].allSatisfy({ $0.isSpace || "|-:".utf8.contains($0) }) else { continue }
      if parsed[range].count(where: { $0 == UInt8(ascii: "|") }) > Self.columnLimit { blank(range) }
    }
  }

  private static let columnLimit = 1000

  private mutating func blank(_ range: Range<Int>) {
    for index in range where parsed[index] != 0x0A { parsed[index] = 0x20 }
  }

  mutating func read() -> Result {
    let document = parsed.withUnsafeBufferPointer { CmarkDocument($0) }
    if let root = document.root { collectChildren(of: root, depth: 0, level: 0) }
    addFormulas()
    guard !edits.isEmpty else { return Result(text: dialect.text, elements: elements) }
    let edited = MarkdownEdit.applied(edits, to: bytes, elements)
    return Result(text: edited.text, elements: edited.elements)
  }

  /// Containers nested deeper than this are taken as one block, so that hostile nesting cannot exhaust the stack.
  private static let depthLimit = 60

  // MARK: Blocks

  private mutating func collectChildren(of root: CmarkNode, depth: Int, level: Int) {
    let children = Self.inOrder(Array(root.children))
    var index = 0
    while index < children.count {
      let child = children[index]
      index += 1
      if child.kind == .html, isRewriting {
        let end = Self.tableEnd(children, from: index - 1)
        addHTML(child, through: children[end])
        index = end + 1
      } else {
        collect(child, depth: depth, level: level)
      }
    }
  }

  /// Footnotes stand last in the tree, wherever they are written.
  private static func inOrder(_ nodes: [CmarkNode]) -> [CmarkNode] {
    let lines = nodes.map(\.startLine)
    if zip(lines, lines.dropFirst()).allSatisfy({ $0 <= $1 }) { return nodes }
    return nodes.indices.sorted { (lines[$0], $0) < (lines[$1], $1) }.map { nodes[$0] }
  }

  private mutating func collect(_ node: CmarkNode, depth: Int, level: Int) {
    guard level < Self.depthLimit else { return add(.paragraph, node) }
    switch node.kind {
    case .heading: addHeading(node)
    case .paragraph: addParagraph(node)
    case .code:
      add(.code, node)
      if isRewriting { if node.isFenced { closeFence() } else { fence(node) } }
    case .quote:
      if isRewriting, node.isSilent() { return }
      add(.quote, node)
      mendParagraphs(of: node, level: level)
    case .html: if isContent(node) { add(.paragraph, node) }
    case .footnote:
      add(.footnote, node)
      mendParagraphs(of: node, level: level)
    case .table: addTable(node)
    case .list: for item in node.children { collectItem(item, depth: depth + 1, level: level + 1) }
    default: break
    }
  }

  private mutating func addParagraph(_ node: CmarkNode) {
    if isRewriting, bytes[range(of: node)].first == UInt8(ascii: "<"), node.isSilent() { return }
    add(.paragraph, node)
    mend(node)
  }

  private mutating func addHeading(_ node: CmarkNode) {
    if isRewriting, node.isSilent() { return }
    let range = headingRange(node)
    append(.heading(level: node.headingLevel), range, node)
    if let anchor = dialect.anchors[node.startLine], !elements.isEmpty { elements[elements.count - 1].anchor = anchor }
    guard isRewriting else { return }
    let mark = String(repeating: "#", count: node.headingLevel) + " "
    let isUnderlined = bytes[range].first != UInt8(ascii: "#") || bytes[range].contains(0x0A)
    guard isUnderlined || !saysTheSame(node, bytes[range]) else { return }
    if !isUnderlined, let source = withTargets(node, range) { return edits.append(MarkdownEdit(range: range, bytes: source)) }
    edits.append(MarkdownEdit(range: range, bytes: Array((mark + written(node, after: mark)).utf8)))
  }

  /// A heading's line, or its lines up to the one that underlines them; cmark gives some more.
  private func headingRange(_ node: CmarkNode) -> Range<Int> {
    let range = range(of: node)
    guard !range.isEmpty else { return range }
    var number = node.startLine
    if bytes[range.lowerBound] != UInt8(ascii: "#") {
      number += 1
      while number + 1 < lineStarts.count, number < node.endLine, !isUnderline(number) { number += 1 }
    }
    var end = lineStarts[min(number, lineStarts.count - 1)]
    while end > range.lowerBound, bytes[end - 1].isSpace { end -= 1 }
    return range.lowerBound..<end
  }

  /// Whether a line, marks of quotes aside, holds `=` or `-` alone.
  private func isUnderline(_ number: Int) -> Bool {
    let marks = bytes[lineStarts[number - 1]..<lineStarts[number]].filter { !$0.isSpace && $0 != UInt8(ascii: ">") }
    guard let first = marks.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "-") else { return false }
    return marks.allSatisfy { $0 == first }
  }

  /// An item is one element up to the lists and tables nested in it, which follow as their own.
  private mutating func collectItem(_ item: CmarkNode, depth: Int, level: Int) {
    let children = Array(item.children)
    let range = range(of: item)
    let nested = children.firstIndex { [.list, .table, .code].contains($0.kind) }
    let end = nested.map { self.range(of: children[$0]).lowerBound } ?? range.upperBound
    removeDefinitions(of: item, children)
    // An item may hold nothing but a list or code.
    if !isRewriting || !children.prefix(nested ?? children.count).allSatisfy({ $0.isSilent() }) {
      append(.listItem(depth: depth), range.lowerBound..<max(range.lowerBound, end), item)
    }
    var position = end
    for child in children {
      let start = self.range(of: child).lowerBound
      guard start >= end else {
        mend(child)
        if child.kind == .quote { mendParagraphs(of: child, level: level) }
        continue
      }
      guard start >= position else { continue }
      collect(child, depth: depth, level: level + 1)
      position = self.range(of: child).upperBound
    }
  }

  /// Takes the definitions of links out of an item: their targets stand where they are used.
  private mutating func removeDefinitions(of item: CmarkNode, _ children: [CmarkNode]) {
    guard references != nil, isRewriting, let first = children.first else { return }
    var line = first.endLine + 1
    for child in children.dropFirst() {
      if child.startLine > line { removeDefinitions(line..<child.startLine) }
      line = child.endLine + 1
    }
    if item.endLine >= line { removeDefinitions(line..<item.endLine + 1) }
  }

  private mutating func removeDefinitions(_ lines: Range<Int>) {
    for line in lines where line < lineStarts.count {
      let range = lineStarts[line - 1]..<lineStarts[line]
      guard ReferenceLinks.isDefinition(bytes[range]) else { continue }
      edits.append(MarkdownEdit(range: range, bytes: []))
      removedLines.insert(line)
    }
  }

  private mutating func mendParagraphs(of node: CmarkNode, level: Int) {
    guard isRewriting, level < Self.depthLimit else { return }
    for child in node.children {
      switch child.kind {
      case .paragraph: mend(child)
      case .quote, .list, .item: mendParagraphs(of: child, level: level + 1)
      default: break
      }
    }
  }

  private mutating func add(_ kind: Document.Element.Kind, _ node: CmarkNode) { append(kind, range(of: node), node) }

  private mutating func append(_ kind: Document.Element.Kind, _ range: Range<Int>, _ node: CmarkNode) {
    var upper = range.upperBound
    while upper > range.lowerBound, bytes[upper - 1].isSpace || isRemoved(upper - 1) { upper -= 1 }
    let lower = max(range.lowerBound, elements.last?.range.upperBound ?? 0)
    guard upper > lower else { return }
    let last = max(node.startLine, min(node.endLine, lineNumber(at: upper - 1)))
    elements.append(Document.Element(kind: kind, range: lower..<upper, lines: node.startLine...last))
  }

  private func isRemoved(_ offset: Int) -> Bool { !removedLines.isEmpty && removedLines.contains(lineNumber(at: offset)) }

  private func lineNumber(at offset: Int) -> Int { lineStarts.partitioningIndex { $0 > offset } }

  /// From the node's first byte to the end of its last line, without the line feed.
  private func range(of node: CmarkNode) -> Range<Int> {
    let startLine = node.startLine
    guard startLine >= 1, startLine < lineStarts.count else { return 0..<0 }
    let start = min(lineStarts[startLine - 1] + max(0, node.startColumn - 1), bytes.count)
    let last = min(max(node.endLine, startLine), lineStarts.count - 1)
    var end = lineStarts[last]
    while end > start, bytes[end - 1] == 0x0A { end -= 1 }
    return start..<max(start, end)
  }

  /// Comments and empty tags say nothing.
  private func isContent(_ node: CmarkNode) -> Bool {
    let text = String(decoding: bytes[range(of: node)], as: UTF8.self)
    return !text.hasPrefix("<!--") && PlainText.plain(text).contains { $0.isLetter || $0.isNumber }
  }

  private mutating func addFormulas() {
    guard !dialect.formulas.isEmpty else { return }
    for formula in dialect.formulas {
      var (lower, upper) = (formula.lowerBound, formula.upperBound)
      while lower < upper, bytes[lower].isSpace { lower += 1 }
      while upper > lower, bytes[upper - 1].isSpace { upper -= 1 }
      elements.append(
        Document.Element(kind: .formula, range: lower..<upper, lines: lineNumber(at: lower)...lineNumber(at: upper - 1)))
    }
    elements.sort { $0.range.lowerBound < $1.range.lowerBound }
    // A formula inside a list item or a quote is part of it.
    var end = 0
    elements.removeAll { element in
      if element.range.lowerBound < end { return true }
      end = element.range.upperBound
      return false
    }
  }

  // MARK: What is written anew

  /// Writes a paragraph on one line where its source, read by itself, says something else than it does in its place.
  private mutating func mend(_ node: CmarkNode) {
    guard isRewriting, node.kind == .paragraph else { return }
    let range = range(of: node)
    guard mayDiffer(range), !saysTheSame(node, bytes[range]) else { return }
    if let source = withTargets(node, range) { return edits.append(MarkdownEdit(range: range, bytes: source)) }
    edits.append(MarkdownEdit(range: range, bytes: Array(MarkdownEscaping.blockStart(written(node, after: "")).utf8)))
  }

  /// The source with the targets of its links in place; nil where that does not say what the node does.
  private mutating func withTargets(_ node: CmarkNode, _ range: Range<Int>) -> [UInt8]? {
    guard let inlined = references?.inlined(bytes[range]) else { return nil }
    // Lines of a quote begin with its marks, which are none of the paragraph's words.
    let lines = inlined.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().map { index, line in
      index == 0 ? line : line.drop { $0 == 0x20 || $0 == UInt8(ascii: ">") }
    }
    return saysTheSame(node, Array(lines.joined(separator: [0x0A]))[...]) ? inlined : nil
  }

  /// The node's inline content in Markdown that says by itself, behind `mark`, what the node says. Where marks would be read
  /// differently, its words alone.
  private mutating func written(_ node: CmarkNode, after mark: String) -> String {
    let text = InlineMarkdown.write(node.runs())
    words.removeAll(keepingCapacity: true)
    node.words(into: &words)
    let isRight = PlainText.plain(mark + (mark.isEmpty ? MarkdownEscaping.blockStart(text) : text)).utf8.elementsEqual(words)
    return isRight ? text : MarkdownEscaping.all(words)
  }

  /// Whether `source`, read by itself, has the words of the node.
  private mutating func saysTheSame(_ node: CmarkNode, _ source: ArraySlice<UInt8>) -> Bool {
    // Mathematics looks like emphasis to cmark.
    if source.count(where: { $0 == UInt8(ascii: "$") }) > 1 { return true }
    // Each link is looked for in the whole; no paragraph that a person wrote is as long.
    if references != nil, source.contains(UInt8(ascii: "[")), source.count < 20_000, node.needsDefinitions(beyond: source) {
      return false
    }
    words.removeAll(keepingCapacity: true)
    node.words(into: &words)
    source.withUnsafeBufferPointer { PlainText.write($0, into: &plain) }
    return plain.count == words.count
      && plain.indices.allSatisfy { plain[$0] == words[$0] || (plain[$0] == 0x0A && words[$0] == 0x20) }
  }

  /// Whether a paragraph holds a mark, or a line after the first that begins as a block does; others say what they say.
  private func mayDiffer(_ range: Range<Int>) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var isLineStart = false
      for index in range {
        let byte = bytes[index]
        if byte == 0x0A {
          isLineStart = true
        } else if Self.isMark(byte) {
          return true
        } else if isLineStart, byte != 0x20 {
          if byte.isDigit || "#>+-=".utf8.contains(byte) { return true }
          isLineStart = false
        }
      }
      return false
    }
  }

  /// Whether a byte can be part of a mark inside a paragraph.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "&"),
      UInt8(ascii: "\\"), UInt8(ascii: "~"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  /// Closes code that ends with the text, where its last line looks like a closing fence but for four spaces before it.
  private mutating func closeFence() {
    guard let range = elements.last?.range, elements[elements.count - 1].kind == .code, bytes[range].contains(0x0A) else {
      return
    }
    let last = bytes[(bytes[range].lastIndex(of: 0x0A) ?? range.lowerBound) + 1..<range.upperBound]
    let mark = last.drop { $0 == 0x20 }
    guard last.count >= mark.count + 4, mark.starts(with: "```".utf8) || mark.starts(with: "~~~".utf8),
      range.upperBound == bytes.lastIndex(where: { !$0.isSpace }).map({ $0 + 1 })
    else { return }
    let fence = bytes[range].prefix { $0 == bytes[range.lowerBound] }
    edits.append(MarkdownEdit(range: range.upperBound..<range.upperBound, bytes: [0x0A] + fence))
  }

  /// Puts indented code between fences. Only at the top level, where nothing else stands before its lines.
  private mutating func fence(_ node: CmarkNode) {
    let start = lineStarts[node.startLine - 1]
    guard node.startColumn == 5, let index = elements.indices.last, elements[index].kind == .code,
      index == 0 || elements[index - 1].range.upperBound <= start
    else { return }
    var builder = MarkdownBuilder()
    var code = node.literal
    while code.last?.isNewline == true { code.removeLast() }
    builder.addCode(code)
    let element = elements.removeLast()
    edits.append(
      MarkdownEdit(range: start..<element.range.upperBound, bytes: builder.text, elements: builder.elements, lines: element.lines)
    )
  }

  // MARK: HTML

  /// The last block of a table that begins in the block at `start`: blank lines cut it into several.
  private static func tableEnd(_ children: [CmarkNode], from start: Int) -> Int {
    func holds(_ node: CmarkNode, _ tag: StaticString) -> Bool { node.kind == .html && node.withLiteral { $0.holds(tag) } }
    guard holds(children[start], "<table"), !holds(children[start], "</table") else { return start }
    return children[start...].prefix(400).firstIndex { holds($0, "</table") } ?? start
  }

  /// Sends HTML through the reader of web pages.
  private mutating func addHTML(_ node: CmarkNode, through last: CmarkNode) {
    let range = range(of: node).lowerBound..<self.range(of: last).upperBound
    guard !range.isEmpty, range.lowerBound >= (elements.last?.range.upperBound ?? 0) else { return }
    // Instructions and declarations are no text.
    if bytes[range].starts(with: "<?".utf8) || bytes[range].starts(with: "<![".utf8) { return }
    let tree = HTMLParser.parse(String(decoding: bytes[range], as: UTF8.self))
    var writer = HTMLWriter(tree: tree, content: MainContent.all(of: tree))
    let builder = writer.write()
    // Comments stay where they are, and are no element; tags alone go.
    if builder.elements.isEmpty, bytes[range].starts(with: "<!".utf8) { return }
    let end = max(node.startLine, lineNumber(at: range.upperBound - 1))
    edits.append(MarkdownEdit(range: range, bytes: builder.text, elements: builder.elements, lines: node.startLine...end))
  }

  // MARK: Tables

  private mutating func addTable(_ node: CmarkNode) {
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
    if isRewriting, whole.lowerBound == lineStarts[node.startLine - 1], rewrite(node, rows, whole) { return }
    let header = rows.first.map { $0.cells.contains { !$0.range.isEmpty } } == true ? 1 : 0
    if header == 0 { rows = Array(rows.dropFirst()) }
    append(.table(Table(rows: rows, headerRowCount: header)), whole, node)
  }

  /// Writes a table anew where a cell, read by itself, says something else, or rows are not as long as the header.
  private mutating func rewrite(_ node: CmarkNode, _ rows: [Table.Row], _ whole: Range<Int>) -> Bool {
    let parsedRows: [[CmarkNode]] = node.children.map { Array($0.children) }
    guard !parsedRows.isEmpty, !areSame(parsedRows, rows) else { return false }
    var cells: [[String]] = []
    for row in parsedRows {
      var texts: [String] = []
      for cell in row { texts.append(writtenCell(cell)) }
      cells.append(texts)
    }
    var builder = MarkdownBuilder()
    let hasHeader = cells[0].contains { !$0.isEmpty }
    builder.addTable(hasHeader ? cells : Array(cells.dropFirst()), headerRowCount: hasHeader ? 1 : 0)
    let end = max(node.startLine, min(node.endLine, lineNumber(at: whole.upperBound - 1)))
    edits.append(MarkdownEdit(range: whole, bytes: builder.text, elements: builder.elements, lines: node.startLine...end))
    return true
  }

  private mutating func writtenCell(_ cell: CmarkNode) -> String {
    let text = InlineMarkdown.write(cell.runs(), inTable: true)
    words.removeAll(keepingCapacity: true)
    cell.words(into: &words)
    return PlainText.plain("| " + text + " |").utf8.elementsEqual(words) ? text : MarkdownEscaping.all(words)
  }

  private mutating func areSame(_ parsed: [[CmarkNode]], _ rows: [Table.Row]) -> Bool {
    guard parsed.count == rows.count else { return false }
    for (cells, row) in zip(parsed, rows) {
      guard cells.count == row.cells.count, bytes[row.range].first == UInt8(ascii: "|") else { return false }
      for (cell, found) in zip(cells, row.cells) where bytes[found.range].contains(where: Self.isMark) {
        if !saysTheSame(cell, bytes[found.range]) { return false }
      }
    }
    return true
  }
}
