import Foundation
import JSONText
import TestSupport
import Testing

@testable import LanguageModels

@Suite("The memory of local models")
struct LocalModelMemoryTests {
  private static let request = FakeLlama.request

  private func ask(_ server: LlamaServer) async throws(LanguageModelError) -> ChatReply {
    try await server.answer { (process) async throws(LanguageModelError) in try await process.endpoint.complete(Self.request) }
  }

  /// A model of 100 MB, of which the disk holds a line.
  private func large() throws -> FakeLlama {
    let fake = FakeLlama("healthy")
    let file = try #require(FileHandle(forWritingAtPath: fake.path))
    try file.truncate(atOffset: 100_000_000)
    try file.close()
    return fake
  }

  // MARK: What a model needs

  @Test("A model needs its file and a cache that grows with the tokens of all slots") func need() throws {
    let fake = try large()
    var plan = fake.plan
    #expect(MemoryNeed(plan).file == 100_000_000 && MemoryNeed(plan).cache == 1000 * 8192)
    plan.slots = 1
    #expect(MemoryNeed(plan).cache == 1000 * 4096)
    plan.model = fake.folder.file("none.gguf")
    #expect(MemoryNeed(plan).file == 0 && MemoryNeed(plan).cache == 0)
  }

  @Test("A model that surely does not fit is not started, and the error says what it needs and what is free")
  func short() async throws {
    let fake = try large()
    let server = LlamaServer(fake.plan) { 108_000_000 }
    for _ in 0..<2 {
      let error = try #require(await #expect(throws: LanguageModelError.self) { _ = try await ask(server) })
      #expect(error.code == .engine && error.endsRun)
      #expect(error.message.contains("108 MB of memory, 100 MB for its file and about 8 MB for 8192 tokens"), "\(error)")
      #expect(error.message.hasSuffix("and 108 MB are free") && error.hint?.contains("--context") == true)
    }
    #expect(fake.starts.isEmpty)
  }

  @Test("A model that may fit is started, and so is any where the system does not say", arguments: [108_192_000, nil])
  func enough(available: Int?) async throws {
    let fake = try large()
    let server = LlamaServer(fake.plan) { available }
    let reply = try await ask(server)
    #expect(try FakeLlama.said(reply)["starts"] == 1)
  }

  @Test("What is free is read where Linux tells it")
  func available() {
    let folder = TemporaryFolder()
    let told = folder.write("meminfo", text: "MemTotal:  16000 kB\nMemFree:  10 kB\nMemAvailable:    2000 kB\n")
    #expect(MemoryNeed.available(told) == 2_048_000)
    #expect(MemoryNeed.available(folder.write("old", text: "MemTotal:  16000 kB\n")) == nil)
    #expect(MemoryNeed.available(folder.file("none")) == nil)
    #if os(Linux)
      #expect(MemoryNeed.available() ?? 0 > 1 << 20)
    #endif
  }

  // MARK: Idle servers

  @Test("A server that nobody asks is stopped, and started again by the next request") func idle() async throws {
    let fake = FakeLlama("healthy")
    let model = try fake.model(idleTime: 0.2)
    _ = try await model.complete(Self.request)
    #expect(fake.starts.count == 1)
    #expect(await fake.isGone(within: 8))
    #expect(try FakeLlama.said(try await model.complete(Self.request))["starts"] == 2)
    #expect(await fake.isGone(within: 8))
  }

  @Test("A server is not idle while it answers, nor right behind its last reply") func busy() async throws {
    let fake = FakeLlama("think 0.6")
    let model = try fake.model(idleTime: 0.3)
    for _ in 0..<2 {
      async let first = model.complete(Self.request)
      try await Task.sleep(for: .milliseconds(200))
      _ = try await (first, model.complete(Self.request))
    }
    #expect(fake.starts.count == 1)
  }
}
