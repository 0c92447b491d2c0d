internal import Foundation
internal import Synchronization

/// A small process between Quern and a program that it starts, which ends the program when Quern ends, however that comes about.
///
/// Standard input is a pipe whose other end only Quern holds: it hangs up when Quern closes it or dies. Standard output takes a line
/// on what becomes of the program (``Report``), whose own output goes to standard error.
public enum ProcessSupervisor {
  /// The argument by which Quern knows that it is a supervisor. A folder to be removed at the end follows, or `-`; then the program
  /// and its arguments.
  public static let argument = "__supervise"

  /// A line on standard output.
  enum Report {
    case started(pid_t)
    /// The number of the system's error.
    case failed(Int32)
    /// As `waitpid` gives it.
    case ended(Int32)

    var line: String {
      switch self {
      case .started(let number): "started \(number)\n"
      case .failed(let number): "failed \(number)\n"
      case .ended(let number): "ended \(number)\n"
      }
    }

    init?(line: some StringProtocol) {
      let parts = line.split(separator: " ")
      guard parts.count == 2, let number = Int32(parts[1]) else { return nil }
      switch parts[0] {
      case "started": self = .started(number)
      case "failed": self = .failed(number)
      case "ended": self = .ended(number)
      default: return nil
      }
    }
  }

  /// Seconds that a program has to end by itself when it is asked to.
  static let patience = 5.0

  /// Runs the program and returns when it has ended. `arguments` are those behind ``argument``.
  public static func serve(arguments: [String]) {
    guard arguments.count >= 2 else { return }
    // It ends with the program alone, and the program with Quern.
    for number in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
    for descriptor in 3..<Int32(256) { close(descriptor) }
    let nothing = open("/dev/null", O_RDONLY)
    switch Spawning.start(arguments[1], Array(arguments.dropFirst(2)), input: nothing, output: 2, errors: 2) {
    case .failure(let failure): tell(.failed(failure.number))
    case .success(let process):
      tell(.started(process))
      let child = Child(process)
      Thread.detachNewThread { child.end(when: 0) }
      tell(.ended(child.wait()))
    }
    if arguments[0] != "-" { try? FileManager.default.removeItem(atPath: arguments[0]) }
  }

  private static func tell(_ report: Report) {
    let bytes = Array(report.line.utf8)
    _ = write(1, bytes, bytes.count)
  }
}

/// The program that a supervisor watches.
private final class Child: Sendable {
  private let process: pid_t
  private let isOver = Mutex(false)

  init(_ process: pid_t) { self.process = process }

  /// Waits for its end; gives the status.
  func wait() -> Int32 {
    // Seen before it is reaped: until then its number is no one else's, and it may be sent signals.
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    return isOver.withLock { isOver in
      isOver = true
      var status: Int32 = 0
      waitpid(process, &status, 0)
      return status
    }
  }

  /// Asks it to end when the other side of a pipe is gone, and makes it end when it does not.
  func end(when pipe: Int32) {
    var entry = pollfd(fd: pipe, events: 0, revents: 0)
    while poll(&entry, 1, -1) <= 0 || entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) == 0 {}
    send(SIGTERM)
    Thread.sleep(forTimeInterval: ProcessSupervisor.patience)
    send(SIGKILL)
  }

  private func send(_ signal: Int32) { isOver.withLock { if !$0 { _ = kill(process, signal) } } }
}
