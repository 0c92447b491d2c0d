import LanguageModels
import Synchronization

/// A model that answers what a function says, and keeps what it was asked.
final class ScriptedModel: LanguageModel {
  struct Refused: Error {}

  let name = "scripted"
  let asked = Mutex<[ChatRequest]>([])
  private let reply: @Sendable (ChatRequest) throws -> String

  init(_ reply: @escaping @Sendable (ChatRequest) throws -> String) { self.reply = reply }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    asked.withLock { $0.append(request) }
    do { return ChatReply(content: try reply(request)) } catch { throw LanguageModelError(.rejected, "no") }
  }
}
