internal import JSONText

/// Leaves out pairs of question and answer that no model is needed to reject: questions that are none or lean on a passage that their
/// reader does not see, answers that say nothing new or name numbers that nothing has, and what is left of tags and templates.
struct PairCheckBlock: RowBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "PairCheckBlock"
  let inputs: [String]
  let outputs: [String] = []
  private let question: String
  private let answer: String
  private let texts: [String]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireOutputs(0...0)
    func column(_ name: String) -> String? { config.inputs.first { $0.name == name }?.column }
    guard let question = column("question"), let answer = column("answer") else {
      throw config.error(
        "needs to know which columns are the question and the answer", key: "input_cols",
        hint: "write `input_cols: {question: question, answer: answer, document: text, document_outline: known}`")
    }
    name = config.name
    inputs = config.columns
    (self.question, self.answer) = (question, answer)
    texts = ["text", "known"].compactMap(column)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    func text(_ column: String) -> String { row[column]?.stringValue ?? "" }
    let source = texts.isEmpty ? nil : texts.map(text).joined(separator: "\n")
    if let reason = PairRules.rejection(question: text(question), answer: text(answer), source: source) {
      throw .filtered(reason.rawValue)
    }
    return [row]
  }
}
