public import DocumentModel

/// Cuts where the topic turns, as the words before and behind a place tell; needs no model.
///
/// Prose is cut into sentences, and a boundary costs the less the more the vocabulary changes there (``LexicalCohesion``), beside a
/// part of what it costs the structural chunker; budget, sections and headings count as there.
public struct SemanticChunker: Chunker {
  private let chunker: PieceChunker

  public init(_ limits: ChunkLimits) {
    chunker = PieceChunker(limits: limits, granularity: .sentences, packing: .balanced) { pieces, utf8 in
      let shifts = LexicalCohesion.shifts(at: pieces.pieces.map(\.start), in: utf8, to: pieces.end)
      pieces.reprice { index, piece in piece.cutCost * Self.structureShare + (1 - shifts[index]) * Self.topicPrice }
    }
  }

  /// What is left of the structure's prices, and what a cut costs where the topic does not turn.
  private static let (structureShare, topicPrice): (Float, Float) = (0.5, 0.5)

  public var cacheKey: String { "semantic/1 \(chunker.limits.key)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) { chunker.forEachChunk(of: document, body) }
}
