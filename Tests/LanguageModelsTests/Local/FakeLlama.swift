import Foundation
import JSONText
import TestSupport

@testable import LanguageModels

/// A `llama-server` without a model, which does what the "model" says: see fixtures/llama-server.
struct FakeLlama {
  let folder = TemporaryFolder()
  let path: String

  init(_ mode: String) { path = folder.write("model.gguf", text: "GGUF \(mode)") }

  static let program = Repository.path("fixtures/llama-server/llama-server")

  /// The program under another name.
  func program(_ name: String) -> String {
    let path = folder.file(name)
    try? FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: Self.program)
    return path
  }

  func model(program: String? = nil, loadingTime: Double = 20, idleTime: Double = 300) throws -> LocalModel {
    var options = LocalOptions(supervisor: Program.path)
    options.server = program ?? Self.program
    options.loadingTime = loadingTime
    options.idleTime = idleTime
    return try LocalModel(path, options, environment: [:], timeout: 20)
  }

  /// As ``model(program:loadingTime:idleTime:)`` runs it.
  var plan: LlamaServerPlan {
    LlamaServerPlan(
      program: Self.program, supervisor: Program.path, model: path, name: "fake", context: 4096, slots: 2, loadingTime: 20,
      timeout: 20)
  }

  /// One start of the program.
  struct Start {
    var arguments: [String]
    var process: pid_t
    var keyMode: String
    var keyFile: String

    func value(of option: String) -> String? {
      arguments.firstIndex(of: option).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
    }

    var isRunning: Bool { kill(process, 0) == 0 }
  }

  var starts: [Start] {
    (folder.text("model.gguf.starts") ?? "").split(separator: "\n").compactMap { line in
      guard let json = try? JSONValue(parsing: String(line)) else { return nil }
      return Start(
        arguments: json["arguments"]?.arrayValue?.compactMap(\.stringValue) ?? [],
        process: pid_t(json["process"]?.intValue ?? 0), keyMode: json["key"]?.stringValue ?? "",
        keyFile: json["file"]?.stringValue ?? "")
    }
  }

  /// Whether soon nothing is left of any start: no process, no key.
  func isGone(within seconds: Double = 3) async -> Bool {
    for _ in 0..<Int(seconds * 50) {
      let isLeft = starts.contains {
        let keyFolder = ($0.keyFile as NSString).deletingLastPathComponent
        return $0.isRunning || FileManager.default.fileExists(atPath: keyFolder)
      }
      if !isLeft { return true }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return false
  }

  static let request = ChatRequest([ChatMessage(.user, "Hello?")], parameters: [.init("temperature", 0)])

  /// What the program says of itself in its replies.
  static func said(_ reply: ChatReply) throws -> JSONValue { try JSONValue(parsing: reply.content) }
}
