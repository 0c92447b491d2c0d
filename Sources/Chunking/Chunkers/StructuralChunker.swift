public import DocumentModel
public import TextAnalysis

/// Packs elements into chunks of at most a budget, cutting where the structure does.
///
/// Boundaries between elements carry a price (none before a heading, more inside a list, most inside an element), chunks one for
/// their distance from three quarters of the budget and for mixing sections; the cuts with the least sum are found by dynamic
/// programming. Only boundaries within one budget of each other are compared, so the time is linear. Top-level sections are packed
/// each by itself; see docs/concepts/chunking.md.
public struct StructuralChunker: Chunker {
  private let chunker: PieceChunker

  public init(_ limits: ChunkLimits) {
    chunker = PieceChunker(limits: limits, granularity: .elements, packing: .balanced)
  }

  /// `budget` in tokens, headings above and context included; less than 1 is taken as 1.
  public init(budget: Int = ChunkLimits.defaultBudget, tokens: any TokenCounter = EstimatedTokenCounter()) {
    self.init(ChunkLimits(budget: budget, measure: tokens))
  }

  public var cacheKey: String { "structural/5 \(chunker.limits.key)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) { chunker.forEachChunk(of: document, body) }
}
