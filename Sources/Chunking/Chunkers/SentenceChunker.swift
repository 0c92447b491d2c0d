public import DocumentModel

/// As many whole sentences a chunk as the budget holds; of tables whole rows, of code whole blocks where they fit.
public struct SentenceChunker: Chunker {
  private let chunker: PieceChunker

  public init(_ limits: ChunkLimits) {
    // Overlap takes room that is known only when all sentences are.
    let granularity: Granularity = limits.overlap > 0 ? .sentences : .sentencesAtCuts
    chunker = PieceChunker(limits: limits, granularity: granularity, packing: .greedy)
  }

  public var cacheKey: String { "sentence/2 \(chunker.limits.key)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) { chunker.forEachChunk(of: document, body) }
}
