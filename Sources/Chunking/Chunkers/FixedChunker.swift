public import DocumentModel
internal import TextAnalysis

/// As many words a chunk as the budget holds, whatever the structure, or sentences where these are what it counts; no cut inside a word, a link or a row of a table that fits.
///
/// Top-level sections are still cut each by itself.
public struct FixedChunker: Chunker {
  private let limits: ChunkLimits
  private let chunker: PieceChunker

  public init(_ limits: ChunkLimits) {
    self.limits = limits
    // A part of a sentence is no share of a budget in sentences.
    let granularity: Granularity = limits.measure is SentenceCounter ? .sentences : .words
    chunker = PieceChunker(limits: limits, granularity: granularity, packing: .greedy)
  }

  public var cacheKey: String { "fixed/2 \(limits.key)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) { chunker.forEachChunk(of: document, body) }
}
