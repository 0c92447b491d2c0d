public import JSONText
public import LanguageModels
internal import Synchronization
public import TextAnalysis

/// The requests that a flow would send, without sending any.
///
/// What hangs on no reply is exact: requests and the tokens of their prompts. Behind a reply that is not there yet nothing can be
/// known but which blocks will ask. Replies that were kept are used, so that the plan of a run that was stopped says what is left.
public struct FlowPlan: Sendable {
  /// The requests of one block.
  public struct Entry: Sendable {
    public let block: String
    /// Requests that can be known now.
    public var requests = 0
    /// Tokens of their prompts, roles and separators left out.
    public var promptTokens = 0
    /// The most tokens of their replies; nil where a request sets no limit.
    public var completionLimit: Int? = 0
    /// Whether more may come of replies that are not there yet.
    public var isOpen = false
  }

  /// One a block that asks a model, in the order of the flow.
  public let entries: [Entry]

  /// Takes rows through the flow up to what would be asked.
  ///
  /// - Parameters:
  ///   - store: replies that count as there; nil for none.
  ///   - modelName: the model's name, under which they are kept.
  public init(
    _ flow: Flow, rows: [FlowRow], tokenizer: any TokenCounter, store: (any ReplyStore)? = nil,
    modelName: @escaping @Sendable (String) -> String
  ) async {
    let counts = Mutex<[String: Entry]>([:])
    let runner = FlowRunner(flow, columns: Array(Set(rows.flatMap(\.names)))) { block in
      let planned = PlannedModel(name: modelName(block)) { request in
        let tokens = request.messages.reduce(0) { $0 + tokenizer.count($1.content) }
        let limit = request.parameters.last { ["max_tokens", "max_completion_tokens"].contains($0.key) }?.value.intValue
        let choices = request.parameters.last { $0.key == "n" }?.value.intValue ?? 1
        counts.withLock { counts in
          var entry = counts[block] ?? Entry(block: block)
          entry.requests += 1
          entry.promptTokens += tokens
          entry.completionLimit = entry.completionLimit.flatMap { sum in limit.map { sum + $0 * choices } }
          counts[block] = entry
        }
      }
      return store.map { RememberingModel(planned, store: $0) } ?? planned
    }
    _ = await runner.run(rows) { _ in }
    let found = counts.withLock { $0 }
    var isOpen = false
    entries = flow.blocks.compactMap { block in
      guard block is any ModelBlock else { return nil }
      var entry = found[block.name] ?? Entry(block: block.name)
      entry.isOpen = isOpen
      if entry.requests > 0 { isOpen = true }
      return entry
    }
  }
}

/// A model that notes what it is asked, and has no reply.
private struct PlannedModel: LanguageModel {
  let name: String
  let note: @Sendable (ChatRequest) -> Void

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    note(request)
    throw LanguageModelError(.notRecorded, "is only planned")
  }
}
