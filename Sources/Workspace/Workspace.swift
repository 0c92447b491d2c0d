internal import GRDB

/// A run's durable state: one SQLite file that holds documents, chunks, records and the replies of models.
///
/// A document with all of its chunks is written in one transaction, so a run that is killed finds only whole documents again.
/// A commit is on the disk when it returns (`synchronous = FULL`): a reply may have been paid for.
/// JSON is stored as the stages write it; the columns beside it are for people with a SQL shell.
public final class Workspace: Sendable {
  private let database: DatabaseQueue
  let replies: ReplyQueue

  /// Why a workspace cannot be used.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Opens the workspace at `path` and makes it where there is none.
  public init(path: String) throws(Failure) {
    do {
      var configuration = Configuration()
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      database = try DatabaseQueue(path: path, configuration: configuration)
      try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try Self.migrator.migrate(database)
      replies = try ReplyQueue(database)
    } catch {
      throw Failure(description: Self.describe(error))
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
          CREATE TABLE documents (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, cache_key TEXT NOT NULL, format TEXT NOT NULL,
            pages INTEGER NOT NULL, seconds REAL NOT NULL, json TEXT NOT NULL, UNIQUE (name, sha256, cache_key));
          CREATE TABLE chunks (
            document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, id TEXT NOT NULL,
            tokens INTEGER NOT NULL, density REAL NOT NULL, rules REAL NOT NULL, label TEXT NOT NULL, json TEXT NOT NULL,
            PRIMARY KEY (document, position));
          CREATE TABLE records (
            document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, position INTEGER NOT NULL, id TEXT NOT NULL,
            chunk TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (document, position));
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(
        sql: "CREATE TABLE replies (model TEXT NOT NULL, request TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (model, request))"
      )
    }
    migrator.registerMigration("3") { database in
      try database.execute(
        sql: """
          ALTER TABLE replies RENAME TO indexed_replies;
          CREATE TABLE requests (id INTEGER PRIMARY KEY, model TEXT NOT NULL, request TEXT NOT NULL);
          CREATE TABLE replies (id INTEGER PRIMARY KEY REFERENCES requests, json TEXT NOT NULL);
          INSERT INTO requests SELECT rowid, model, request FROM indexed_replies ORDER BY rowid;
          INSERT INTO replies SELECT rowid, json FROM indexed_replies ORDER BY rowid;
          DROP TABLE indexed_replies;
          """)
    }
    return migrator
  }

  /// Forgets everything but the replies of models, which were paid for.
  public func forgetAllButReplies() throws(Failure) {
    try perform { queue in
      try queue.write { try $0.execute(sql: "DELETE FROM meta; DELETE FROM records; DELETE FROM chunks; DELETE FROM documents") }
    }
  }

  /// Lets replies count no longer, so that their requests are sent again. They stay in the file.
  public func setAside(_ replies: [(model: String, request: String)]) throws(Failure) {
    try perform { queue in
      try queue.write { database in
        try database.execute(sql: "CREATE TEMP TABLE aside (model TEXT, request TEXT, PRIMARY KEY (model, request))")
        for reply in replies {
          try database.execute(sql: "INSERT OR IGNORE INTO aside VALUES (?, ?)", arguments: [reply.model, reply.request])
        }
        try database.execute(
          sql: """
            UPDATE requests SET request = request || '/set-aside' WHERE (model, request) IN (SELECT model, request FROM aside);
            DROP TABLE aside;
            """)
      }
    }
    for reply in replies { self.replies.forget(reply.model, reply.request) }
  }

