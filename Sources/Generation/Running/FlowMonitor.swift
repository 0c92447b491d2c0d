internal import JSONText
internal import Synchronization

/// Counts and failures of a run, which can be looked at while it goes on.
public final class FlowMonitor: Sendable {
  private struct State {
    var blocks: [BlockCounts] = []
    /// Places of blocks that ask a model.
    var asking: [Int] = []
    var failures: [RowFailure] = []
    var end: BlockFailure?
  }

  private let state = Mutex(State())

  public init() {}

  /// Counts so far of the blocks that ask a model, in the order of the flow; none before it runs.
  public var askingBlocks: [BlockCounts] { state.withLock { state in state.asking.map { state.blocks[$0] } } }

  /// Begins anew.
  func start(_ flow: Flow) -> FlowMonitor {
    state.withLock { state in
      state = State(blocks: flow.blocks.map { BlockCounts(name: $0.name) })
      state.asking = flow.blocks.indices.filter { flow.blocks[$0] is any ModelBlock }
    }
    return self
  }

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
  /// Of the rows that came out, how many with which value of the block's ``FlowBlock/tally``.
  public var values: [String: Int] = [:]

  mutating func make(_ rows: [FlowRow], _ tally: String?) {
    rowsMade += rows.count
    guard let tally else { return }
    for row in rows { values[PythonText.string(row[tally] ?? .null), default: 0] += 1 }
  }

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
