internal import JSONText

/// Values as Python writes them, and Python's idea of white space and of truth: what templates of Python's Jinja show for a value.
enum PythonText {
  /// `str(value)`.
  static func string(_ value: JSONValue) -> String {
    if case .string(let text) = value { return text }
    return representation(value)
  }

  /// `repr(value)`.
  static func representation(_ value: JSONValue) -> String {
    switch value {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .double(let value): number(value)
    case .string(let text): quoted(text)
    case .array(let values): "[" + values.map(representation).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + unique(members).map { quoted($0.key) + ": " + representation($0.value) }.joined(separator: ", ") + "}"
    }
  }

  /// `repr` of a number: digits up to 10¹⁶, an exponent beyond.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    let text = "\(value)"
    guard abs(value) < 1e16, let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]),
      exponent > 0
    else { return text }
    let sign = text.hasPrefix("-") ? "-" : ""
    let digits = text[..<mark].filter(\.isNumber)
    return sign + digits + String(repeating: "0", count: max(0, exponent + 1 - digits.count)) + ".0"
  }

  /// `str.lower()`, which knows the sigma at the end of a word.
  static func lower(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.contains("\u{3A3}") else { return text.lowercased() }
    return scalars.indices.map { index in
      guard scalars[index] == "\u{3A3}" else { return scalars[index].properties.lowercaseMapping }
      let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
      let behind = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
      return before?.properties.isCased == true && behind?.properties.isCased != true ? "\u{3C2}" : "\u{3C3}"
    }.joined()
  }

  /// Whether a value counts as true.
  static func isTrue(_ value: JSONValue) -> Bool {
    switch value {
    case .null: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .double(let value): value != 0
    case .string(let text): !text.isEmpty
    case .array(let values): !values.isEmpty
    case .object(let members): !members.isEmpty
    }
  }

  /// Members as a dictionary keeps them: a key once, where it came first, with the value that came last.
  static func unique(_ members: [JSONValue.Member]) -> [JSONValue.Member] {
    var places: [[UInt8]: Int] = [:]
    var kept: [JSONValue.Member] = []
    for member in members {
      if let place = places[Array(member.key.utf8)] {
        kept[place].value = member.value
      } else {
        places[Array(member.key.utf8)] = kept.count
        kept.append(member)
      }
    }
    return kept
  }

  private static func quoted(_ text: String) -> String {
    let mark: Unicode.Scalar = text.unicodeScalars.contains("'") && !text.unicodeScalars.contains("\"") ? "\"" : "'"
    var result = String(mark)
    for scalar in text.unicodeScalars {
      switch scalar {
      case mark, "\\": result += "\\" + String(scalar)
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isPrintable(scalar) { result.unicodeScalars.append(scalar) } else { result += escaped(scalar) }
      }
    }
    return result + String(mark)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator: false
    default: true
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    let (mark, width) = scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
    return mark + String(repeating: "0", count: width - digits.count) + digits
  }

  /// `str.isspace`: 29 characters, with the separators U+001C to U+001F and without U+200B.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// `str.strip()`.
  static func stripped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) }) else {
      return ""
    }
    return String(scalars[first...last])
  }

  /// `str.rstrip()` and `str.lstrip()`.
  static func withoutTrailingSpace(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.lastIndex { !isSpace($0) }.map { String(scalars[...$0]) } ?? ""
  }

  static func withoutLeadingSpace(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.firstIndex { !isSpace($0) }.map { String(scalars[$0...]) } ?? ""
  }

  /// Whether two values are equal by `==`: numbers by value whatever their type, texts by their code points.
  static func areEqual(_ first: JSONValue, _ second: JSONValue) -> Bool {
    switch (first, second) {
    case (.string(let first), .string(let second)): first.utf8.elementsEqual(second.utf8)
    case (.array(let first), .array(let second)): first.count == second.count && zip(first, second).allSatisfy(areEqual)
    case (.object(let first), .object(let second)): areEqual(unique(first), unique(second))
    case (.null, .null): true
    default:
      if let first = number(first), let second = number(second) { first == second } else { false }
    }
  }

  private static func areEqual(_ first: [JSONValue.Member], _ second: [JSONValue.Member]) -> Bool {
    first.count == second.count
      && first.allSatisfy { member in
        second.first { $0.key.utf8.elementsEqual(member.key.utf8) }.map { areEqual($0.value, member.value) } ?? false
      }
  }

  /// A number, or a truth value as one.
  static func number(_ value: JSONValue) -> Double? {
    if case .bool(let value) = value { return value ? 1 : 0 }
    return value.doubleValue
  }
}