  /// The value kept under `key`, or nil.
  public func value(forKey key: String) throws(Failure) -> String? {
    try perform { try $0.read { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE key = ?", arguments: [key]) } }
  }

  public func setValue(_ value: String, forKey key: String) throws(Failure) {
    try perform { try $0.write { try $0.execute(sql: "INSERT OR REPLACE INTO meta VALUES (?, ?)", arguments: [key, value]) } }
  }

  /// A document that was read, cut and scored.
  public struct StoredDocument: Sendable {
    public var name: String
    public var sha256: String
    /// All that the result hangs on beside the bytes: options and versions.
    public var cacheKey: String
    public var format: String
    public var pages: Int
    /// Wall-clock seconds that reading, cutting and scoring took.
    public var seconds: Double
    public var json: String

    public init(name: String, sha256: String, cacheKey: String, format: String, pages: Int, seconds: Double, json: String) {
      self.name = name
      self.sha256 = sha256
      self.cacheKey = cacheKey
      self.format = format
      self.pages = pages
      self.seconds = seconds
      self.json = json
    }
  }

  /// A chunk with its score.
  public struct StoredChunk: Sendable {
    public var id: String
    public var tokens: Int
    public var density: Double
    public var rules: Double
    public var label: String
    public var json: String

    public init(id: String, tokens: Int, density: Double, rules: Double, label: String, json: String) {
      self.id = id
      self.tokens = tokens
      self.density = density
      self.rules = rules
      self.label = label
      self.json = json
    }
  }

  /// Writes a document and its chunks in one transaction, and gives its row id.
  @discardableResult
  public func store(_ document: StoredDocument, chunks: [StoredChunk]) throws(Failure) -> Int64 {
    try perform { queue in
      try queue.write { database in
        try database.execute(
          sql: "DELETE FROM documents WHERE name = ? AND sha256 = ? AND cache_key = ?",
          arguments: [document.name, document.sha256, document.cacheKey])
        try database.execute(
          sql: "INSERT INTO documents (name, sha256, cache_key, format, pages, seconds, json) VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            document.name, document.sha256, document.cacheKey, document.format, document.pages, document.seconds, document.json,
          ])
        let row = database.lastInsertedRowID
        let statement = try database.makeStatement(sql: "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        for (position, chunk) in chunks.enumerated() {
          try statement.execute(arguments: [
            row, position, chunk.id, chunk.tokens, chunk.density, chunk.rules, chunk.label, chunk.json,
          ])
        }
        return row
      }
    }
  }

  /// The row of a document that was stored with the same bytes, name and key.
  public func row(name: String, sha256: String, cacheKey: String) throws(Failure) -> Int64? {
    try perform { queue in
      try queue.read {
        try Int64.fetchOne(
          $0, sql: "SELECT id FROM documents WHERE name = ? AND sha256 = ? AND cache_key = ?",
          arguments: [name, sha256, cacheKey])
      }
    }
  }

  /// A stored document with its chunks' JSON, in order.
  public func document(row: Int64) throws(Failure) -> (document: StoredDocument, chunks: [String])? {
    try perform { queue in
      try queue.read { database in
        guard let found = try Row.fetchOne(database, sql: "SELECT * FROM documents WHERE id = ?", arguments: [row]) else {
          return nil
        }
        let document = StoredDocument(
          name: found["name"], sha256: found["sha256"], cacheKey: found["cache_key"], format: found["format"],
          pages: found["pages"],
          seconds: found["seconds"], json: found["json"])
        let chunks = try String.fetchAll(
          database, sql: "SELECT json FROM chunks WHERE document = ? ORDER BY position", arguments: [row])
        return (document, chunks)
      }
    }
  }

  /// Replaces the chunks' JSON, after selection, and the records of a document.
  public func store(chunks: [String], records: [(id: String, chunk: String, kind: String, json: String)], row: Int64)
    throws(Failure)
  {
    try perform { queue in
      try queue.write { database in
        for (position, json) in chunks.enumerated() {
          try database.execute(
            sql: "UPDATE chunks SET json = ? WHERE document = ? AND position = ?", arguments: [json, row, position])
        }
        try database.execute(sql: "DELETE FROM records WHERE document = ?", arguments: [row])
        for (position, record) in records.enumerated() {
          try database.execute(
            sql: "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [row, position, record.id, record.chunk, record.kind, record.json])
        }
      }
    }
  }

  /// Folds the write-ahead log into the file, so that the file alone is whole.
  public func finish() throws(Failure) {
    try perform { try $0.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") } }
  }

  func perform<T>(_ body: (DatabaseQueue) throws -> T) throws(Failure) -> T {
    do { return try body(database) } catch { throw Failure(description: Self.describe(error)) }
  }

  static func describe(_ error: any Error) -> String {
    guard let error = error as? DatabaseError else { return "\(error)" }
    switch error.resultCode {
    case .SQLITE_FULL: return "the disk is full"
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: return "the workspace cannot be written"
    case .SQLITE_NOTADB, .SQLITE_CORRUPT: return "`workspace.sqlite` is damaged or not Quern's"
    default: return error.message ?? "SQLite error \(error.resultCode.rawValue)"
    }
  }
}
