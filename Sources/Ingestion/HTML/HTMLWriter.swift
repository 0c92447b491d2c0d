internal import DocumentModel

/// Writes the content of a page as Markdown elements.
struct HTMLWriter {
  private let tree: HTMLTree
  private let content: MainContent
  private var builder = MarkdownBuilder()
  private var runs: [InlineMarkdown.Run] = []
  private var listDepth = 0
  private var quoteDepth = 0
  /// The mark that the next paragraph of a list item takes.
  private var itemMarker: String?

  init(tree: HTMLTree, content: MainContent) {
    self.tree = tree
    self.content = content
  }

  /// The builder with all elements of the content.
  mutating func write() -> MarkdownBuilder {
    guard !tree.nodes.isEmpty else { return builder }
    block(content.root)
    flush()
    return builder
  }

  private func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < tree.nodes[index].end, child < tree.nodes.count {
      if !content.isDropped[child] { children.append(child) }
      child = max(child + 1, tree.nodes[child].end)
    }
    return children
  }

  private static let blocks: Set<String> = [
    "p", "div", "section", "article", "main", "header", "body", "html", "figure", "figcaption", "ul", "ol", "li", "dl", "dt",
    "dd",
    "table", "thead", "tbody", "tr", "td", "th", "caption", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    "details",
    "summary", "address", "center", "fieldset", "hgroup", "main", "footer", "aside", "nav", "form",
  ]

  private mutating func block(_ index: Int) {
    let tag = tree.nodes[index].tag ?? ""
    switch tag {
    case "h1", "h2", "h3", "h4", "h5", "h6":
      flush()
      let title = InlineMarkdown.write(inlineRuns(of: index), emphasis: false)
      builder.addHeading(title, level: Int(tag.dropFirst()) ?? 1)
    case "pre":
      flush()
      let code = rawText(of: index)
      if code.contains(where: { !$0.isWhitespace }) { builder.addCode(code) }
    case "ul", "ol": list(index, isOrdered: tag == "ol")
    case "dl": definitions(index)
    case "table": table(index)
    case "blockquote":
      flush()
      quoteDepth += 1
      mixed(index)
      flush()
      quoteDepth -= 1
    case "figcaption", "caption":
      flush()
      let text = InlineMarkdown.write(inlineRuns(of: index), emphasis: false)
      if !text.isEmpty { builder.addParagraph(text, kind: .caption) }
    default:
      flush()
      mixed(index)
      flush()
    }
  }

  /// Children of which some are blocks and some are inline.
  private mutating func mixed(_ index: Int) {
    for child in children(of: index) {
      if let tag = tree.nodes[child].tag, Self.blocks.contains(tag) || holdsBlock(child) {
        block(child)
      } else {
        appendInline(child, InlineMarkdown.Run(text: ""))
      }
    }
  }

  private func holdsBlock(_ index: Int) -> Bool {
    (index + 1..<max(index + 1, min(tree.nodes[index].end, tree.nodes.count))).contains { inner in
      !content.isDropped[inner] && tree.nodes[inner].tag.map { Self.blocks.contains($0) } == true
    }
  }

  /// Ends the paragraph that is being read.
  private mutating func flush() {
    defer { runs = [] }
    let text = InlineMarkdown.write(runs)
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    if let marker = itemMarker {
      builder.addListItem(text, marker: marker, depth: min(6, max(1, listDepth)))
      itemMarker = nil
    } else {
      builder.addParagraph(text, kind: quoteDepth > 0 ? .quote : .paragraph)
    }
  }

  // MARK: Lists

  private mutating func list(_ index: Int, isOrdered: Bool) {
    flush()
    listDepth += 1
    var number = tree.nodes[index].attributes["start"].flatMap { Int($0) } ?? 1
    for child in children(of: index) {
      guard tree.nodes[child].tag == "li" else {
        if tree.nodes[child].tag != nil { block(child) }
        continue
      }
      itemMarker = isOrdered ? "\(number)." : "-"
      number &+= 1
      mixed(child)
      flush()
      itemMarker = nil
    }
    listDepth -= 1
  }

  /// A term and its definition become one item: `- **Term**: definition`.
  private mutating func definitions(_ index: Int) {
    flush()
    var terms: [String] = []
    listDepth += 1
    for child in definitionParts(of: index) {
      if tree.nodes[child].tag == "dt" {
        terms.append(InlineMarkdown.write(inlineRuns(of: child), emphasis: false))
      } else {
        let text = InlineMarkdown.write(inlineRuns(of: child))
        let head = terms.isEmpty ? "" : "**" + terms.joined(separator: ", ") + "**: "
        terms = []
        if !text.isEmpty { builder.addListItem(head + text, marker: "-", depth: min(6, listDepth)) }
      }
    }
    listDepth -= 1
  }

  /// `dt` and `dd`, also where `div` groups them.
  private func definitionParts(of index: Int) -> [Int] {
    children(of: index).flatMap { child in
      switch tree.nodes[child].tag {
      case "dt", "dd": [child]
      case "div": children(of: child).filter { ["dt", "dd"].contains(tree.nodes[$0].tag) }
      default: [Int]()
      }
    }
  }

  // MARK: Tables

  private mutating func table(_ index: Int) {
    flush()
    let rows = tableRows(of: index)
    let isNested = (index + 1..<max(index + 1, min(tree.nodes[index].end, tree.nodes.count))).contains {
      tree.nodes[$0].tag == "table"
    }
    let columns = rows.map { row in row.cells.reduce(0) { $0 + span($1, "colspan") } }.max() ?? 0
    guard !isNested, columns >= 2, rows.count >= 2, tree.nodes[index].attributes["role"] != "presentation" else {
      mixed(index)
      flush()
      return
    }
    for child in children(of: index) where tree.nodes[child].tag == "caption" { block(child) }
    var grid: [[String]] = []
    var pending = [Int](repeating: 0, count: columns)
    for row in rows { grid.append(gridRow(row.cells, columns, &pending)) }
    let header = rows.prefix { row in row.isHead || (!row.cells.isEmpty && row.cells.allSatisfy { tree.nodes[$0].tag == "th" }) }
      .count
    if header > 0 { builder.addTable(grid, headerRowCount: 1) } else { builder.addTable(grid, headerRowCount: 0) }
  }

  /// The cells of a row at their columns; places that a span covers stay empty.
  private func gridRow(_ cells: [Int], _ columns: Int, _ pending: inout [Int]) -> [String] {
    var result = [String](repeating: "", count: columns)
    var column = 0
    func skipCovered() {
      while column < columns, pending[column] > 0 {
        pending[column] -= 1
        column += 1
      }
    }
    for cell in cells {
      skipCovered()
      guard column < columns else { break }
      result[column] = InlineMarkdown.write(inlineRuns(of: cell), inTable: true)
      let rowSpan = span(cell, "rowspan")
      for _ in 0..<span(cell, "colspan") where column < columns {
        pending[column] = rowSpan - 1
        column += 1
      }
    }
    skipCovered()
    return result
  }

  /// Spans are capped, since pages may claim any number.
  private func span(_ cell: Int, _ name: String) -> Int {
    min(100, max(1, tree.nodes[cell].attributes[name].flatMap { Int($0) } ?? 1))
  }

  private func tableRows(of index: Int) -> [(cells: [Int], isHead: Bool)] {
    func rows(_ parent: Int, isHead: Bool) -> [(cells: [Int], isHead: Bool)] {
      children(of: parent).flatMap { child -> [(cells: [Int], isHead: Bool)] in
        switch tree.nodes[child].tag {
        case "tr": return [(children(of: child).filter { ["td", "th"].contains(tree.nodes[$0].tag) }, isHead)]
        case "thead": return rows(child, isHead: true)
        case "tbody", "tfoot": return rows(child, isHead: false)
        default: return []
        }
      }
    }
    return rows(index, isHead: false)
  }

  // MARK: Inline

  private mutating func appendInline(_ index: Int, _ style: InlineMarkdown.Run) {
    collectInline(index, style, into: &runs)
  }

  private func inlineRuns(of index: Int) -> [InlineMarkdown.Run] {
    var runs: [InlineMarkdown.Run] = []
    for child in children(of: index) { collectInline(child, InlineMarkdown.Run(text: ""), into: &runs) }
    return runs
  }

  private func collectInline(_ index: Int, _ style: InlineMarkdown.Run, into runs: inout [InlineMarkdown.Run]) {
    var style = style
    switch tree.nodes[index].kind {
    case .text(let text):
      style.text = text
      runs.append(style)
      return
    case .element(let tag):
      if tag == "a", isPermalink(index) { return }
      switch tag {
      case "b", "strong": style.isBold = true
      case "i", "em", "cite", "dfn", "var": style.isItalic = true
      case "code", "kbd", "samp", "tt": style.isCode = true
      case "br": runs.append(InlineMarkdown.Run(text: " "))
      default: break
      }
      let isBlock = Self.blocks.contains(tag)
      if isBlock { runs.append(InlineMarkdown.Run(text: " ")) }
      for child in children(of: index) { collectInline(child, style, into: &runs) }
      if isBlock { runs.append(InlineMarkdown.Run(text: " ")) }
    }
  }

  /// A link that shows nothing but a mark to copy it by.
  private func isPermalink(_ index: Int) -> Bool {
    let words = rawText(of: index)
    return ["¶", "§", "#", "🔗"].contains(words.split(whereSeparator: \.isWhitespace).joined())
  }

  /// The text of a `pre` with its line feeds; `br` is one.
  private func rawText(of index: Int) -> String {
    var text = ""
    for inner in index..<min(tree.nodes[index].end, tree.nodes.count) where !content.isDropped[inner] {
      switch tree.nodes[inner].kind {
      case .text(let piece): text += piece
      case .element("br"): text += "\n"
      default: break
      }
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = String(line)
      while line.last?.isWhitespace == true { line.removeLast() }
      return line
    }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
