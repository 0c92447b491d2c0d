import JSONText

/// What all readers demand of tools and their calls.
enum ToolRules {
  /// OpenAI's pattern of names: `^[a-zA-Z0-9_-]{1,64}$`.
  static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// The names of functions, each of which has a name of its own and parameters in an object.
  static func names(of functions: [JSONValue]) throws(RowFault) -> Set<String> {
    var names: Set<String> = []
    for function in functions {
      guard let name = function["name"]?.stringValue, isName(name) else {
        throw RowFault("a tool's name is not 1 to 64 of a-z, A-Z, 0-9, _ and -")
      }
      guard names.insert(name).inserted else { throw RowFault("two tools have the same name") }
      guard function["description"]?.stringValue != nil else { throw RowFault("a tool's `description` is no text") }
      guard let parameters = function["parameters"], parameters.isObject else {
        throw RowFault("a tool's `parameters` are no object")
      }
    }
    return names
  }

  /// That a call names one of the tools, and has an object of arguments.
  static func check(call name: JSONValue?, _ arguments: JSONValue?, among names: Set<String>) throws(RowFault) {
    guard let name = name?.stringValue, names.contains(name) else {
      throw RowFault("a tool is called that `tools` does not list")
    }
    guard let arguments, arguments.isObject else { throw RowFault("the arguments of a call are no object") }
  }
}
