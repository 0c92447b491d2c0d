internal import Foundation
internal import Synchronization

/// The server of a local model: started when it is first asked, started again when it dies, stopped while nobody asks it, ended with its
/// last user.
actor LlamaServer {
  let plan: LlamaServerPlan
  /// Lets in as many requests as there are slots: those that wait in the server would wait on their time-outs.
  nonisolated let slots: Turnstile
  private var current: LlamaServerProcess?
  private var opening: Task<Result<LlamaServerProcess, LanguageModelError>, Never>?
  private var arguments: LlamaServerArguments?
  /// Why it is not started any more.
  private var failure: LanguageModelError?
  /// How often it died since the last reply.
  private var deaths = 0
  /// Requests under way.
  private var busy = 0
  /// Stops the server once it has been idle for long enough.
  private var idling: Task<Void, Never>?
  /// Bytes of memory that are to be had, nil where the system does not say.
  private let memory: @Sendable () -> Int?

  private static let mostDeaths = 4
  private static let mostCrashesAtStart = 2
  private static let mostPorts = 3

  init(_ plan: LlamaServerPlan, memory: @escaping @Sendable () -> Int? = { MemoryNeed.available() }) {
    self.plan = plan
    self.memory = memory
    slots = Turnstile(plan.slots)
  }

  private struct Weak {
    weak var server: LlamaServer?
  }

  private static let known = Mutex<[LlamaServerPlan: Weak]>([:])

  /// The one server of a plan.
  static func shared(_ plan: LlamaServerPlan) -> LlamaServer {
    known.withLock { known in
      if let server = known[plan]?.server { return server }
      let server = LlamaServer(plan)
      known[plan] = Weak(server: server)
      return server
    }
  }

  /// Asks a process that is ready to answer. None is stopped as idle meanwhile.
  func answer(
    _ ask: @Sendable (LlamaServerProcess) async throws(LanguageModelError) -> ChatReply
  ) async throws(LanguageModelError) -> ChatReply {
    idling?.cancel()
    busy += 1
    defer {
      busy -= 1
      if busy == 0 { waitForStop() }
    }
    let process = try await ready()
    do throws(LanguageModelError) {
      let reply = try await ask(process)
      deaths = 0
      return reply
    } catch {
      guard error.code == .unreachable, let death = await death(of: process) else { throw error }
      throw death
    }
  }

  /// A process that is ready to answer.
  func ready() async throws(LanguageModelError) -> LlamaServerProcess {
    if let failure { throw failure }
    if let current {
      guard let end = current.process.end else { return current }
      died(current, end)
      if let failure { throw failure }
    }
    let task = opening ?? Task { await opened() }
    opening = task
    return try await task.value.get()
  }

  private func waitForStop() {
    idling = Task { [weak self, idleTime = plan.idleTime] in
      guard (try? await Task.sleep(for: .seconds(idleTime))) != nil else { return }
      await self?.stopIdle()
    }
  }

  /// The process ends with its last owner. The next request starts another.
  private func stopIdle() {
    if busy == 0 { current = nil }
  }

  /// How the server ended that did not answer a request; nil where it runs on.
  private func death(of process: LlamaServerProcess) async -> LanguageModelError? {
    guard let end = await process.process.end(within: 0.5) else { return nil }
    died(process, end)
    return failure ?? LlamaServerFailure.atWork(end, plan, process.process.log)
  }

  private func died(_ process: LlamaServerProcess, _ end: ProcessEnd) {
    guard current === process else { return }
    current = nil
    deaths += 1
    if deaths > Self.mostDeaths { failure = LlamaServerFailure.tooOften(deaths, end, plan, process.process.log) }
  }

  private func opened() async -> Result<LlamaServerProcess, LanguageModelError> {
    let result: Result<LlamaServerProcess, LanguageModelError>
    do throws(LanguageModelError) {
      let process = try await started()
      current = process
      result = .success(process)
    } catch {
      failure = error
      result = .failure(error)
    }
    opening = nil
    return result
  }

  private func started() async throws(LanguageModelError) -> LlamaServerProcess {
    let arguments = try await knownArguments()
    try MemoryNeed(plan).check(available: memory())
    var (crashes, ports) = (0, 0)
    while true {
      let failed = deaths + crashes
      if failed > 0 { try? await Task.sleep(for: .milliseconds(250 << min(failed, 5))) }
      let process = try LlamaServerProcess(plan, arguments: arguments)
      switch await process.outcome(within: plan.loadingTime) {
      case .ready: return process
      case .portTaken where ports + 1 < Self.mostPorts: ports += 1
      case .portTaken: throw LlamaServerFailure.atStart(.exited(1), plan, process.process.log, build: nil)
      case .late: throw LlamaServerFailure.late(plan, process.process.log)
      case .ended(let end):
        crashes += 1
        if crashes == Self.mostCrashesAtStart || end == .signal(SIGILL) {
          throw LlamaServerFailure.atStart(end, plan, process.process.log, build: await build())
        }
      }
    }
  }

  /// What this build can be told. Shows at once where it is no program for this machine.
  private func knownArguments() async throws(LanguageModelError) -> LlamaServerArguments {
    if let arguments { return arguments }
    let help = SupervisedProcess(supervisor: plan.supervisor, plan.program, ["--help"], logLimit: 1 << 19)
    let end = await help.end(within: 20)
    let known = LlamaServerArguments(help: help.log.text)
    guard known.knows("--port") else {
      throw LlamaServerFailure.noProgram(end, plan, help.log)
    }
    arguments = known
    return known
  }

  /// As the program names its version.
  private func build() async -> String? {
    let version = SupervisedProcess(supervisor: plan.supervisor, plan.program, ["--version"])
    _ = await version.end(within: 5)
    let line = version.log.text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("version: ") }
    return line.map { String($0.dropFirst("version: ".count).prefix(80)) }
  }
}

/// Lets so many through at once, and the others in the order in which they came.
final class Turnstile: Sendable {
  private let state: Mutex<(free: Int, waiting: [CheckedContinuation<Void, Never>])>

  init(_ count: Int) { state = Mutex((count, [])) }

  func enter() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        guard state.free > 0 else {
          state.waiting.append(continuation)
          return false
        }
        state.free -= 1
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func leave() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if !state.waiting.isEmpty { return state.waiting.removeFirst() }
      state.free += 1
      return nil
    }
    next?.resume()
  }
}
