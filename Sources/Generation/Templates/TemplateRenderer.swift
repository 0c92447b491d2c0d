internal import JSONText

/// Walks a template's tree and writes its text.
struct TemplateRenderer {
  /// A value of a template; nil for what is undefined.
  typealias Value = JSONValue?

  /// Names by the scopes that they were given in, the innermost last.
  private var scopes: [[(name: String, value: Value)]]
  private let lexer: TemplateLexer
  private var output = ""
  private var steps = 0
  private static let (stepLimit, lengthLimit) = (1_000_000, 64 << 20)

  init(_ variables: [JSONValue.Member], _ lexer: TemplateLexer) {
    scopes = [variables.map { ($0.key, $0.value) }]
    self.lexer = lexer
  }

  mutating func render(_ nodes: [TemplateNode]) throws(TemplateError) -> String {
    scopes.append([])
    try run(nodes)
    return output
  }

  private mutating func run(_ nodes: [TemplateNode]) throws(TemplateError) {
    for node in nodes {
      switch node {
      case .text(let text): output += text
      case .output(let value): output += try evaluate(value).map(PythonText.string) ?? ""
      case .assignment(let name, let value): scopes[scopes.count - 1].append((name, try evaluate(value)))
      case .choice(let branches, let otherwise): try choose(branches, otherwise)
      case .loop(let loop): try run(loop)
      }
      steps += 1
      guard steps <= Self.stepLimit, output.utf8.count <= Self.lengthLimit else {
        throw TemplateError(message: "the template never ends, or its text is too long", line: 1, column: 1)
      }
    }
  }

  private mutating func choose(
    _ branches: [(condition: TemplateExpression, body: [TemplateNode])], _ otherwise: [TemplateNode]
  ) throws(TemplateError) {
    for branch in branches where try isTrue(branch.condition) { return try run(branch.body) }
    try run(otherwise)
  }

  private mutating func run(_ loop: TemplateLoop) throws(TemplateError) {
    var items = try TemplateItems.of(evaluate(loop.items)) { (message) in lexer.error(message, at: loop.offset) }
    if let condition = loop.condition {
      var kept: [JSONValue] = []
      for item in items {
        scopes.append(try bound(loop, item))
        if try isTrue(condition) { kept.append(item) }
        scopes.removeLast()
      }
      items = kept
    }
    if items.isEmpty { return try run(loop.otherwise) }
    for index in items.indices {
      scopes.append(try bound(loop, items[index]) + [("loop", Self.state(index, items))])
      try run(loop.body)
      scopes.removeLast()
    }
  }

  /// The names of a loop for one item.
  private func bound(_ loop: TemplateLoop, _ item: JSONValue) throws(TemplateError) -> [(name: String, value: Value)] {
    if loop.targets.count == 1 { return [(loop.targets[0], item)] }
    let parts = try TemplateItems.of(item) { (message) in lexer.error(message, at: loop.offset) }
    guard parts.count == loop.targets.count else {
      throw lexer.error("an item of \(parts.count) parts for \(loop.targets.count) names", at: loop.offset)
    }
    return Array(zip(loop.targets, parts.map { .some($0) }))
  }

