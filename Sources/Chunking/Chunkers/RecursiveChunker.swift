public import DocumentModel

/// Cuts where the text is divided most, and there only as far as the budget asks: at headings by their level, at blocks, items, rows,
/// lines, sentences, words. Neighbours that fit together stay together.
public struct RecursiveChunker: Chunker {
  private let chunker: PieceChunker

  public init(_ limits: ChunkLimits) {
    chunker = PieceChunker(limits: limits, granularity: .elements, packing: .recursive)
  }

  public var cacheKey: String { "recursive/2 \(chunker.limits.key)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) { chunker.forEachChunk(of: document, body) }
}
