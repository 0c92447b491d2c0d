public import JSONText
public import LanguageModels

/// Takes rows through a flow.
///
/// Rows go through the steps as soon as they can; only a step that needs all rows waits for them. What comes out stands in the order
/// of what went in, whatever was ready first. A row that fails costs no other: it is counted and kept with its reason.
public struct FlowRunner: Sendable {
  private let flow: Flow
  private let context: FlowContext
  private let window: Int
  private let drops: ColumnDrops?
  private let monitor: FlowMonitor

  /// - Parameters:
  ///   - model: the model of each block that asks one, by the block's name.
  ///   - window: how many rows of the input are on their way at once.
  ///   - columns: the columns that come in.
  ///   - monitor: says how far the flow is while it runs.
  ///   - references: writes questions for blocks that need some without a model.
  public init(
    _ flow: Flow, columns: [String], window: Int = 128, monitor: FlowMonitor = FlowMonitor(),
    references: (any ReferenceWriter)? = nil, model: @escaping @Sendable (String) -> (any LanguageModel)?
  ) {
    self.flow = flow
    self.monitor = monitor
    self.window = max(1, window)
    context = FlowContext(model: model, references: references)
    drops = flow.outputColumns.map { ColumnDrops(flow.blocks, kept: Set($0 + columns)) }
  }

  /// What became of the rows.
  public struct Outcome: Sendable {
    /// One a block, in the order of the flow.
    public var blocks: [BlockCounts]
    /// Rows that were given up, in the order of the input.
    public var failures: [RowFailure]
    /// Why nothing more could be asked; nil where the flow ran to its end.
    public var end: BlockFailure?
  }

  /// Runs to the end of `rows`.
  ///
  /// - Parameter deliver: takes the finished rows in order, on one task.
  public func run(_ rows: some RandomAccessCollection<FlowRow>, deliver: (FlowRow) -> Void) async -> Outcome {
    let state = monitor.start(flow)
    // Where no step needs all rows at once, each is taken when its turn comes.
    if !flow.isCompatible, !flow.blocks.contains(where: { $0 is any TableBlock || $0 is any ConversationBlock }) {
      await stream(rows.count, flow.blocks.indices, state) { place in
        Item(row: rows[rows.index(rows.startIndex, offsetBy: place)], origin: place)
      } deliver: {
        deliver(finished($0.row))
      }
      return state.outcome
    }
    return await run(held: Array(rows), state, deliver)
  }

  private func run(held rows: [FlowRow], _ state: FlowMonitor, _ deliver: (FlowRow) -> Void) async -> Outcome {
    var rows = (flow.isCompatible ? PandasTable.typed(rows) : rows).enumerated().map { Item(row: $1, origin: $0) }
    var start = 0
    while start < flow.blocks.count {
      if let step = tableStep(start) {
        rows = apply(step, start, to: rows, state)
        start += 1
        continue
      }
      if let block = flow.blocks[start] as? any ConversationBlock {
        rows = await converse(block, start, rows, state)
        start += 1
        continue
      }
      let end =
        flow.isCompatible
        ? start + 1
        : flow.blocks[start...].firstIndex { $0 is any TableBlock || $0 is any ConversationBlock } ?? flow.blocks.count
      if end == flow.blocks.count {
        await stream(rows.count, start..<end, state) {
          rows[$0]
        } deliver: {
          deliver(finished($0.row))
        }
        return state.outcome
      }
      var made: [Item] = []
      await stream(rows.count, start..<end, state) { [rows] in
        rows[$0]
      } deliver: {
        made.append($0)
      }
      rows = flow.isCompatible && (flow.blocks[start] as? any RowBlock)?.remakesTable == true ? Self.typed(made) : made
      start = end
    }
    for item in rows { deliver(finished(item.row)) }
    return state.outcome
  }

  /// A row, and which row of the input it comes from.
  struct Item: Sendable {
    var row: FlowRow
    let origin: Int
  }

  private func finished(_ row: FlowRow) -> FlowRow {
    guard let drops else { return row }
    var row = row
    row.keep(only: drops.kept)
    return row
  }

  /// What a block does that needs all rows; nil where it takes them one by one.
  private func tableStep(_ index: Int) -> (([FlowRow]) throws(BlockFailure) -> [FlowRow])? {
    if let block = flow.blocks[index] as? any TableBlock { return block.table }
    guard flow.isCompatible, let block = flow.blocks[index] as? any SdgHubTableBlock, block.needsTable else { return nil }
    return block.sdgHubTable
  }

  /// Items with their columns typed as pandas types them when it makes a table anew.
  private static func typed(_ items: [Item]) -> [Item] {
    zip(PandasTable.typed(items.map(\.row)), items).map { Item(row: $0, origin: $1.origin) }
  }

  private func apply(
    _ step: ([FlowRow]) throws(BlockFailure) -> [FlowRow], _ index: Int, to items: [Item], _ state: FlowMonitor
  ) -> [Item] {
    state.count(index) { $0.rowsIn += items.count }
    if items.isEmpty { return [] }
    do throws(BlockFailure) {
      for item in items { if let problem = ColumnCheck.problem(flow.blocks[index], item.row) { throw problem } }
      // Rows that are told apart by where they come from keep it through steps that keep, drop or repeat rows.
      let tagged = items.map { item in
        var row = item.row
        row.origin = item.origin
        return row
      }
      let made = try step(tagged)
      let reached = Set(made.compactMap(\.origin)).count
      let passed = min(items.count, max(reached, min(made.count, items.count)))
      let reason = (flow.blocks[index] as? any TableBlock)?.filterReason
      state.count(index) { counts in
        counts.rowsMade += made.count
        counts.rowsPassed += passed
        counts.filter(items.count - passed, reason)
      }
      return made.map { Item(row: dropped($0, behind: index), origin: $0.origin ?? 0) }
    } catch {
      for item in items { state.fail(error, item, index, flow.blocks[index].name) }
      return []
    }
  }

