internal import DocumentModel

/// Writes a document's text and its elements together, so that ranges are right by construction.
///
/// Elements are parted by a blank line, list items and their successors by a line feed.
struct MarkdownBuilder {
  private(set) var text: [UInt8] = []
  private(set) var elements: [Document.Element] = []
  private(set) var furniture: [Furniture] = []
  /// For each depth of the list that is being written the column at which the text of its last item begins.
  private var itemColumns: [Int] = []
  /// The mark of an item that has begun, to be written before its first block.
  private var pendingMarker: (text: String, depth: Int)?
  /// The column at which blocks begin: that of the item that they belong to.
  private var column = 0
  private var pages: [(number: Int, label: String?, size: Page.Size?, start: Int?)] = []

  /// What is added from now on begins on this page.
  mutating func beginPage(_ number: Int, label: String? = nil, size: Page.Size? = nil) {
    pages.append((number, label, size, nil))
  }

  /// Names the page begun last.
  mutating func labelPage(_ label: String?) {
    if !pages.isEmpty { pages[pages.count - 1].label = label }
  }

  /// Keeps text that does not belong to the content, anchored where the next element will begin.
  mutating func addFurniture(_ kind: Furniture.Kind, _ words: String, page: Int) {
    furniture.append(Furniture(kind: kind, text: words, page: page, anchor: text.count))
  }

  /// A heading. `anchor` is the name by which the source lets others link to it.
  mutating func addHeading(_ inline: String, level: Int, anchor: String? = nil, regions: [Document.Element.Region] = []) {
    let level = min(6, max(1, level))
    let count = elements.count
    add(.heading(level: level), String(repeating: "#", count: level) + " " + inline, regions)
    if elements.count > count { elements[count].anchor = anchor }
  }

  /// A paragraph, caption, quote or footnote: inline Markdown, its lines as they are to be broken.
  mutating func addParagraph(_ inline: String, kind: Document.Element.Kind = .paragraph, regions: [Document.Element.Region] = [])
  {
    guard !inline.isEmpty else { return }
    let block = beginBlock()
    let mark = kind == .quote ? "> " : ""
    appendLines((mark.isEmpty ? MarkdownEscaping.blockStart(inline) : inline).lines.map { mark + $0 })
    if let depth = block.opened, kind == .paragraph {
      finish(.listItem(depth: depth), from: block.marked, regions)
    } else {
      finish(kind, from: block.start, regions)
    }
  }

