internal import JSONText

/// Makes a tree of a template's pieces.
struct TemplateParser {
  private let lexer: TemplateLexer
  private let pieces: [TemplateLexer.Piece]
  private var next = 0
  private var depth = 0
  private static let depthLimit = 64

  init(_ source: String) throws(TemplateError) {
    var lexer = TemplateLexer(source)
    pieces = try lexer.run()
    self.lexer = lexer
  }

  /// The whole template.
  mutating func template() throws(TemplateError) -> [TemplateNode] {
    let (nodes, end) = try nodes(until: [])
    if let end { throw lexer.error("`\(end.name)` without a beginning", at: end.offset) }
    return nodes
  }

  func error(_ message: String, at offset: Int) -> TemplateError { lexer.error(message, at: offset) }

  /// A tag that ends a body or a branch.
  private struct End {
    var name: String
    var tokens: [TemplateToken]
    var offset: Int
  }

  /// Nodes up to a tag of one of some names, which is taken, or to the end.
  private mutating func nodes(until names: Set<String>) throws(TemplateError) -> ([TemplateNode], End?) {
    var nodes: [TemplateNode] = []
    depth += 1
    defer { depth -= 1 }
    while next < pieces.count {
      let piece = pieces[next]
      next += 1
      switch piece {
      case .text(let text): nodes.append(.text(text))
      case .output(let tokens, let offset):
        if depth > Self.depthLimit { throw error("tags nested deeper than \(Self.depthLimit)", at: offset) }
        var parser = TemplateExpressionParser(tokens, lexer, end: offset)
        let expression = try parser.tuple()
        try parser.finish()
        if let problem = expression.problemShown { throw error(problem, at: expression.offset) }
        nodes.append(.output(expression))
      case .tag(let tokens, let offset):
        guard let first = tokens.first, case .name(let name) = first.kind else {
          throw error("a tag without a name", at: offset)
        }
        if names.contains(name) || name.hasPrefix("end") || name == "else" || name == "elif" {
          let end = End(name: name, tokens: Array(tokens.dropFirst()), offset: first.offset)
          guard names.contains(name) else { return (nodes, end) }
          return (nodes, end)
        }
        if depth > Self.depthLimit { throw error("tags nested deeper than \(Self.depthLimit)", at: offset) }
        nodes.append(try statement(name, Array(tokens.dropFirst()), first.offset))
      }
    }
    return (nodes, nil)
  }

  private mutating func statement(_ name: String, _ tokens: [TemplateToken], _ offset: Int) throws(TemplateError) -> TemplateNode
  {
    switch name {
    case "if": return try choice(tokens, offset)
    case "for": return try loop(tokens, offset)
    case "set": return try assignment(tokens, offset)
    default: throw error("the tag `\(name)` is none that prompts can have", at: offset)
    }
  }

  private mutating func choice(_ tokens: [TemplateToken], _ offset: Int) throws(TemplateError) -> TemplateNode {
    var branches: [(condition: TemplateExpression, body: [TemplateNode])] = []
    var condition = try expression(tokens, offset)
    while true {
      let (body, end) = try nodes(until: ["elif", "else", "endif"])
      branches.append((condition, body))
      switch end?.name {
      case "elif": condition = try expression(end?.tokens ?? [], offset)
      case "else":
        try requireEmpty(end)
        let (otherwise, last) = try nodes(until: ["endif"])
        try require("endif", last, for: "if", offset)
        return .choice(branches, otherwise: otherwise)
      default:
        try require("endif", end, for: "if", offset)
        return .choice(branches, otherwise: [])
      }
    }
  }

  private func require(_ name: String, _ end: End?, for start: String, _ offset: Int) throws(TemplateError) {
    guard let end else { throw error("`\(start)` without `\(name)`", at: offset) }
    guard end.name == name else { throw error("`\(end.name)` where `\(name)` was expected", at: end.offset) }
    try requireEmpty(end)
  }

  private func requireEmpty(_ end: End?) throws(TemplateError) {
    if let end, let token = end.tokens.first { throw error("nothing can stand behind `\(end.name)`", at: token.offset) }
  }

  private mutating func expression(_ tokens: [TemplateToken], _ offset: Int) throws(TemplateError) -> TemplateExpression {
    var parser = TemplateExpressionParser(tokens, lexer, end: offset)
    let expression = try parser.tuple()
    try parser.finish()
    return expression
  }

  private mutating func loop(_ tokens: [TemplateToken], _ offset: Int) throws(TemplateError) -> TemplateNode {
    var parser = TemplateExpressionParser(tokens, lexer, end: offset)
    let targets = try parser.targets()
    try parser.expect(.name("in"))
    // Without a condition of its own: `if` begins the loop's.
    let items = try parser.withoutCondition()
    let condition = parser.accept(.name("if")) ? try parser.expression() : nil
    try parser.finish()
    let (body, end) = try nodes(until: ["else", "endfor"])
    var otherwise: [TemplateNode] = []
    if end?.name == "else" {
      try requireEmpty(end)
      let (nodes, last) = try nodes(until: ["endfor"])
      try require("endfor", last, for: "for", offset)
      otherwise = nodes
    } else {
      try require("endfor", end, for: "for", offset)
    }
    return .loop(
      TemplateLoop(targets: targets, items: items, condition: condition, body: body, otherwise: otherwise, offset: offset))
  }

  private mutating func assignment(_ tokens: [TemplateToken], _ offset: Int) throws(TemplateError) -> TemplateNode {
    var parser = TemplateExpressionParser(tokens, lexer, end: offset)
    let targets = try parser.targets()
    guard targets.count == 1 else { throw error("`set` of several names at once is none that prompts can have", at: offset) }
    guard parser.accept(.symbol("=")) else {
      throw error("`set` needs a value: `{% set name = value %}`", at: offset)
    }
    let value = try parser.tuple()
    try parser.finish()
    return .assignment(name: targets[0], value)
  }
}
