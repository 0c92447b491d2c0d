import GRDB
import JSONText
import LanguageModels
import TestSupport
import Testing
import Workspace

@Suite("Workspace")
struct WorkspaceTests {
  private let folder = TemporaryFolder()

  private func document(_ name: String, key: String = "k") -> Workspace.StoredDocument {
    .init(name: name, sha256: "h", cacheKey: key, format: "pdf", pages: 2, seconds: 0.5, json: "{}")
  }

  private func chunk(_ id: String) -> Workspace.StoredChunk {
    .init(id: id, tokens: 9, density: 0.5, rules: 0.2, label: "rules", json: "{\"id\": \"\(id)\"}")
  }

  @Test("What is stored is found by name, bytes and key, also by another process")
  func storing() throws {
    let path = folder.file("w.sqlite")
    let row = try Workspace(path: path).store(document("a"), chunks: [chunk("1"), chunk("2")])
    let again = try Workspace(path: path)
    #expect(try again.row(name: "a", sha256: "h", cacheKey: "k") == row)
    #expect(try again.row(name: "a", sha256: "h", cacheKey: "other") == nil)
    let stored = try #require(try again.document(row: row))
    #expect(stored.document.pages == 2 && stored.chunks == ["{\"id\": \"1\"}", "{\"id\": \"2\"}"])
  }

  @Test("Storing again replaces, and records follow the document")
  func replacing() throws {
    let workspace = try Workspace(path: folder.file("w.sqlite"))
    let first = try workspace.store(document("a"), chunks: [chunk("1")])
    try workspace.store(chunks: ["{\"kept\": true}"], records: [(id: "r", chunk: "1", kind: "list", json: "{}")], row: first)
    #expect(try workspace.document(row: first)?.chunks == ["{\"kept\": true}"])
    let second = try workspace.store(document("a"), chunks: [chunk("9")])
    #expect(try workspace.row(name: "a", sha256: "h", cacheKey: "k") == second)
    #expect(try workspace.document(row: second)?.chunks.count == 1)
  }

  @Test("A reply is kept by model and request, also for another process")
  func replies() async throws {
    let path = folder.file("w.sqlite")
    let reply = ChatReply(content: "yes", finishReason: .length, promptTokens: 3)
    try await Workspace(path: path).keep(reply, of: "m", to: "k")
    let again = try Workspace(path: path)
    #expect(try again.reply(of: "m", to: "k") == reply)
    #expect(try again.reply(of: "n", to: "k") == nil && again.reply(of: "m", to: "l") == nil)
  }

  @Test("Many replies at once are all there when they are said to be, several choices and calls of tools included")
  func manyReplies() async throws {
    let path = folder.file("w.sqlite")
    let workspace = try Workspace(path: path)
    let calls: JSONValue = [["id": "c", "function": ["name": "f", "arguments": "{}"]]]
    let reply = ChatReply(choices: [
      .init(text: "a", reasoning: "r"), .init(text: nil, finishReason: .toolCalls, toolCalls: calls, refusal: "no"),
    ])
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<500 {
        group.addTask {
          try await workspace.keep(reply, of: "m", to: "\(number)")
          #expect(try workspace.reply(of: "m", to: "\(number)") == reply)
        }
      }
      try await group.waitForAll()
    }
    let again = try Workspace(path: path)
    for number in 0..<500 { #expect(try again.reply(of: "m", to: "\(number)") == reply) }
    try again.forgetAllButReplies()
    #expect(try again.reply(of: "m", to: "7") == reply)
  }

  @Test("Of two replies to one request the newer counts, and one that is set aside counts no longer")
  func newest() async throws {
    let path = folder.file("w.sqlite")
    let workspace = try Workspace(path: path)
    for text in ["old", "new"] { try await workspace.keep(ChatReply(content: text), of: "m", to: "k") }
    #expect(try workspace.reply(of: "m", to: "k")?.content == "new")
    #expect(try Workspace(path: path).reply(of: "m", to: "k")?.content == "new")
    try workspace.setAside([(model: "m", request: "k"), (model: "m", request: "never asked")])
    #expect(try workspace.reply(of: "m", to: "k") == nil && Workspace(path: path).reply(of: "m", to: "k") == nil)
    try await workspace.keep(ChatReply(content: "again"), of: "m", to: "k")
    #expect(try Workspace(path: path).reply(of: "m", to: "k")?.content == "again")
  }

  @Test("Replies that were paid for before tables grew at their ends alone are found in the file as it was then")
  func earlierTables() throws {
    let path = folder.file("w.sqlite")
    let reply = ChatReply(content: "paid")
    try DatabaseQueue(path: path).write { database in
      try database.execute(
        sql: """
          CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
          INSERT INTO grdb_migrations VALUES ('1'), ('2');
          CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
          CREATE TABLE replies (model TEXT NOT NULL, request TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (model, request));
          """)
      try database.execute(sql: "INSERT INTO replies VALUES ('m', 'k', ?), ('m', 'l', '{}')", arguments: [reply.completion.text])
    }
    #expect(try Workspace(path: path).reply(of: "m", to: "k") == reply)
    #expect(try Workspace(path: path).reply(of: "m", to: "k") == reply)
  }

  @Test("Values are kept by key")
  func values() throws {
    let workspace = try Workspace(path: folder.file("w.sqlite"))
    #expect(try workspace.value(forKey: "run") == nil)
    try workspace.setValue("1", forKey: "run")
    try workspace.setValue("2", forKey: "run")
    #expect(try workspace.value(forKey: "run") == "2")
  }

  @Test("A file that is no workspace is refused with a reason")
  func foreign() {
    let path = folder.write("w.sqlite", text: String(repeating: "This is no database. ", count: 100))
    let failure = #expect(throws: Workspace.Failure.self) { _ = try Workspace(path: path) }
    #expect(failure?.description.contains("damaged") == true)
  }
}
