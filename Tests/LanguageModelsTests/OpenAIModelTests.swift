import Foundation
import JSONText
import Synchronization
import TestSupport
import Testing

@testable import LanguageModels

@Suite("Models behind OpenAI's protocol")
struct OpenAIModelTests {
  private static let request = ChatRequest([ChatMessage(.user, "Hello?")], parameters: [.init("temperature", 0.5)])

  /// Waits that no one waits for, on a clock that they move.
  private final class Clock: Sendable {
    private let state = Mutex<(time: Double, waits: [Double])>((0, []))
    var waits: [Double] { state.withLock { $0.waits } }
    var time: Double { state.withLock { $0.time } }
    func jump(_ seconds: Double) { state.withLock { $0.time += seconds } }
    func wait(_ seconds: Double) {
      state.withLock { state in
        state.time += seconds
        state.waits.append(seconds)
      }
    }
  }

  private static func patient(_ server: FakeServer, _ clock: Clock = Clock(), attempts: Int = 4, timeout: Double = 5)
    -> PatientModel
  {
    var limits = RequestScheduler.Limits()
    limits.attempts = attempts
    let scheduler = RequestScheduler(limits, now: { clock.time }, pause: { clock.wait($0) })
    return PatientModel(OpenAIModel("m", base: server.address + "/v1/", key: "secret", timeout: timeout), scheduler: scheduler)
  }

  @Test("The body holds model, messages and parameters, and nothing else") func body() async throws {
    let server = FakeChat.server()
    let reply = try await Self.patient(server).complete(Self.request)
    #expect(reply.content == FakeChat.reply(to: "Hello?", choice: 0))
    #expect(reply.completionTokens == 5)
    let sent = server.requests[0]
    #expect(sent.line == "POST /v1/chat/completions")
    #expect(sent.headers["authorization"] == "Bearer secret")
    #expect(sent.body == #"{"model": "m", "messages": [{"role": "user", "content": "Hello?"}], "temperature": 0.5}"#)
  }

