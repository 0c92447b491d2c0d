/// Something that answers chat requests.
public protocol LanguageModel: Sendable {
  /// What tells this model from others wherever a reply is kept: two models of one name give the same replies.
  var name: String { get }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply

  /// The same, with `keep` called before the request counts as done: no more replies wait to be kept than may be on their way.
  func complete(_ request: ChatRequest, keep: @Sendable (ChatReply) async throws(LanguageModelError) -> Void)
    async throws(LanguageModelError) -> ChatReply
}

extension LanguageModel {
  public func complete(_ request: ChatRequest, keep: @Sendable (ChatReply) async throws(LanguageModelError) -> Void)
    async throws(LanguageModelError) -> ChatReply
  {
    let reply = try await complete(request)
    try await keep(reply)
    return reply
  }
}

/// Why there is no reply. Never holds text of a prompt or a key.
public struct LanguageModelError: Error, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The file of replies has none for this request.
    case notRecorded = "no-reply"
    /// The server refused the request, or failed in a way that another try will not mend.
    case rejected
    /// The server was too busy, or failed for a while.
    case unavailable
    /// No server took the connection, or it ended early.
    case unreachable
    case timedOut = "timed-out"
    /// What came back is no reply.
    case unusable = "unusable-reply"
    /// The model would not answer, or its answer was held back.
    case withheld
    /// The key is missing, wrong or not allowed to ask this model.
    case forbidden
    /// The server does not know the model or the address.
    case notFound = "not-found"
    /// A quota of the account is used up.
    case quota
    /// A limit that the user set is reached.
    case limit
    /// A file or a store cannot be read or written.
    case unreadable
    /// There is no such kind of model.
    case unknownModel = "unknown-model"
    /// The program that runs a local model is missing, cannot be started, or died too often.
    case engine = "engine-failed"
  }

  public let code: Code
  /// What happened, in words.
  public let message: String
  /// What to do about it.
  public let hint: String?
  /// Seconds after which the server wants to be asked again; nil where it does not say.
  public let retryAfter: Double?

  public init(_ code: Code, _ message: String, hint: String? = nil, retryAfter: Double? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
    self.retryAfter = retryAfter
  }

  /// Whether the same request may have a reply later.
  public var mayPass: Bool { [.unavailable, .unreachable, .timedOut, .unusable].contains(code) }

  /// Whether no further request can have a reply.
  public var endsRun: Bool { [.forbidden, .notFound, .quota, .limit, .unreadable, .engine].contains(code) }

  public var description: String { message }
}
