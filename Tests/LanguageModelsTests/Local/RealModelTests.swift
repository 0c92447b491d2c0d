import Foundation
import JSONText
import TestSupport
import Testing

@testable import LanguageModels

/// The real program with a real model, and what they take: `make test-local`.
@Suite("A real local model", .enabled(if: ProcessInfo.processInfo.environment["QUERN_TEST_LOCAL"] != nil), .serialized)
struct RealModelTests {
  /// A name of the catalogue, or the path of a GGUF file.
  static let reference = ProcessInfo.processInfo.environment["QUERN_TEST_LOCAL"]

  private func server() throws -> LlamaServer {
    let environment = ProcessInfo.processInfo.environment
    let file = try LocalModelFile(try #require(Self.reference), data: DataFolder(environment: environment))
    let options = LocalOptions()
    return LlamaServer(
      LlamaServerPlan(
        program: try LlamaServerProgram.find(named: nil, environment: environment), supervisor: Program.path, model: file.path,
        name: file.name, context: options.context, slots: options.slots, loadingTime: 180, timeout: 600))
  }

  @Test("It is ready soon, answers, keeps what prompts begin with, and costs little of its own")
  func figures() async throws {
    let server = try server()
    let begun = ContinuousClock.now
    let process = try await server.ready()
    print("figure: ready after \(Self.seconds(since: begun)) s")
    let endpoint = JSONEndpoint(url: process.base + "/v1/chat/completions", timeout: 600, isDirect: true)
    var (prompt, reply, overhead) = (Rate(), Rate(), [Double]())
    for number in 0..<4 {
      let start = ContinuousClock.now
      let json = try await endpoint.send(Self.body(number), headers: [("Authorization", "Bearer \(process.key)")])
      let time = Self.seconds(since: start)
      let timings = try #require(json["timings"])
      func figure(_ name: String) -> Double { timings[name]?.doubleValue ?? 0 }
      if number == 0 { prompt.add(figure("prompt_n"), figure("prompt_ms")) }
      reply.add(figure("predicted_n"), figure("predicted_ms"))
      overhead.append(1000 * time - figure("prompt_ms") - figure("predicted_ms"))
      if number > 0 { #expect(figure("cache_n") > 100, "the beginning of the prompt was read again") }
      print("figure: request \(number): \(Int(figure("prompt_n"))) tokens read, \(Int(figure("cache_n"))) kept, ", terminator: "")
      print("\(Int(figure("predicted_n"))) written, \(time) s")
    }
    print("figure: \(prompt.perSecond) tokens of prompts a second, \(reply.perSecond) tokens of replies a second")
    print("figure: all else took \(overhead.sorted().map { Int($0) }) ms a request")
    if let memory = Self.memory(of: Self.reference) { print("figure: \(memory) MiB resident at most") }
  }

  @Test("A schema holds, through all layers, also for several at once")
  func schema() async throws {
    var options = LocalOptions(supervisor: Program.path)
    options.loadingTime = 180
    let environment = ProcessInfo.processInfo.environment
    let model = try ModelReference("local/" + (try #require(Self.reference)), environment: environment, local: options).open(
      timeout: 600)
    let schema: JSONValue = [
      "type": "object", "properties": ["colour": ["type": "string", "enum": ["red", "green"]]], "required": ["colour"],
      "additionalProperties": false,
    ]
    let begun = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for subject in ["grass", "blood", "a fire engine", "a frog"] {
        group.addTask {
          let request = ChatRequest(
            [ChatMessage(.user, "What colour has \(subject)? Reply with JSON.")],
            parameters: [
              .init("temperature", 0), .init("max_tokens", 40),
              .init("response_format", ["type": "json_schema", "json_schema": ["name": "c", "schema": schema]]),
            ])
          let reply = try await model.complete(request)
          let colour = try JSONValue(parsing: reply.content)["colour"]?.stringValue
          #expect(["red", "green"].contains(colour) && reply.finishReason == .stop)
          print("figure: \(subject) is \(colour ?? "?")")
        }
      }
      try await group.waitForAll()
    }
    print("figure: four requests with a schema, two at once, and the start: \(Self.seconds(since: begun)) s")
  }

  private struct Rate {
    private var (count, milliseconds) = (0.0, 0.0)
    mutating func add(_ count: Double, _ milliseconds: Double) {
      (self.count, self.milliseconds) = (self.count + count, self.milliseconds + milliseconds)
    }
    var perSecond: Double { milliseconds > 0 ? (10_000 * count / milliseconds).rounded() / 10 : 0 }
  }

  private static func body(_ number: Int) -> JSONValue {
    let passage = Repository.lines("corpora/policy/policy.md").joined(separator: "\n").prefix(1500)
    let question = ["Who is it for?", "What is forbidden?", "What is it about?", "When does it hold?"][number]
    return [
      "messages": [["role": "user", "content": .string("Read this.\n\n\(passage)\n\nAnswer in one sentence: \(question)")]],
      "temperature": 0, "max_tokens": 48, "cache_prompt": true,
    ]
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let time = start.duration(to: .now).components
    return ((Double(time.seconds) + Double(time.attoseconds) * 1e-18) * 1000).rounded() / 1000
  }

  /// The peak of the process that has the model open, in MiB, where the system tells.
  private static func memory(of reference: String?) -> Int? {
    let manager = FileManager.default
    for number in (try? manager.contentsOfDirectory(atPath: "/proc")) ?? [] where Int(number) != nil {
      let name = manager.contents(atPath: "/proc/\(number)/cmdline").map { String(decoding: $0, as: UTF8.self) } ?? ""
      guard name.contains("llama-server\u{0}-m"), name.contains(reference ?? "?"), !name.contains("__supervise") else { continue }
      let status = manager.contents(atPath: "/proc/\(number)/status").map { String(decoding: $0, as: UTF8.self) } ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
      return line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first.map { $0 / 1024 }
    }
    return nil
  }
}
