internal import DocumentModel
internal import TextAnalysis

/// What the chunkers that pack pieces share: sections are cut into pieces, prices may be set anew, and pieces are packed.
struct PieceChunker {
  let limits: ChunkLimits
  let granularity: Granularity
  let packing: Packing
  /// Sets the prices of a section's boundaries.
  var reprice: (@Sendable (inout Pieces, UnsafeBufferPointer<UInt8>) -> Void)?

  /// Gives the pieces of each section.
  func forEachSection(of document: Document, _ body: (Pieces, UnsafeBufferPointer<UInt8>) -> Void) {
    let elements = ElementShapes(document)
    var text = document.text
    text.withUTF8 { utf8 in
      var path = HeadingPath()
      for section in Sections.ranges(of: elements) {
        body(Pieces(section, of: document, elements, utf8, limits, granularity, path: &path), utf8)
      }
    }
  }

  func forEachChunk(of document: Document, _ body: (Chunk) -> Void) {
    let elements = ElementShapes(document)
    var text = document.text
    text.withUTF8 { utf8 in
      var maker = ChunkMaker(document, elements, utf8: utf8, limits: limits)
      var path = HeadingPath()
      for section in Sections.ranges(of: elements) {
        var pieces = Pieces(section, of: document, elements, utf8, limits, granularity, path: &path)
        reprice?(&pieces, utf8)
        var element = section.lowerBound
        for run in packing.runs(of: pieces, limits) {
          for part in fitting(run, of: pieces, utf8) {
            maker.add(draft(part, of: pieces, elements, section, &element), body)
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
    let tokens = limits.measure.count(UnsafeBufferPointer(rebasing: utf8[pieces.range(run)]))
    guard run.count > 1, tokens + pieces.contextTokens(pieces.pieces[run.lowerBound]) > limits.budget else {
      return [(run, tokens)]
    }
    let middle = (run.lowerBound + run.upperBound) / 2
    return fitting(run.lowerBound..<middle, of: pieces, utf8) + fitting(middle..<run.upperBound, of: pieces, utf8)
  }

  private func draft(
    _ part: (run: Range<Int>, tokens: Int), of pieces: Pieces, _ elements: ElementShapes,
    _ section: Range<Int>, _ element: inout Int
  ) -> ChunkDraft {
    let first = pieces.pieces[part.run.lowerBound]
    let range = pieces.range(part.run)
    // An element that began before is one of the chunk's kinds too.
    let start =
      element > section.lowerBound && elements[element - 1].end > range.lowerBound ? element - 1 : element
    while element < section.upperBound, elements[element].start < range.upperBound { element += 1 }
    let context = first.context < 0 ? ("", 0) : pieces.contexts[Int(first.context)]
    let overlap = first.overlap < 0 ? nil : pieces.overlaps[Int(first.overlap)]
    let above = pieces.paths[Int(first.path)]
    return ChunkDraft(
      range: range, elements: start..<element, above: above.above, context: context.0, overlap: overlap?.range,
      size: part.tokens + context.1 + (overlap?.tokens ?? 0), aboveSize: above.tokens, isBudgeted: true,
      cut: cut(behind: part, of: pieces))
  }

  private func cut(behind part: (run: Range<Int>, tokens: Int), of pieces: Pieces) -> Chunk.Cut {
    guard part.run.upperBound < pieces.pieces.count else { return Chunk.Cut(isSectionEnd: true) }
    let next = pieces.pieces[part.run.upperBound]
    // Between words the next piece is all that fits of the rest, not a word.
    let size = next.boundary < .word ? pieces.size(part.run.lowerBound..<part.run.upperBound + 1) : nil
    return Chunk.Cut(boundary: next.boundary, price: packing == .balanced ? next.cutCost : nil, sizeWithNext: size)
  }
}
