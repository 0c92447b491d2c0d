/// Replies that were paid for.
public protocol ReplyStore: Sendable {
  /// The reply of `model` to the request with this ``ChatRequest/key``; nil where none is kept.
  func reply(of model: String, to key: String) throws(LanguageModelError) -> ChatReply?

  /// Keeps a reply. It is on the disk when this returns.
  func keep(_ reply: ChatReply, of model: String, to key: String) throws(LanguageModelError)
}

/// A model that is asked nothing twice: every reply is kept before it is handed on.
public struct RememberingModel: LanguageModel {
  private let model: any LanguageModel
  private let store: any ReplyStore

  public init(_ model: any LanguageModel, store: any ReplyStore) {
    self.model = model
    self.store = store
  }

  public var name: String { model.name }

  public func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let key = request.key
    if let known = try store.reply(of: name, to: key) { return known }
    let reply = try await model.complete(request)
    try store.keep(reply, of: name, to: key)
    return reply
  }
}
