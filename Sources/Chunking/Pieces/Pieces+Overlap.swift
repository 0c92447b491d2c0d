internal import TextAnalysis

/// What chunks are given along of the text before them.
extension Pieces {
  /// Finds for each piece the last whole sentences before it: of the prose that it goes on with, and at most so many units, or what
  /// the piece leaves of the budget.
  func overlaps(_ limits: ChunkLimits, _ utf8: UnsafeBufferPointer<UInt8>, most: Int) -> [(
    piece: Int, range: Range<Int>, tokens: Int
  )] {
    guard let first = pieces.first else { return [] }
    let sentences = SentenceSplitter.ranges(of: UnsafeBufferPointer(rebasing: utf8[first.start..<end])).map {
      first.start + $0.lowerBound
    }
    var found: [(piece: Int, range: Range<Int>, tokens: Int)] = []
    // Where the prose begins that a piece may take from.
    var floor = first.start
    var next = 0
    for index in pieces.indices.dropFirst() {
      let (piece, last) = (pieces[index], pieces[index - 1])
      if !last.isProse { floor = piece.start }
      guard piece.isProse, last.isProse else { continue }
      while next < sentences.count, sentences[next] < piece.start { next += 1 }
      var end = piece.start
      while end > floor, utf8[end - 1].isSpace { end -= 1 }
      let room = min(most, limits.budget - size(index..<index + 1))
      // A word alone, such as a page's number, says nothing.
      for start in sentences[max(0, next - limits.overlap)..<next]
      where start >= floor && start < end && utf8[start..<end].contains(where: \.isSpace) {
        let tokens = limits.measure.count(UnsafeBufferPointer(rebasing: utf8[start..<end]))
        guard tokens <= room else { continue }
        found.append((index, start..<end, tokens))
        break
      }
    }
    return found
  }
}
