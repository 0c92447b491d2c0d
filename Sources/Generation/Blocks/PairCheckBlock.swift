internal import JSONText

/// Leaves out pairs of question and answer that no model is needed to reject: questions that are none or lean on a passage that their
/// reader does not see, answers that say nothing new or name numbers that nothing has, and what is left of tags and templates. Where the
/// flow says `strict`, also questions that a small model writes: see ``StrictRules``.
struct PairCheckBlock: RowBlock {
  static let keys: Set<String>? = ["strict"]

  let name: String
  let type = "PairCheckBlock"
  let inputs: [String]
  let outputs: [String] = []
  private let question: String
  private let answer: String
  private let texts: [String]
  private let known: String?
  private let isStrict: Bool

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireOutputs(0...0)
    func column(_ name: String) -> String? { config.inputs.first { $0.name == name }?.column }
    guard let question = column("question"), let answer = column("answer") else {
      throw config.error(
        "needs to know which columns are the question and the answer", key: "input_cols",
        hint: "write `input_cols: {question: question, answer: answer, document: text, document_outline: known}`")
    }
    isStrict = try config.bool("strict", default: false)
    name = config.name
    inputs = config.columns
    (self.question, self.answer) = (question, answer)
    texts = ["text", "known"].compactMap(column)
    known = column("known")
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    func text(_ column: String) -> String { row[column]?.stringValue ?? "" }
    let source = texts.isEmpty ? nil : texts.map(text).joined(separator: "\n")
    if let reason = PairRules.rejection(question: text(question), answer: text(answer), source: source) {
      throw .filtered(reason.rawValue)
    }
    let rules = StrictRules(source: source ?? "", outline: known.map(text) ?? "")
    if isStrict, let reason = rules.rejection(question: text(question), answer: text(answer)) { throw .filtered(reason) }
    return [row]
  }
}
