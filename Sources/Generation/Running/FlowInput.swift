internal import JSONText

/// Checks of rows before anything is asked.
public enum FlowInput {
  /// Throws where there are no rows, a row lacks a required column, or two rows are the same.
  ///
  /// - Parameter names: of the columns that any row has.
  public static func check(_ rows: some RandomAccessCollection<FlowRow>, names: Set<String>, for flow: Flow) throws(FlowError) {
    guard !rows.isEmpty else { throw FlowError("no rows came in", hint: "the flow needs \(columns(flow))") }
    var missing = flow.requiredColumns
    for row in rows {
      missing.removeAll(where: row.has)
      if missing.isEmpty { break }
    }
    guard missing.isEmpty else {
      throw FlowError(
        "the rows lack what the flow requires: \(missing.map { "`\($0)`" }.joined(separator: ", "))",
        hint: "the flow needs \(columns(flow))")
    }
    if flow.isCompatible, let place = duplicate(rows) {
      throw FlowError("row \(place + 1) stands there a second time", hint: "take the repeated rows out")
    }
    do throws(FlowError) { try FlowColumns.check(flow, columns: names) } catch {
      var error = error
      error.hint = error.hint ?? "give the column in the rows, or see what gives it with `quern flow show`"
      throw error
    }
  }

  /// The same of rows that are held.
  public static func check(_ rows: [FlowRow], for flow: Flow) throws(FlowError) {
    try check(rows, names: Set(rows.flatMap(\.names)), for: flow)
  }

  private static func columns(_ flow: Flow) -> String {
    flow.requiredColumns.isEmpty ? "at least one row" : "the columns \(flow.requiredColumns.joined(separator: ", "))"
  }

  private static func duplicate(_ rows: some RandomAccessCollection<FlowRow>) -> Int? {
    var seen: Set<String> = []
    return rows.enumerated().first { !seen.insert($1.json.text).inserted }?.offset
  }
}

/// What can be said of a flow's columns before it runs.
enum FlowColumns {
  /// Throws where a block needs a column that is not there when it comes to it, or makes one that is.
  static func check(_ flow: Flow, columns: Set<String>) throws(FlowError) {
    if let problem = problems(flow, columns: columns).first { throw problem }
  }

  /// All that ``check(_:columns:)`` would throw. A column that is missed once counts as there from then on.
  static func problems(_ flow: Flow, columns: Set<String>) -> [FlowError] {
    var columns = columns
    var problems: [FlowError] = []
    var takers: [String: String] = [:]
    let drops = flow.outputColumns.map { ColumnDrops(flow.blocks, kept: Set($0).union(columns)) }
    var isOpen = false
    for (index, block) in flow.blocks.enumerated() {
      func note(_ message: String) {
        problems.append(FlowError("block `\(block.name)` \(message)", file: flow.path, line: flow.lines[index]))
      }
      if !isOpen {
        for missing in block.inputs where columns.insert(missing).inserted {
          let taker = takers[missing].map { ": block `\($0)` has taken it away" } ?? ", which nothing before it gives"
          note("needs the column `\(missing)`\(taker)")
        }
      }
      for taken in block.outputs where columns.contains(taken) {
        note("makes the column `\(taken)`, which is there already")
      }
      let consumed = consumed(block)
      columns.subtract(consumed)
      for column in consumed { takers[column] = block.name }
      // What a reply's JSON holds is known when it comes.
      if block is JSONParserBlock { isOpen = true }
      columns.formUnion(block.outputs)
      if let unneeded = drops?.unneeded(behind: index) { columns.subtract(unneeded) }
    }
    if !isOpen, let missing = flow.outputColumns?.first(where: { !columns.contains($0) }) {
      problems.append(FlowError("`output_columns` names `\(missing)`, which no block makes", file: flow.path))
    }
    return problems
  }

  /// The columns that a block takes away.
  private static func consumed(_ block: any FlowBlock) -> [String] {
    switch block {
    case is RenameColumnsBlock, is MeltColumnsBlock: block.inputs
    case let parser as JSONParserBlock where parser.dropsInput: parser.inputs
    default: []
    }
  }
}
