internal import JSONText

/// `json.dumps`: separators `, ` and `: `, numbers as Python writes them.
struct PythonJSON {
  /// Whether everything beyond ASCII is escaped.
  var isASCII: Bool
  var sortsKeys = false
  /// Spaces a level, over several lines; nil for one line.
  var indent: Int?

  func text(_ value: JSONValue) -> String {
    var output = ""
    write(value, 0, into: &output)
    return output
  }

  private func write(_ value: JSONValue, _ level: Int, into output: inout String) {
    switch value {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .int(let value): output += "\(value)"
    case .double(let value):
      output += value.isFinite ? PythonText.number(value) : value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
    case .string(let text): write(text, into: &output)
    case .array(let values):
      list("[", "]", values.count, level, &output) { index, output in write(values[index], level + 1, into: &output) }
    case .object(let members):
      var members = PythonText.unique(members)
      if sortsKeys { members.sort { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) } }
      list("{", "}", members.count, level, &output) { index, output in
        write(members[index].key, into: &output)
        output += ": "
        write(members[index].value, level + 1, into: &output)
      }
    }
  }

  private func list(
    _ open: String, _ close: String, _ count: Int, _ level: Int, _ output: inout String, _ item: (Int, inout String) -> Void
  ) {
    output += open
    for index in 0..<count {
      if index > 0 { output += indent == nil ? ", " : "," }
      newLine(level + 1, &output)
      item(index, &output)
    }
    if count > 0 { newLine(level, &output) }
    output += close
  }

  private func newLine(_ level: Int, _ output: inout String) {
    if let indent { output += "\n" + String(repeating: " ", count: indent * level) }
  }

  private func write(_ text: String, into output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{8}": output += "\\b"
      case "\u{C}": output += "\\f"
      default:
        if scalar.value < 0x20 || (isASCII && scalar.value > 0x7E) {
          escape(scalar, &output)
        } else {
          output.unicodeScalars.append(scalar)
        }
      }
    }
    output += "\""
  }

  private func escape(_ scalar: Unicode.Scalar, _ output: inout String) {
    for unit in String(scalar).utf16 {
      let digits = String(unit, radix: 16)
      output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}
