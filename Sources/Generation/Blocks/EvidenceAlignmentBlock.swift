internal import JSONText

/// Finds where quoted words stand in a text, and drops rows whose words do not.
///
/// The words must be the same, in the same order and without a gap; marks, emphasis and line ends between them may differ. The
/// quotation is replaced by the text's own bytes, and the range, in UTF-8 bytes of the text, is a column of its own.
struct EvidenceAlignmentBlock: RowBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "EvidenceAlignmentBlock"
  let inputs: [String]
  let outputs: [String]
  private let quotation: String
  private let text: String

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireOutputs(1...1)
    guard let quotation = config.inputs.first(where: { $0.name == "quotation" }),
      let text = config.inputs.first(where: { $0.name == "text" })
    else {
      throw config.error(
        "needs to know which column is the quotation and which the text", key: "input_cols",
        hint: "write `input_cols: {evidence: quotation, document: text}`")
    }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    (self.quotation, self.text) = (quotation.column, text.column)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    guard let text = row[text]?.stringValue, let words = row[quotation]?.stringValue,
      let range = EvidenceAlignment(text).range(of: words)
    else { throw .filtered("no-evidence") }
    var row = row
    row[quotation] = .string(String(decoding: Array(text.utf8)[range], as: UTF8.self))
    row[outputs[0]] = JSONValue(range)
    return [row]
  }
}