  /// Takes rows through a step that asks for them one after the other.
  private func converse(_ block: any ConversationBlock, _ index: Int, _ items: [Item], _ state: FlowMonitor) async -> [Item] {
    var sound: [Item] = []
    for item in items {
      state.count(index) { $0.rowsIn += 1 }
      if let problem = ColumnCheck.problem(block, item.row) {
        state.fail(problem, item, index, block.name)
      } else {
        sound.append(item)
      }
    }
    var made: [Item] = []
    for (item, result) in zip(sound, await block.results(of: sound.map(\.row), context)) {
      made += take(result, item, index, state)
    }
    return made
  }

  /// Counts what became of a row, and gives the rows that it became.
  private func take(_ result: Result<[FlowRow], BlockFailure>, _ item: Item, _ index: Int, _ state: FlowMonitor) -> [Item] {
    switch result {
    case .success(let rows):
      state.count(index) { counts in
        counts.make(rows, flow.blocks[index].tally)
        if rows.isEmpty { counts.filter(1, nil) } else { counts.rowsPassed += 1 }
      }
      return rows.map { Item(row: dropped($0, behind: index), origin: item.origin) }
    case .failure(let failure) where failure.isFiltered:
      state.count(index) { $0.filter(1, failure.code) }
    case .failure(let failure):
      state.fail(failure, item, index, flow.blocks[index].name)
    }
    return []
  }

  private func dropped(_ row: FlowRow, behind index: Int) -> FlowRow {
    guard let names = drops?.unneeded(behind: index), !names.isEmpty else { return row }
    var row = row
    row.remove(names)
    return row
  }

  // MARK: Rows by themselves

  private func stream(
    _ count: Int, _ blocks: Range<Int>, _ state: FlowMonitor, item: (Int) -> Item, deliver: (Item) -> Void
  ) async {
    await withTaskGroup(of: (Int, [Item]).self) { group in
      var (next, due, ready): (Int, Int, [Int: [Item]]) = (0, 0, [:])
      while due < count {
        while next < count, next < due + window {
          let (index, item) = (next, item(next))
          group.addTask { (index, await expand(item, blocks, state)) }
          next += 1
        }
        guard let (index, made) = await group.next() else { return }
        ready[index] = made
        while let made = ready.removeValue(forKey: due) {
          for item in made { deliver(item) }
          due += 1
        }
      }
    }
  }

  /// What a row becomes in some steps, in order.
  private func expand(_ item: Item, _ blocks: Range<Int>, _ state: FlowMonitor) async -> [Item] {
    var item = item
    for index in blocks {
      guard let block = flow.blocks[index] as? any RowBlock else { return [] }
      var made = await rows(of: item, block, index, state)
      if flow.isCompatible == false { Self.tellApart(&made, block.name) }
      if made.count != 1 {
        let rest = index + 1..<blocks.upperBound
        return rest.isEmpty ? made : await expandAll(made, rest, state)
      }
      item = made[0]
    }
    return [item]
  }

  private func expandAll(_ items: [Item], _ blocks: Range<Int>, _ state: FlowMonitor) async -> [Item] {
    if items.isEmpty { return [] }
    return await withTaskGroup(of: (Int, [Item]).self) { group in
      for (index, item) in items.enumerated() { group.addTask { (index, await expand(item, blocks, state)) } }
      var made = [[Item]](repeating: [], count: items.count)
      for await (index, items) in group { made[index] = items }
      return made.flatMap { $0 }
    }
  }

  private func rows(of item: Item, _ block: any RowBlock, _ index: Int, _ state: FlowMonitor) async -> [Item] {
    state.count(index) { $0.rowsIn += 1 }
    let result: Result<[FlowRow], BlockFailure>
    do throws(BlockFailure) {
      if let problem = ColumnCheck.problem(block, item.row) { throw problem }
      result = .success(try await block.rows(of: item.row, context))
    } catch {
      result = .failure(error)
    }
    return take(result, item, index, state)
  }

  /// Marks rows of one row that hold the same as one before, so that each is answered for itself.
  private static func tellApart(_ items: inout [Item], _ block: String) {
    guard items.count > 1 else { return }
    for index in items.indices.dropFirst() {
      let same = items[..<index].count { $0.row.columns == items[index].row.columns }
      if same > 0 { items[index].row.copy += "/\(block).\(same)" }
    }
  }
}

/// Columns that a row must have and must not have before a step.
enum ColumnCheck {
  static func problem(_ block: any FlowBlock, _ row: FlowRow) -> BlockFailure? {
    if let missing = block.inputs.first(where: { !row.has($0) }) {
      return BlockFailure("missing-column", "block `\(block.name)` needs the column `\(missing)`, which the row does not have")
    }
    if let taken = block.outputs.first(where: { row.has($0) }) {
      return BlockFailure("column-exists", "block `\(block.name)` makes the column `\(taken)`, which the row has already")
    }
    return nil
  }
}

/// When columns that the end does not need can go: behind the last step that reads them.
struct ColumnDrops: Sendable {
  /// Columns that stay to the end.
  let kept: Set<String>
  private let last: [String: Int]

  init(_ blocks: [any FlowBlock], kept: Set<String>) {
    self.kept = kept
    var last: [String: Int] = [:]
    for (index, block) in blocks.enumerated() { for column in block.inputs { last[column] = index } }
    self.last = last
  }

  func unneeded(behind index: Int) -> Set<String> {
    Set(last.filter { $0.value <= index && !kept.contains($0.key) }.keys)
  }
}
