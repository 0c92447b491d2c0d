internal import Synchronization

/// Says when a request may go out: how many at once, how many a minute, and when a server has had enough.
///
/// The number of requests on their way halves when the server is too busy and grows again by one for each round of replies.
public final class RequestScheduler: Sendable {
  public struct Limits: Sendable {
    /// Requests on their way at once.
    public var concurrency = 32
    public var requestsPerMinute: Double?
    /// Tokens of prompts, by estimate.
    public var tokensPerMinute: Double?
    /// Tries of one request.
    public var attempts = 6
    /// Requests in a row that fail for good before nothing more is sent.
    public var failuresInARow = 8
    /// Seconds from the first request on, after which none goes out; nil for no end.
    public var totalTime: Double?
    /// Requests that may be sent; nil for any number.
    public var requests: Int?
    /// Dollars after which none goes out; nil for no end. Those that are on their way then go beyond it.
    public var dollars: Double?

    public init() {}
  }

  private struct State {
    var active = 0
    /// How many may be active now.
    var room: Double
    var waiting: [CheckedContinuation<Void, Never>] = []
    var lastCut = -Double.infinity
    /// Nothing goes out before this time.
    var resume = -Double.infinity
    /// When the next request may go out, by requests and by tokens a minute.
    var nextRequest = -Double.infinity
    var nextTokens = -Double.infinity
    var first: Double?
    var sent = 0
    var failuresInARow = 0
    /// Why nothing more is sent.
    var end: LanguageModelError?

    init(room: Double) { self.room = room }
  }

  public let limits: Limits
  private let state: Mutex<State>
  private let now: @Sendable () -> Double
  private let pause: @Sendable (Double) async -> Void

  /// - Parameters:
  ///   - now: seconds of a clock that never jumps.
  ///   - pause: waits for so many seconds.
  init(_ limits: Limits, now: @escaping @Sendable () -> Double, pause: @escaping @Sendable (Double) async -> Void) {
    self.limits = limits
    self.now = now
    self.pause = pause
    state = Mutex(State(room: Double(max(1, limits.concurrency))))
  }

  public convenience init(_ limits: Limits) {
    let start = ContinuousClock.now
    self.init(
      limits,
      now: {
        let elapsed = ContinuousClock.now - start
        return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
      },
      pause: { try? await Task.sleep(for: .seconds($0)) })
  }

  /// Waits until a request may go out. Must be answered by ``leave(_:)``.
  ///
  /// - Parameter spent: dollars that replies have cost so far.
  func enter(promptTokens: Int, spent: @autoclosure () -> Double = 0) async throws(LanguageModelError) {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if Double(state.active) < state.room.rounded(.down), state.waiting.isEmpty {
          state.active += 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
    do throws(LanguageModelError) {
      let dollars = limits.dollars == nil ? 0 : spent()
      let wait = try state.withLock { (state) throws(LanguageModelError) in try reserve(&state, promptTokens, dollars) }
      if wait > 0 { await pause(wait) }
    } catch {
      release()
      throw error
    }
  }

  /// Takes a place in the order of requests, and says how long it is until then.
  private func reserve(_ state: inout State, _ tokens: Int, _ dollars: Double) throws(LanguageModelError) -> Double {
    if let end = state.end { throw end }
    let time = now()
    let first = state.first ?? time
    state.first = first
    if let limit = limits.requests, state.sent >= limit {
      throw LanguageModelError(
        .limit, "the limit of \(limit) requests is reached", hint: "the same command with a higher limit goes on from here")
    }
    if let limit = limits.dollars, dollars >= limit {
      throw LanguageModelError(
        .limit, "the limit of \(limit) dollars is reached", hint: "the same command with a higher limit goes on from here")
    }
    if state.failuresInARow >= limits.failuresInARow {
      throw LanguageModelError(
        .limit, "\(state.failuresInARow) requests in a row failed: nothing more is sent",
        hint: "see to the server; the same command goes on from here")
    }
    let start = departure(&state, tokens, time)
    // What could go out only when the time is over is not waited for.
    if let limit = limits.totalTime, start - first > limit {
      throw LanguageModelError(.limit, "the time for this run is over", hint: "the same command goes on from here")
    }
    state.sent += 1
    return start - time
  }

  /// When the next request may go out, by the limits a minute and by what a server asked for.
  private func departure(_ state: inout State, _ tokens: Int, _ time: Double) -> Double {
    var start = max(time, state.resume)
    if let rate = limits.requestsPerMinute, rate > 0 {
      start = max(start, state.nextRequest)
      state.nextRequest = start + 60 / rate
    }
    if let rate = limits.tokensPerMinute, rate > 0 {
      start = max(start, state.nextTokens)
      state.nextTokens = start + 60 * Double(tokens) / rate
    }
    return start
  }

  /// What became of a request.
  enum End {
    case reply
    /// The server is too busy, and wants to be left alone for so many seconds.
    case busy(Double?)
    case failure
    /// Nothing more can have a reply.
    case end(LanguageModelError)
  }

  func leave(_ end: End) {
    state.withLock { state in
      switch end {
      case .reply:
        state.failuresInARow = 0
        state.room = min(Double(limits.concurrency), state.room + 1 / state.room)
      case .busy(let wait):
        let time = now()
        if time - state.lastCut > 1 {
          state.room = max(1, state.room / 2)
          state.lastCut = time
        }
        if let wait { state.resume = max(state.resume, time + min(wait, RetryDelay.longest)) }
      case .failure: break
      case .end(let error): state.end = error
      }
    }
    release()
  }

  /// Counts a request that was given up after its last try.
  func giveUp() { state.withLock { $0.failuresInARow += 1 } }

  /// Waits before another try; does not, and says so, where the run's time would be over first.
  func wait(_ seconds: Double) async -> Bool {
    let isOver = state.withLock { state in
      guard let limit = limits.totalTime, let first = state.first else { return false }
      return now() + seconds - first > limit
    }
    if isOver { return false }
    await pause(seconds)
    return true
  }

  private func release() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if Double(state.active) <= state.room.rounded(.down), !state.waiting.isEmpty { return state.waiting.removeFirst() }
      state.active -= 1
      return nil
    }
    next?.resume()
  }
}
