internal import JSONText

/// Reads one expression, by Jinja's order of operators.
struct TemplateExpressionParser {
  private let tokens: [TemplateToken]
  private let lexer: TemplateLexer
  private let end: Int
  private var next = 0
  private var depth = 0
  private static let depthLimit = 64

  /// - Parameter end: where the tag stands, for what is missing.
  init(_ tokens: [TemplateToken], _ lexer: TemplateLexer, end: Int) {
    (self.tokens, self.lexer, self.end) = (tokens, lexer, end)
  }

  private var kind: TemplateToken.Kind? { next < tokens.count ? tokens[next].kind : nil }
  private var offset: Int { next < tokens.count ? tokens[next].offset : tokens.last?.offset ?? end }

  private func error(_ message: String) -> TemplateError { lexer.error(message, at: offset) }

  mutating func accept(_ wanted: TemplateToken.Kind) -> Bool {
    guard kind == wanted else { return false }
    next += 1
    return true
  }

  mutating func expect(_ wanted: TemplateToken.Kind) throws(TemplateError) {
    guard accept(wanted) else { throw error("expected `\(Self.text(wanted))`") }
  }

  func finish() throws(TemplateError) {
    if next < tokens.count { throw error("unexpected `\(Self.text(tokens[next].kind))`") }
  }

  private static func text(_ kind: TemplateToken.Kind) -> String {
    switch kind {
    case .name(let text), .symbol(let text): text
    case .int(let value): "\(value)"
    case .double(let value): "\(value)"
    case .string: "a text"
    }
  }

  private static let reserved: Set<String> = ["and", "or", "not", "in", "is", "if", "else", "elif", "recursive"]

  /// The names before `in` or `=`.
  mutating func targets() throws(TemplateError) -> [String] {
    var names: [String] = []
    let isBracketed = accept(.symbol("("))
    repeat {
      guard case .name(let name)? = kind, name != "loop", !Self.reserved.contains(name) else {
        if names.isEmpty { throw error("expected a name") }
        break
      }
      next += 1
      names.append(name)
    } while accept(.symbol(","))
    if isBracketed { try expect(.symbol(")")) }
    return names
  }

  /// An expression, or several with commas between, which make a list.
  mutating func tuple() throws(TemplateError) -> TemplateExpression {
    let start = offset
    guard kind != nil else { throw error("expected an expression") }
    var values = [try expression()]
    var isTuple = false
    while accept(.symbol(",")) {
      isTuple = true
      if kind == nil || kind == .symbol(")") { break }
      values.append(try expression())
    }
    return isTuple ? TemplateExpression(kind: .tuple(values), offset: start) : values[0]
  }

