internal import JSONText

/// Filters, with Jinja's results.
struct TemplateFilters {
  static let names: Set<String> = [
    "default", "d", "join", "upper", "lower", "title", "trim", "length", "count", "tojson", "replace", "first", "last",
    "capitalize", "string", "list", "int", "float",
  ]

  private let positional: [JSONValue]
  private let named: [JSONValue.Member]
  private let error: (String) -> TemplateError

  init(_ positional: [JSONValue], _ named: [JSONValue.Member], _ error: @escaping (String) -> TemplateError) {
    (self.positional, self.named, self.error) = (positional, named, error)
  }

  func apply(_ name: String, to value: JSONValue?) throws(TemplateError) -> JSONValue? {
    let text = value.map(PythonText.string) ?? ""
    switch name {
    case "default", "d":
      try check(["default_value", "boolean"])
      let isMissing = value.map { argument(1, "boolean").map(PythonText.isTrue) == true && !PythonText.isTrue($0) } ?? true
      return isMissing ? argument(0, "default_value") ?? .string("") : value
    case "join": return .string(try joined(value))
    case "upper", "lower", "title", "capitalize", "string", "length", "count", "list", "first", "last":
      try check([])
      return try plain(name, text, value)
    case "trim": return .string(try trimmed(text))
    case "replace": return .string(try replaced(text))
    case "int", "float":
      try check(["default"])
      guard let value else { throw error("what is undefined is no number") }
      if name == "int" { return whole(value) }
      return .double(Self.number(value) ?? argument(0, "default")?.doubleValue ?? 0)
    default: return .string(try json(value))
    }
  }

  /// Filters without values of their own.
  private func plain(_ name: String, _ text: String, _ value: JSONValue?) throws(TemplateError) -> JSONValue? {
    switch name {
    case "upper": return .string(text.uppercased())
    case "lower": return .string(PythonText.lower(text))
    case "title": return .string(Self.title(text))
    case "capitalize": return .string(Self.capitalized(text))
    case "string": return .string(text)
    case "list": return .array(try TemplateItems.of(value, error))
    case "first": return try TemplateItems.of(value, error).first
    case "last": return try TemplateItems.of(value, error).last
    default: return .int(try length(value))
    }
  }

  private func argument(_ place: Int, _ name: String) -> JSONValue? {
    place < positional.count ? positional[place] : named.last { $0.key == name }?.value
  }

  /// Refuses arguments that the filter does not have.
  private func check(_ names: [String]) throws(TemplateError) {
    if positional.count > names.count { throw error("a filter with too many values") }
    if let other = named.first(where: { !names.contains($0.key) }) { throw error("the filter has no value `\(other.key)`") }
  }

  private func joined(_ value: JSONValue?) throws(TemplateError) -> String {
    try check(["d", "attribute"])
    let separator = argument(0, "d").map(PythonText.string) ?? ""
    let attribute = argument(1, "attribute")
    var texts: [String] = []
    for item in try TemplateItems.of(value, error) {
      texts.append((attribute.map { Self.part($0, of: item) } ?? item).map(PythonText.string) ?? "")
    }
    return texts.joined(separator: separator)
  }

  private static func part(_ key: JSONValue, of item: JSONValue) -> JSONValue? {
    switch (item, key) {
    case (_, .string(let path)):
      path.split(separator: ".", omittingEmptySubsequences: false).reduce(item) { found, name in
        found.flatMap { value in Int(name).flatMap { part(.int($0), of: value) } ?? value[String(name)] }
      }
    case (.array(let values), .int(let place)): values.indices.contains(place) ? values[place] : nil
    default: nil
    }
  }

  /// Words begin at the start and behind white space and `-({[<`; what follows in them is lower case.
  private static func title(_ text: String) -> String {
    var (result, isStart) = ("", true)
    for scalar in text.unicodeScalars {
      let isMark = PythonText.isSpace(scalar) || "-({[<".unicodeScalars.contains(scalar)
      if isMark {
        result.unicodeScalars.append(scalar)
      } else {
        result += isStart ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
      }
      isStart = isMark
    }
    return result
  }

  private static func capitalized(_ text: String) -> String {
    guard let first = text.unicodeScalars.first else { return "" }
    return first.properties.titlecaseMapping + String(text.unicodeScalars.dropFirst()).lowercased()
  }

  private func trimmed(_ text: String) throws(TemplateError) -> String {
    try check(["chars"])
    guard let characters = argument(0, "chars")?.stringValue.map({ Set($0.unicodeScalars) }) else {
      return PythonText.stripped(text)
    }
    let scalars = text.unicodeScalars.drop { characters.contains($0) }
    let end = scalars.lastIndex { !characters.contains($0) }
    return end.map { String(scalars[...$0]) } ?? ""
  }

  private func replaced(_ text: String) throws(TemplateError) -> String {
    try check(["old", "new", "count"])
    guard let old = argument(0, "old"), let new = argument(1, "new") else { throw error("`replace` needs two texts") }
    let limit = argument(2, "count")?.intValue ?? -1
    let (sought, replacement) = (Array(PythonText.string(old).unicodeScalars), Array(PythonText.string(new).unicodeScalars))
    let scalars = Array(text.unicodeScalars)
    var (result, index, count) = (String.UnicodeScalarView(), 0, 0)
    while index <= scalars.count {
      let isFound = scalars[index...].starts(with: sought)
      if isFound, limit < 0 || count < limit {
        result.append(contentsOf: replacement)
        count += 1
        if !sought.isEmpty {
          index += sought.count
          continue
        }
      }
      if index < scalars.count { result.append(scalars[index]) }
      index += 1
    }
    return String(result)
  }

  private func length(_ value: JSONValue?) throws(TemplateError) -> Int {
    switch value {
    case nil: return 0
    case .string(let text): return text.unicodeScalars.count
    case .array(let values): return values.count
    case .object(let members): return PythonText.unique(members).count
    default: throw error("a number, a truth value or none has no length")
    }
  }

  private func whole(_ value: JSONValue?) -> JSONValue {
    let missing = argument(0, "default")?.intValue ?? 0
    switch value {
    case .int(let value): return .int(value)
    case .bool(let value): return .int(value ? 1 : 0)
    case .string(let text):
      let cut = PythonNumber.float(text).flatMap { $0.isFinite ? Int(exactly: $0.rounded(.towardZero)) : nil }
      return .int(PythonNumber.int(text) ?? cut ?? missing)
    case .double(let value): return .int(Int(exactly: value.rounded(.towardZero)) ?? missing)
    default: return .int(missing)
    }
  }

  private static func number(_ value: JSONValue) -> Double? {
    value.stringValue.map { PythonNumber.float($0) } ?? PythonText.number(value)
  }

  // MARK: JSON

  /// As Jinja writes it: keys in order, everything beyond ASCII and what HTML could take for a mark as escapes.
  private func json(_ value: JSONValue?) throws(TemplateError) -> String {
    try check(["indent"])
    guard let value else { throw error("what is undefined has no JSON") }
    var text = PythonJSON(isASCII: true, sortsKeys: true, indent: argument(0, "indent")?.intValue).text(value)
    for (mark, escape) in [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")] {
      text = text.replacing(mark, with: escape)
    }
    return text
  }
}
