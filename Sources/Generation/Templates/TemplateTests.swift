internal import JSONText

/// `is defined` and its like.
enum TemplateTests {
  static let names: Set<String> = [
    "defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "sequence", "iterable", "true",
    "false", "odd", "even", "divisibleby", "eq", "equalto", "ne", "in", "lower", "upper",
  ]

  /// Whether a test's argument stands behind it without brackets.
  static func takesArgument(_ name: String) -> Bool { ["divisibleby", "eq", "equalto", "ne", "in"].contains(name) }

  static func holds(_ name: String, _ value: JSONValue?, _ arguments: [JSONValue], _ error: (String) -> TemplateError)
    throws(TemplateError) -> Bool
  {
    switch name {
    case "defined": return value != nil
    case "undefined": return value == nil
    case "none": return value == .null
    case "true": return value == .bool(true)
    case "false": return value == .bool(false)
    case "boolean": return value?.boolValue != nil
    case "string": return value?.stringValue != nil
    case "number": return value.flatMap(PythonText.number) != nil
    case "integer": if case .int? = value { return true } else { return false }
    case "float": if case .double? = value { return true } else { return false }
    case "mapping": if case .object? = value { return true } else { return false }
    case "sequence", "iterable": return isSequence(value)
    case "lower", "upper": return isCased(value.map(PythonText.string) ?? "", name)
    case "eq", "equalto", "ne", "in":
      guard let other = arguments.first else { throw error("the test `\(name)` needs a value") }
      let symbol = name == "in" ? "in" : name == "ne" ? "!=" : "=="
      return try TemplateArithmetic.holds(symbol, value, other, error)
    default: return try holds(name, value?.intValue, arguments.first?.intValue, error)
    }
  }

  /// The tests of whole numbers.
  private static func holds(_ name: String, _ value: Int?, _ divisor: Int?, _ error: (String) -> TemplateError)
    throws(TemplateError) -> Bool
  {
    guard let value else { throw error("the test `\(name)` is for whole numbers") }
    switch name {
    case "odd": return value % 2 != 0
    case "even": return value % 2 == 0
    default:
      guard let divisor, divisor != 0 else { throw error("the test `\(name)` needs a whole number but 0") }
      return value % divisor == 0
    }
  }

  private static func isSequence(_ value: JSONValue?) -> Bool {
    switch value {
    case .array?, .object?, .string?, nil: true
    default: false
    }
  }

  private static func isCased(_ text: String, _ name: String) -> Bool {
    let hasLetters = text.lowercased() != text.uppercased()
    return hasLetters && text == (name == "lower" ? text.lowercased() : text.uppercased())
  }
}
