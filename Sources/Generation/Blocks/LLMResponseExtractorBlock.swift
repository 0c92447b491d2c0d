internal import JSONText

/// Takes the texts, thoughts or tool calls out of a model's replies.
struct LLMResponseExtractorBlock: RowBlock {
  static let keys: Set<String>? = [
    "extract_content", "extract_reasoning_content", "extract_tool_calls", "expand_lists", "field_prefix",
  ]

  let name: String
  let type = "LLMResponseExtractorBlock"
  let inputs: [String]
  let outputs: [String]
  let remakesTable = true
  private let fields: [(key: String, column: String, missing: JSONValue)]
  private let expands: Bool

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...Int.max)
    let prefix = try config.string("field_prefix", default: "")
    var fields: [(key: String, column: String, missing: JSONValue)] = []
    for (key, isUsual, missing) in [
      ("content", true, JSONValue.string("")), ("reasoning_content", false, ""), ("tool_calls", false, .array([])),
    ] where try config.bool("extract_" + key, default: isUsual) {
      fields.append((key, (prefix.isEmpty ? config.name + "_" : prefix) + key, missing))
    }
    guard !fields.isEmpty else { throw config.error("extracts nothing", hint: "set `extract_content: true`") }
    self.fields = fields
    name = config.name
    inputs = config.columns
    outputs = fields.map(\.column)
    expands = try config.bool("expand_lists", default: true)
  }

  var growth: RowGrowth { expands ? .choices : .times(1) }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    switch row[inputs[0]] {
    case .object(let members)?:
      guard let values = values(.object(members)) else { throw nothing }
      return [filled(row, values)]
    case .array(let replies)? where !replies.isEmpty:
      let found = replies.compactMap(values)
      if found.isEmpty { throw nothing }
      if expands { return found.map { filled(row, $0) } }
      var row = row
      for (place, field) in fields.enumerated() { row[field.column] = .array(found.compactMap { $0[place] }) }
      return [row]
    default: return []
    }
  }

  private var nothing: BlockFailure { BlockFailure("no-reply", "the reply holds nothing that is to be extracted") }

  /// A value a field, nil for one that the reply does not have; nil where it has none of them.
  private func values(_ reply: JSONValue) -> [JSONValue?]? {
    guard case .object = reply else { return nil }
    let values = fields.map { field in reply[field.key].map { $0 == .null ? field.missing : $0 } }
    return values.contains { $0 != nil } ? values : nil
  }

  private func filled(_ row: FlowRow, _ values: [JSONValue?]) -> FlowRow {
    var row = row
    for (field, value) in zip(fields, values) { if let value { row[field.column] = value } }
    return row
  }
}
