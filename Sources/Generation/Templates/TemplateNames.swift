/// Finds the names that a template takes from outside.
struct TemplateNames {
  private(set) var free: Set<String> = []
  private var bound: Set<String> = []

  mutating func visit(_ nodes: [TemplateNode]) {
    for node in nodes {
      switch node {
      case .text: break
      case .output(let value): visit(value)
      case .assignment(let name, let value):
        visit(value)
        bound.insert(name)
      case .choice(let branches, let otherwise):
        for branch in branches {
          visit(branch.condition)
          visit(branch.body)
        }
        visit(otherwise)
      case .loop(let loop):
        visit(loop.items)
        let outer = bound
        bound.formUnion(loop.targets + ["loop"])
        if let condition = loop.condition { visit(condition) }
        visit(loop.body)
        bound = outer
        visit(loop.otherwise)
      }
    }
  }

  private mutating func visit(_ value: TemplateExpression) {
    if case .name(let name) = value.kind, !bound.contains(name) { free.insert(name) }
    value.children.forEach { visit($0) }
  }
}

extension TemplateExpression {
  /// The expressions that this one is made of.
  var children: [TemplateExpression] {
    switch kind {
    case .literal, .name: []
    case .list(let values), .tuple(let values): values
    case .dictionary(let members): members.flatMap { [$0.key, $0.value] }
    case .attribute(let value, _), .not(let value), .negative(let value): [value]
    case .item(let value, let item): [value, item]
    case .slice(let value, let from, let to): [value] + [from, to].compactMap { $0 }
    case .call(let value, _, let arguments), .test(let value, _, let arguments, _): [value] + arguments
    case .filter(let value, _, let arguments): [value] + arguments.positional + arguments.named.map(\.value)
    case .and(let first, let second), .or(let first, let second), .arithmetic(_, let first, let second): [first, second]
    case .comparison(let value, let others): [value] + others.map(\.other)
    case .conditional(let value, let condition, let otherwise): [value, condition] + [otherwise].compactMap { $0 }
    }
  }
}
