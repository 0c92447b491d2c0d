import Foundation
import JSONText
import LanguageModels
import TestSupport

/// A server of replies to time flows against, and a client that does nothing but ask.
enum ChatBench {
  /// Serves until standard input ends; the first line of standard output is its address.
  static func serve(latency: Double) {
    let server = FakeServer(latency: latency) { _, request in
      guard let body = try? JSONValue(parsing: request.body) else { return .answer(status: 400, body: "{}") }
      return .answer(body: FakeChat.completion(body).text)
    }
    FileHandle.standardOutput.write(Data((server.address + "\n").utf8))
    while readLine() != nil {}
    print("{\"requests\": \(server.requestCount)}")
  }

  /// Sends requests of about the size of the flow's, so many at once, and says how long all took.
  static func ask(_ address: String, count: Int, concurrency: Int) async throws -> Double {
    let model = OpenAIModel("fake", base: address + "/v1", key: nil)
    let text = String(repeating: "Each keeper may hold at most three lamps. ", count: 25)
    let start = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<count {
        if number >= concurrency { try await group.next() }
        group.addTask {
          _ = try await model.complete(
            ChatRequest([ChatMessage(.user, "\(number) \(text)")], parameters: [.init("temperature", 0.7)]))
        }
      }
      try await group.waitForAll()
    }
    let (seconds, rest) = start.duration(to: .now).components
    return Double(seconds) + Double(rest) * 1e-18
  }
}
