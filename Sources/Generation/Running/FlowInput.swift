internal import JSONText

/// Checks of rows before anything is asked.
public enum FlowInput {
  /// Throws where there are no rows, a row lacks a required column, or two rows are the same.
  public static func check(_ rows: [FlowRow], for flow: Flow) throws(FlowError) {
    guard !rows.isEmpty else { throw FlowError("no rows came in", hint: "the flow needs \(columns(flow))") }
    let missing = flow.requiredColumns.filter { column in !rows.contains { $0.has(column) } }
    guard missing.isEmpty else {
      throw FlowError(
        "the rows lack what the flow requires: \(missing.map { "`\($0)`" }.joined(separator: ", "))",
        hint: "the flow needs \(columns(flow))")
    }
    if flow.isCompatible, let place = duplicate(rows) {
      throw FlowError("row \(place + 1) stands there a second time", hint: "take the repeated rows out")
    }
    try FlowColumns.check(flow, columns: Set(rows.flatMap(\.names)))
  }

  private static func columns(_ flow: Flow) -> String {
    flow.requiredColumns.isEmpty ? "at least one row" : "the columns \(flow.requiredColumns.joined(separator: ", "))"
  }

  private static func duplicate(_ rows: [FlowRow]) -> Int? {
    var seen: Set<String> = []
    return rows.firstIndex { !seen.insert($0.json.text).inserted }
  }
}

/// What can be said of a flow's columns before it runs.
enum FlowColumns {
  /// Throws where a block needs a column that is not there when it comes to it, or makes one that is.
  static func check(_ flow: Flow, columns: Set<String>) throws(FlowError) {
    var columns = columns
    let drops = flow.outputColumns.map { ColumnDrops(flow.blocks, kept: Set($0).union(columns)) }
    var isOpen = false
    for (index, block) in flow.blocks.enumerated() {
      func error(_ message: String) -> FlowError {
        FlowError("block `\(block.name)` \(message)", file: flow.path, line: flow.lines[index])
      }
      if !isOpen, let missing = block.inputs.first(where: { !columns.contains($0) }) {
        throw error("needs the column `\(missing)`, which nothing before it gives")
      }
      if let taken = block.outputs.first(where: { columns.contains($0) }) {
        throw error("makes the column `\(taken)`, which is there already")
      }
      switch block {
      case is RenameColumnsBlock, is MeltColumnsBlock: columns.subtract(block.inputs)
      // What a reply's JSON holds is known when it comes.
      case let parser as JSONParserBlock:
        isOpen = true
        if parser.dropsInput { columns.subtract(parser.inputs) }
      default: break
      }
      columns.formUnion(block.outputs)
      if let unneeded = drops?.unneeded(behind: index) { columns.subtract(unneeded) }
    }
    if !isOpen, let missing = flow.outputColumns?.first(where: { !columns.contains($0) }) {
      throw FlowError("`output_columns` names `\(missing)`, which no block makes", file: flow.path)
    }
  }
}
