internal import JSONText

/// Copies columns under other names.
struct DuplicateColumnsBlock: RowBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "DuplicateColumnsBlock"
  let inputs: [String]
  let outputs: [String]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireMap("the names of their copies")
    name = config.name
    inputs = config.columns
    outputs = config.inputs.map(\.name)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    var row = row
    for (column, copy) in zip(inputs, outputs) { row[copy] = row[column] }
    return [row]
  }
}

/// Gives columns other names.
struct RenameColumnsBlock: RowBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "RenameColumnsBlock"
  let inputs: [String]
  let outputs: [String]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireMap("their new names")
    name = config.name
    inputs = config.columns
    outputs = config.inputs.map(\.name)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    var row = row
    for (column, other) in zip(inputs, outputs) { row.rename(column, to: other) }
    return [row]
  }
}

/// Joins the texts of columns.
struct TextConcatBlock: RowBlock {
  static let keys: Set<String>? = ["separator"]

  let name: String
  let type = "TextConcatBlock"
  let inputs: [String]
  let outputs: [String]
  private let separator: String

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...Int.max)
    try config.requireOutputs(1...1)
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    separator = try config.string("separator", default: "\n\n")
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] { [joined(row)] }

  private func joined(_ row: FlowRow) -> FlowRow {
    var row = row
    row[outputs[0]] = .string(inputs.map { PythonText.string(row[$0] ?? .null) }.joined(separator: separator))
    return row
  }
}

extension TextConcatBlock: SdgHubTableBlock {
  /// A hole in any of the columns is no text.
  func sdgHubTable(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    for row in rows {
      if let holed = inputs.first(where: { ColumnValueFilterBlock.isMissing(row[$0] ?? .null) }) {
        throw BlockFailure("missing-value", "`\(holed)` has no value in a row, and joining takes texts")
      }
    }
    return rows.map { row in joined(row) }
  }
}

/// Writes columns as one JSON object.
struct JSONStructureBlock: RowBlock {
  static let keys: Set<String>? = ["ensure_json_serializable", "pretty_print"]

  let name: String
  let type = "JSONStructureBlock"
  let inputs: [String]
  let outputs: [String]
  private let writer: PythonJSON

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...Int.max)
    try config.requireOutputs(1...1)
    guard !config.isMapped else { throw config.error("takes a list of columns", key: "input_cols") }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    _ = try config.bool("ensure_json_serializable", default: true)
    writer = PythonJSON(isASCII: false, indent: try config.bool("pretty_print", default: false) ? 2 : nil)
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    var row = row
    row[outputs[0]] = .string(writer.text(.object(inputs.map { .init($0, row[$0] ?? .null) })))
    return [row]
  }
}

/// Takes the value of the column that another column's value stands for.
struct IndexBasedMapperBlock: RowBlock {
  static let keys: Set<String>? = ["choice_map", "choice_cols"]

  let name: String
  let type = "IndexBasedMapperBlock"
  let inputs: [String]
  let outputs: [String]
  private let choices: [String]
  private let sources: [(value: JSONValue, column: String)]

  init(_ config: BlockConfig) throws(FlowError) {
    choices = try config.strings("choice_cols")
    sources = (config.value("choice_map")?.members ?? []).map { (.string($0.key), $0.value.string ?? "") }
    guard !sources.isEmpty else { throw config.error("needs a `choice_map` of values to columns", key: "choice_map") }
    guard !choices.isEmpty, choices.count == config.outputs.count else {
      throw config.error("needs as many `choice_cols` as `output_cols`", key: "choice_cols")
    }
    name = config.name
    var inputs = config.columns
    for column in choices + sources.map(\.column) where !inputs.contains(column) { inputs.append(column) }
    self.inputs = inputs
    outputs = config.outputs
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    var row = row
    for (choice, output) in zip(choices, outputs) {
      guard let value = row[choice], let source = sources.first(where: { PythonText.areEqual($0.value, value) }) else {
        throw BlockFailure("unmapped-value", "`choice_map` has nothing for the value in `\(choice)`")
      }
      row[output] = row[source.column]
    }
    return [row]
  }
}
