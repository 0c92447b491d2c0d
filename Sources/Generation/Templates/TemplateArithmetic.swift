internal import Foundation
internal import JSONText

/// Operators, by Python's rules for the types that prompts have.
enum TemplateArithmetic {
  typealias Failure = (String) -> TemplateError

  static func negative(_ value: JSONValue?, _ error: Failure) throws(TemplateError) -> JSONValue {
    switch value {
    case .int(let value) where value != .min: return .int(-value)
    case .double(let value): return .double(-value)
    case .bool(let value): return .int(value ? -1 : 0)
    default: throw error("only numbers have a sign")
    }
  }

  static func value(_ symbol: String, _ first: JSONValue?, _ second: JSONValue?, _ error: Failure) throws(TemplateError)
    -> JSONValue
  {
    if symbol == "~" { return .string((first.map(PythonText.string) ?? "") + (second.map(PythonText.string) ?? "")) }
    guard let first, let second else { throw error("an operand is undefined") }
    switch (first, symbol, second) {
    case (.string(let first), "+", .string(let second)): return .string(first + second)
    case (.array(let first), "+", .array(let second)): return .array(first + second)
    case (.string(let text), "*", .int(let count)) where text.utf8.count * max(0, count) < 1 << 24:
      return .string(String(repeating: text, count: max(0, count)))
    default: break
    }
    if let first = whole(first), let second = whole(second) { return try whole(symbol, first, second, error) }
    guard let first = PythonText.number(first), let second = PythonText.number(second) else {
      throw error("`\(symbol)` is not for values of these types")
    }
    return .double(try number(symbol, first, second, error))
  }

  private static func whole(_ value: JSONValue) -> Int? {
    switch value {
    case .int(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  private static func whole(_ symbol: String, _ first: Int, _ second: Int, _ error: Failure) throws(TemplateError) -> JSONValue {
    if second == 0, ["/", "//", "%"].contains(symbol) { throw error("a division by zero") }
    let result: (partialValue: Int, overflow: Bool)
    switch symbol {
    case "+": result = first.addingReportingOverflow(second)
    case "-": result = first.subtractingReportingOverflow(second)
    case "*": result = first.multipliedReportingOverflow(by: second)
    case "//":
      let quotient = first.dividedReportingOverflow(by: second)
      let isInexact = !quotient.overflow && first % second != 0 && (first < 0) != (second < 0)
      result = (quotient.partialValue &- (isInexact ? 1 : 0), quotient.overflow)
    case "%":
      let rest = first.remainderReportingOverflow(dividingBy: second)
      result = (
        rest.partialValue != 0 && (rest.partialValue < 0) != (second < 0) ? rest.partialValue + second : rest.partialValue,
        rest.overflow
      )
    case "**" where second >= 0:
      var power = (partialValue: 1, overflow: false)
      for _ in 0..<min(second, 64) where !power.overflow { power = power.partialValue.multipliedReportingOverflow(by: first) }
      result = (power.partialValue, power.overflow || (second > 64 && abs(first) > 1))
    default: return .double(try number(symbol, Double(first), Double(second), error))
    }
    if result.overflow { throw error("a number that is too large") }
    return .int(result.partialValue)
  }

  private static func number(_ symbol: String, _ first: Double, _ second: Double, _ error: Failure) throws(TemplateError)
    -> Double
  {
    if second == 0, ["/", "//", "%"].contains(symbol) { throw error("a division by zero") }
    switch symbol {
    case "+": return first + second
    case "-": return first - second
    case "*": return first * second
    case "/": return first / second
    case "//": return (first / second).rounded(.down)
    case "%": return first - second * (first / second).rounded(.down)
    case "**": return pow(first, second)
    default: throw error("there is no operator `\(symbol)`")
    }
  }

  // MARK: Comparisons

  static func holds(_ symbol: String, _ first: JSONValue?, _ second: JSONValue?, _ error: Failure) throws(TemplateError) -> Bool {
    switch symbol {
    case "==": return areEqual(first, second)
    case "!=": return !areEqual(first, second)
    case "in": return try contains(second, first, error)
    case "not in": return try !contains(second, first, error)
    default:
      guard let order = order(first, second) else { throw error("`\(symbol)` is not for values of these types") }
      return switch symbol {
      case "<": order < 0
      case ">": order > 0
      case "<=": order <= 0
      default: order >= 0
      }
    }
  }

  private static func areEqual(_ first: JSONValue?, _ second: JSONValue?) -> Bool {
    guard let first, let second else { return first == nil && second == nil }
    return PythonText.areEqual(first, second)
  }

  private static func contains(_ values: JSONValue?, _ value: JSONValue?, _ error: Failure) throws(TemplateError) -> Bool {
    switch values {
    case .string(let text)?:
      guard let part = value?.stringValue else { throw error("only a text can be in a text") }
      return part.isEmpty || text.utf8.count >= part.utf8.count && UTF8Search.contains(Array(text.utf8), Array(part.utf8))
    case .array(let values)?: return values.contains { areEqual($0, value) }
    case .object(let members)?: return members.contains { areEqual(.string($0.key), value) }
    case nil: return false
    default: throw error("a number, a truth value or none holds nothing")
    }
  }

  /// Below, equal or above 0; nil where the two cannot be compared.
  private static func order(_ first: JSONValue?, _ second: JSONValue?) -> Int? {
    guard let first, let second else { return nil }
    if let first = PythonText.number(first), let second = PythonText.number(second) {
      return first < second ? -1 : first > second ? 1 : 0
    }
    guard let first = first.stringValue, let second = second.stringValue else { return nil }
    if first.unicodeScalars.lexicographicallyPrecedes(second.unicodeScalars) { return -1 }
    return first.utf8.elementsEqual(second.utf8) ? 0 : 1
  }
}

/// Searches of bytes.
enum UTF8Search {
  /// Where a part stands first at or behind an index; nil where it does not.
  static func first(_ part: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
    guard let head = part.first else { return start }
    var index = start
    while index + part.count <= bytes.count {
      guard let found = bytes[index...(bytes.count - part.count)].firstIndex(of: head) else { return nil }
      if bytes[found..<found + part.count].elementsEqual(part) { return found }
      index = found + 1
    }
    return nil
  }

  static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool { first(part, in: bytes) != nil }
}
