/// Puts tags and text into an ``HTMLTree``, closing what the HTML Standard closes by itself.
struct HTMLTreeBuilder {
  /// Its bytes begin with the source, so that text and values without character references are ranges of it.
  var tree = HTMLTree()
  private var stack: [Open] = []
  /// How often each tag is open, so that most searches of the stack need not begin.
  private var counts = [Int32](repeating: 0, count: HTMLTag.allCases.count)
  private var foreignDepth = 0
  private var phase = Phase.beforeHead

  private struct Open {
    var tag: HTMLTag
    var node: Int32
    /// Tells unknown tags apart; 0 for others.
    var name: UInt64 = 0
    /// Whether its end tag came while an element was open inside that must not end with it; it ends when that does.
    var isEnding = false
  }

  private enum Phase { case beforeHead, head, afterHead, body, frames }

  init(_ source: UnsafeBufferPointer<UInt8>) {
    tree.bytes.reserveCapacity(source.count + source.count / 32 + 64)
    tree.bytes.append(contentsOf: source)
    tree.nodes.reserveCapacity(source.count / 40 + 8)
    tree.attributes.reserveCapacity(source.count / 80 + 8)
    push(.html, [])
  }

  /// Whether the reader is inside `svg` or `math`, where tags close themselves and CDATA is text.
  var isForeign: Bool { foreignDepth > 0 }

  mutating func finish() { while !stack.isEmpty { pop() } }

  // MARK: Text

  /// Text at a range of the tree's bytes.
  mutating func text(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    if phase != .body {
      if phase == .frames { return }
      if let tag = stack.last?.tag, tag == .html || tag == .head || tag == .noscript {
        let isBlank = tree.bytes[range].allSatisfy(\.isSpace)
        if isBlank { return }
        enterBody()
      }
    }
    // Between the options of a list nothing is shown.
    if let tag = stack.last?.tag, tag == .select || tag == .optgroup { return }
    add(
      .init(
        tag: .text, parent: parent, end: Int32(tree.nodes.count + 1), start: Int32(range.lowerBound), count: Int32(range.count)))
  }

  // MARK: Start tags

  /// Opens an element; `name` tells unknown tags apart. False where the tag is ignored.
  mutating func open(_ tag: HTMLTag, name: UInt64, _ attributes: [HTMLTree.Attribute], isSelfClosing: Bool) -> Bool {
    if foreignDepth > 0, !Self.breaksOut(tag) {
      add(tag, name, attributes, isLeaf: isSelfClosing)
      return true
    }
    while foreignDepth > 0 { pop() }
    guard isPlaced(tag, attributes) else { return false }
    if counts[HTMLTag.select.order] > 0, !takesSelect(tag) { return false }
    closeImplied(before: tag)
    let isForeignRoot = tag == .svg || tag == .math
    add(tag, name, attributes, isLeaf: Self.isVoid(tag) || (isForeignRoot && isSelfClosing))
    if isForeignRoot, !isSelfClosing { foreignDepth = 1 }
    return true
  }

  /// Moves from the head to the body where the tag asks for it. False for the tags of the page itself, which are there already.
  private mutating func isPlaced(_ tag: HTMLTag, _ attributes: [HTMLTree.Attribute]) -> Bool {
    switch tag {
    case .html:
      if tree.nodes.count == 1, !attributes.isEmpty { setAttributes(of: 0, attributes) }
      return false
    case .head:
      if phase == .beforeHead { enterHead(attributes) }
      return false
    case .body:
      if phase != .body { enterBody(attributes) }
      return false
    case .frameset where phase != .body:
      leaveHead()
      phase = .frames
    default: break
    }
    guard phase != .body else { return true }
    if phase == .frames { return tag == .frameset || tag == .frame || tag == .noframes }
    if Self.belongsToHead(tag) {
      if phase == .beforeHead { enterHead([]) }
    } else if !(phase == .head && counts[HTMLTag.template.order] > 0) {
      enterBody()
    }
    return true
  }

