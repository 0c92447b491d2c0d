internal import JSONText

/// Takes what a regular expression finds out of a text.
struct RegexParserBlock: RowBlock {
  static let keys: Set<String>? = ["parsing_pattern", "parser_cleanup_tags"]

  let name: String
  let type = "RegexParserBlock"
  let inputs: [String]
  let outputs: [String]
  let remakesTable = true
  private let pattern: PythonPattern
  private let cleanup: [String]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    let source = try config.string("parsing_pattern", default: "")
    do throws(PythonPattern.Failure) { pattern = try PythonPattern(source) } catch {
      throw config.error("the pattern cannot be read: \(error)", key: "parsing_pattern")
    }
    try config.requireOutputs(1...Int.max)
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    cleanup = try config.strings("parser_cleanup_tags")
  }

  var growth: RowGrowth { .items }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    TextParsing.rows(of: row, input: inputs[0], outputs: outputs) { text in
      pattern.matches(in: text).map { groups in
        groups.prefix(outputs.count).map { TextParsing.without(cleanup, in: PythonText.stripped($0)) }
      }
    }
  }
}
