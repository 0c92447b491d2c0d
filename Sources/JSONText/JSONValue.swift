/// A JSON value whose objects keep the order of their keys.
///
/// Quern's files are read by people and compared byte for byte, so the order in which keys are written matters; Foundation's
/// encoder cannot keep it. Object keys may repeat in what was parsed; look-ups take the last one, as most readers do.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// One key and its value.
  public struct Member: Sendable, Equatable {
    public var key: String
    public var value: JSONValue

    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value under `key`, or nil where this is not an object or has no such key.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// A whole number; a double without a fraction counts as one.
  public var intValue: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  public var doubleValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  public var arrayValue: [JSONValue]? {
    if case .array(let value) = self { value } else { nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(elements.map { Member($0.0, $0.1) }) }

  /// The string, or null.
  public init(_ value: String?) { self = value.map { .string($0) } ?? .null }
  /// The number, or null.
  public init(_ value: Int?) { self = value.map { .int($0) } ?? .null }
  /// The half-open range as `[lower, upper]`.
  public init(_ range: Range<Int>) { self = .array([.int(range.lowerBound), .int(range.upperBound)]) }
}

extension Range<Int> {
  /// Reads `[lower, upper]`; nil where it is anything else or runs backwards.
  public init?(json: JSONValue?) {
    guard let pair = json?.arrayValue, pair.count == 2, let lower = pair[0].intValue, let upper = pair[1].intValue,
      lower >= 0, lower <= upper
    else { return nil }
    self = lower..<upper
  }
}
