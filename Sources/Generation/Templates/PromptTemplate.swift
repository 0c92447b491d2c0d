public import JSONText

/// A prompt with places to fill in: the part of Jinja that prompts use, with Jinja's results.
///
/// Variables, attributes and items, `if`, `for` with `loop`, `set`, filters, tests, comments, `raw` and control of white space; what
/// is not of these is refused when the template is read, with its place. Names that are not given are undefined: they show as
/// nothing and count as false. As in Python's Jinja, lists and numbers show as Python writes them.
public struct PromptTemplate: Sendable {
  private let nodes: Nodes
  private let lexer: TemplateLexer
  /// The names that the template takes from its variables, wherever they stand.
  public let variables: Set<String>

  /// The tree, which is never changed.
  private struct Nodes: @unchecked Sendable { let nodes: [TemplateNode] }

  /// Reads a template. Linear.
  public init(_ source: String) throws(TemplateError) {
    var parser = try TemplateParser(source)
    let nodes = try parser.template()
    self.nodes = Nodes(nodes: nodes)
    lexer = TemplateLexer(source)
    var names = TemplateNames()
    names.visit(nodes)
    variables = names.free
  }

  /// The template with its places filled in. Loops end at a million steps, texts at 64 MB.
  public func render(_ variables: [JSONValue.Member]) throws(TemplateError) -> String {
    var renderer = TemplateRenderer(variables, lexer)
    return try renderer.render(nodes.nodes)
  }
}
