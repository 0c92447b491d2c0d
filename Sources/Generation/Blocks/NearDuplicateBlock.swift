internal import JSONText
internal import TextAnalysis

/// Keeps the first of rows that say nearly the same in some columns.
///
/// Nearly the same are texts of which so large a share of the runs of five words is common (`similarity`, 0.7 unless the flow says
/// otherwise); case, marks and white space do not count. Needs all rows.
struct NearDuplicateBlock: TableBlock {
  static let keys: Set<String>? = ["similarity"]

  let name: String
  let type = "NearDuplicateBlock"
  let inputs: [String]
  let outputs: [String] = []
  let filterReason: String? = "near-duplicate"
  private let similarity: Double

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...Int.max)
    try config.requireOutputs(0...0)
    similarity = try config.number("similarity", in: 0.1...1) ?? 0.7
    name = config.name
    inputs = config.columns
  }

  func table(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    var seen = NearDuplicates(similarity: similarity)
    return rows.filter { row in
      let text = inputs.map { PythonText.string(row[$0] ?? .null) }.joined(separator: "\n")
      return seen.add(ShingleSet(text)) == nil
    }
  }
}
