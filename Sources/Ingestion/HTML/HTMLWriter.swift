internal import DocumentModel

/// Writes the content of a page as Markdown elements.
///
/// Goes down as deep as the tree does, which ``HTMLParser/depthLimit`` bounds.
struct HTMLWriter {
  private let tree: HTMLTree
  private let content: MainContent
  private let inline: HTMLInline
  private var builder = MarkdownBuilder()
  private var runs: [InlineMarkdown.Run] = []
  private var listDepth = 0
  private var quoteDepth = 0
  /// The depth of the item that blocks belong to; 0 outside lists.
  private var itemDepth = 0

  init(tree: HTMLTree, content: MainContent) {
    self.tree = tree
    self.content = content
    inline = HTMLInline(tree: tree, content: content)
  }

  /// The builder with all elements of the content.
  mutating func write() -> MarkdownBuilder {
    guard !tree.isEmpty else { return builder }
    block(0)
    flush()
    return builder
  }

  /// The name by which others link to a heading: its `id`, that of an element inside it, or of the section that it opens.
  private func anchor(of heading: Int) -> String? {
    for inner in heading..<Int(tree.nodes[heading].end) where tree.nodes[inner].tag != .text {
      if let name = name(of: inner) { return name }
    }
    let parent = Int(tree.nodes[heading].parent)
    let isFirst =
      parent >= 0 && heading - parent < 20 && !(parent + 1..<heading).contains { content.isKept[$0] && tree.isText($0) }
    return isFirst && [.section, .article, .div].contains(tree.nodes[parent].tag) ? name(of: parent) : nil
  }

  private func name(of element: Int) -> String? {
    let named = tree.attribute(element, .id) ?? (tree.nodes[element].tag == .a ? tree.attribute(element, .name) : nil)
    return named.flatMap { (1...200).contains($0.utf8.count) ? $0 : nil }
  }

  private func children(of index: Int) -> [Int] { inline.children(of: index) }

  private mutating func block(_ index: Int) {
    flush()
    let tag = tree.nodes[index].tag
    switch tag {
    case .h1, .h2, .h3, .h4, .h5, .h6:
      builder.addHeading(
        inline.markdown(of: index, emphasis: false), level: tag.headingLevel ?? 1, anchor: anchor(of: index))
    case .pre, .xmp, .plaintext: code(index)
    case .ul, .ol, .menu, .dir: list(index, isOrdered: tag == .ol)
    case .dl: definitions(index)
    case .table: table(index)
    case .blockquote: quote(index)
    case .figcaption, .caption:
      let text = inline.markdown(of: index)
      if !text.isEmpty { builder.addParagraph(text, kind: .caption) }
    case .summary:
      let text = inline.markdown(of: index, emphasis: false)
      if !text.isEmpty { builder.addParagraph("**" + text + "**") }
    case .math where inline.isDisplayed(index): formula(index)
    default:
      mixed(index)
      flush()
    }
  }

  /// Children of which some are blocks and some are inline. With `joinsFirst` a paragraph at the head goes on with what is being
  /// read.
  private mutating func mixed(_ index: Int, joinsFirst: Bool = false) {
    var isFirst = joinsFirst
    for child in children(of: index) {
      defer { if !tree.isText(child) { isFirst = false } }
      if isFirst, tree.nodes[child].tag == .p, !holdsBlock(child) {
        for part in children(of: child) { inline.collect(part, InlineMarkdown.Run(text: ""), into: &runs) }
        flush()
      } else if tree.nodes[child].tag.isBlock || holdsBlock(child) || inline.isDisplayed(child) {
        block(child)
      } else {
        inline.collect(child, InlineMarkdown.Run(text: ""), into: &runs)
      }
    }
  }

  private func holdsBlock(_ index: Int) -> Bool {
    tree.descendants(of: index).contains { content.isKept[$0] && tree.nodes[$0].tag.isBlock }
  }

  /// Ends the paragraph that is being read.
  private mutating func flush() {
    guard !runs.isEmpty else { return }
    for paragraph in InlineMarkdown.paragraphs(runs) {
      let text = InlineMarkdown.write(paragraph)
      guard text.contains(where: { !$0.isWhitespace }) else { continue }
      builder.addParagraph(text, kind: quoteDepth > 0 ? .quote : .paragraph)
    }
    runs = []
  }

  /// A quote is one element with all that stands in it, unless it is long or holds what must be found by itself.
  private mutating func quote(_ index: Int) {
    var writer = HTMLWriter(tree: tree, content: content)
    writer.mixed(index)
    writer.flush()
    let inner = writer.builder
    guard !inner.elements.isEmpty else { return }
    let isPlain = !inner.elements.contains { $0.isHeading || $0.table != nil } && inner.text.count <= Self.quoteLimit
    if isPlain { return builder.addQuote(String(decoding: inner.text, as: UTF8.self)) }
    quoteDepth += 1
    mixed(index)
    flush()
    quoteDepth -= 1
  }

  /// UTF-8 bytes; longer ones are the content of the page.
  private static let quoteLimit = 8_000

  private mutating func code(_ index: Int) {
    let text = inline.rawText(of: index)
    if text.contains(where: { !$0.isWhitespace }) { builder.addCode(text, language: inline.language(of: index)) }
  }

