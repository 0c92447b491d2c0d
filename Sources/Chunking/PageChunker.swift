public import DocumentModel
public import TextAnalysis

/// One chunk a page, whatever its length. A paragraph belongs to the page on which it starts; a page without text has no chunk.
/// A document without pages is cut structurally.
public struct PageChunker: Chunker {
  private let tokens: any TokenCounter
  private let fallback: StructuralChunker

  public init(tokens: any TokenCounter = EstimatedTokenCounter(), budget: Int = StructuralChunker.defaultBudget) {
    self.tokens = tokens
    fallback = StructuralChunker(budget: budget, tokens: tokens)
  }

  public var cacheKey: String { "page/1 \(fallback.cacheKey)" }

  public func chunks(of document: Document) -> [Chunk] {
    guard !document.pages.isEmpty else { return fallback.chunks(of: document) }
    var maker = ChunkMaker(document: document, tokens: tokens)
    return document.pages.filter { !$0.range.isEmpty }.map { page in
      var chunk = maker.chunk(page.range)
      // What continues on the next page still belongs to this one.
      chunk.pages = page.number...page.number
      return chunk
    }
  }
}
