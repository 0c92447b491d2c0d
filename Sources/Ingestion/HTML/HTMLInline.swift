/// The inline content of a page's elements.
struct HTMLInline {
  let tree: HTMLTree
  let content: MainContent

  /// The children of a node that hold content.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < Int(tree.nodes[index].end) {
      if (content.isKept[child] || tree.nodes[child].tag == .br || isFormula(child) || isSpace(child)), !isSecondSight(child) {
        children.append(child)
      }
      child = Int(tree.nodes[child].end)
    }
    return children
  }

  /// Whether a node is white space between words, also where a `span` holds it.
  private func isSpace(_ index: Int) -> Bool {
    let node = tree.nodes[index]
    if node.tag == .text { return node.count > 0 && tree.textBytes(index).allSatisfy(\.isSpace) }
    guard !node.tag.isBlock, !node.tag.isInvisible, Int(node.end) == index + 2, tree.isText(index + 1) else { return false }
    return isSpace(index + 1)
  }

  /// Whether an element shows once more, to the eye alone, the formula that stands before it for other readers.
  private func isSecondSight(_ index: Int) -> Bool {
    guard tree.attributeBytes(index, .ariaHidden)?.elementsEqual("true".utf8) == true else { return false }
    let parent = Int(tree.nodes[index].parent)
    return parent >= 0 && index - parent < 400 && (parent + 1..<index).contains { tree.nodes[$0].tag == .math }
  }

  func markdown(of index: Int, emphasis: Bool = true, inTable: Bool = false) -> String {
    var runs: [InlineMarkdown.Run] = []
    for child in children(of: index) { collect(child, InlineMarkdown.Run(text: ""), into: &runs) }
    return InlineMarkdown.write(runs, emphasis: emphasis, inTable: inTable)
  }

  /// Adds the runs of a node and what is below it, in the style that stands around it.
  func collect(_ index: Int, _ style: InlineMarkdown.Run, into runs: inout [InlineMarkdown.Run]) {
    var style = style
    let tag = tree.nodes[index].tag
    switch tag {
    case .text:
      style.text = tree.string(index)
      runs.append(style)
      if runs.count > 1 { partGlued(&runs, at: runs.count - 1, behind: index) }
      return
    case .a where isPermalink(index): return
    case .math, .script:
      let source = formula(of: index)
      if !source.isEmpty { runs.append(InlineMarkdown.Run(text: "$" + source + "$", isRaw: true)) }
      return
    case .br:
      runs.append(.lineBreak)
      return
    case .sup, .sub:
      if let text = RaisedText.unicode(tree.text(below: index), isRaised: tag == .sup), holdsTextAlone(index) {
        style.text = text
        runs.append(style)
        return
      }
    // Code is set in one type.
    case .b where !style.isCode, .strong where !style.isCode: style.isBold = true
    case .i where !style.isCode, .em where !style.isCode, .cite where !style.isCode, .dfn where !style.isCode,
      .var where !style.isCode:
      style.isItalic = true
    case .code, .kbd, .samp, .tt:
      style = InlineMarkdown.Run(text: "", link: style.link)
      style.isCode = true
    case .del, .s, .strike: style.isStruck = true
    case .q:
      style.text = "“"
      runs.append(style)
    default: break
    }
    if tag.isBlock { runs.append(.lineBreak) }
    let first = runs.count
    for child in children(of: index) { collect(child, style, into: &runs) }
    if first > 0 { partGlued(&runs, at: first, tag) }
    if tag.isBlock { runs.append(.lineBreak) }
    if tag == .q {
      style.text = "”"
      runs.append(style)
    }
  }

  private func holdsTextAlone(_ index: Int) -> Bool { tree.descendants(of: index).allSatisfy { tree.isText($0) } }

  /// Puts a space where two words meet that a style sheet sets apart: `<span>Photo</span><span>Credit</span>`. Only a capital
  /// behind a small letter tells that they do.
  private func partGlued(_ runs: inout [InlineMarkdown.Run], at place: Int, _ tag: HTMLTag) {
    guard Self.standsApart(tag), place < runs.count, !runs[place].isRaw else { return }
    guard runs[place - 1].text.last?.isLowercase == true, runs[place].text.first?.isUppercase == true else { return }
    runs.insert(InlineMarkdown.Run(text: " "), at: place)
  }

  /// The same for text behind an element.
  private func partGlued(_ runs: inout [InlineMarkdown.Run], at place: Int, behind text: Int) {
    guard runs[place].text.first?.isUppercase == true, runs[place - 1].text.last?.isLowercase == true else { return }
    let parent = tree.nodes[text].parent
    var sibling = text - 1
    while sibling > Int(parent), tree.nodes[sibling].parent != parent { sibling = Int(tree.nodes[sibling].parent) }
    if sibling > Int(parent) { partGlued(&runs, at: place, tree.nodes[sibling].tag) }
  }

  private static func standsApart(_ tag: HTMLTag) -> Bool { [.span, .a, .time, .label, .button, .other].contains(tag) }

  /// A link that shows nothing but a mark to copy it by.
  private func isPermalink(_ index: Int) -> Bool {
    guard Int(tree.nodes[index].end) - index <= 4 else { return false }
    let words = tree.text(below: index)
    guard words.utf8.count <= 8 else { return false }
    return ["¶", "§", "#", "🔗", "[edit]", "edit"].contains(words.trimmed) || HTMLMetadata.isIcon(words)
  }

  // MARK: Formulas

  /// Whether a node is a formula: MathML, or the source that a script would typeset.
  func isFormula(_ index: Int) -> Bool {
    switch tree.nodes[index].tag {
    case .math: true
    case .script: tree.attribute(index, .type)?.hasPrefix("math/tex") == true
    default: false
    }
  }

  /// Whether a formula stands on lines of its own.
  func isDisplayed(_ index: Int) -> Bool {
    guard isFormula(index) else { return false }
    if tree.nodes[index].tag == .script { return tree.attribute(index, .type)?.holds("mode=display") == true }
    return false
  }

  /// The TeX of a formula: what the page gives, else what its MathML says.
  func formula(of index: Int) -> String {
    guard isFormula(index) else { return "" }
    if tree.nodes[index].tag == .script { return folded(tree.text(below: index)) }
    for inner in tree.descendants(of: index)
    where tree.nodes[inner].tag == .annotation && tree.attribute(inner, .encoding)?.holds("tex") == true {
      return folded(tree.text(below: inner))
    }
    return MathMLFormula.tex(tree, index)
  }

  private func folded(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  // MARK: Code

  /// The language that a class names: `language-swift`, `lang-swift`, `highlight-source-swift`, `brush: swift`.
  func language(of index: Int) -> String {
    var elements = [index] + tree.children(of: index).filter { tree.nodes[$0].tag == .code }
    if tree.nodes[index].parent >= 0 { elements.append(Int(tree.nodes[index].parent)) }
    for element in elements {
      for name in (tree.attribute(element, .class) ?? "").split(separator: " ") {
        for prefix in ["language-", "lang-", "highlight-source-", "highlight-", "brush:"] where name.hasPrefix(prefix) {
          let language = name.dropFirst(prefix.count)
          if !language.isEmpty, language.count <= 20,
            language.utf8.allSatisfy({ $0.isLetter || $0.isDigit || "+#-_.".utf8.contains($0) })
          {
            return language.lowercased()
          }
        }
      }
      if let language = tree.attribute(element, .dataLanguage), language.count <= 20,
        language.allSatisfy({ $0.isLetter || $0.isNumber })
      {
        return language.lowercased()
      }
    }
    return ""
  }

  /// The text of a `pre` with its line feeds; `br` is one.
  func rawText(of index: Int) -> String {
    var bytes: [UInt8] = []
    for inner in index..<Int(tree.nodes[index].end) {
      switch tree.nodes[inner].tag {
      case .text: bytes.append(contentsOf: tree.textBytes(inner))
      case .br: bytes.append(0x0A)
      case .div, .li, .tr, .p: if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
      default: break
      }
    }
    var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line
      while line.last?.isWhitespace == true { line.removeLast() }
      return String(line)
    }
    while lines.first?.isEmpty == true { lines.removeFirst() }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