  private mutating func formula(_ index: Int) {
    let source = inline.formula(of: index)
    if !source.isEmpty { builder.add(.formula, "$$\n" + source + "\n$$", []) }
  }

  // MARK: Lists

  private mutating func list(_ index: Int, isOrdered: Bool) {
    listDepth += 1
    var number = tree.attribute(index, .start).flatMap { Int($0) } ?? 1
    for child in children(of: index) {
      guard tree.nodes[child].tag == .li else {
        loose(child)
        continue
      }
      flush()
      if let value = tree.attribute(child, .value).flatMap({ Int($0) }), isOrdered { number = value }
      item(marker: isOrdered && (0...999_999_999).contains(number) ? "\(number)." : "-") { $0.mixed(child) }
      number &+= 1
    }
    flush()
    listDepth -= 1
  }

  /// Writes what `body` does as one item.
  private mutating func item(marker: String, _ body: (inout HTMLWriter) -> Void) {
    let outer = itemDepth
    itemDepth = min(6, max(1, listDepth))
    builder.openItem(marker: marker, depth: itemDepth)
    body(&self)
    flush()
    itemDepth = outer
    builder.endItem(outer: outer)
  }

  /// What stands in a list and in none of its items.
  private mutating func loose(_ index: Int) {
    if tree.nodes[index].tag.isBlock || holdsBlock(index) {
      block(index)
    } else {
      inline.collect(index, InlineMarkdown.Run(text: ""), into: &runs)
    }
  }

  /// A term and its definition become one item: `- **Term**: definition`.
  private mutating func definitions(_ index: Int) {
    let parts = definitionParts(of: index)
    // Without terms it is how some sites indent: `<dl><dd>`.
    guard parts.contains(where: { tree.nodes[$0].tag == .dt }) else { return mixed(index) }
    var terms: [String] = []
    listDepth += 1
    for child in parts {
      if tree.nodes[child].tag != .dt, tree.nodes[child].tag != .dd {
        loose(child)
        continue
      }
      flush()
      if tree.nodes[child].tag == .dt {
        terms.append(inline.markdown(of: child, emphasis: false))
        continue
      }
      let head = terms.isEmpty ? "" : "**" + terms.joined(separator: ", ") + "**: "
      terms = []
      if holdsBlocks(child) {
        item(marker: "-") { writer in
          if !head.isEmpty { writer.runs.append(InlineMarkdown.Run(text: head, isRaw: true)) }
          writer.mixed(child, joinsFirst: true)
        }
      } else {
        let text = inline.markdown(of: child)
        if !text.isEmpty { builder.addListItem(head + text, marker: "-", depth: min(6, listDepth)) }
      }
    }
    flush()
    if !terms.isEmpty { builder.addListItem(terms.joined(separator: ", "), marker: "-", depth: min(6, listDepth)) }
    listDepth -= 1
  }

  /// Whether a definition is more than one paragraph.
  private func holdsBlocks(_ index: Int) -> Bool {
    var paragraphs = 0
    for inner in tree.descendants(of: index) where content.isKept[inner] {
      switch tree.nodes[inner].tag {
      case .pre, .ul, .ol, .dl, .table, .blockquote: return true
      case .p: paragraphs += 1
      default: break
      }
    }
    return paragraphs > 1
  }

  /// `dt` and `dd`, also where `div` groups them, and what else stands there.
  private func definitionParts(of index: Int) -> [Int] {
    children(of: index).flatMap { child in
      let isGroup = tree.nodes[child].tag == .div && children(of: child).contains { [.dt, .dd].contains(tree.nodes[$0].tag) }
      return isGroup ? children(of: child) : [child]
    }
  }

  // MARK: Tables

  private mutating func table(_ index: Int) {
    let shape = TableShape(tree, index)
    guard shape.isData else {
      mixed(index)
      flush()
      return
    }
    for child in children(of: index) where tree.nodes[child].tag == .caption { block(child) }
    builder.addTable(cells(of: shape), headerRowCount: shape.headerRowCount)
  }

  /// A cell a place; those that a span covers are blank.
  private func cells(of shape: TableShape) -> [[MarkdownBuilder.Cell]] {
    var grid: [[MarkdownBuilder.Cell]] = []
    var pending = [Int](repeating: 0, count: shape.columnCount)
    for row in shape.rows {
      var result = [MarkdownBuilder.Cell](repeating: .covered, count: shape.columnCount)
      var column = 0
      for cell in row.cells {
        while column < pending.count, pending[column] > 0 { column += 1 }
        guard column < pending.count else { break }
        let width = min(pending.count - column, TableShape.span(cell, .colspan, in: tree))
        let height = min(shape.rows.count - grid.count, TableShape.span(cell, .rowspan, in: tree))
        result[column] = .init(markdown: inline.markdown(of: cell, inTable: true), columnSpan: width, rowSpan: height)
        for place in column..<column + width { pending[place] = height }
        column += width
      }
      for place in pending.indices {
        if pending[place] == 0 { result[place] = .init(markdown: "") }
        pending[place] = max(0, pending[place] - 1)
      }
      grid.append(result)
    }
    return grid
  }
}
