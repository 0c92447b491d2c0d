import Foundation
import TestSupport
import Testing

@testable import LanguageModels

@Suite("Programs that run beside Quern")
struct SupervisedProcessTests {
  private func start(_ program: String, _ arguments: [String], removing folder: String? = nil) -> SupervisedProcess {
    SupervisedProcess(supervisor: Program.path, program, arguments, removing: folder)
  }

  @Test("How a program ended is known, with what it printed")
  func ends() {
    let echo = start("/bin/echo", ["one\ntwo"])
    #expect(echo.wait() == .exited(0) && echo.wait() == .exited(0))
    #expect(echo.log.last(5) == ["one", "two"])
    #expect(start("/usr/bin/env", ["python3", "-c", "import sys; sys.exit(3)"]).wait() == .exited(3))
    let killed = start("/usr/bin/env", ["python3", "-c", "import os; os.kill(os.getpid(), 9)"])
    #expect(killed.wait() == .signal(9))
    #expect(start("/no/such/program", []).wait() == .notStarted(ENOENT))
    let noSupervisor = SupervisedProcess(supervisor: "/no/such/program", "/bin/echo", [])
    #expect(noSupervisor.wait() == .notStarted(ENOENT))
  }

  @Test("A program whose supervisor is killed does not outlive it, and one that is dropped is ended")
  func supervisorDies() async throws {
    let code = "import os, time; print(os.getpid(), os.getppid(), flush=True); time.sleep(3600)"
    var process: SupervisedProcess? = start("/usr/bin/env", ["python3", "-c", code])
    func numbers() async throws -> (program: pid_t, supervisor: pid_t) {
      for _ in 0..<300 {
        let numbers = (process?.log.text ?? "").split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
        if numbers.count == 2 { return (numbers[0], numbers[1]) }
        try await Task.sleep(for: .milliseconds(20))
      }
      return (0, 0)
    }
    let first = try await numbers()
    try #require(first.supervisor > 1)
    kill(first.supervisor, SIGKILL)
    #expect(await process?.end(within: 60) == .unseen)
    #expect(await isGone(first.program))
    process = start("/usr/bin/env", ["python3", "-c", code])
    let second = try await numbers()
    try #require(second.program > 1)
    process = nil
    #expect(await isGone(second.program))
    #expect(await isGone(second.supervisor))
  }

  @Test("The folder goes with the program, and the log holds its end alone")
  func leftovers() {
    let folder = TemporaryFolder()
    folder.write("keys/key", text: "secret")
    let process = start(
      "/usr/bin/env", ["python3", "-c", "for i in range(9999): print('line', i)"], removing: folder.file("keys"))
    #expect(process.wait() == .exited(0))
    #expect(!FileManager.default.fileExists(atPath: folder.file("keys")))
    #expect(process.log.last(1) == ["line 9998"])
    #expect(process.log.text.utf8.count <= 1 << 15)
  }

  private func isGone(_ process: pid_t) async -> Bool {
    for _ in 0..<200 {
      if kill(process, 0) != 0 { return true }
      try? await Task.sleep(for: .milliseconds(20))
    }
    return false
  }
}
