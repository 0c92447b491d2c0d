import Foundation
import LanguageModels
import Synchronization
import TestSupport
import Testing

@Suite("Embeddings from a server")
struct EmbeddingTests {
  private static func vectors(_ texts: Int, from first: Int = 0) -> String {
    let rows = (0..<texts).map { #"{"object":"embedding","index":\#($0),"embedding":[\#(first + $0),0.5]}"# }
    return #"{"object":"list","data":[\#(rows.reversed().joined(separator: ","))]}"#
  }

  /// An endpoint of a server, with the seconds that it would have waited.
  private static func endpoint(_ server: FakeServer, key: String? = nil) -> (EmbeddingEndpoint, Pauses) {
    let pauses = Pauses()
    return (EmbeddingEndpoint(base: server.address + "/v1/", model: "m", key: key) { pauses.add($0) }, pauses)
  }

  @Test("Texts go out in batches, and vectors come back by their index whatever their order")
  func batches() throws {
    let server = FakeServer { number, request in
      .answer(body: Self.vectors(number == 0 ? 64 : 6, from: number * 64))
    }
    let (endpoint, _) = Self.endpoint(server, key: "secret")
    let found = try endpoint.embed((0..<70).map { "text \($0)" })
    #expect(found.map { Int($0[0]) } == Array(0..<70))
    #expect(server.requests.map(\.line) == ["POST /v1/embeddings", "POST /v1/embeddings"])
    #expect(server.requests[0].headers["authorization"] == "Bearer secret")
    #expect(server.requests[1].body.hasPrefix(#"{"model": "m", "input": ["text 64","#))
  }

  @Test("A busy or failing server is asked again, as long as it asks for, and at most four times")
  func retries() throws {
    let server = FakeServer { number, _ in
      switch number {
      case 0: .answer(status: 429, headers: ["Retry-After": "7"], body: "")
      case 1: .answer(status: 503, body: "")
      case 2: .reset
      default: .answer(body: Self.vectors(1))
      }
    }
    let (endpoint, pauses) = Self.endpoint(server)
    #expect(try endpoint.embed(["a"]) == [[0, 0.5]])
    // What a kept connection lost is sent at once on a new one.
    #expect(pauses.all.first == 7 && server.requests.count == 4)
    let down = FakeServer { _, _ in .answer(status: 500, body: "") }
    #expect(throws: LanguageModelError.self) { try Self.endpoint(down).0.embed(["a"]) }
    #expect(down.requests.count == 4)
  }

  @Test(
    "What cannot be used is an error that says what to do, and is not asked for again",
    arguments: [
      (FakeServer.Reply.answer(status: 401, body: "no"), "401"), (.answer(status: 404, body: ""), "404"),
      (.answer(body: "<html>"), "no embedding"), (.answer(body: #"{"data":[]}"#), "no embedding"),
      (.answer(body: #"{"data":[{"index":0,"embedding":[]}]}"#), "empty"),
      (.answer(body: #"{"data":[{"index":9,"embedding":[1]}]}"#), "no embedding"),
    ])
  func unusable(reply: FakeServer.Reply, words: String) throws {
    let server = FakeServer { _, _ in reply }
    let error = #expect(throws: LanguageModelError.self) { try Self.endpoint(server, key: "secret").0.embed(["private text"]) }
    #expect(error?.message.contains(words) == true && error?.hint != nil)
    #expect(error?.message.contains("secret") == false && error?.message.contains("private") == false)
    #expect(server.requests.count == 1)
  }

  @Test("Half an answer is no answer, and no texts need no server")
  func halves() throws {
    let server = FakeServer { _, _ in .half(body: Self.vectors(1), bytes: 20) }
    #expect(throws: LanguageModelError.self) { try Self.endpoint(server).0.embed(["a"]) }
    let none = FakeServer { _, _ in .reset }
    #expect(try Self.endpoint(none).0.embed([]).isEmpty && none.requests.isEmpty)
  }

  @Test("Addresses of other protocols are refused at once")
  func protocols() {
    let endpoint = EmbeddingEndpoint(base: "file:///etc", model: "m", key: nil) { _ in }
    #expect(throws: LanguageModelError.self) { try endpoint.embed(["a"]) }
  }
}

/// The seconds that were waited for.
private final class Pauses: Sendable {
  private let seconds = Mutex<[Double]>([])
  func add(_ pause: Double) { seconds.withLock { $0.append(pause) } }
  var all: [Double] { seconds.withLock { $0 } }
}
