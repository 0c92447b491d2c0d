import JSONText

/// A tool that a model may call, as OpenAI describes it.
struct ToolDefinition {
  let name: String
  /// With `name`, `description` and `parameters`, which Mistral and LLaMA-Factory need even where there are none.
  let function: JSONValue

  /// Reads `{"type": "function", "function": {"name": …}}` or the inner object alone; nil where it is neither.
  init?(json: JSONValue) {
    guard case .object(var members) = json["function"] ?? json, let name = json["function"]?["name"] ?? json["name"],
      let name = name.stringValue
    else { return nil }
    self.name = name
    let keys = Set(members.map(\.key))
    if !keys.contains("description") { members.append(.init("description", "")) }
    if !keys.contains("parameters") {
      members.append(.init("parameters", ["type": "object", "properties": .object([])]))
    }
    function = .object(members)
  }

  var json: JSONValue { ["type": "function", "function": function] }
}

extension Record {
  /// The tools that could be called; throws where there are none, or one has no name.
  func toolDefinitions() throws(RowFault) -> [ToolDefinition] {
    let listed = tools?.arrayValue ?? []
    let definitions = listed.compactMap(ToolDefinition.init(json:))
    guard !definitions.isEmpty else { throw RowFault("tools are called and none is listed in `tools`") }
    guard definitions.count == listed.count else { throw RowFault("an item of `tools` is no tool with a name") }
    return definitions
  }
}
