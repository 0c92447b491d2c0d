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
    /// How many more are likely to, by what came of the replies that are kept; nil where none is.
    public var expected: Double?
    /// The most requests that the block can send in all; nil where the model says how many rows a reply becomes.
    public var most: Int?
  }

  /// One a block that asks a model, in the order of the flow.
  public let entries: [Entry]

  /// Takes rows through the flow up to what would be asked.
  ///
  /// - Parameters:
  ///   - names: of the columns that any row has.
  ///   - store: replies that count as there; nil for none.
  ///   - modelName: the model's name, under which they are kept.
  public init(
    _ flow: Flow, rows: some RandomAccessCollection<FlowRow>, names: Set<String>, tokenizer: any TokenCounter,
    store: (any ReplyStore)? = nil,
    modelName: @escaping @Sendable (String) -> String
  ) async {
    let counts = Mutex<[String: Entry]>([:])
    let asked = Mutex<[String: Int]>([:])
    let runner = FlowRunner(flow, columns: names.sorted()) { block in
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
      let known: any LanguageModel = store.map { RememberingModel(planned, store: $0) } ?? planned
      return CountingModel(known) { asked.withLock { $0[block, default: 0] += 1 } }
    }
    let outcome = await runner.run(rows) { _ in }
    let found = counts.withLock { $0 }
    let asking = flow.blocks.indices.filter { flow.blocks[$0] is any ModelBlock }
    let bounds = FlowBounds(flow, rows: rows.count)
    var entries: [Entry] = []
    for (place, index) in asking.enumerated() {
      var entry = found[flow.blocks[index].name] ?? Entry(block: flow.blocks[index].name)
      entry.most = bounds.most[flow.blocks[index].name]
      if let last = entries.last {
        entry.isOpen = last.isOpen || last.requests > 0
        let before = outcome.blocks[asking[place - 1]]
        if entry.isOpen, before.rowsPassed > 0, last.expected != nil || !last.isOpen {
          // As many requests come of each reply as came of those that are there.
          let share = Double(asked.withLock { $0[flow.blocks[index].name] ?? 0 }) / Double(before.rowsPassed)
          entry.expected = (Double(last.requests) + (last.expected ?? 0)) * share
        }
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// All requests that are known or expected; nil where what comes of replies is not known at all.
  public var expectedRequests: Double? {
    guard entries.allSatisfy({ !$0.isOpen || $0.expected != nil }) else { return nil }
    return entries.reduce(0) { $0 + Double($1.requests) + ($1.expected ?? 0) }
  }
}

/// A model that tells of each request before another answers it.
private struct CountingModel: LanguageModel {
  private let model: any LanguageModel
  private let count: @Sendable () -> Void

  init(_ model: any LanguageModel, _ count: @escaping @Sendable () -> Void) { (self.model, self.count) = (model, count) }

  var name: String { model.name }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    count()
    return try await model.complete(request)
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
