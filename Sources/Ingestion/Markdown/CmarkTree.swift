internal import CCmarkGFM

/// A block of a Markdown tree, with its place in the source.
struct MarkdownNode {
  /// cmark's name of the node's type: `heading`, `paragraph`, `table`, …
  var type: String
  /// From 1, as cmark counts; 0 where it gives none.
  var startLine: Int
  var endLine: Int
  /// UTF-8 bytes from 1.
  var startColumn: Int
  var headingLevel: Int
  var children: [MarkdownNode]
}

/// Parses GitHub Flavored Markdown with libcmark-gfm (tables, strikethrough, autolinks, task lists, footnotes).
///
/// The C library is called here only. Blocks are copied out; inline content is left to the text itself.
enum CmarkTree {
  static func parse(_ text: String) -> MarkdownNode {
    _ = extensions
    let parser = cmark_parser_new(CMARK_OPT_SOURCEPOS | CMARK_OPT_FOOTNOTES)
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }
    var text = text
    text.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    }
    guard let root = cmark_parser_finish(parser) else {
      return MarkdownNode(type: "document", startLine: 1, endLine: 0, startColumn: 1, headingLevel: 0, children: [])
    }
    defer { cmark_node_free(root) }
    return copy(root, depth: 0)
  }

  /// Registering is not safe from two threads, so it is done once.
  private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Containers nested deeper than this are taken as one block, so hostile nesting cannot exhaust the stack.
  private static let depthLimit = 60

  private static func copy(_ node: OpaquePointer, depth: Int) -> MarkdownNode {
    let type = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
    var result = MarkdownNode(
      type: type, startLine: Int(cmark_node_get_start_line(node)), endLine: Int(cmark_node_get_end_line(node)),
      startColumn: Int(cmark_node_get_start_column(node)),
      headingLevel: type == "heading" ? Int(cmark_node_get_heading_level(node)) : 0,
      children: [])
    guard ["document", "list", "item", "tasklist", "block_quote"].contains(type), depth < depthLimit else { return result }
    var child = cmark_node_first_child(node)
    while let current = child {
      result.children.append(copy(current, depth: depth + 1))
      child = cmark_node_next(current)
    }
    return result
  }
}
