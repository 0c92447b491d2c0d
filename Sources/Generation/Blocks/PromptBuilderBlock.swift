internal import JSONText

/// A step that has a prompt.
protocol PromptedBlock: FlowBlock {
  /// Nil where the flow gives none.
  var prompt: PromptFile? { get }
}

/// Writes a row into the messages of a prompt.
struct PromptBuilderBlock: RowBlock, PromptedBlock {
  static let keys: Set<String>? = ["prompt_config_path", "format_as_messages"]

  let name: String
  let type = "PromptBuilderBlock"
  let inputs: [String]
  let outputs: [String]
  let remakesTable = true
  let file: PromptFile
  var prompt: PromptFile? { file }
  let variables: [(column: String, name: String)]
  private let makesMessages: Bool

  init(_ config: BlockConfig, _ files: FlowFolder) throws(FlowError) {
    try config.requireOutputs(1...1)
    let path = try config.string("prompt_config_path", default: "")
    guard !path.isEmpty else { throw config.error("has no `prompt_config_path`") }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    variables = config.inputs
    makesMessages = try config.bool("format_as_messages", default: true)
    file = try PromptFile(files.path(path, for: config), isCompatible: config.isCompatible)
    if let missing = file.variables.subtracting(config.inputs.map(\.name)).min() {
      throw config.error(
        "the prompt takes `\(missing)`, which `input_cols` does not give", key: "input_cols",
        hint: "add the column to `input_cols`, or map one to this name: `{column: \(missing)}`")
    }
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    var values: [JSONValue.Member] = []
    for (column, name) in variables { if let value = row[column] { values.append(.init(name, value)) } }
    let messages = try file.messages(values)
    var row = row
    if makesMessages {
      row[outputs[0]] = .array(messages.map { ["role": .string($0.role), "content": .string($0.content)] })
    } else {
      row[outputs[0]] = .string(messages.map { "\($0.role): \($0.content)" }.joined(separator: "\n\n"))
    }
    return [row]
  }
}
