internal import Hashing

/// A model that waits its turn, and asks again where another try may help.
public struct PatientModel: LanguageModel {
  private let model: any LanguageModel
  private let scheduler: RequestScheduler
  private let meter: RequestMeter

  public init(_ model: any LanguageModel, scheduler: RequestScheduler, meter: RequestMeter = RequestMeter()) {
    (self.model, self.scheduler, self.meter) = (model, scheduler, meter)
  }

  public var name: String { model.name }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    try await complete(request) { _ in }
  }

  public func complete(_ request: ChatRequest, keep: @Sendable (ChatReply) async throws(LanguageModelError) -> Void)
    async throws(LanguageModelError) -> ChatReply
  {
    let tokens = request.messages.reduce(0) { $0 + $1.content.utf8.count } / 4
    for attempt in 0... {
      try await scheduler.enter(promptTokens: tokens, spent: meter.counts.dollars)
      let start = ContinuousClock.now
      do throws(LanguageModelError) {
        let reply = try await model.complete(request)
        let time = start.duration(to: .now)
        try await keep(reply)
        meter.count(reply, of: model.name, promptEstimate: tokens, seconds: time, retries: attempt)
        scheduler.leave(.reply)
        return reply
      } catch {
        scheduler.leave(error.endsRun ? .end(error) : error.code == .unavailable ? .busy(error.retryAfter) : .failure)
        meter.countFailure(error.code)
        guard error.mayPass, attempt + 1 < scheduler.limits.attempts else {
          if error.mayPass { scheduler.giveUp() }
          throw error
        }
        let delay = RetryDelay.seconds(attempt: attempt, asked: error.retryAfter, share: Self.share(request, attempt))
        guard await scheduler.wait(delay) else { throw error }
      }
    }
    throw LanguageModelError(.unavailable, "the server gave no reply")
  }

  /// Something between 0 and 1 that is the same in each run and another for each request.
  private static func share(_ request: ChatRequest, _ attempt: Int) -> Double {
    let digits = ContentHash.sha256(parts: [request.key, "\(attempt)"]).prefix(4)
    return Double(UInt16(digits, radix: 16) ?? 0) / 65_536
  }
}
