internal import Foundation

/// Spreads work over threads and hands the results on in order.
enum OrderedWork {
  /// Calls `work` for 0..<count on `jobs` threads, each with its own state, and `deliver` on the calling thread in order.
  ///
  /// At most `4 * jobs` results wait for their turn, so memory does not grow with `count`. Stops handing out work once `deliver`
  /// has thrown.
  static func run<State, Value: Sendable>(
    count: Int, jobs: Int, makeState: @escaping @Sendable () -> State, work: @escaping @Sendable (inout State, Int) -> Value,
    deliver: (Int, Value) throws -> Void
  ) throws {
    let queue = ResultQueue<Value>(count: count, window: 4 * max(1, jobs))
    for _ in 0..<min(max(1, jobs), count) {
      let thread = Thread {
        var state = makeState()
        while let index = queue.take() { queue.put(work(&state, index), at: index) }
      }
      thread.stackSize = 16 << 20
      thread.start()
    }
    defer { queue.stop() }
    for index in 0..<count { try deliver(index, queue.wait(for: index)) }
  }

  /// The indices that are left, and the results that wait.
  private final class ResultQueue<Value: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let count: Int
    private let window: Int
    private var next = 0
    private var delivered = 0
    private var results: [Int: Value] = [:]

    init(count: Int, window: Int) {
      self.count = count
      self.window = window
    }

    func take() -> Int? {
      condition.lock()
      defer { condition.unlock() }
      while next < count, next >= delivered + window { condition.wait() }
      guard next < count else { return nil }
      next += 1
      return next - 1
    }

    func put(_ value: Value, at index: Int) {
      condition.lock()
      results[index] = value
      condition.broadcast()
      condition.unlock()
    }

    func wait(for index: Int) -> Value {
      condition.lock()
      defer { condition.unlock() }
      while true {
        if let value = results.removeValue(forKey: index) {
          delivered = index + 1
          condition.broadcast()
          return value
        }
        condition.wait()
      }
    }

    func stop() {
      condition.lock()
      next = count
      condition.broadcast()
      condition.unlock()
    }
  }
}
