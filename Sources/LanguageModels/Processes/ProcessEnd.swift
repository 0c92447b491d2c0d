internal import Foundation

/// How a child process ended.
enum ProcessEnd: Sendable, Equatable {
  case exited(Int32)
  case signal(Int32)
  /// It never ran; the number is that of the system's error.
  case notStarted(Int32)
  /// Its supervisor died, so that no one saw how it ended.
  case unseen

  /// As `waitpid` gives it.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .signal(signal)
  }

  /// Such as `ended with status 1`, to stand behind a program's name.
  var words: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .signal(let number): "was ended by signal \(number)"
    case .notStarted(let number): "cannot be started: \(String(cString: strerror(number)).lowercased())"
    case .unseen: "ended"
    }
  }
}
