public import JSONText
public import LanguageModels
internal import Synchronization

/// Takes rows through a flow.
///
/// Rows go through the steps as soon as they can; only a step that needs all rows waits for them. What comes out stands in the order
/// of what went in, whatever was ready first. A row that fails costs no other: it is counted and kept with its reason.
public struct FlowRunner: Sendable {
  private let flow: Flow
  private let context: FlowContext
  private let window: Int
  private let drops: ColumnDrops?

  /// - Parameters:
  ///   - model: the model of each block that asks one, by the block's name.
  ///   - window: how many rows of the input are on their way at once.
  ///   - columns: the columns that come in.
  public init(
    _ flow: Flow, columns: [String], window: Int = 128, model: @escaping @Sendable (String) -> (any LanguageModel)?
  ) {
    self.flow = flow
    self.window = max(1, window)
    context = FlowContext(model: model)
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
  public func run(_ rows: [FlowRow], deliver: (FlowRow) -> Void) async -> Outcome {
    let state = RunState(blocks: flow.blocks.map(\.name))
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
        await stream(rows, start..<end, state) { deliver(finished($0.row)) }
        return state.outcome
      }
      var made: [Item] = []
      await stream(rows, start..<end, state) { made.append($0) }
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
    _ step: ([FlowRow]) throws(BlockFailure) -> [FlowRow], _ index: Int, to items: [Item], _ state: RunState
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
  private func converse(_ block: any ConversationBlock, _ index: Int, _ items: [Item], _ state: RunState) async -> [Item] {
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
  private func take(_ result: Result<[FlowRow], BlockFailure>, _ item: Item, _ index: Int, _ state: RunState) -> [Item] {
    switch result {
    case .success(let rows):
      state.count(index) { counts in
        counts.rowsMade += rows.count
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

  private func stream(_ items: [Item], _ blocks: Range<Int>, _ state: RunState, deliver: (Item) -> Void) async {
    await withTaskGroup(of: (Int, [Item]).self) { group in
      var (next, due, ready): (Int, Int, [Int: [Item]]) = (0, 0, [:])
      while due < items.count {
        while next < items.count, next < due + window {
          let (index, item) = (next, items[next])
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
  private func expand(_ item: Item, _ blocks: Range<Int>, _ state: RunState) async -> [Item] {
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

  private func expandAll(_ items: [Item], _ blocks: Range<Int>, _ state: RunState) async -> [Item] {
    if items.isEmpty { return [] }
    return await withTaskGroup(of: (Int, [Item]).self) { group in
      for (index, item) in items.enumerated() { group.addTask { (index, await expand(item, blocks, state)) } }
      var made = [[Item]](repeating: [], count: items.count)
      for await (index, items) in group { made[index] = items }
      return made.flatMap { $0 }
    }
  }

  private func rows(of item: Item, _ block: any RowBlock, _ index: Int, _ state: RunState) async -> [Item] {
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

/// What became of the rows of one block: in = passed + filtered + failed.
public struct BlockCounts: Sendable, Equatable {
  public let name: String
  public var rowsIn = 0
  /// Rows of which at least one row came.
  public var rowsPassed = 0
  /// Rows of which none came.
  public var rowsFiltered = 0
  public var rowsFailed = 0
  /// Rows that came out.
  public var rowsMade = 0
  /// Of the rows that were filtered, how many for which reason; those of blocks that give none are not in it.
  public var reasons: [String: Int] = [:]

  mutating func filter(_ count: Int, _ reason: String?) {
    rowsFiltered += count
    if let reason, count > 0 { reasons[reason, default: 0] += count }
  }
}

/// A row that was given up.
public struct RowFailure: Sendable {
  /// Which row of the input it came from, from 0.
  public let origin: Int
  public let block: String
  public let failure: BlockFailure
}

/// Counts and failures of a run.
private final class RunState: Sendable {
  private struct State {
    var blocks: [BlockCounts]
    var failures: [RowFailure] = []
    var end: BlockFailure?
  }

  private let state: Mutex<State>

  init(blocks: [String]) { state = Mutex(State(blocks: blocks.map { BlockCounts(name: $0) })) }

  func count(_ block: Int, _ change: (inout BlockCounts) -> Void) { state.withLock { change(&$0.blocks[block]) } }

  func fail(_ failure: BlockFailure, _ item: FlowRunner.Item, _ block: Int, _ name: String) {
    var failure = failure
    // What a reply cannot be used for is the doing of the request before.
    if failure.reply != nil, failure.request == nil { failure.request = item.row.request }
    state.withLock { [failure] state in
      state.blocks[block].rowsFailed += 1
      state.failures.append(RowFailure(origin: item.origin, block: name, failure: failure))
      if failure.endsRun, state.end == nil { state.end = failure }
    }
  }

  var outcome: FlowRunner.Outcome {
    state.withLock { state in
      FlowRunner.Outcome(
        blocks: state.blocks, failures: state.failures.sorted { ($0.origin, $0.block) < ($1.origin, $1.block) }, end: state.end)
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
