import JSONText
import LanguageModels
import Synchronization
import TestSupport
import Testing

@Suite("Requests and replies")
struct ReplayTests {
  private let folder = TemporaryFolder()
  private let request = ChatRequest([ChatMessage(.user, "How high is the tide?")], parameters: [.init("temperature", 0)])

  @Test("A request's body keeps the order of its keys")
  func body() {
    #expect(
      request.body(model: "m").text
        == #"{"model": "m", "messages": [{"role": "user", "content": "How high is the tide?"}], "temperature": 0}"#)
  }

  @Test("The key hangs on messages and parameters, and on nothing else")
  func key() {
    var other = request
    #expect(other.key == request.key && request.key.count == 64)
    other.parameters = []
    #expect(other.key != request.key)
    other = request
    other.messages[0].role = .system
    #expect(other.key != request.key)
  }

  @Test("A reply written and read is the same")
  func roundTrip() {
    let reply = ChatReply(content: "7 m", finishReason: .length, model: "m", promptTokens: 9, completionTokens: 3)
    #expect(ChatReply(completion: reply.completion) == reply)
    #expect(ChatReply(completion: ["choices": []]) == nil)
    #expect(
      ChatReply(completion: ["choices": [["message": ["content": .null], "finish_reason": "strange"]]])?.finishReason == .other)
  }

  private func line(_ key: String, status: Int = 200, content: String = "7 m") -> String {
    let body: JSONValue = ["choices": [["message": ["content": .string(content)], "finish_reason": "stop"]]]
    return (["custom_id": .string(key), "response": ["status_code": .int(status), "body": body]] as JSONValue).text + "\n"
  }

  @Test("A replay finds the reply by the request, passes bad lines over, and takes the first that the server gave")
  func replay() async throws {
    let path = folder.write(
      "r.jsonl", text: line(request.key, status: 503) + "{nonsense\n\n" + line(request.key) + line(request.key, content: "8 m"))
    let model = try ReplayModel(path: path)
    #expect(try await model.complete(request).content == "7 m")
    #expect(model.badLines == 1 && model.name.hasPrefix("replay:"))
  }

  @Test("What was not recorded and what the server refused are told apart")
  func failures() async throws {
    let model = try ReplayModel(path: folder.write("r.jsonl", text: line(request.key, status: 500)))
    await #expect(throws: LanguageModelError.self) { try await model.complete(request) }
    do { _ = try await model.complete(request) } catch { #expect(error.code == .rejected) }
    do { _ = try await model.complete(ChatRequest([])) } catch { #expect(error.code == .notRecorded) }
    #expect(throws: LanguageModelError.self) { try ReplayModel(path: folder.file("missing")) }
    #expect(throws: LanguageModelError.self) { try ReplayModel(path: folder.write("empty", text: "\n")) }
  }

  @Test("A model's name tells what to open", arguments: ["", "replay/", "gpt", "openai/x"])
  func references(text: String) throws {
    #expect(throws: LanguageModelError.self) { try ModelReference(text) }
    #expect(try ModelReference("replay/a/b.jsonl") == .replay(path: "a/b.jsonl"))
  }

  @Test("A remembering model keeps a reply before it hands it on, and asks no second time")
  func remembering() async throws {
    let store = MemoryStore()
    let model = RememberingModel(CountingModel(), store: store)
    #expect(try await model.complete(request).content == "1")
    #expect(try store.reply(of: "counting", to: request.key)?.content == "1")
    #expect(try await model.complete(request).content == "1")
  }

  @Test("A reply that cannot be kept is not handed on")
  func notKept() async {
    let model = RememberingModel(CountingModel(), store: MemoryStore(isFull: true))
    await #expect(throws: LanguageModelError.self) { try await model.complete(request) }
  }
}

/// Answers with the number of times it was asked.
private final class CountingModel: LanguageModel {
  let name = "counting"
  private let count = Mutex(0)

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    ChatReply(
      content: count.withLock { count in
        count += 1
        return "\(count)"
      })
  }
}

private final class MemoryStore: ReplyStore {
  private let replies = Mutex<[String: ChatReply]>([:])
  private let isFull: Bool

  init(isFull: Bool = false) {
    self.isFull = isFull
  }

  func reply(of model: String, to key: String) throws(LanguageModelError) -> ChatReply? {
    replies.withLock { $0[model + key] }
  }

  func keep(_ reply: ChatReply, of model: String, to key: String) throws(LanguageModelError) {
    if isFull { throw LanguageModelError(.unreadable, "the disk is full") }
    replies.withLock { $0[model + key] = reply }
  }
}