  /// A quote: blocks of Markdown, each line of which gets its mark.
  mutating func addQuote(_ markdown: String, regions: [Document.Element.Region] = []) {
    add(.quote, markdown.lines.map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n"), regions)
  }

  /// A note with the label that marks in the text refer to.
  mutating func addFootnote(_ inline: String, label: String, regions: [Document.Element.Region] = []) {
    add(.footnote, "[^\(label)]: " + inline, regions)
  }

  /// A list item. `marker` is `-` or an ordinal such as `3.`; `depth` counts from 1.
  mutating func addListItem(_ inline: String, marker: String, depth: Int, regions: [Document.Element.Region] = []) {
    guard !inline.isEmpty else { return }
    let text = MarkdownEscaping.blockStart(inline)
    separate(isListItem: true)
    let start = beginItem(marker, depth)
    let outer = column
    column = itemColumns[depth - 1]
    appendLines(text.lines.map(String.init))
    column = outer
    finish(.listItem(depth: depth), from: start, regions)
  }

  /// Begins an item whose blocks follow, until ``endItem()``: the next block takes its mark, and all stand below each other.
  mutating func openItem(marker: String, depth: Int) { pendingMarker = (marker, depth) }

  /// What is added from now on belongs to the item that is open at `depth`; 0 for none.
  mutating func endItem(outer depth: Int) {
    pendingMarker = nil
    column = depth > 0 && depth <= itemColumns.count ? itemColumns[depth - 1] : 0
  }

  /// Writes an item's indentation and mark; where the mark begins.
  private mutating func beginItem(_ marker: String, _ depth: Int) -> Int {
    // Three columns a level, or more where the number of the item around takes more.
    let outer = depth > 1 && depth - 2 < itemColumns.count ? itemColumns[depth - 2] : 0
    let indentation = max(3 * (depth - 1), outer)
    append(String(repeating: " ", count: indentation))
    let start = text.count
    append(marker + " ")
    itemColumns.removeLast(max(0, itemColumns.count - depth + 1))
    while itemColumns.count < depth - 1 { itemColumns.append(3 * (itemColumns.count + 1)) }
    itemColumns.append(indentation + marker.utf8.count + 1)
    return start
  }

  /// Parts a block from what is before it, and writes what stands before its first line: the mark of the item that it opens,
  /// or the item's indentation. Where the block begins; for a paragraph that opens an item that is where the mark does.
  private mutating func beginBlock() -> (start: Int, opened: Int?, marked: Int) {
    guard let (marker, depth) = pendingMarker else {
      separate(isListItem: false)
      append(String(repeating: " ", count: column))
      return (text.count, nil, text.count)
    }
    pendingMarker = nil
    separate(isListItem: true)
    let marked = beginItem(marker, depth)
    column = itemColumns[depth - 1]
    return (text.count, depth, marked)
  }

  /// Ends a line inside a block.
  private mutating func breakLine() { append("\n" + String(repeating: " ", count: column)) }

  mutating func addCode(_ lines: String, language: String = "", regions: [Document.Element.Region] = []) {
    let runs = lines.split { $0 != "`" }.map(\.count)
    let fence = String(repeating: "`", count: max(3, (runs.max() ?? 0) + 1))
    let block = beginBlock()
    append(fence + language)
    for line in lines.lines {
      if line.isEmpty { append("\n") } else { breakLine() }
      append(String(line))
    }
    breakLine()
    append(fence)
    finish(.code, from: block.start, regions)
  }

  /// A cell of a table to be written.
  struct Cell: Equatable {
    /// Inline Markdown.
    var markdown: String
    var columnSpan = 1
    var rowSpan = 1

    /// A place that a cell before or above spans.
    static let covered = Cell(markdown: "", columnSpan: 0, rowSpan: 0)

    var isCovered: Bool { columnSpan == 0 || rowSpan == 0 }
  }

  /// A table without spans; see ``addTable(_:headerRowCount:regions:)-(_,_,_)``.
  mutating func addTable(_ rows: [[String]], headerRowCount: Int, regions: [Document.Element.Region] = []) {
    addTable(rows.map { $0.map { Cell(markdown: $0) } }, headerRowCount: headerRowCount, regions: regions)
  }

  /// A table as GFM. Short rows are filled up; without header rows an empty one is written, since GFM knows no table without;
  /// header rows beyond the first stand in the body, and places that a cell spans are left blank.
  mutating func addTable(_ rows: [[Cell]], headerRowCount: Int, regions: [Document.Element.Region] = []) {
    let columns = rows.map(\.count).max() ?? 0
    guard columns > 0 else { return }
    let start = beginBlock().start
    var tableRows: [Table.Row] = []
    let rows = Self.sound(rows, columns: columns)
    if headerRowCount == 0 {
      append("|" + String(repeating: "  |", count: columns))
      breakLine()
      appendDelimiter(columns)
    }
    for (index, row) in rows.enumerated() {
      if index > 0 || headerRowCount == 0 { breakLine() }
      tableRows.append(appendRow(row))
      if index == 0, headerRowCount > 0 {
        breakLine()
        appendDelimiter(columns)
      }
    }
    let table = Table(rows: tableRows, headerRowCount: headerRowCount)
    finish(.table(table), from: start, regions)
  }

  /// Rows of one length whose spans end in the table and cover blank places alone; a covered place is one that a span reaches.
  private static func sound(_ rows: [[Cell]], columns: Int) -> [[Cell]] {
    var rows = rows.map { $0 + [Cell](repeating: Cell(markdown: ""), count: columns - $0.count) }
    var owned = [[Bool]](repeating: [Bool](repeating: false, count: columns), count: rows.count)
    for row in rows.indices {
      for column in 0..<columns {
        if owned[row][column] {
          rows[row][column] = .covered
          continue
        }
        let cell = rows[row][column]
        func isFree(_ y: Int, _ x: Int) -> Bool { !owned[y][x] && rows[y][x].markdown.isEmpty }
        var width = 1
        while width < cell.columnSpan, column + width < columns, isFree(row, column + width) { width += 1 }
        var height = 1
        while height < cell.rowSpan, row + height < rows.count,
          (column..<column + width).allSatisfy({ isFree(row + height, $0) })
        { height += 1 }
        rows[row][column].columnSpan = width
        rows[row][column].rowSpan = height
        for y in row..<row + height { for x in column..<column + width { owned[y][x] = true } }
      }
    }
    return rows
  }

  private mutating func appendRow(_ cells: [Cell]) -> Table.Row {
    let start = text.count
    var written: [Table.Cell] = []
    append("|")
    for cell in cells {
      append(" ")
      let cellStart = text.count
      append(cell.markdown)
      if !cell.isCovered {
        written.append(Table.Cell(range: cellStart..<text.count, columnSpan: cell.columnSpan, rowSpan: cell.rowSpan))
      }
      append(" |")
    }
    return Table.Row(range: start..<text.count, cells: written)
  }

  private mutating func appendDelimiter(_ columns: Int) {
    append("|" + String(repeating: "---|", count: columns))
  }

  /// Adds `markdown`, lines parted by line feeds, as one element. Empty text adds nothing.
  mutating func add(_ kind: Document.Element.Kind, _ markdown: String, _ regions: [Document.Element.Region]) {
    guard !markdown.isEmpty else { return }
    let block = beginBlock()
    appendLines(markdown.lines.map(String.init))
    finish(kind, from: block.start, regions)
  }

  private mutating func appendLines(_ lines: [String]) {
    for (index, line) in lines.enumerated() {
      if index > 0 { breakLine() }
      append(line)
    }
  }

  private mutating func separate(isListItem: Bool) {
    guard !text.isEmpty else { return }
    var afterItem = false
    if case .listItem? = elements.last?.kind { afterItem = true }
    append(isListItem && afterItem ? "\n" : "\n\n")
  }

  private mutating func finish(_ kind: Document.Element.Kind, from start: Int, _ regions: [Document.Element.Region]) {
    for index in pages.indices where pages[index].start == nil { pages[index].start = start }
    elements.append(Document.Element(kind: kind, range: start..<text.count, regions: regions))
  }

  private mutating func append(_ string: String) { text.append(contentsOf: string.utf8) }

  /// The document, its text ended by a line feed.
  consuming func document(
    id: String, source: Document.SourceInfo, metadata: Metadata = Metadata(), outline: [OutlineEntry] = [],
    diagnostics: [Diagnostic] = []
  ) -> Document {
    if !text.isEmpty { text.append(0x0A) }
    let count = text.count
    var starts = pages.map { $0.start ?? count }
    if !starts.isEmpty { starts[0] = 0 }
    let ranged = pages.indices.map { index in
      Page(
        number: pages[index].number, label: pages[index].label,
        range: starts[index]..<(index + 1 < starts.count ? starts[index + 1] : count), size: pages[index].size)
    }
    return Document(
      id: id, source: source, metadata: metadata, text: String(decoding: text, as: UTF8.self), elements: elements, pages: ranged,
      outline: outline, furniture: furniture, diagnostics: diagnostics)
  }
}
