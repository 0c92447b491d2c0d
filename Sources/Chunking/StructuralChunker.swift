public import DocumentModel
public import TextAnalysis

/// Packs elements into chunks of at most `budget` tokens, cutting where the structure does.
///
/// Boundaries between elements carry a price (none before a heading, more inside a list, most inside an element), chunks one for
/// the room they leave and for mixing sections; the cuts with the least sum are found by dynamic programming. Only boundaries
/// within one budget of each other are compared, so the time is linear.
public struct StructuralChunker: Chunker {
  /// Tokens; scores are calibrated near it.
  public static let defaultBudget = 400

  private let budget: Int
  private let tokens: any TokenCounter

  /// `budget` in tokens, at least 16.
  public init(budget: Int = StructuralChunker.defaultBudget, tokens: any TokenCounter = EstimatedTokenCounter()) {
    self.budget = max(16, budget)
    self.tokens = tokens
  }

  public var cacheKey: String { "structural/1 \(budget) \(tokens.name)" }

  public func chunks(of document: Document) -> [Chunk] {
    let pieces = Pieces(document: document, budget: budget, tokens: tokens).pieces
    guard !pieces.isEmpty else { return [] }
    var maker = ChunkMaker(document: document, tokens: tokens)
    return cuts(pieces).map { run in
      maker.chunk(
        pieces[run.lowerBound].range.lowerBound..<pieces[run.upperBound - 1].range.upperBound,
        context: pieces[run.lowerBound].context)
    }
  }

  /// The runs of pieces with the least total cost.
  private func cuts(_ pieces: [Piece]) -> [Range<Int>] {
    var best = [Double](repeating: .infinity, count: pieces.count + 1)
    var from = [Int](repeating: 0, count: pieces.count + 1)
    best[0] = 0
    for end in 1...pieces.count {
      var size = 0
      var mixing = 0.0
      var start = end - 1
      while start >= 0 {
        size += pieces[start].tokens
        let total = size + pieces[start].contextTokens
        // A piece that is over budget by itself still makes a chunk.
        if total > budget, start < end - 1 { break }
        let room = Double(max(0, budget - total)) / Double(budget)
        let cost = best[start] + room * room + mixing + cutCost(before: end, pieces)
        if cost < best[end] {
          best[end] = cost
          from[end] = start
        }
        // Going one piece back makes this boundary an inner one.
        mixing += pieces[start].mixingCost
        start -= 1
      }
    }
    var runs: [Range<Int>] = []
    var end = pieces.count
    while end > 0 {
      runs.append(from[end]..<end)
      end = from[end]
    }
    return runs.reversed()
  }

  private func cutCost(before index: Int, _ pieces: [Piece]) -> Double {
    guard index < pieces.count else { return 0 }
    let orphan = pieces[index - 1].isHeading ? 3.0 : 0
    return pieces[index].cutCost + orphan
  }
}
