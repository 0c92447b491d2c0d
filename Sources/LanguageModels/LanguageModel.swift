/// Something that answers chat requests.
public protocol LanguageModel: Sendable {
  /// What tells this model from others wherever a reply is kept: two models of one name give the same replies.
  var name: String { get }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply
}

/// Why there is no reply. Never holds text of a prompt or a key.
public struct LanguageModelError: Error, Equatable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// The file of replies has none for this request.
    case notRecorded = "no-reply"
    /// The server refused or failed.
    case rejected
    /// A file or a store cannot be read or written.
    case unreadable
    /// There is no such kind of model.
    case unknownModel = "unknown-model"
  }

  public let code: Code
  /// What happened, in words.
  public let message: String
  /// What to do about it.
  public let hint: String?

  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }

  public var description: String { message }
}
