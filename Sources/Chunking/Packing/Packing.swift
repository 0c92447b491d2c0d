/// How the pieces of a section are put together.
enum Packing {
  /// By dynamic programming, where the text is cut best.
  case balanced
  /// At the strongest boundaries that make parts which fit; neighbours that fit together stay together.
  case recursive
  /// As many pieces as fit, from the first on.
  case greedy

  func runs(of section: Pieces, _ limits: ChunkLimits) -> [Range<Int>] {
    switch self {
    case .balanced: BalancedPacking.runs(of: section, limits)
    case .recursive: RecursivePacking.runs(of: section, limits)
    case .greedy: GreedyPacking.runs(of: section, limits)
    }
  }
}

extension Pieces {
  /// What a run of pieces takes of the budget as a chunk.
  func size(_ run: Range<Int>) -> Int { tokens(run) + contextTokens(pieces[run.lowerBound]) }
}
