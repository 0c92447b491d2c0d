internal import CCmarkGFM
internal import Foundation

/// A parsed Markdown text: the owner of libcmark-gfm's tree, and the only place that calls the library.
///
/// GitHub Flavored Markdown: tables, strikethrough, autolinks, task lists, footnotes. Nodes are valid while the document lives.
final class CmarkDocument {
  private let tree: OpaquePointer?

  /// Parses UTF-8 text. Never fails; linear in the text, but for what cmark itself bounds.
  init(_ text: UnsafeBufferPointer<UInt8>) {
    _ = Self.extensions
    let parser = cmark_parser_new(CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES)
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    text.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    tree = cmark_parser_finish(parser)
  }

  deinit { if let tree { cmark_node_free(tree) } }

  var root: CmarkNode? { tree.map { CmarkNode($0) } }

  /// Registering is not safe from two threads, so it is done once.
  private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()
}

/// A node of a ``CmarkDocument``.
struct CmarkNode {
  enum Kind {
    case document, quote, list, item, code, html, paragraph, heading, footnote, table, tableRow, tableCell
    case text, softBreak, lineBreak, codeSpan, htmlSpan, emphasis, strong, link, image, footnoteReference
    /// Thematic breaks, strikethrough and what has no meaning here.
    case other
  }

  private let pointer: OpaquePointer

  fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

  var kind: Kind {
    let type = cmark_node_get_type(pointer)
    return switch type {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_CODE_BLOCK: .code
    case CMARK_NODE_HTML_BLOCK: .html
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_FOOTNOTE_DEFINITION: .footnote
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .codeSpan
    case CMARK_NODE_HTML_INLINE: .htmlSpan
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_FOOTNOTE_REFERENCE: .footnoteReference
    case CMARK_NODE_THEMATIC_BREAK: .other
    default: extensionKind
    }
  }

  /// Types of extensions are numbered as they are registered, so their names tell them.
  private var extensionKind: Kind {
    guard let name = cmark_node_get_type_string(pointer) else { return .other }
    return switch String(cString: name) {
    case "table": .table
    case "table_row", "table_header": .tableRow
    case "table_cell": .tableCell
    case "tasklist": .item
    default: .other
    }
  }

  /// From 1; 0 where cmark gives none.
  ///
  /// cmark takes a table that follows a paragraph without a blank line for a part of it: the table's place begins with the
  /// paragraph, and the paragraph has none.
  var startLine: Int {
    if kind == .table {
      let line = Int(cmark_node_get_start_line(pointer))
      let header = cmark_node_first_child(pointer)
      let row = header.flatMap { cmark_node_next($0) }
      // The header and its delimiter row are the two lines before the first row.
      return max(line, row.map { Int(cmark_node_get_start_line($0)) - 2 } ?? endLine - 1)
    }
    let line = Int(cmark_node_get_start_line(pointer))
    return line > 0 ? line : Int(tableBehind.map { cmark_node_get_start_line($0) } ?? 0)
  }
  var endLine: Int {
    let line = Int(cmark_node_get_end_line(pointer))
    // cmark leaves out the line that closes a comment or `<pre>`.
    if kind == .html { return max(line, startLine + withLiteral { $0.count { $0 == 0x0A } } - 1) }
    guard kind == .paragraph, let table = tableBehind else { return line }
    let last = CmarkNode(table).startLine - 1
    return line > 0 ? min(line, last) : last
  }
  /// UTF-8 bytes from 1.
  var startColumn: Int {
    let column = Int(cmark_node_get_start_column(pointer))
    return column > 0 ? column : Int(tableBehind.map { cmark_node_get_start_column($0) } ?? 0)
  }

  private var tableBehind: OpaquePointer? {
    guard let next = cmark_node_next(pointer), CmarkNode(next).kind == .table else { return nil }
    return next
  }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  var isFenced: Bool {
    var (length, offset): (Int32, Int32) = (0, 0)
    var character: CChar = 0
    return cmark_node_get_fenced(pointer, &length, &offset, &character) != 0
  }

  /// The bytes of text, code and HTML.
  func withLiteral<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    guard let text = cmark_node_get_literal(pointer) else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let count = strlen(text)
    return text.withMemoryRebound(to: UInt8.self, capacity: count) { body(UnsafeBufferPointer(start: $0, count: count)) }
  }

  var literal: String { withLiteral { String(decoding: $0, as: UTF8.self) } }
  /// Where a link or an image leads.
  var address: String { cmark_node_get_url(pointer).map { String(cString: $0) } ?? "" }

  var children: Children { Children(pending: cmark_node_first_child(pointer)) }

  struct Children: Sequence, IteratorProtocol {
    fileprivate var pending: OpaquePointer?

    mutating func next() -> CmarkNode? {
      guard let current = pending else { return nil }
      pending = cmark_node_next(current)
      return CmarkNode(current)
    }
  }
}

/// What a reader of a rendered node sees, and how it is written anew.
extension CmarkNode {
  /// The words of the inline nodes below, with white space folded to single spaces, as UTF-8.
  func words(into output: inout [UInt8]) {
    var isOpen = false
    appendWords(&output, &isOpen, depth: 0)
  }