  /// What `loop` holds.
  private static func state(_ index: Int, _ items: [JSONValue]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("index", .int(index + 1)), .init("index0", .int(index)), .init("first", .bool(index == 0)),
      .init("last", .bool(index == items.count - 1)), .init("length", .int(items.count)),
      .init("revindex", .int(items.count - index)), .init("revindex0", .int(items.count - index - 1)),
      .init("depth", 1), .init("depth0", 0),
    ]
    if index > 0 { members.append(.init("previtem", items[index - 1])) }
    if index + 1 < items.count { members.append(.init("nextitem", items[index + 1])) }
    return .object(members)
  }

  private func isTrue(_ value: TemplateExpression) throws(TemplateError) -> Bool {
    try evaluate(value).map(PythonText.isTrue) ?? false
  }

  private func lookUp(_ name: String) -> Value {
    for scope in scopes.reversed() {
      if let found = scope.last(where: { $0.name == name }) { return found.value }
    }
    return nil
  }

  // MARK: Expressions

  private func evaluate(_ expression: TemplateExpression) throws(TemplateError) -> Value {
    switch expression.kind {
    case .literal(let value): return value
    case .name(let name): return lookUp(name)
    case .list(let values), .tuple(let values):
      var items: [JSONValue] = []
      for value in values { items.append(try defined(value, expression.offset)) }
      return .array(items)
    case .dictionary(let members): return try dictionary(members)
    case .attribute(let value, let name): return try attribute(value, name, expression.offset)
    case .item(let value, let item): return try self.item(value, item, expression.offset)
    case .slice(let value, let from, let to): return try slice(value, from, to, expression.offset)
    case .call(let value, let name, let arguments): return try call(value, name, arguments, expression.offset)
    case .filter(let value, let name, let arguments): return try filter(value, name, arguments, expression.offset)
    case .test(let value, let name, let arguments, let isNegated):
      let holds = try TemplateTests.holds(name, evaluate(value), all(arguments)) { lexer.error($0, at: expression.offset) }
      return .bool(holds != isNegated)
    case .not(let value): return .bool(try !isTrue(value))
    case .negative(let value): return try TemplateArithmetic.negative(evaluate(value)) { lexer.error($0, at: expression.offset) }
    case .and(let first, let second):
      let value = try evaluate(first)
      return value.map(PythonText.isTrue) == true ? try evaluate(second) : value
    case .or(let first, let second):
      let value = try evaluate(first)
      return value.map(PythonText.isTrue) == true ? value : try evaluate(second)
    case .comparison(let value, let others): return .bool(try compare(value, others, expression.offset))
    case .arithmetic(let symbol, let first, let second):
      return try TemplateArithmetic.value(symbol, evaluate(first), evaluate(second)) { lexer.error($0, at: expression.offset) }
    case .conditional(let value, let condition, let otherwise):
      if try isTrue(condition) { return try evaluate(value) }
      guard let otherwise else { return nil }
      return try evaluate(otherwise)
    }
  }

  /// Values of a list, in which what is undefined stands as nothing.
  private func all(_ expressions: [TemplateExpression]) throws(TemplateError) -> [JSONValue] {
    var values: [JSONValue] = []
    for expression in expressions { values.append(try evaluate(expression) ?? .string("")) }
    return values
  }

  private func dictionary(_ members: [(key: TemplateExpression, value: TemplateExpression)]) throws(TemplateError) -> JSONValue {
    var found: [JSONValue.Member] = []
    for (key, value) in members {
      let name = try evaluate(key) ?? .string("")
      guard let name = name.stringValue else { throw lexer.error("a key must be a text", at: key.offset) }
      found.append(.init(name, try defined(value, value.offset)))
    }
    return .object(PythonText.unique(found))
  }

  private func defined(_ expression: TemplateExpression, _ offset: Int) throws(TemplateError) -> JSONValue {
    guard let value = try evaluate(expression) else {
      if case .name(let name) = expression.kind { throw lexer.error("`\(name)` is undefined", at: offset) }
      throw lexer.error("what stands before this is undefined", at: offset)
    }
    return value
  }

  private func attribute(_ expression: TemplateExpression, _ name: String, _ offset: Int) throws(TemplateError) -> Value {
    let value = try defined(expression, offset)
    if TemplateMethods.names(of: value).contains(name) {
      throw lexer.error("`\(name)` is a method, which prompts cannot show", at: offset)
    }
    return value[name]
  }

  private func item(_ expression: TemplateExpression, _ item: TemplateExpression, _ offset: Int) throws(TemplateError) -> Value {
    let value = try defined(expression, offset)
    switch (value, try evaluate(item)) {
    case (.object, .string(let key)?): return value[key]
    case (.array(let values), .int(let place)?): return Self.element(values, place)
    case (.string(let text), .int(let place)?):
      return Self.element(Array(text.unicodeScalars), place).map { .string(String($0)) }
    default: return nil
    }
  }

  private static func element<Element>(_ values: [Element], _ place: Int) -> Element? {
    let index = place < 0 ? values.count + place : place
    return values.indices.contains(index) ? values[index] : nil
  }

  private func slice(
    _ expression: TemplateExpression, _ from: TemplateExpression?, _ to: TemplateExpression?, _ offset: Int
  ) throws(TemplateError) -> Value {
    let value = try defined(expression, offset)
    let scalars = value.stringValue.map { Array($0.unicodeScalars) }
    let count = scalars?.count ?? value.arrayValue?.count ?? 0
    func bound(_ expression: TemplateExpression?, _ missing: Int) throws(TemplateError) -> Int {
      guard let expression, let given = try evaluate(expression), given != .null else { return missing }
      guard let place = given.intValue else { throw lexer.error("the bounds of a slice are whole numbers", at: offset) }
      return min(count, max(0, place < 0 ? count + place : place))
    }
    let (start, end) = (try bound(from, 0), try bound(to, count))
    if let scalars { return .string(String(String.UnicodeScalarView(scalars[start..<max(start, end)]))) }
    guard let values = value.arrayValue else { throw lexer.error("only texts and lists have slices", at: offset) }
    return .array(Array(values[start..<max(start, end)]))
  }

  private func call(
    _ expression: TemplateExpression, _ name: String, _ arguments: [TemplateExpression], _ offset: Int
  ) throws(TemplateError) -> Value {
    let value = try defined(expression, offset)
    let values = try all(arguments)
    if case .name("loop") = expression.kind, name == "cycle", let index = value["index0"]?.intValue, !values.isEmpty {
      return values[index % values.count]
    }
    return try TemplateMethods.call(name, of: value, values) { lexer.error($0, at: offset) }
  }

  private func filter(
    _ expression: TemplateExpression, _ name: String, _ arguments: TemplateArguments, _ offset: Int
  ) throws(TemplateError) -> Value {
    let value = try evaluate(expression)
    let positional = try all(arguments.positional)
    var named: [JSONValue.Member] = []
    for (name, value) in arguments.named { named.append(.init(name, try evaluate(value) ?? .string(""))) }
    let filter = TemplateFilters(positional, named) { lexer.error($0, at: offset) }
    return try filter.apply(name, to: value)
  }

  private func compare(
    _ first: TemplateExpression, _ others: [(symbol: String, other: TemplateExpression)], _ offset: Int
  ) throws(TemplateError) -> Bool {
    var left = try evaluate(first)
    for (symbol, other) in others {
      let right = try evaluate(other)
      let holds = try TemplateArithmetic.holds(symbol, left, right) { lexer.error($0, at: offset) }
      if !holds { return false }
      left = right
    }
    return true
  }
}

/// The items of a value that is gone through.
enum TemplateItems {
  static func of(_ value: JSONValue?, _ error: (String) -> TemplateError) throws(TemplateError) -> [JSONValue] {
    switch value {
    case nil: return []
    case .array(let values): return values
    case .object(let members): return PythonText.unique(members).map { .string($0.key) }
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    default: throw error("a number, a truth value or none has no items")
    }
  }
}
