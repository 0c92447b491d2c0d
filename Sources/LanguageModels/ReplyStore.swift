internal import Synchronization

/// Replies that were paid for.
public protocol ReplyStore: Sendable {
  /// The reply of `model` to the request with this ``ChatRequest/key``; nil where none is kept.
  func reply(of model: String, to key: String) throws(LanguageModelError) -> ChatReply?

  /// Keeps a reply. It is on the disk when this returns.
  func keep(_ reply: ChatReply, of model: String, to key: String) async throws(LanguageModelError)
}

/// A model that is asked nothing twice: every reply is kept before it is handed on, and what is asked at the same time as the same
/// is sent once.
public final class RememberingModel: LanguageModel {
  private typealias Waiting = CheckedContinuation<Result<ChatReply, LanguageModelError>, Never>

  private let model: any LanguageModel
  private let store: any ReplyStore
  private let meter: RequestMeter
  /// Who waits for a request that is on its way, by its key.
  private let pending = Mutex<[String: [Waiting]]>([:])

  public init(_ model: any LanguageModel, store: any ReplyStore, meter: RequestMeter = RequestMeter()) {
    (self.model, self.store, self.meter) = (model, store, meter)
  }

  public var name: String { model.name }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let key = request.key
    if let known = try store.reply(of: name, to: key) {
      meter.countReuse()
      return known
    }
    let isFirst = pending.withLock { pending in
      defer { if pending[key] == nil { pending[key] = [] } }
      return pending[key] == nil
    }
    guard isFirst else { return try await joined(key, request) }
    let result: Result<ChatReply, LanguageModelError>
    do throws(LanguageModelError) {
      let name = name
      result = .success(
        try await model.complete(request) { [store] (reply) throws(LanguageModelError) in
          try await store.keep(reply, of: name, to: key)
        })
    } catch {
      result = .failure(error)
    }
    for waiting in pending.withLock({ $0.removeValue(forKey: key) }) ?? [] { waiting.resume(returning: result) }
    return try result.get()
  }

  /// The reply to the same request, which another task has sent.
  private func joined(_ key: String, _ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let result = await withCheckedContinuation { (continuation: Waiting) in
      let isLate = pending.withLock { pending in
        guard pending[key] != nil else { return true }
        pending[key]?.append(continuation)
        return false
      }
      // It came meanwhile: it is in the store, or failed as this would have.
      if isLate { continuation.resume(returning: .failure(LanguageModelError(.unavailable, "the same request has just ended"))) }
    }
    if case .failure(let error) = result, error.code == .unavailable { return try await complete(request) }
    return try result.get()
  }
}