  private static func belongsToHead(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .base, .link, .meta, .noframes, .noscript, .script, .style, .template, .title: true
    default: false
    }
  }

  private mutating func enterHead(_ attributes: [HTMLTree.Attribute]) {
    phase = .head
    push(.head, attributes)
  }

  private mutating func leaveHead() {
    while stack.count > 1 { pop() }
    phase = .afterHead
  }

  private mutating func enterBody(_ attributes: [HTMLTree.Attribute] = []) {
    leaveHead()
    phase = .body
    push(.body, attributes)
  }

  private mutating func setAttributes(of node: Int, _ attributes: [HTMLTree.Attribute]) {
    tree.nodes[node].start = Int32(tree.attributes.count)
    tree.nodes[node].count = Int32(attributes.count)
    tree.attributes.append(contentsOf: attributes)
  }

  /// Whether a tag may stand inside an open `select`; another control ends it.
  private mutating func takesSelect(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .option, .optgroup, .hr, .script, .template: return true
    case .input, .textarea, .select, .button, .table, .form:
      popThrough(.select, boundary: Self.isTableBoundary)
      return tag != .select
    default: return false
    }
  }

  /// Ends the elements that cannot go on when `tag` begins.
  private mutating func closeImplied(before tag: HTMLTag) {
    switch tag {
    case .li: closeItem([.li])
    case .dd, .dt: closeItem([.dd, .dt])
    case .option: if stack.last?.tag == .option { pop() }
    case .optgroup:
      if stack.last?.tag == .option { pop() }
      if stack.last?.tag == .optgroup { pop() }
    case .a: if counts[HTMLTag.a.order] > 0 { close(.a) }
    case .button: popThrough(.button, boundary: Self.isScopeBoundary)
    case .tr, .td, .th, .tbody, .thead, .tfoot, .caption, .colgroup, .col, .table: closeTableParts(before: tag)
    case .h1, .h2, .h3, .h4, .h5, .h6:
      closeParagraph()
      if let last = stack.last?.tag, last.headingLevel != nil { pop() }
    case .rp, .rt:
      if let last = stack.last?.tag, last == .rp || last == .rt { pop() }
    default: if Self.endsParagraph(tag) { closeParagraph() }
    }
    if tag == .li || tag == .dd || tag == .dt { closeParagraph() }
  }

  private mutating func closeParagraph() { popThrough(.p, boundary: Self.isButtonBoundary) }

  /// Ends an open item of the same list.
  private mutating func closeItem(_ tags: [HTMLTag]) {
    guard tags.contains(where: { counts[$0.order] > 0 }) else { return }
    for place in stack.indices.reversed().prefix(Self.searchLimit) {
      let tag = stack[place].tag
      if tags.contains(tag) { return popTo(place) }
      if Self.isSpecial(tag), tag != .address, tag != .div, tag != .p { return }
    }
  }

  private mutating func closeTableParts(before tag: HTMLTag) {
    guard counts[HTMLTag.table.order] > 0 else {
      if tag == .table { closeParagraph() }
      return
    }
    switch tag {
    case .table:
      // A table right inside another one, and in none of its cells, takes its place.
      if let last = stack.last?.tag, [.table, .tbody, .thead, .tfoot, .tr].contains(last) {
        popThrough(.table, boundary: Self.isTableBoundary)
      } else {
        closeParagraph()
      }
    case .td, .th:
      popDown { [.tr, .tbody, .thead, .tfoot, .table, .template].contains($0) }
      if let last = stack.last?.tag, last != .tr, last != .template { push(.tr, []) }
    case .tr: popDown { [.tbody, .thead, .tfoot, .table, .template].contains($0) }
    case .col: popDown { [.colgroup, .table, .template].contains($0) }
    default: popDown { [.table, .template].contains($0) }
    }
  }

  /// Ends elements until one that `isKept` is the last. At most as deep as the search goes.
  private mutating func popDown(_ isKept: (HTMLTag) -> Bool) {
    guard let place = stack.indices.reversed().prefix(Self.searchLimit).first(where: { isKept(stack[$0].tag) }) else { return }
    popTo(place + 1)
  }

  // MARK: End tags

  mutating func close(_ tag: HTMLTag, name: UInt64 = 0) {
    switch tag {
    case .html, .body: return
    case .head:
      if phase == .head { leaveHead() }
      return
    case .br:
      if phase == .body { add(.br, 0, [], isLeaf: true) }
      return
    case .h1, .h2, .h3, .h4, .h5, .h6: return closeHeading()
    default: break
    }
    guard counts[tag.order] > 0 else { return }
    if phase == .head, tag == .title || stack.count <= 2 { if stack.last?.tag == tag { pop() }; return }
    switch tag {
    case .table, .tbody, .thead, .tfoot, .tr, .td, .th, .caption, .select: popThrough(tag, boundary: Self.isTableBoundary)
    case .li: popThrough(.li, boundary: Self.isListBoundary)
    case .p: popThrough(.p, boundary: Self.isButtonBoundary)
    default: Self.isSpecial(tag) ? popThrough(tag, boundary: Self.isScopeBoundary) : closeInline(tag, name)
    }
  }

  private mutating func closeHeading() {
    for place in stack.indices.reversed().prefix(Self.searchLimit) {
      if stack[place].tag.headingLevel != nil { return popTo(place) }
      if Self.isScopeBoundary(stack[place].tag) { return }
    }
  }

  /// Ends an inline element; where a block was opened inside, when that ends.
  private mutating func closeInline(_ tag: HTMLTag, _ name: UInt64) {
    var isBlocked = false
    for place in stack.indices.reversed().prefix(Self.searchLimit) {
      let open = stack[place]
      if open.tag == tag, open.name == name, !open.isEnding {
        if isBlocked { stack[place].isEnding = true } else { popTo(place) }
        return
      }
      if Self.isScopeBoundary(open.tag) { return }
      if Self.isSpecial(open.tag) { isBlocked = true }
    }
  }

  // MARK: The stack

  /// Elements that are looked at for one that a tag ends; deeper ones stay, so that no page takes quadratic time.
  private static let searchLimit = 1000

  private var parent: Int32 { stack.last.map(\.node) ?? -1 }

  private mutating func add(_ node: HTMLTree.Node) { tree.nodes.append(node) }

  private mutating func add(_ tag: HTMLTag, _ name: UInt64, _ attributes: [HTMLTree.Attribute], isLeaf: Bool) {
    if isLeaf {
      let start = Int32(tree.attributes.count)
      tree.attributes.append(contentsOf: attributes)
      add(
        .init(
          tag: tag, parent: parent, end: Int32(tree.nodes.count + 1), start: start, count: Int32(attributes.count)))
    } else {
      push(tag, attributes, name: tag == .other ? name : 0)
    }
  }

  private mutating func push(_ tag: HTMLTag, _ attributes: [HTMLTree.Attribute], name: UInt64 = 0) {
    // Beyond the limit elements stand beside each other: the stack goes on, the tree does not deepen.
    let isDeep = stack.count >= HTMLParser.depthLimit
    let node = tree.nodes.count
    let start = Int32(tree.attributes.count)
    tree.attributes.append(contentsOf: attributes)
    add(.init(tag: tag, parent: parent, end: Int32(node + 1), start: start, count: Int32(attributes.count)))
    stack.append(Open(tag: tag, node: isDeep ? parent : Int32(node), name: name))
    counts[tag.order] += 1
    if foreignDepth > 0 { foreignDepth += 1 }
  }

  private mutating func pop() {
    popOne()
    while let last = stack.last, last.isEnding { popOne() }
  }

  private mutating func popOne() {
    guard let open = stack.popLast() else { return }
    counts[open.tag.order] -= 1
    if foreignDepth > 0 { foreignDepth -= 1 }
    if stack.last?.node != open.node { tree.nodes[Int(open.node)].end = Int32(tree.nodes.count) }
  }

  /// Ends the element at `place` and all inside it.
  private mutating func popTo(_ place: Int) {
    while stack.count > max(1, place) { popOne() }; if stack.last?.isEnding == true { pop() }
  }

  /// Ends the innermost `tag` and all inside it, unless a boundary stands between.
  private mutating func popThrough(_ tag: HTMLTag, boundary: (HTMLTag) -> Bool) {
    guard counts[tag.order] > 0 else { return }
    for place in stack.indices.reversed().prefix(Self.searchLimit) {
      let open = stack[place].tag
      if open == tag { return popTo(place) }
      if boundary(open) { return }
    }
  }

  // MARK: What the standard says of tags

  private static func isVoid(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta, .param, .source,
      .track, .wbr:
      true
    default: false
    }
  }

  private static func isSpecial(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .address, .article, .aside, .base, .blockquote, .body, .br, .button, .caption, .center, .col, .colgroup, .dd, .details,
      .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption, .figure, .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5,
      .h6, .head, .header, .hgroup, .hr, .html, .iframe, .img, .input, .li, .link, .main, .menu, .meta, .nav, .noembed, .noframes,
      .noscript, .object, .ol, .p, .plaintext, .pre, .script, .search, .section, .select, .source, .style, .summary, .table,
      .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr, .ul, .wbr, .xmp:
      true
    default: false
    }
  }

  private static func endsParagraph(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset, .figcaption, .figure,
      .footer, .form, .header, .hgroup, .hr, .main, .menu, .nav, .ol, .p, .plaintext, .pre, .search, .section, .summary, .ul,
      .xmp:
      true
    default: false
    }
  }

  private static func isScopeBoundary(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .caption, .html, .table, .td, .th, .object, .template: true
    default: false
    }
  }

  private static func isButtonBoundary(_ tag: HTMLTag) -> Bool { isScopeBoundary(tag) || tag == .button }
  private static func isListBoundary(_ tag: HTMLTag) -> Bool { isScopeBoundary(tag) || tag == .ul || tag == .ol }
  private static func isTableBoundary(_ tag: HTMLTag) -> Bool { tag == .html || tag == .table || tag == .template }

  /// Tags that end `svg` and `math` where they stand inside.
  private static func breaksOut(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .b, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4, .h5, .h6, .head, .hr,
      .i, .img, .li, .menu, .meta, .ol, .p, .pre, .ruby, .s, .small, .span, .strong, .strike, .sub, .sup, .table, .tt, .u, .ul,
      .`var`:
      true
    default: false
    }
  }

}
