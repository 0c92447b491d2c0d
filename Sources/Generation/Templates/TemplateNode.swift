internal import JSONText

/// A template as a tree.
indirect enum TemplateNode {
  case text(String)
  case output(TemplateExpression)
  /// The branches of `if` and `elif`, and `else`.
  case choice([(condition: TemplateExpression, body: [TemplateNode])], otherwise: [TemplateNode])
  case loop(TemplateLoop)
  case assignment(name: String, TemplateExpression)
}

/// `{% for … in … if … %}`.
struct TemplateLoop {
  /// One name, or several that an item is taken apart into.
  let targets: [String]
  let items: TemplateExpression
  let condition: TemplateExpression?
  let body: [TemplateNode]
  /// For no items.
  let otherwise: [TemplateNode]
  let offset: Int
}

/// Something that has a value.
struct TemplateExpression {
  indirect enum Kind {
    case literal(JSONValue)
    case name(String)
    case list([TemplateExpression])
    /// A list that cannot be shown, only gone through or looked into.
    case tuple([TemplateExpression])
    case dictionary([(key: TemplateExpression, value: TemplateExpression)])
    /// `a.b`.
    case attribute(TemplateExpression, String)
    /// `a[b]`.
    case item(TemplateExpression, TemplateExpression)
    case slice(TemplateExpression, from: TemplateExpression?, to: TemplateExpression?)
    /// `a.items()` and its like.
    case call(TemplateExpression, String, [TemplateExpression])
    case filter(TemplateExpression, String, TemplateArguments)
    case test(TemplateExpression, String, [TemplateExpression], isNegated: Bool)
    case not(TemplateExpression)
    case negative(TemplateExpression)
    case and(TemplateExpression, TemplateExpression)
    case or(TemplateExpression, TemplateExpression)
    /// A chain of comparisons: each holds between neighbours.
    case comparison(TemplateExpression, [(symbol: String, other: TemplateExpression)])
    case arithmetic(String, TemplateExpression, TemplateExpression)
    /// `a if b else c`; without `else` it may be undefined.
    case conditional(TemplateExpression, condition: TemplateExpression, otherwise: TemplateExpression?)
  }

  let kind: Kind
  /// In scalars of the template.
  let offset: Int
}

extension TemplateExpression {
  /// Why the value cannot be shown as Jinja shows it; nil where it can.
  var problemShown: String? {
    switch kind {
    case .tuple: "values with commas between cannot be shown: show each for itself, or join a list"
    case .call(_, let name, _) where ["items", "keys", "values"].contains(name): "`\(name)()` can be gone through and not shown"
    case .arithmetic("+", let first, let second) where first.isJSON || second.isJSON: "JSON is joined with `~`"
    default: nil
    }
  }

  private var isJSON: Bool {
    if case .filter(_, "tojson", _) = kind { true } else { false }
  }
}

/// What stands in the brackets behind a filter.
struct TemplateArguments {
  var positional: [TemplateExpression] = []
  var named: [(name: String, value: TemplateExpression)] = []
}
