internal import JSONText
internal import LanguageModels

/// Sends messages to a model.
struct LLMChatBlock: RowBlock, ModelBlock {
  static let keys: Set<String>? = nil

  let name: String
  let type = "LLMChatBlock"
  let inputs: [String]
  let outputs: [String]
  var chat: ChatParameters
  private let isCompatible: Bool

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    try config.requireOutputs(1...1)
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    isCompatible = config.isCompatible
    chat = try ChatParameters(config)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    let messages = try messages(row[inputs[0]], of: inputs[0])
    let (reply, request) =
      isCompatible
      ? try await ask(messages, for: row, context) : try await askForAnswer(messages, for: row, context)
    var filled = row
    filled.request = request
    filled[outputs[0]] = reply.messages(withReasons: !isCompatible)
    return [filled]
  }
}