  @Test("Choices that repeat one another, by number or by text, are all handed on: which of them to drop is a flow's to say")
  func repeatedChoices() async throws {
    var request = Self.request
    request.parameters.append(.init("n", 3))
    let choice = #"{"index": 0, "message": {"role": "assistant", "content": "same"}, "finish_reason": "stop"}"#
    let server = FakeServer { _, _ in .answer(body: #"{"choices": ["# + [choice, choice, choice].joined(separator: ", ") + "]}") }
    #expect(try await Self.patient(server).complete(request).choices.map(\.text) == ["same", "same", "same"])
    #expect(server.requests.count == 1)
  }

  @Test("Several choices, and no more than were asked for") func choices() async throws {
    var request = Self.request
    request.parameters.append(.init("n", 3))
    let three = FakeChat.server()
    #expect(try await Self.patient(three).complete(request).choices.count == 3)
    let many = FakeServer { _, _ in .answer(body: FakeChat.completion(["n": 4, "messages": [["content": "x"]]]).text) }
    #expect(try await Self.patient(many).complete(request).choices.count == 3)
    #expect(try await Self.patient(many).complete(Self.request).choices.count == 1)
  }

  @Test(
    "What may pass is asked again, as late as the server wants it",
    arguments: [
      (FakeServer.Reply.answer(status: 429, headers: ["Retry-After": "7"], body: ""), 7.0),
      (.answer(status: 429, headers: ["retry-after-ms": "1500"], body: ""), 1.5),
      (
        .answer(status: 429, headers: ["x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "6m0s"], body: ""),
        360
      ),
      (.answer(status: 429, body: #"[{"error":{"code":429,"details":[{"retryDelay":"37s"}]}}]"#), 37),
      (.answer(status: 429, body: ""), 1), (.answer(status: 500, body: "<html>"), 1), (.answer(status: 502, body: ""), 1),
      (.answer(status: 503, body: ""), 1), (.answer(status: 504, body: ""), 1), (.answer(status: 408, body: ""), 1),
      (.answer(status: 529, body: ""), 1), (.half(body: String(repeating: "x", count: 100), bytes: 20), 1),
      (.answer(body: "{\"choices\": ["), 1), (.answer(body: "{}"), 1), (.answer(body: "\u{FFFD}\u{0}"), 1),
      (.answer(body: #"{"choices": []}"#), 1),
    ])
  func retried(fault: FakeServer.Reply, wait: Double) async throws {
    let clock = Clock()
    let server = FakeChat.server { $0 == 0 ? fault : nil }
    let reply = try await Self.patient(server, clock).complete(Self.request)
    #expect(!reply.content.isEmpty)
    #expect(server.requests.count == 2)
    let waited = try #require(clock.waits.max())
    #expect(waited >= wait && waited <= wait * 1.5 + 0.01)
  }

  @Test("A date says when to ask again") func date() async throws {
    // The date is made when the reply is, so that a busy machine does not eat up the wait.
    @Sendable func date() -> String {
      let format = DateFormatter()
      format.locale = Locale(identifier: "en_US_POSIX")
      format.timeZone = TimeZone(identifier: "GMT")
      format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
      return format.string(from: Date(timeIntervalSinceNow: 500))
    }
    let clock = Clock()
    let server = FakeChat.server { $0 == 0 ? .answer(status: 503, headers: ["Retry-After": date()], body: "") : nil }
    _ = try await Self.patient(server, clock).complete(Self.request)
    let waited = try #require(clock.waits.max())
    #expect(waited > 200 && waited <= 501)
  }

  @Test(
    "What will not pass is not asked again, and says what to do",
    arguments: [
      (
        FakeServer.Reply.answer(status: 400, body: #"{"error":{"message":"bad","code":"invalid"}}"#),
        LanguageModelError.Code.rejected
      ),
      (.answer(status: 400, body: #"{"error":{"message":"maximum context length is 10"}}"#), .rejected),
      (.answer(status: 401, body: ""), .forbidden), (.answer(status: 403, body: ""), .forbidden),
      (.answer(status: 404, body: ""), .notFound), (.answer(status: 413, body: ""), .rejected),
      (.answer(status: 302, headers: ["Location": "http://localhost:1/"], body: ""), .rejected),
      (.answer(status: 429, body: #"{"error":{"code":"insufficient_quota"}}"#), .quota),
      (
        .answer(status: 429, body: #"{"error":{"details":[{"violations":[{"quotaId":"RequestsPerDayPerProject"}]}]}}"#), .quota
      ),
    ])
  func refused(reply: FakeServer.Reply, code: LanguageModelError.Code) async {
    let server = FakeServer { _, _ in reply }
    let model = Self.patient(server)
    let error = await #expect(throws: LanguageModelError.self) { try await model.complete(Self.request) }
    #expect(error?.code == code)
    #expect(error?.hint != nil)
    #expect(error?.message.contains("Hello") == false && error?.message.contains("secret") == false)
    #expect(server.requests.count == 1)
  }

  @Test("A server that never ends its reply, or is not there, ends in a clear error") func silence() async {
    let slow = FakeServer { _, _ in .silence(seconds: 3) }
    let model = Self.patient(slow, attempts: 1, timeout: 0.3)
    let error = await #expect(throws: LanguageModelError.self) { try await model.complete(Self.request) }
    #expect(error?.code == .timedOut)
    let nowhere = OpenAIModel("m", base: "http://127.0.0.1:1/v1", key: nil)
    let missing = await #expect(throws: LanguageModelError.self) { try await nowhere.complete(Self.request) }
    #expect(missing?.code == .unreachable)
    let wrong = await #expect(throws: LanguageModelError.self) {
      try await OpenAIModel("m", base: "ftp://x/v1", key: nil).complete(Self.request)
    }
    #expect(wrong?.code == .notFound)
  }

  @Test("A reply that comes byte by byte ends when its time is over, whatever has come of it") func slow() async {
    let server = FakeServer { _, _ in .drip(body: String(repeating: " ", count: 100_000), secondsPerByte: 0.5) }
    let model = Self.patient(server, attempts: 1, timeout: 0.4)
    // The whole reply would take half a day.
    let error = await #expect(throws: LanguageModelError.self) { try await model.complete(Self.request) }
    #expect(error?.code == .timedOut)
  }

  @Test("A reply of ten million bytes is read whole; bytes that are no UTF-8 spoil themselves alone") func hugeAndInvalid()
    async throws
  {
    @Sendable func body(_ text: String) -> String {
      let message: JSONValue = ["role": "assistant", "content": .string(text)]
      return JSONValue.object([.init("choices", [["index": 0, "message": message, "finish_reason": "stop"]])]).text
    }
    let long = String(repeating: "all work and no play ", count: 500_000)
    let huge = FakeServer { _, _ in .answer(body: body(long)) }
    #expect(try await Self.patient(huge).complete(Self.request).content == long)
    let invalid = FakeServer { _, _ in
      .bytes(Array(body("good @ end").utf8).map { $0 == UInt8(ascii: "@") ? 0xFF : $0 })
    }
    let reply = try await Self.patient(invalid).complete(Self.request).content
    #expect(reply.hasPrefix("good ") && reply.hasSuffix(" end"))
  }

  @Test("A clock that jumps neither hangs a run nor lets it go too fast for ever") func jumps() async throws {
    let clock = Clock()
    var limits = RequestScheduler.Limits()
    (limits.requestsPerMinute, limits.totalTime) = (60, 10_000)
    let scheduler = RequestScheduler(limits, now: { clock.time }, pause: { clock.wait($0) })
    let server = FakeChat.server { $0 == 1 ? .answer(status: 429, headers: ["Retry-After": "7"], body: "") : nil }
    let model = PatientModel(OpenAIModel("m", base: server.address, key: nil), scheduler: scheduler)
    for jump in [0.0, 3600, -3600, 0, 100] {
      clock.jump(jump)
      _ = try await model.complete(Self.request)
    }
    #expect(server.requests.count == 6)
    // Behind an hour too much, at most that hour is waited for once.
    #expect(clock.waits.reduce(0, +) < 3700)
  }

  @Test("Where the time or the money is spent, nothing more is sent") func spent() async throws {
    let clock = Clock()
    var limits = RequestScheduler.Limits()
    limits.totalTime = 5
    let timed = RequestScheduler(limits, now: { clock.time }, pause: { clock.wait($0) })
    let server = FakeChat.server()
    let late = PatientModel(OpenAIModel("m", base: server.address, key: nil), scheduler: timed)
    _ = try await late.complete(Self.request)
    clock.jump(6)
    let over = await #expect(throws: LanguageModelError.self) { try await late.complete(Self.request) }
    #expect(over?.code == .limit)

    var costly = RequestScheduler.Limits()
    costly.dollars = 0.0000249
    let prices = try PriceTable([.init("m", ["prompt": 0, "completion": 2.5])])
    let meter = RequestMeter(prices: prices)
    let paid = PatientModel(
      OpenAIModel("m", base: server.address, key: nil), scheduler: RequestScheduler(costly), meter: meter)
    // Five tokens at 2.5 dollars a million: two replies come to 25 millionths.
    for _ in 0..<2 { _ = try await paid.complete(Self.request) }
    let broke = await #expect(throws: LanguageModelError.self) { try await paid.complete(Self.request) }
    #expect(broke?.code == .limit && server.requests.count == 3)
    #expect(abs(meter.counts.dollars - 0.000025) < 1e-9)
  }

  @Test("What could be tried again only when the time is over is not waited for") func noTimeLeft() async {
    let clock = Clock()
    var limits = RequestScheduler.Limits()
    limits.totalTime = 5
    let scheduler = RequestScheduler(limits, now: { clock.time }, pause: { clock.wait($0) })
    let server = FakeServer { _, _ in .answer(status: 429, headers: ["Retry-After": "100"], body: "") }
    let model = PatientModel(OpenAIModel("m", base: server.address, key: nil), scheduler: scheduler)
    for code in [LanguageModelError.Code.unavailable, .limit] {
      let error = await #expect(throws: LanguageModelError.self) { try await model.complete(Self.request) }
      #expect(error?.code == code)
    }
    #expect(clock.waits.isEmpty && server.requests.count == 1)
  }

  @Test("A price is found with and without the kind of server, and must be one") func prices() throws {
    let table = try PriceTable([
      .init("openai/a", ["prompt": 1, "completion": 2]), .init("b", ["prompt": 0, "completion": 0.5]),
    ])
    #expect(table.price(of: "vllm/a")?.dollars(promptTokens: 1_000_000, completionTokens: 500_000) == 2)
    #expect(table.price(of: "openai/b") != nil && table.price(of: "c") == nil)
    #expect(throws: LanguageModelError.self) { try PriceTable([.init("a", ["prompt": 1])]) }
    #expect(throws: LanguageModelError.self) { try PriceTable([.init("a", ["prompt": -1, "completion": 1])]) }
  }

  @Test("Where request after request fails, nothing more is sent") func breaker() async {
    let server = FakeServer { _, _ in .answer(status: 500, body: "") }
    let clock = Clock()
    var limits = RequestScheduler.Limits()
    (limits.attempts, limits.failuresInARow) = (1, 3)
    let scheduler = RequestScheduler(limits, now: { clock.time }, pause: { clock.wait($0) })
    let model = PatientModel(OpenAIModel("m", base: server.address, key: nil), scheduler: scheduler)
    var codes: [LanguageModelError.Code?] = []
    for _ in 0..<6 {
      do { _ = try await model.complete(Self.request) } catch { codes.append((error as? LanguageModelError)?.code) }
    }
    #expect(codes == [.unavailable, .unavailable, .unavailable, .limit, .limit, .limit])
    #expect(server.requests.count == 3)
  }

  @Test("No more go out at once, a minute or in all than is allowed") func limits() async throws {
    let clock = Clock()
    var limits = RequestScheduler.Limits()
    (limits.concurrency, limits.requestsPerMinute, limits.requests) = (2, 30, 5)
    let scheduler = RequestScheduler(limits, now: { clock.time }, pause: { clock.wait($0) })
    let server = FakeChat.server()
    let model = PatientModel(OpenAIModel("m", base: server.address, key: nil), scheduler: scheduler)
    for _ in 0..<5 { _ = try await model.complete(Self.request) }
    #expect(clock.time >= 8)
    let error = await #expect(throws: LanguageModelError.self) { try await model.complete(Self.request) }
    #expect(error?.code == .limit)
    #expect(server.requests.count == 5)
  }

  @Test("The same asked at once is sent once, and a copy for itself") func once() async throws {
    let server = FakeChat.server()
    let store = MemoryStore()
    let model = RememberingModel(Self.patient(server), store: store)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          var request = Self.request
          if number % 2 == 1 { request.copy = "b.1" }
          _ = try await model.complete(request)
        }
      }
      try await group.waitForAll()
    }
    #expect(server.requests.count == 2)
    #expect(Set(server.requests.map(\.body)).count == 1)
  }

  @Test("Names, addresses and keys") func names() throws {
    #expect(
      try ModelReference("ollama/llama3.2:1b") == .openAI(model: "llama3.2:1b", base: "http://localhost:11434/v1", key: nil))
    #expect(
      try ModelReference("openai/a/b", environment: ["OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://h/v1"])
        == .openAI(model: "a/b", base: "http://h/v1", key: "k"))
    #expect(try ModelReference("vllm/x", base: "http://y/v1") == .openAI(model: "x", base: "http://y/v1", key: nil))
    #expect(throws: LanguageModelError.self) { try ModelReference("openai/gpt") }
    for name in ["gpt", "openai/", "nope/x", ""] { #expect(throws: LanguageModelError.self) { try ModelReference(name) } }
    let folder = TemporaryFolder()
    folder.write(".env", text: "# note\nexport QUERN_TEST_ONE=\"a b\"\nQUERN_TEST_TWO = 'c'\nbroken\n")
    let environment = ModelReference.environment(folder: folder.path)
    #expect(environment["QUERN_TEST_ONE"] == "a b" && environment["QUERN_TEST_TWO"] == "c")
  }

  @Test("How long a reply took, within a tenth") func latency() {
    let meter = RequestMeter()
    for milliseconds in 1...100 {
      meter.count(ChatReply(content: "x"), of: "m", promptEstimate: 1, seconds: .milliseconds(milliseconds), retries: 0)
    }
    let (median, high) = (meter.latency(0.5) ?? 0, meter.latency(0.95) ?? 0)
    #expect(median >= 0.05 && median < 0.056 && high >= 0.095 && high < 0.106)
    #expect(RequestMeter().latency(0.5) == nil)
  }
}

/// Replies in memory.
private final class MemoryStore: ReplyStore {
  private let replies = Mutex<[String: ChatReply]>([:])

  func reply(of model: String, to key: String) throws(LanguageModelError) -> ChatReply? { replies.withLock { $0[key] } }
  func keep(_ reply: ChatReply, of model: String, to key: String) async throws(LanguageModelError) {
    replies.withLock { $0[key] = reply }
  }
}
