internal import Foundation
internal import Synchronization

/// A program that runs beside Quern and not longer than Quern; see ``ProcessSupervisor``.
final class SupervisedProcess: Sendable {
  /// What the program printed last.
  let log: LineLog
  private let control: Mutex<Int32?>
  private let fate = Fate()

  /// Starts `program`, a path.
  ///
  /// - Parameters:
  ///   - supervisor: Quern's own binary.
  ///   - folder: is removed when the program has ended, also where Quern is no more.
  init(supervisor: String, _ program: String, _ arguments: [String], removing folder: String? = nil, logLimit: Int = 1 << 14) {
    log = LineLog(limit: logLimit)
    // A supervisor that dies must not take this process with it.
    signal(SIGPIPE, SIG_IGN)
    // Of two that start at once, none may inherit a pipe of the other, which would keep it open.
    guard let started = Self.starting.withLock({ _ in Started(supervisor, program, arguments, removing: folder) }) else {
      control = Mutex(nil)
      fate.set(.notStarted(EMFILE))
      return
    }
    switch started.process {
    case .failure(let failure):
      for end in [started.control, started.status, started.output] { close(end) }
      control = Mutex(nil)
      fate.set(.notStarted(failure.number))
    case .success(let process):
      control = Mutex(started.control)
      Self.watch(process, status: started.status, output: started.output, log, fate)
    }
  }

  private static let starting = Mutex(())

  /// A supervisor, and this side of its pipes.
  private struct Started {
    let process: Result<pid_t, Spawning.Failure>
    let control: Int32
    let status: Int32
    let output: Int32

    /// Nil where there are no more pipes.
    init?(_ supervisor: String, _ program: String, _ arguments: [String], removing folder: String?) {
      guard let control = Spawning.pipe(), let status = Spawning.pipe(), let output = Spawning.pipe() else { return nil }
      process = Spawning.start(
        supervisor, [ProcessSupervisor.argument, folder ?? "-", program] + arguments, input: control.read, output: status.write,
        errors: output.write)
      for end in [control.read, status.write, output.write] { close(end) }
      (self.control, self.status, self.output) = (control.write, status.read, output.read)
    }
  }

  deinit { stop() }

  /// Nil while it runs.
  var end: ProcessEnd? { fate.end }

  /// Asks it to end. It is gone within ``ProcessSupervisor/patience`` seconds.
  func stop() {
    let end = control.withLock { control in
      defer { control = nil }
      return control
    }
    if let end { close(end) }
  }

  /// Waits for its end, for so long at most.
  func end(within seconds: Double) async -> ProcessEnd? {
    let limit = ContinuousClock.now + .seconds(seconds)
    while fate.end == nil, ContinuousClock.now < limit { try? await Task.sleep(for: .milliseconds(10)) }
    return fate.end
  }

  /// Waits for its end on this thread.
  func wait() -> ProcessEnd { fate.wait() }

  /// Two threads that live as long as the process does, and hold nothing of it but what they write to.
  private static func watch(_ supervisor: pid_t, status: Int32, output: Int32, _ log: LineLog, _ fate: Fate) {
    let isRead = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      Spawning.read(output) { log.append($0) }
      close(output)
      isRead.signal()
    }
    Thread.detachNewThread {
      var text: [UInt8] = []
      Spawning.read(status) { text += $0 }
      close(status)
      var code: Int32 = 0
      waitpid(supervisor, &code, 0)
      // What the program has started may hold the log open for longer.
      _ = isRead.wait(timeout: .now() + 0.3)
      fate.set(end(String(decoding: text, as: UTF8.self)))
    }
  }

  /// How the program ended, by what the supervisor told until it ended itself.
  private static func end(_ text: String) -> ProcessEnd {
    var process: pid_t?
    for line in text.split(separator: "\n") {
      switch ProcessSupervisor.Report(line: line) {
      case .started(let number): process = number
      case .failed(let number): return .notStarted(number)
      case .ended(let status): return ProcessEnd(waitStatus: status)
      case nil: break
      }
    }
    if let process { kill(process, SIGKILL) }
    return .unseen
  }
}

/// What became of a process.
private final class Fate: Sendable {
  private let state = Mutex<ProcessEnd?>(nil)
  private let isKnown = DispatchSemaphore(value: 0)

  var end: ProcessEnd? { state.withLock { $0 } }

  func set(_ end: ProcessEnd) {
    state.withLock { $0 = end }
    isKnown.signal()
  }

  func wait() -> ProcessEnd {
    isKnown.wait()
    isKnown.signal()
    return end ?? .unseen
  }
}
