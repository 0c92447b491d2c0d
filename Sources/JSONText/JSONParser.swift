/// Why a text is not JSON, and at which byte.
public struct JSONError: Error, Equatable, CustomStringConvertible {
  /// What was expected or found.
  public let message: String
  /// The byte offset, from 0.
  public let offset: Int

  public var description: String { "\(message) at byte \(offset)" }
}

extension JSONValue {
  /// Parses one JSON value (RFC 8259) with white space around it.
  ///
  /// Nesting deeper than 512 is refused, so hostile input cannot exhaust the stack. A lone surrogate becomes U+FFFD, invalid
  /// UTF-8 likewise. Integers that do not fit 64 bits become doubles.
  public init(parsing text: String) throws(JSONError) {
    var text = text
    text.makeContiguousUTF8()
    self = try JSONParser.parse(Array(text.utf8)[...])
  }

  /// The same for bytes, for example one line of a file.
  public init(parsing bytes: ArraySlice<UInt8>) throws(JSONError) {
    self = try JSONParser.parse(bytes)
  }

  /// The same for what models write: control characters may stand in strings, and `NaN` and `Infinity` are numbers.
  public init(parsingLeniently bytes: ArraySlice<UInt8>) throws(JSONError) {
    self = try JSONParser.parse(bytes, isLenient: true)
  }
}

private struct JSONParser {
  static let depthLimit = 512

  let bytes: ArraySlice<UInt8>
  var index: Int
  var depth = 0
  let isLenient: Bool

  init(bytes: ArraySlice<UInt8>, isLenient: Bool) {
    (self.bytes, index, self.isLenient) = (bytes, bytes.startIndex, isLenient)
  }

  static func parse(_ bytes: ArraySlice<UInt8>, isLenient: Bool = false) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, isLenient: isLenient)
    let value = try parser.value()
    parser.skipSpace()
    guard parser.index == bytes.endIndex else { throw parser.error("unexpected text after the value") }
    return value
  }

  func error(_ message: String) -> JSONError { JSONError(message: message, offset: index - bytes.startIndex) }

  var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try nested { (parser) throws(JSONError) in try parser.object() }
    case UInt8(ascii: "["): return try nested { (parser) throws(JSONError) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "N") where isLenient: return try literal("NaN", .double(.nan))
    case UInt8(ascii: "I") where isLenient: return try literal("Infinity", .double(.infinity))
    case UInt8(ascii: "-") where isLenient && bytes[index...].starts(with: "-Infinity".utf8):
      return try literal("-Infinity", .double(-.infinity))
    case .none: throw error("unexpected end")
    default: return try number()
    }
  }

  mutating func nested(_ body: (inout Self) throws(JSONError) -> JSONValue) throws(JSONError) -> JSONValue {
    guard depth < Self.depthLimit else { throw error("nested deeper than \(Self.depthLimit)") }
    depth += 1
    index += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    skipSpace()
    if next == UInt8(ascii: "}") {
      index += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("expected a key") }
      let key = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw error("expected ':'") }
      index += 1
      members.append(.init(key, try value()))
      if try endsList(with: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  mutating func array() throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    while true {
      values.append(try value())
      if try endsList(with: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  mutating func endsList(with end: UInt8) throws(JSONError) -> Bool {
    skipSpace()
    defer { index += 1 }
    switch next {
    case end: return true
    case UInt8(ascii: ","): return false
    default: throw error("expected ',' or '\(Character(Unicode.Scalar(end)))'")
    }
  }

  mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let matches = text.withUTF8Buffer { buffer in
      bytes[index...].starts(with: buffer)
    }
    guard matches else { throw error("unknown literal") }
    index += text.utf8CodeUnitCount
    return value
  }

  mutating func number() throws(JSONError) -> JSONValue {
    let start = index
    var isInteger = true
    if next == UInt8(ascii: "-") { index += 1 }
    let digits = skipDigits()
    guard digits > 0, digits == 1 || bytes[index - digits] != UInt8(ascii: "0") else { throw error("unexpected character") }
    if next == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      guard skipDigits() > 0 else { throw error("expected a digit") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isInteger = false
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard skipDigits() > 0 else { throw error("expected a digit") }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let value = Int(text) { return .int(value) }
    return .double(Double(text) ?? 0)
  }

  mutating func skipDigits() -> Int {
    let start = index
    while let byte = next, byte >= 0x30, byte <= 0x39 { index += 1 }
    return index - start
  }

  mutating func string() throws(JSONError) -> String {
    index += 1
    let start = index
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 || isLenient { index += 1 }
    if next == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    var text = Array(bytes[start..<index])
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        index += 1
        try escape(into: &text)
      case 0..<0x20 where !isLenient:
        throw error("control character in a string")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw error("unterminated string")
  }

  mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw error("unterminated string") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: Array(Character(try unicodeEscape()).utf8))
    default: throw error("unknown escape")
    }
  }

  mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let first = try fourHexDigits()
    guard first & 0xF800 == 0xD800 else { return Unicode.Scalar(first) ?? "\u{FFFD}" }
    guard first < 0xDC00, bytes[index...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    let afterFirst = index
    index += 2
    let second = try fourHexDigits()
    guard second & 0xFC00 == 0xDC00 else {
      index = afterFirst
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)) ?? "\u{FFFD}"
  }

  mutating func fourHexDigits() throws(JSONError) -> UInt32 {
    guard bytes.endIndex - index >= 4, let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16),
      bytes[index] != UInt8(ascii: "+"), bytes[index] != UInt8(ascii: "-")
    else { throw error("expected four hexadecimal digits") }
    index += 4
    return value
  }
}
