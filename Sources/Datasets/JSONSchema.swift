package import JSONText

/// The part of JSON Schema that tools use: types, properties, required ones, items, enumerations and bounds.
package enum JSONSchema {
  package static func accepts(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    if let values = schema["enum"]?.arrayValue, !values.contains(where: { areEqual($0, value) }) { return false }
    if let types = schema["type"]?.arrayValue {
      return types.contains { fits(value, $0.stringValue, schema) }
    }
    return fits(value, schema["type"]?.stringValue, schema)
  }

  private static func fits(_ value: JSONValue, _ type: String?, _ schema: JSONValue) -> Bool {
    switch (type, value) {
    case (nil, .object), ("object", .object(_)): return fitsObject(value, schema)
    case (nil, .array(let items)), ("array", .array(let items)):
      let isLong = items.count >= schema["minItems"]?.intValue ?? 0 && items.count <= schema["maxItems"]?.intValue ?? .max
      return isLong && (schema["items"].map { item in items.allSatisfy { accepts($0, item) } } ?? true)
    case ("string", .string(let text)):
      let count = text.unicodeScalars.count
      return count >= schema["minLength"]?.intValue ?? 0 && count <= schema["maxLength"]?.intValue ?? .max
    case ("integer", _): return value.intValue != nil && value.boolValue == nil && isInside(value, schema)
    case ("number", _): return value.doubleValue != nil && isInside(value, schema)
    case ("boolean", .bool), ("null", .null), (nil, _): return true
    default: return false
    }
  }

  private static func isInside(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    guard let number = value.doubleValue else { return false }
    return number >= schema["minimum"]?.doubleValue ?? -.infinity && number <= schema["maximum"]?.doubleValue ?? .infinity
  }

  private static func fitsObject(_ value: JSONValue, _ schema: JSONValue) -> Bool {
    guard case .object(let members) = value else { return false }
    let required = (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
    guard required.allSatisfy({ value[$0] != nil }) else { return false }
    return members.allSatisfy { member in
      if let property = schema["properties"]?[member.key] { return accepts(member.value, property) }
      return schema["additionalProperties"]?.boolValue != false
    }
  }

  /// Whether two values are the same in JSON: numbers by their value, the order of members aside.
  private static func areEqual(_ first: JSONValue, _ second: JSONValue) -> Bool {
    switch (first, second) {
    case (.array(let first), .array(let second)):
      return first.count == second.count && zip(first, second).allSatisfy { areEqual($0, $1) }
    case (.object(let members), .object(let others)):
      return members.count == others.count
        && members.allSatisfy { member in second[member.key].map { areEqual(member.value, $0) } ?? false }
    default:
      if let first = first.doubleValue, let second = second.doubleValue { return first == second }
      return first == second
    }
  }
}
