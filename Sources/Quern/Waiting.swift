internal import Dispatch
internal import Synchronization

/// Runs `work` and blocks the calling thread until it is done.
///
/// Only for threads of our own, such as those of ``OrderedWork``: a thread of the concurrency pool must not be blocked.
func waiting<T: Sendable>(for work: @escaping @Sendable () async -> T) -> T {
  let box = ResultBox<T>()
  let done = DispatchSemaphore(value: 0)
  Task {
    let value = await work()
    box.value.withLock { $0 = value }
    done.signal()
  }
  done.wait()
  guard let value = box.value.withLock({ $0 }) else { preconditionFailure("signalled without a result") }
  return value
}

private final class ResultBox<T: Sendable>: Sendable {
  let value = Mutex<T?>(nil)
}