  mutating func expression() throws(TemplateError) -> TemplateExpression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("brackets nested deeper than \(Self.depthLimit)") }
    let start = offset
    var value = try disjunction()
    while accept(.name("if")) {
      let condition = try disjunction()
      let otherwise = accept(.name("else")) ? try expression() : nil
      value = TemplateExpression(kind: .conditional(value, condition: condition, otherwise: otherwise), offset: start)
    }
    return value
  }

  mutating func withoutCondition() throws(TemplateError) -> TemplateExpression {
    let start = offset
    var values = [try disjunction()]
    while accept(.symbol(",")) { values.append(try disjunction()) }
    return values.count > 1 ? TemplateExpression(kind: .tuple(values), offset: start) : values[0]
  }

  private mutating func disjunction() throws(TemplateError) -> TemplateExpression {
    let start = offset
    var value = try conjunction()
    while accept(.name("or")) { value = TemplateExpression(kind: .or(value, try conjunction()), offset: start) }
    return value
  }

  private mutating func conjunction() throws(TemplateError) -> TemplateExpression {
    let start = offset
    var value = try negation()
    while accept(.name("and")) { value = TemplateExpression(kind: .and(value, try negation()), offset: start) }
    return value
  }

  private mutating func negation() throws(TemplateError) -> TemplateExpression {
    let start = offset
    guard accept(.name("not")) else { return try comparison() }
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("brackets nested deeper than \(Self.depthLimit)") }
    return TemplateExpression(kind: .not(try negation()), offset: start)
  }

  private mutating func comparison() throws(TemplateError) -> TemplateExpression {
    let start = offset
    let value = try sum()
    var others: [(symbol: String, other: TemplateExpression)] = []
    while let symbol = comparisonSymbol() { others.append((symbol, try sum())) }
    return others.isEmpty ? value : TemplateExpression(kind: .comparison(value, others), offset: start)
  }

  private mutating func comparisonSymbol() -> String? {
    switch kind {
    case .symbol(let symbol)? where ["==", "!=", "<", ">", "<=", ">="].contains(symbol):
      next += 1
      return symbol
    case .name("in")?:
      next += 1
      return "in"
    case .name("not")? where next + 1 < tokens.count && tokens[next + 1].kind == .name("in"):
      next += 2
      return "not in"
    default: return nil
    }
  }

  private mutating func sum() throws(TemplateError) -> TemplateExpression {
    try chain(["+", "-"]) { (parser) throws(TemplateError) in
      try parser.chain(["~"]) { (parser) throws(TemplateError) in
        try parser.chain(["*", "/", "//", "%"]) { (parser) throws(TemplateError) in try parser.power() }
      }
    }
  }

  private mutating func chain(
    _ symbols: [String], _ operand: (inout Self) throws(TemplateError) -> TemplateExpression
  ) throws(TemplateError) -> TemplateExpression {
    let start = offset
    var value = try operand(&self)
    while case .symbol(let symbol)? = kind, symbols.contains(symbol) {
      next += 1
      value = TemplateExpression(kind: .arithmetic(symbol, value, try operand(&self)), offset: start)
    }
    return value
  }

  private mutating func power() throws(TemplateError) -> TemplateExpression {
    try chain(["**"]) { (parser) throws(TemplateError) in try parser.unary(takesFilters: true) }
  }

  private mutating func unary(takesFilters: Bool) throws(TemplateError) -> TemplateExpression {
    let start = offset
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw error("brackets nested deeper than \(Self.depthLimit)") }
    var value: TemplateExpression
    if accept(.symbol("-")) {
      value = TemplateExpression(kind: .negative(try unary(takesFilters: false)), offset: start)
    } else if accept(.symbol("+")) {
      value = try unary(takesFilters: false)
    } else {
      value = try primary()
    }
    value = try postfixed(value)
    return takesFilters ? try filtered(value) : value
  }

  private mutating func primary() throws(TemplateError) -> TemplateExpression {
    let start = offset
    guard let kind else { throw error("expected a value") }
    next += 1
    func literal(_ value: JSONValue) -> TemplateExpression { TemplateExpression(kind: .literal(value), offset: start) }
    switch kind {
    case .int(let value): return literal(.int(value))
    case .double(let value): return literal(.double(value))
    case .string(var text):
      while case .string(let more)? = self.kind {
        next += 1
        text += more
      }
      return literal(.string(text))
    case .name("true"), .name("True"): return literal(.bool(true))
    case .name("false"), .name("False"): return literal(.bool(false))
    case .name("none"), .name("None"): return literal(.null)
    case .name(let name):
      guard !Self.reserved.contains(name) else {
        next -= 1
        throw error("unexpected `\(name)`")
      }
      return TemplateExpression(kind: .name(name), offset: start)
    case .symbol("("):
      if accept(.symbol(")")) { return TemplateExpression(kind: .tuple([]), offset: start) }
      let value = try tuple()
      try expect(.symbol(")"))
      return value
    case .symbol("["): return TemplateExpression(kind: .list(try values(until: "]")), offset: start)
    case .symbol("{"): return TemplateExpression(kind: .dictionary(try members()), offset: start)
    default:
      next -= 1
      throw error("unexpected `\(Self.text(kind))`")
    }
  }

  private mutating func values(until close: String) throws(TemplateError) -> [TemplateExpression] {
    var values: [TemplateExpression] = []
    while !accept(.symbol(close)) {
      if !values.isEmpty {
        try expect(.symbol(","))
        if accept(.symbol(close)) { break }
      }
      values.append(try expression())
    }
    return values
  }

  private mutating func members() throws(TemplateError) -> [(key: TemplateExpression, value: TemplateExpression)] {
    var members: [(key: TemplateExpression, value: TemplateExpression)] = []
    while !accept(.symbol("}")) {
      if !members.isEmpty {
        try expect(.symbol(","))
        if accept(.symbol("}")) { break }
      }
      let key = try expression()
      try expect(.symbol(":"))
      members.append((key, try expression()))
    }
    return members
  }

  /// `.name`, `[item]` and `.name(…)` behind a value.
  private mutating func postfixed(_ value: TemplateExpression) throws(TemplateError) -> TemplateExpression {
    var value = value
    while true {
      let start = offset
      if accept(.symbol(".")) {
        switch kind {
        case .name(let name)?:
          next += 1
          if accept(.symbol("(")) {
            value = TemplateExpression(kind: .call(value, name, try values(until: ")")), offset: start)
          } else {
            value = TemplateExpression(kind: .attribute(value, name), offset: start)
          }
        case .int(let place)?:
          next += 1
          let item = TemplateExpression(kind: .literal(.int(place)), offset: start)
          value = TemplateExpression(kind: .item(value, item), offset: start)
        default: throw error("expected a name behind the point")
        }
      } else if accept(.symbol("[")) {
        value = try subscripted(value, start)
      } else if kind == .symbol("(") {
        throw error("functions are none that prompts can call")
      } else {
        return value
      }
    }
  }

  private mutating func subscripted(_ value: TemplateExpression, _ start: Int) throws(TemplateError) -> TemplateExpression {
    let from = kind == .symbol(":") ? nil : try expression()
    guard accept(.symbol(":")) else {
      try expect(.symbol("]"))
      guard let from else { throw error("expected an item") }
      return TemplateExpression(kind: .item(value, from), offset: start)
    }
    let to = kind == .symbol("]") ? nil : try expression()
    try expect(.symbol("]"))
    return TemplateExpression(kind: .slice(value, from: from, to: to), offset: start)
  }

  /// Filters and tests behind a value.
  private mutating func filtered(_ value: TemplateExpression) throws(TemplateError) -> TemplateExpression {
    var value = value
    while true {
      let start = offset
      if accept(.symbol("|")) {
        guard case .name(let name)? = kind else { throw error("expected a filter") }
        guard TemplateFilters.names.contains(name) else { throw error("there is no filter `\(name)`") }
        next += 1
        let arguments = accept(.symbol("(")) ? try arguments() : TemplateArguments()
        value = TemplateExpression(kind: .filter(value, name, arguments), offset: start)
      } else if accept(.name("is")) {
        value = try tested(value, start)
        if kind == .name("is") { throw error("a test of a test needs brackets") }
      } else {
        return value
      }
    }
  }

  private mutating func arguments() throws(TemplateError) -> TemplateArguments {
    var arguments = TemplateArguments()
    while !accept(.symbol(")")) {
      if !arguments.positional.isEmpty || !arguments.named.isEmpty {
        try expect(.symbol(","))
        if accept(.symbol(")")) { break }
      }
      if case .name(let name)? = kind, next + 1 < tokens.count, tokens[next + 1].kind == .symbol("=") {
        next += 2
        arguments.named.append((name, try expression()))
      } else {
        arguments.positional.append(try expression())
      }
    }
    return arguments
  }

  private mutating func tested(_ value: TemplateExpression, _ start: Int) throws(TemplateError) -> TemplateExpression {
    let isNegated = accept(.name("not"))
    guard case .name(let name)? = kind, TemplateTests.names.contains(name) else { throw error("there is no such test") }
    next += 1
    var arguments: [TemplateExpression] = []
    if accept(.symbol("(")) {
      arguments = try values(until: ")")
    } else if TemplateTests.takesArgument(name) {
      arguments = [try postfixed(try primary())]
    }
    return TemplateExpression(kind: .test(value, name, arguments, isNegated: isNegated), offset: start)
  }
}
