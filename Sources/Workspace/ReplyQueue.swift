internal import Dispatch
internal import GRDB
internal import Synchronization

/// Writes replies into the workspace: one writer, one commit for all that came while the last was written, at most 64.
///
/// Two tables that only grow at their ends: a commit touches their last pages and no index, whose pages the hashes would spread
/// over. Which row answers which request is read when the workspace is opened and then kept in memory, 16 bytes a reply.
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
    /// The newest row of each request, by the hash of the request: a look-up needs no index in the file.
    var rows: [Int: Int64] = [:]
  }

  private static let mostAtOnce = 64
  /// What the first of a batch waits for others: flushing a disk costs as much for one as for many.
  private static let gathering = DispatchTimeInterval.milliseconds(2)
  private let database: DatabaseQueue
  private let state = Mutex(State())
  private let writer = DispatchQueue(label: "replies")

  init(_ database: DatabaseQueue) throws {
    self.database = database
    let rows = try database.read { try Self.rows($0) }
    state.withLock { $0.rows = rows }
  }

  private static func hash(_ model: String, _ request: String) -> Int {
    var hasher = Hasher()
    hasher.combine(model)
    hasher.combine(request)
    return hasher.finalize()
  }

  private static func rows(_ database: Database) throws -> [Int: Int64] {
    var rows: [Int: Int64] = [:]
    let cursor = try GRDB.Row.fetchCursor(database, sql: "SELECT id, model, request FROM requests ORDER BY id")
    while let row = try cursor.next() { rows[hash(row[1], row[2])] = row[0] }
    return rows
  }

  /// The row that may hold the reply. Hashes can meet, so the row is to be asked what it answers.
  func row(_ model: String, _ request: String) -> Int64? {
    state.withLock { $0.rows[Self.hash(model, request)] }
  }

  /// Lets a reply count no longer.
  func forget(_ model: String, _ request: String) {
    state.withLock { _ = $0.rows.removeValue(forKey: Self.hash(model, request)) }
  }

  /// Ends when the row is on the disk, or with the reason why it is not.
  func add(_ row: Row) async -> Workspace.Failure? {
    await withCheckedContinuation { continuation in
      let begins = state.withLock { state in
        state.waiting.append(Waiting(row: row, continuation: continuation))
        defer { state.isWriting = true }
        return !state.isWriting
      }
      if begins { writer.asyncAfter(deadline: .now() + Self.gathering) { self.write() } }
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
      for item in batch { item.continuation.resume(returning: failure) }
    }
  }

  private func commit(_ rows: [Row]) -> Workspace.Failure? {
    do {
      let ids = try database.write { database in
        let request = try database.cachedStatement(sql: "INSERT INTO requests (model, request) VALUES (?, ?)")
        let reply = try database.cachedStatement(sql: "INSERT INTO replies (id, json) VALUES (?, ?)")
        return try rows.map { row in
          try request.execute(arguments: [row.model, row.request])
          let id = database.lastInsertedRowID
          try reply.execute(arguments: [id, row.json])
          return id
        }
      }
      state.withLock { state in for (row, id) in zip(rows, ids) { state.rows[Self.hash(row.model, row.request)] = id } }
      return nil
    } catch {
      return Workspace.Failure(description: Workspace.describe(error))
    }
  }
}
