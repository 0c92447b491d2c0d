internal import JSONText

/// Methods of dictionaries and texts that prompts call.
enum TemplateMethods {
  private static let ofDictionaries: Set<String> = [
    "items", "keys", "values", "get", "clear", "copy", "fromkeys", "pop", "popitem", "setdefault", "update",
  ]

  /// Names that are methods and no members, which only texts, lists and dictionaries of Python have.
  static func names(of value: JSONValue) -> Set<String> {
    if case .object = value { ofDictionaries } else { [] }
  }

  static func call(_ name: String, of value: JSONValue, _ arguments: [JSONValue], _ error: (String) -> TemplateError)
    throws(TemplateError) -> JSONValue?
  {
    switch (value, name, arguments.count) {
    case (.object(let members), "items", 0):
      return .array(PythonText.unique(members).map { .array([.string($0.key), $0.value]) })
    case (.object(let members), "keys", 0): return .array(PythonText.unique(members).map { .string($0.key) })
    case (.object(let members), "values", 0): return .array(PythonText.unique(members).map(\.value))
    case (.object, "get", 1...2):
      return arguments[0].stringValue.flatMap { value[$0] } ?? (arguments.count > 1 ? arguments[1] : .null)
    case (.string(let text), "upper", 0): return .string(text.uppercased())
    case (.string(let text), "lower", 0): return .string(PythonText.lower(text))
    case (.string(let text), "strip", 0): return .string(PythonText.stripped(text))
    default: throw error("the method `\(name)` is none that prompts can call here")
    }
  }
}
