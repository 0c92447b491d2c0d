internal import Foundation

/// Starts programs, without a shell and without waiting for them.
enum Spawning {
  /// Starts `program`, a path, in a process group of its own: Ctrl-C at the terminal does not reach it.
  ///
  /// - Returns: the number of the process, or that of the system's error.
  static func start(_ program: String, _ arguments: [String], input: Int32, output: Int32, errors: Int32) -> Result<
    pid_t, Failure
  > {
    var actions = fileActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (place, end) in [input, output, errors].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, end, Int32(place))
    }
    var attributes = Self.attributes()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    // What this process ignores the child would ignore too.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGXFSZ] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    // Threads of a pool hold all signals back, and a child would do the same: it could not be asked to end.
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    var process: pid_t = 0
    var pointers = ([program] + arguments).map { strdup($0) }
    pointers.append(nil)
    let status = posix_spawn(&process, program, &actions, &attributes, pointers, environ)
    for pointer in pointers { free(pointer) }
    return status == 0 ? .success(process) : .failure(Failure(number: status))
  }

  struct Failure: Error {
    /// Of the system's error.
    let number: Int32
  }

  /// Two ends, of which what is written to one is read from the other. Both are closed in children, but for those that are
  /// duplicated on purpose; on Linux they are so from the beginning, so that nothing another thread starts can keep them open.
  static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    #if os(Linux)
      let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
    #else
      guard Foundation.pipe(&ends) == 0 else { return nil }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #endif
    return (ends[0], ends[1])
  }

  /// Reads until the other side is closed.
  static func read(_ descriptor: Int32, _ take: (ArraySlice<UInt8>) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      if count > 0 { take(buffer[..<count]) } else if count == 0 || errno != EINTR { return }
    }
  }

  #if canImport(Darwin)
    private static func fileActions() -> posix_spawn_file_actions_t? { nil }
    private static func attributes() -> posix_spawnattr_t? { nil }
  #else
    private static func fileActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
    private static func attributes() -> posix_spawnattr_t { posix_spawnattr_t() }
  #endif
}
