public import DocumentModel
public import TextAnalysis

/// Packs elements into chunks of at most `budget` tokens, cutting where the structure does.
///
/// Boundaries between elements carry a price (none before a heading, more inside a list, most inside an element), chunks one for
/// their distance from three quarters of the budget and for mixing sections; the cuts with the least sum are found by dynamic programming. Only boundaries
/// within one budget of each other are compared, so the time is linear. Top-level sections are packed each by itself; see
/// docs/concepts/chunking.md.
public struct StructuralChunker: Chunker {
  /// Tokens; scores are calibrated near it.
  public static let defaultBudget = 400

  private let budget: Int
  private let tokens: any TokenCounter

  /// `budget` in tokens, headings above and context included; less than 1 is taken as 1.
  public init(budget: Int = StructuralChunker.defaultBudget, tokens: any TokenCounter = EstimatedTokenCounter()) {
    self.budget = max(1, budget)
    self.tokens = tokens
  }

  public var cacheKey: String { "structural/3 \(budget) \(tokens.name)" }

  public func forEachChunk(of document: Document, _ body: (Chunk) -> Void) {
    var text = document.text
    text.withUTF8 { utf8 in
      var maker = ChunkMaker(document: document, utf8: utf8, counter: tokens)
      var path = HeadingPath()
      for section in Sections.ranges(of: document) {
        let pieces = Pieces(section, of: document, utf8, budget: budget, counter: tokens, path: &path)
        var element = section.lowerBound
        for run in Packing.runs(of: pieces, budget: budget) {
          for part in fitting(run, of: pieces, utf8) {
            maker.add(draft(part, of: pieces, utf8, document, section, &element), body)
          }
        }
      }
      maker.finish(body)
    }
  }

  /// A run, or its halves where it counts more tokens than its pieces each by itself and so is over the budget.
  private func fitting(
    _ run: Range<Int>, of pieces: Pieces, _ utf8: UnsafeBufferPointer<UInt8>
  ) -> [(run: Range<Int>, tokens: Int)] {
    if pieces.isExact(run) { return [(run, pieces.tokens(run))] }
    let tokens = tokens.count(UnsafeBufferPointer(rebasing: utf8[pieces.range(run)]))
    guard run.count > 1, tokens + pieces.contextTokens(pieces.pieces[run.lowerBound]) > budget else { return [(run, tokens)] }
    let middle = (run.lowerBound + run.upperBound) / 2
    return fitting(run.lowerBound..<middle, of: pieces, utf8) + fitting(middle..<run.upperBound, of: pieces, utf8)
  }

  private func draft(
    _ part: (run: Range<Int>, tokens: Int), of pieces: Pieces, _ utf8: UnsafeBufferPointer<UInt8>, _ document: Document,
    _ section: Range<Int>,
    _ element: inout Int
  ) -> ChunkDraft {
    let first = pieces.pieces[part.run.lowerBound]
    let range = pieces.range(part.run)
    // An element that began before is one of the chunk's kinds too.
    let start =
      element > section.lowerBound && document.elements[element - 1].range.upperBound > range.lowerBound ? element - 1 : element
    while element < section.upperBound, document.elements[element].range.lowerBound < range.upperBound { element += 1 }
    let context = first.context < 0 ? ("", 0) : pieces.contexts[Int(first.context)]
    let above = pieces.paths[Int(first.path)]
    return ChunkDraft(
      range: range, elements: start..<element, above: above.above, context: context.0, tokenCount: part.tokens + context.1,
      aboveTokens: above.tokens, budget: budget)
  }
}
