import Foundation
import TestSupport
import Testing

@testable import LanguageModels

/// Each trouble is told with what to do about it, and leaves no process and no file.
@Suite("Local models in trouble")
struct LocalModelTroubleTests {
  private func error(_ fake: FakeLlama, program: String? = nil, loadingTime: Double = 20) async throws -> LanguageModelError {
    var model: LocalModel? = try fake.model(program: program, loadingTime: loadingTime)
    let error = await #expect(throws: LanguageModelError.self) { _ = try await model?.complete(FakeLlama.request) }
    model = nil
    #expect(await fake.isGone(within: 8))
    return try #require(error)
  }

  @Test(
    "A model that cannot be loaded is given up after two tries",
    arguments: [
      ("die-loading", 2, "not within the file bounds", "quern model pull"),
      ("kill-loading", 2, "memory ran out", "smaller model"),
      ("illegal-loading", 1, "another processor", "--llama-server"),
    ])
  func loading(mode: String, starts: Int, message: String, hint: String) async throws {
    let fake = FakeLlama(mode)
    let error = try await error(fake)
    #expect(error.code == .engine && error.endsRun && fake.starts.count == starts)
    #expect(error.message.contains(message) || error.hint?.contains(message) == true, "\(error)")
    #expect(error.hint?.contains(hint) == true || hint == "quern model pull", "\(error)")
    if mode == "die-loading" { #expect(error.message.contains("7 (fake)") && error.message.contains("model.gguf@")) }
  }

  @Test("A model that is never ready is given up, and one that does not end is ended", arguments: ["hang", "stubborn"])
  func hang(mode: String) async throws {
    let fake = FakeLlama(mode)
    guard mode == "hang" else {
      var model: LocalModel? = try fake.model()
      _ = try await model?.complete(FakeLlama.request)
      model = nil
      #expect(await fake.isGone(within: ProcessSupervisor.patience + 3))
      return
    }
    let error = try await error(fake, loadingTime: 1)
    #expect(error.code == .engine && error.message.contains("after 1 seconds"))
  }

  @Test("A server that dies of every reply is given up, and no words of a prompt are told") func everyReply() async throws {
    let fake = FakeLlama("abort-reply")
    var model: LocalModel? = try fake.model()
    var errors: [LanguageModelError] = []
    for _ in 0..<6 {
      do throws(LanguageModelError) { _ = try await model?.complete(FakeLlama.request) } catch { errors.append(error) }
    }
    #expect(errors.map(\.code) == [.unavailable, .unavailable, .unavailable, .unavailable, .engine, .engine])
    #expect(fake.starts.count == 5)
    let last = try #require(errors.last)
    #expect(last.message.contains("GGML_ASSERT") && last.message.contains("5 times") && last.hint != nil)
    #expect(errors.allSatisfy { !$0.message.contains("secret") })
    model = nil
    #expect(await fake.isGone())
  }

  @Test("A program that is none, or for another processor, is told apart")
  func programs() async throws {
    let fake = FakeLlama("healthy")
    let illegal = try await error(fake, program: fake.program("llama-server-illegal"))
    #expect(illegal.message.contains("another processor") && illegal.hint?.contains("--llama-server") == true)
    let mute = try await error(fake, program: fake.program("llama-server-mute"))
    #expect(mute.message.contains("no llama-server") && mute.hint?.contains("quern model pull llama-server") == true)
    let text = fake.folder.write("text", text: "not a program")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: text)
    let none = try await error(fake, program: text)
    #expect(none.message.contains("cannot be started"), "\(none)")
    #expect(fake.starts.isEmpty)
    let plain = #expect(throws: LanguageModelError.self) { try fake.model(program: fake.path) }
    #expect(plain?.code == .engine)
  }

  @Test("A prompt that is too long for the context is no reason to try again") func context() async throws {
    let error = try await error(FakeLlama("refuse"))
    #expect(error.code == .rejected && error.message.contains("context"))
  }

  @Test("What is no model, or not here, is told before anything starts")
  func files() throws {
    let folder = TemporaryFolder()
    var options = LocalOptions(supervisor: Program.path)
    options.server = FakeLlama.program
    func error(_ reference: String, _ data: String = "none") -> LanguageModelError? {
      #expect(throws: LanguageModelError.self) {
        _ = try LocalModel(reference, options, environment: ["QUERN_DATA": folder.file(data)], timeout: 1)
      }
    }
    let missing = error("qwen2.5-coder-0.5b")
    #expect(missing?.code == .notFound && missing?.hint == "`quern model pull qwen2.5-coder-0.5b` fetches it")
    folder.write("cut/models/qwen2.5-coder-0.5b.gguf", text: "GGUF")
    let cut = error("qwen2.5-coder-0.5b", "cut")
    #expect(cut?.message.contains("4 bytes") == true && cut?.hint?.contains("quern model pull") == true)
    #expect(error("gemma")?.hint?.contains("quern model list") == true)
    #expect(error(folder.file("no.gguf"))?.code == .notFound)
    #expect(error(folder.write("wrong.gguf", text: "PK"))?.message.contains("no GGUF file") == true)
  }

  @Test("Two files of one name are two models") func names() throws {
    let (one, two) = (FakeLlama("healthy"), FakeLlama("healthy 2"))
    let (first, second) = (try one.model().name, try two.model().name)
    #expect(first != second && first.hasPrefix("local/model.gguf@"))
    #expect(try one.model().name == first)
  }
}
