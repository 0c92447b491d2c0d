internal import Foundation
internal import Synchronization

/// A child process of the same program that reads documents. Owned by one thread.
struct WorkerProcess: ~Copyable {
  private let process: pid_t
  let input: PipeEnd
  let output: PipeEnd

  /// Starts `executable` with `arguments`. Its standard error goes nowhere: libraries print there what documents make them print.
  init?(executable: String, arguments: [String]) {
    // Between `pipe` and `fcntl` no other thread may start a child, which would inherit the ends and keep them open.
    guard let started = Self.spawning.withLock({ _ in Self.start(executable, arguments) }) else { return nil }
    (process, input, output) = started
  }

  private static let spawning = Mutex(())

  private static func start(_ executable: String, _ arguments: [String]) -> (pid_t, PipeEnd, PipeEnd)? {
    guard let request = pipe(), let reply = pipe() else { return nil }
    var actions = fileActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, request.read, 0)
    posix_spawn_file_actions_adddup2(&actions, reply.write, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var process: pid_t = 0
    var pointers = ([executable] + arguments).map { strdup($0) }
    pointers.append(nil)
    let status = posix_spawn(&process, executable, &actions, nil, pointers, environ)
    for pointer in pointers { free(pointer) }
    close(request.read)
    close(reply.write)
    guard status == 0 else {
      close(request.write)
      close(reply.read)
      return nil
    }
    return (process, PipeEnd(descriptor: request.write), PipeEnd(descriptor: reply.read))
  }

  deinit {
    close(input.descriptor)
    close(output.descriptor)
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  #if canImport(Darwin)
    private static func fileActions() -> posix_spawn_file_actions_t? { nil }
  #else
    private static func fileActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
  #endif

  /// Both ends are closed in children, but for those that are duplicated on purpose.
  private static func pipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
