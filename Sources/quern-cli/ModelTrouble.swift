import LanguageModels
import Synchronization

/// Says at once, and once, why a model answers nothing any more. Counts at the end name the reason by its code alone.
final class ModelTrouble: LanguageModel {
  private let model: any LanguageModel
  private let isTold = Mutex(false)

  init(_ model: any LanguageModel) { self.model = model }

  var name: String { model.name }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    try await complete(request) { _ in }
  }

  func complete(_ request: ChatRequest, keep: @Sendable (ChatReply) async throws(LanguageModelError) -> Void)
    async throws(LanguageModelError) -> ChatReply
  {
    do throws(LanguageModelError) { return try await model.complete(request, keep: keep) } catch {
      if error.endsRun { tell(error) }
      throw error
    }
  }

  private func tell(_ error: LanguageModelError) {
    let isFirst = isTold.withLock { isTold in
      defer { isTold = true }
      return !isTold
    }
    guard isFirst else { return }
    Console.endProgress()
    Console.error(error.message, hint: error.hint)
  }
}
