public import DocumentModel

/// Cuts where the topic turns, as the words before and behind a place tell, or the vectors of a model.
///
/// Prose is cut into sentences, and a boundary costs the less the more the topic changes there, beside a part of what it costs the
/// structural chunker; budget, sections and headings count as there. Without an embedder the vocabulary tells
/// (``LexicalCohesion``), which needs no model. With one the chunker must be ``prepared(for:)`` each document, when the sentences
/// are embedded; until then it goes by the vocabulary.
public struct SemanticChunker: Chunker {
  private let limits: ChunkLimits
  private let embedder: (any TextEmbedder)?
  /// What the embedder says of one document.
  private var topics: EmbeddedCohesion?

  public init(_ limits: ChunkLimits, embedder: (any TextEmbedder)? = nil) {
    self.limits = limits
    self.embedder = embedder
  }

  /// What is left of the structure's prices, and what a cut costs where the topic does not turn.
  private static let (structureShare, topicPrice): (Float, Float) = (0.5, 0.5)

  public var cacheKey: String { "semantic/2 \(limits.key)" + (embedder.map { " embedder=\($0.name)" } ?? "") }

  public func prepared(for document: Document) throws(TextEmbedderError) -> any Chunker {
    guard let embedder else { return self }
    var (sections, texts): ([[Int]], [String]) = ([], [])
    PieceChunker(limits: limits, granularity: .sentences, packing: .balanced).forEachSection(of: document) { pieces, utf8 in
      sections.append(pieces.pieces.map(\.start))
      for index in pieces.pieces.indices {
        texts.append(String(decoding: UnsafeBufferPointer(rebasing: utf8[pieces.range(index..<index + 1)]), as: UTF8.self))
      }
    }
    let vectors = try embedder.embed(texts)
    guard vectors.count == texts.count, Set(vectors.map(\.count)).count <= 1 else {
      throw TextEmbedderError("`\(embedder.name)` gave not one vector of one length for each text", hint: nil)
    }
    var chunker = self
    chunker.topics = EmbeddedCohesion(sections: sections, vectors: vectors)
    return chunker
  }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) {
    let topics = topics
    let chunker = PieceChunker(limits: limits, granularity: .sentences, packing: .balanced) { pieces, utf8 in
      let starts = pieces.pieces.map(\.start)
      let turns = topics.map { starts.map($0.turn) } ?? LexicalCohesion.shifts(at: starts, in: utf8, to: pieces.end)
      pieces.reprice { index, piece in piece.cutCost * Self.structureShare + (1 - turns[index]) * Self.topicPrice }
    }
    chunker.forEachChunk(of: document, body)
  }
}