  /// Whether nothing below is shown: no words, no code, no HTML.
  func isSilent(depth: Int = 0) -> Bool {
    switch kind {
    case .text, .codeSpan, .code, .html: return withLiteral { $0.allSatisfy(\.isSpace) }
    default: return depth > Self.depthLimit || children.allSatisfy { $0.isSilent(depth: depth + 1) }
    }
  }

  /// Inline nodes nested deeper than this are left out, so that hostile nesting cannot exhaust the stack.
  private static let depthLimit = 100

  private func appendWords(_ output: inout [UInt8], _ isOpen: inout Bool, depth: Int) {
    guard depth < Self.depthLimit else { return }
    for child in children {
      switch child.kind {
      case .text, .codeSpan:
        child.withLiteral { literal in
          var start = 0
          while start < literal.count {
            let end = Self.endOfWords(literal, from: start)
            if end > start {
              if isOpen, !output.isEmpty { output.append(0x20) }
              isOpen = false
              output.append(contentsOf: UnsafeBufferPointer(rebasing: literal[start..<end]))
            }
            if end < literal.count { isOpen = true }
            start = end + 1
          }
        }
      case .softBreak, .lineBreak: isOpen = true
      case .htmlSpan: if child.isBreakTag { isOpen = true }
      case .footnoteReference: break
      default: child.appendWords(&output, &isOpen, depth: depth + 1)
      }
    }
  }

  /// Where the words from `start` on end that one space each parts, so that they are copied at once.
  private static func endOfWords(_ literal: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var isAfterSpace = true
    var end = start
    while end < literal.count {
      let byte = literal[end]
      if byte.isSpace {
        if isAfterSpace || byte != 0x20 { break }
        isAfterSpace = true
      } else {
        isAfterSpace = false
      }
      end += 1
    }
    return isAfterSpace && end > start ? end - 1 : end
  }

  /// `<br>` and tags of blocks part words; others do not.
  private var isBreakTag: Bool {
    withLiteral { literal in
      Self.breakTags.contains { tag in
        literal.count >= tag.utf8.count && zip(tag.utf8, literal).allSatisfy { $0 == $1 || $0 == $1 | 0x20 }
      }
    }
  }

  private static let breakTags: [String] = [
    "<br", "<td", "</td", "<th", "</th", "<tr", "</tr", "<p", "</p", "<li", "</li", "<div", "</div",
  ]

  /// Whether a link below leads where `source`, its text, does not say: its target is defined elsewhere.
  func needsDefinitions(beyond source: ArraySlice<UInt8>, depth: Int = 0) -> Bool {
    guard depth < Self.depthLimit else { return false }
    return children.contains { child in
      switch child.kind {
      case .link, .image:
        let address = Array(child.address.utf8)
        var shown: [UInt8] = []
        child.words(into: &shown)
        return !address.isEmpty && !Self.holds(address[...], shown) && !Self.holds(source, address)
      case .emphasis, .strong: return child.needsDefinitions(beyond: source, depth: depth + 1)
      default: return false
      }
    }
  }

  private static func holds(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    guard let first = part.first, text.count >= part.count else { return false }
    var start = text.startIndex
    while start + part.count <= text.endIndex, let found = text[start...].firstIndex(of: first),
      found + part.count <= text.endIndex
    {
      if text[found..<found + part.count].elementsEqual(part) { return true }
      start = found + 1
    }
    return false
  }

  /// The inline nodes below as runs, to be written as Markdown that needs no definitions from elsewhere.
  func runs() -> [InlineMarkdown.Run] {
    var runs: [InlineMarkdown.Run] = []
    collect(.init(text: ""), into: &runs, depth: 0)
    return runs
  }

  private func collect(_ style: InlineMarkdown.Run, into runs: inout [InlineMarkdown.Run], depth: Int) {
    guard depth < Self.depthLimit else { return }
    for child in children {
      var run = style
      switch child.kind {
      case .text: run.text = child.literal
      case .codeSpan:
        run.text = child.literal
        run.isCode = true
      case .softBreak: run.text = " "
      case .lineBreak: run = .lineBreak
      case .htmlSpan: run.text = child.isBreakTag ? " " : ""
      case .footnoteReference:
        run.text = "[^" + child.literal + "]"
        run.isRaw = true
      case .emphasis: run.isItalic = true
      case .strong: run.isBold = true
      case .link: run.link = Self.written(child.address)
      default: break
      }
      if run.text.isEmpty, !run.isBreak { child.collect(run, into: &runs, depth: depth + 1) } else { runs.append(run) }
    }
  }

  /// An address as it may stand between brackets; nil where it holds what ends them.
  private static func written(_ address: String) -> String? {
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && !"()<>\\".utf8.contains($0) }
    if isPlain { return address.isEmpty ? nil : address }
    let isBracketed = address.utf8.allSatisfy { $0 >= 0x20 && !"<>\\".utf8.contains($0) }
    return isBracketed ? "<" + address + ">" : nil
  }
}
