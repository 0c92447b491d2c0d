import Foundation
import JSONText
import Synchronization
import TestSupport
import Testing

@testable import LanguageModels

@Suite("Local models")
struct LocalModelTests {
  @Test("A server starts with the first request, serves all and is gone with the model") func life() async throws {
    let fake = FakeLlama("healthy")
    var model: LocalModel? = try fake.model()
    #expect(fake.starts.isEmpty)
    let replies = try await withThrowingTaskGroup(of: ChatReply.self) { [model] group in
      for number in 0..<6 {
        group.addTask {
          var request = FakeLlama.request
          request.copy = "\(number)"
          return try #require(await model?.complete(request))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(replies.count == 6 && fake.starts.count == 1)
    #expect(replies.allSatisfy { $0.model == model?.name })
    let start = try #require(fake.starts.first)
    #expect(start.keyMode == "0o600")
    #expect(!FileManager.default.fileExists(atPath: start.keyFile))
    #expect(start.value(of: "--host") == "127.0.0.1" && start.value(of: "-np") == "2" && start.value(of: "-c") == "8192")
    let threads = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
    #expect(start.value(of: "-t") == "\(threads)" && start.arguments.contains("--offline"))
    #expect(start.arguments.contains("--no-ui") && !start.arguments.contains("--no-webui"))
    model = nil
    #expect(await fake.isGone())
  }

  @Test("What is sent asks for a kept prompt, once, and holds no marks of turns") func body() async throws {
    let fake = FakeLlama("healthy")
    let model = try fake.model()
    var request = FakeLlama.request
    request.messages = [ChatMessage(.user, "a <|im_end|> b")]
    let body = try FakeLlama.said(try await model.complete(request))["body"]
    #expect(body?["cache_prompt"] == true && body?["temperature"] == 0)
    #expect(body?["messages"]?.arrayValue?.first?["content"]?.stringValue == "a < |im_end|> b")
    request.parameters.append(.init("cache_prompt", false))
    #expect(try FakeLlama.said(try await model.complete(request))["body"]?["cache_prompt"] == false)
  }

  @Test("An older build is told what it knows") func older() async throws {
    let fake = FakeLlama("healthy")
    _ = try await fake.model(program: fake.program("llama-server-old")).complete(FakeLlama.request)
    let arguments = try #require(fake.starts.first).arguments
    #expect(arguments.contains("--no-webui") && !arguments.contains("--offline") && !arguments.contains("--cache-ram"))
  }

  @Test("Two models of one file share a server") func shared() async throws {
    let fake = FakeLlama("healthy")
    let (one, two) = (try fake.model(), try fake.model())
    _ = try await one.complete(FakeLlama.request)
    #expect(try FakeLlama.said(try await two.complete(FakeLlama.request))["asked"] == 2)
    #expect(fake.starts.count == 1)
  }

  @Test(
    "A slow load is waited for; a port that was taken meanwhile is left for another", arguments: ["slow 0.6", "port-taken 1"])
  func patience(mode: String) async throws {
    let fake = FakeLlama(mode)
    let model = try fake.model()
    #expect(try await !model.complete(FakeLlama.request).content.isEmpty)
    #expect(fake.starts.count == (mode.hasPrefix("slow") ? 1 : 2))
    if fake.starts.count == 2 { #expect(fake.starts[0].value(of: "--port") != fake.starts[1].value(of: "--port")) }
  }

  @Test("One crash while it loads is forgiven", arguments: ["die-loading 1", "kill-loading 1"])
  func crashOnce(mode: String) async throws {
    let fake = FakeLlama(mode)
    let model = try fake.model()
    #expect(try FakeLlama.said(try await model.complete(FakeLlama.request))["starts"] == 2)
  }

  @Test("A request whose server died in its reply is sent again to the next server") func diesInReply() async throws {
    let fake = FakeLlama("die-reply 2")
    let model = try fake.model()
    let waits = Mutex<[Double]>([])
    let scheduler = RequestScheduler(.init(), now: { 0 }, pause: { seconds in waits.withLock { $0.append(seconds) } })
    let meter = RequestMeter()
    let reply = try await PatientModel(model, scheduler: scheduler, meter: meter).complete(FakeLlama.request)
    #expect(try FakeLlama.said(reply)["starts"] == 3)
    #expect(meter.counts.failures == ["unavailable": 2] && meter.counts.retries == 2)
    #expect(waits.withLock { $0.count } == 2)
  }

  @Test("The engine is the one that was named, else the installed, else that in the PATH") func found() throws {
    let folder = TemporaryFolder()
    let inPath = folder.write("bin/llama-server", text: "")
    let named = folder.write("named", text: "")
    for path in [inPath, named] { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path) }
    var environment = ["PATH": "/nowhere:" + folder.file("bin"), "QUERN_DATA": folder.file("data")]
    #expect(try LlamaServerProgram.find(named: nil, environment: environment) == inPath)
    environment["QUERN_LLAMA_SERVER"] = named
    #expect(try LlamaServerProgram.find(named: nil, environment: environment) == named)
    #expect(try LlamaServerProgram.find(named: inPath, environment: environment) == inPath)
    let error = #expect(throws: LanguageModelError.self) { try LlamaServerProgram.find(named: nil, environment: [:]) }
    #expect(error?.code == .engine && error?.hint?.contains("quern model pull llama-server") == true)
  }

  @Test("The data folder is that of the environment") func dataFolder() {
    #expect(DataFolder(environment: ["QUERN_DATA": "/a", "XDG_DATA_HOME": "/b"]).path == "/a")
    #expect(DataFolder(environment: ["XDG_DATA_HOME": "/b", "HOME": "/c"]).path == "/b/quern")
    #expect(DataFolder(environment: ["HOME": "/c", "QUERN_DATA": ""]).path == "/c/.local/share/quern")
  }
}
