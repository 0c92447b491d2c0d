internal import Dispatch
internal import GRDB
internal import Synchronization

/// Writes replies into the workspace: one writer, one commit for all that came while the last was written, at most 64.
final class ReplyQueue: Sendable {
  struct Row: Sendable {
    let model: String
    let request: String
    let json: String
  }

  private struct Waiting {
    let row: Row
    let continuation: CheckedContinuation<Workspace.Failure?, Never>
  }

  private struct State {
    var waiting: [Waiting] = []
    var isWriting = false
    /// Hashes of the keys that are in the file, so that most look-ups need no look into it.
    var known: Set<Int> = []
  }

  private static let mostAtOnce = 64
  private let database: DatabaseQueue
  private let state = Mutex(State())
  private let writer = DispatchQueue(label: "replies")

  init(_ database: DatabaseQueue) throws {
    self.database = database
    let rows = try database.read { try Row.known($0) }
    state.withLock { state in for row in rows { state.known.insert(Self.hash(row.0, row.1)) } }
  }

  private static func hash(_ model: String, _ request: String) -> Int {
    var hasher = Hasher()
    hasher.combine(model)
    hasher.combine(request)
    return hasher.finalize()
  }

  func mayHold(_ model: String, _ request: String) -> Bool {
    state.withLock { $0.known.contains(Self.hash(model, request)) }
  }

  /// Ends when the row is on the disk, or with the reason why it is not.
  func add(_ row: Row) async -> Workspace.Failure? {
    await withCheckedContinuation { continuation in
      let begins = state.withLock { state in
        state.waiting.append(Waiting(row: row, continuation: continuation))
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if begins { writer.async { self.write() } }
    }
  }

  private func write() {
    while true {
      let batch = state.withLock { state in
        let batch = Array(state.waiting.prefix(Self.mostAtOnce))
        state.waiting.removeFirst(batch.count)
        if batch.isEmpty { state.isWriting = false }
        return batch
      }
      if batch.isEmpty { return }
      let failure = commit(batch.map(\.row))
      if failure == nil {
        state.withLock { state in for item in batch { state.known.insert(Self.hash(item.row.model, item.row.request)) } }
      }
      for item in batch { item.continuation.resume(returning: failure) }
    }
  }

  private func commit(_ rows: [Row]) -> Workspace.Failure? {
    do {
      try database.write { database in
        let statement = try database.cachedStatement(sql: "INSERT OR REPLACE INTO replies VALUES (?, ?, ?)")
        for row in rows { try statement.execute(arguments: [row.model, row.request, row.json]) }
      }
      return nil
    } catch {
      return Workspace.Failure(description: Workspace.describe(error))
    }
  }
}

extension ReplyQueue.Row {
  /// Model and request of all that are kept.
  fileprivate static func known(_ database: Database) throws -> [(String, String)] {
    try GRDB.Row.fetchAll(database, sql: "SELECT model, request FROM replies").map { ($0[0], $0[1]) }
  }
}
