internal import Foundation

/// One run of `llama-server`, from its start to its end.
final class LlamaServerProcess: Sendable {
  /// What became of its start.
  enum Outcome: Equatable {
    case ready
    case ended(ProcessEnd)
    /// It ended, and another program has taken the port.
    case portTaken
    /// The model was not loaded in time.
    case late
  }

  /// Where it is asked, once it is ready, and with which key.
  let endpoint: OpenAIModel
  let base: String
  let key: String
  let process: SupervisedProcess
  private let port: Int
  private let keyFolder: String
  /// What the server, and no other program that has taken its port, calls its model.
  private let alias: String
  private static let transport = HTTPTransport(bodyLimit: 1 << 20)

  init(_ plan: LlamaServerPlan, arguments: LlamaServerArguments) throws(LanguageModelError) {
    guard let port = LoopbackPort.free(), let key = KeyFile() else {
      throw LanguageModelError(.engine, "no port or no temporary file is to be had for llama-server", hint: "check TMPDIR")
    }
    (self.port, self.key, keyFolder) = (port, key.key, key.folder)
    base = "http://127.0.0.1:\(port)"
    endpoint = OpenAIModel("local", base: base + "/v1", key: key.key, timeout: plan.timeout, isDirect: true)
    let alias = "quern-" + KeyFile.random()
    self.alias = arguments.knows("--alias") ? alias : (plan.model as NSString).lastPathComponent
    process = SupervisedProcess(
      supervisor: plan.supervisor, plan.program,
      arguments.all(
        model: plan.model, port: port, context: plan.context * plan.slots, slots: plan.slots, threads: plan.threads,
        keyFile: key.path, alias: alias), removing: key.folder)
  }

  deinit { process.stop() }

  /// Waits until the model is loaded.
  func outcome(within seconds: Double) async -> Outcome {
    defer { try? FileManager.default.removeItem(atPath: keyFolder) }
    let limit = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < limit {
      if let end = process.end { return LoopbackPort.isFree(port) ? .ended(end) : .portTaken }
      if await get("/health") != nil, await get("/v1/models")?.contains(alias) == true { return .ready }
      try? await Task.sleep(for: .milliseconds(50))
    }
    process.stop()
    _ = await process.end(within: ProcessSupervisor.patience + 1)
    return .late
  }

  /// The body of a good answer. Where another program has the port the key opens nothing, since the server then ends: it may be
  /// sent before it is known who answers, and prompts may not.
  private func get(_ path: String) async -> String? {
    let headers = [(name: "Authorization", value: "Bearer " + key)]
    let answer = try? await Self.transport.send(
      HTTPRequest(url: base + path, headers: headers, body: nil, timeout: 5, isDirect: true))
    guard let answer, answer.status == 200 else { return nil }
    return String(decoding: answer.body, as: UTF8.self)
  }
}

/// The key of one run, in a file that only its owner may read, in a folder of its own.
private struct KeyFile {
  let key: String
  let folder: String
  var path: String { folder + "/key" }

  /// Sixty-four random bits.
  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return String(generator.next(), radix: 36)
  }

  /// Nil where nothing can be written.
  init?() {
    key = (0..<4).map { _ in Self.random() }.joined()
    var template = Array((NSTemporaryDirectory() + "/quern-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { return nil }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let file = open(folder + "/key", O_WRONLY | O_CREAT | O_EXCL, 0o600)
    let bytes = Array((key + "\n").utf8)
    let isWritten = file >= 0 && write(file, bytes, bytes.count) == bytes.count
    if file >= 0 { close(file) }
    guard isWritten else {
      try? FileManager.default.removeItem(atPath: folder)
      return nil
    }
  }
}
