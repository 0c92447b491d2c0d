internal import Synchronization

/// Counts what requests took: tokens, time, tries.
public final class RequestMeter: Sendable {
  public struct Counts: Sendable, Equatable {
    public var replies = 0
    /// Replies that were kept from before.
    public var reused = 0
    /// Tries beyond the first.
    public var retries = 0
    /// Tries that failed, by the reason.
    public var failures: [String: Int] = [:]
    /// As servers count them, or a quarter of the bytes where they do not.
    public var promptTokens = 0
    public var completionTokens = 0
    /// Replies whose tokens no server counted.
    public var uncounted = 0
    /// Replies that were cut off by their limit of tokens.
    public var truncated = 0
    /// What the replies cost, in dollars, by the table of prices; replies that were kept from before cost nothing.
    public var dollars = 0.0

    public init() {}
  }

  private let state = Mutex<(counts: Counts, times: [Int])>((Counts(), Array(repeating: 0, count: buckets)))
  /// From a millisecond on, each a tenth longer than the one before: 2.8 hours in the last.
  private static let buckets = 170

  private let prices: PriceTable?

  /// - Parameter prices: what replies cost; nil where no one asks.
  public init(prices: PriceTable? = nil) { self.prices = prices }

  public var counts: Counts { state.withLock { $0.counts } }

  func count(_ reply: ChatReply, of model: String, promptEstimate: Int, seconds: Duration, retries: Int) {
    let (whole, rest) = seconds.components
    let milliseconds = Double(whole) * 1000 + Double(rest) * 1e-15
    let prompt = reply.promptTokens ?? promptEstimate
    let completion = reply.completionTokens ?? reply.choices.reduce(0) { $0 + ($1.text?.utf8.count ?? 0) } / 4
    let dollars = prices?.price(of: model)?.dollars(promptTokens: prompt, completionTokens: completion) ?? 0
    state.withLock { state in
      state.counts.replies += 1
      state.counts.retries += retries
      state.counts.promptTokens += prompt
      state.counts.completionTokens += completion
      state.counts.dollars += dollars
      if reply.completionTokens == nil { state.counts.uncounted += 1 }
      if reply.finishReason == .length { state.counts.truncated += 1 }
      state.times[Self.bucket(milliseconds)] += 1
    }
  }

  func countFailure(_ code: LanguageModelError.Code) { state.withLock { $0.counts.failures[code.rawValue, default: 0] += 1 } }
  func countReuse() { state.withLock { $0.counts.reused += 1 } }

  /// The time in seconds that so large a share of all replies did not exceed, within a tenth; nil before the first reply.
  public func latency(_ share: Double) -> Double? {
    state.withLock { state in
      let all = state.times.reduce(0, +)
      guard all > 0 else { return nil }
      var (left, place) = (max(1, Int((share * Double(all)).rounded(.up))), 0)
      while place < state.times.count - 1, left > state.times[place] {
        left -= state.times[place]
        place += 1
      }
      return Self.limit(of: place) / 1000
    }
  }

  private static func bucket(_ milliseconds: Double) -> Int {
    var (place, limit) = (0, 1.0)
    while place < buckets - 1, limit < milliseconds {
      limit *= 1.1
      place += 1
    }
    return place
  }

  private static func limit(of place: Int) -> Double { (0..<place).reduce(1.0) { limit, _ in limit * 1.1 } }
}
