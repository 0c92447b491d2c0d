public import DocumentModel
internal import Generation
public import JSONText
internal import LanguageModels
internal import Selection
public import TextAnalysis

/// The requests that generation would send, without sending any.
public struct RequestPlan: Sendable {
  /// One request.
  public struct Item: Sendable {
    /// The line of a batch file; see ``LanguageModels/BatchLine``.
    public var batchLine: JSONValue
    /// Estimated tokens of the prompt.
    public var promptTokens: Int
    /// The most tokens that the reply may take.
    public var completionLimit: Int
  }

  private let model: String
  private let tokenizer: any TokenCounter

  /// - Parameters:
  ///   - model: the name that the server knows the model by.
  ///   - tokenizer: counts the tokens of prompts.
  public init(model: String, tokenizer: any TokenCounter = EstimatedTokenCounter()) {
    self.model = model
    self.tokenizer = tokenizer
  }

  /// The request for a chunk of `document`; nil where the chunk is not kept, so that none is sent.
  public func item(for line: ChunkLine, in document: Document) -> Item? {
    guard line.decision?.isKept == true else { return nil }
    let request = DocumentQA.request(for: SeedChunk(line.chunk, title: document.metadata.title))
    let tokens = request.messages.reduce(0) { $0 + tokenizer.count($1.content) }
    return Item(
      batchLine: BatchLine.request(request, model: model), promptTokens: tokens,
      completionLimit: request.parameters.last { $0.key == "max_tokens" }?.value.intValue ?? 0)
  }
}
