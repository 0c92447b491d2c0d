extension JSONValue {
  /// One line of JSON in UTF-8, without a line feed.
  ///
  /// Non-ASCII text is kept; only what JSON requires is escaped, and U+2028 and U+2029, which break JavaScript. A number that
  /// is not finite is written as null.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The bytes of ``text``.
  public var utf8: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return bytes
  }

  /// The value over several lines, indented by two spaces, ending in a line feed: for files that people open.
  public var prettyText: String {
    var bytes: [UInt8] = []
    append(to: &bytes, indentation: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the value on one line.
  public func append(to bytes: inout [UInt8]) {
    switch self {
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(contentsOf: ", ".utf8) }
        value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(contentsOf: ", ".utf8) }
        Self.append(string: member.key, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        member.value.append(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    default:
      appendScalar(to: &bytes)
    }
  }

  private func append(to bytes: inout [UInt8], indentation: Int) {
    func newLine(_ level: Int) {
      bytes.append(UInt8(ascii: "\n"))
      bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
    switch self {
    case .array(let values) where values.contains(where: \.isContainer):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indentation + 1)
        value.append(to: &bytes, indentation: indentation + 1)
      }
      newLine(indentation)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newLine(indentation + 1)
        Self.append(string: member.key, to: &bytes)
        bytes.append(contentsOf: ": ".utf8)
        member.value.append(to: &bytes, indentation: indentation + 1)
      }
      newLine(indentation)
      bytes.append(UInt8(ascii: "}"))
    default:
      append(to: &bytes)
    }
  }

  private var isContainer: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }

  private func appendScalar(to bytes: inout [UInt8]) {
    switch self {
    case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): bytes.append(contentsOf: String(value).utf8)
    case .double(let value) where value.isFinite: bytes.append(contentsOf: "\(value)".utf8)
    case .string(let value): Self.append(string: value, to: &bytes)
    default: bytes.append(contentsOf: "null".utf8)
    }
  }

  private static func append(string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { source in
      var pending = 0
      for index in source.indices {
        guard isSpecial(source[index]), let escape = escape(of: source[index], at: index, in: source) else { continue }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[pending..<index]))
        bytes.append(contentsOf: escape.text.utf8)
        pending = index + escape.length
      }
      if pending < source.count { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[pending...])) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whether a byte may begin what is escaped; most do not, and are passed over by this alone.
  @inline(__always)
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F || byte == 0xE2
  }

  private static func escape(of byte: UInt8, at index: Int, in source: UnsafeBufferPointer<UInt8>) -> (text: String, length: Int)?
  {
    switch byte {
    case UInt8(ascii: "\""): return ("\\\"", 1)
    case UInt8(ascii: "\\"): return ("\\\\", 1)
    case 0x0A: return ("\\n", 1)
    case 0x0D: return ("\\r", 1)
    case 0x09: return ("\\t", 1)
    case 0..<0x20, 0x7F:
      let digits = String(byte, radix: 16)
      return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, 1)
    case 0xE2 where index + 2 < source.count && source[index + 1] == 0x80 && source[index + 2] & 0xFE == 0xA8:
      return (source[index + 2] == 0xA8 ? "\\u2028" : "\\u2029", 3)
    default: return nil
    }
  }
}
