public import DocumentModel
public import TextAnalysis

/// One chunk a page, whatever its length. A paragraph belongs to the page on which it starts; a page without text has no chunk.
/// A document without pages is cut structurally.
public struct PageChunker: Chunker {
  private let limits: ChunkLimits
  private let fallback: StructuralChunker
  private var tokens: any TokenCounter { limits.measure }

  /// The budget counts only for documents without pages.
  public init(_ limits: ChunkLimits = ChunkLimits()) {
    self.limits = limits
    fallback = StructuralChunker(limits)
  }

  public var cacheKey: String { "page/3 \(fallback.cacheKey)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) {
    guard !document.pages.isEmpty else { return fallback.forEachChunk(of: document, body) }
    let elements = ElementShapes(document)
    var text = document.text
    text.withUTF8 { utf8 in
      var maker = ChunkMaker(document, elements, utf8: utf8, limits: limits)
      var path = HeadingPath()
      var element = 0
      for page in document.pages where !page.range.isEmpty {
        let start = element
        var above: HeadingPath?
        while element < elements.count, elements[element].start < page.range.upperBound {
          if elements[element].isHeading {
            let level = Int(elements[element].level)
            above = above ?? path.above(level)
            path.open(level: level, title: elements.title(elements[element]))
          } else {
            above = above ?? path
          }
          element += 1
        }
        let headings = above ?? path
        let title = headings.titles.joined(separator: Chunk.pathSeparator)
        maker.add(
          ChunkDraft(
            range: page.range, elements: start..<element, above: headings,
            size: tokens.count(UnsafeBufferPointer(rebasing: utf8[page.range])),
            aboveSize: limits.headingSize(title), isBudgeted: false,
            // What continues on the next page still belongs to this one.
            pages: page.number...page.number), body)
      }
      maker.finish(body)
    }
  }
}
