/// As many pieces a chunk as fit, from the first on.
enum GreedyPacking {
  static func runs(of section: Pieces, _ limits: ChunkLimits) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    while start < section.pieces.count {
      var end = start + 1
      while end < section.pieces.count, section.size(start..<end + 1) <= limits.budget { end += 1 }
      // No heading ends a chunk that has more.
      while end < section.pieces.count, end > start + 1, section.pieces[end - 1].isHeading { end -= 1 }
      runs.append(start..<end)
      start = end
    }
    return SmallRuns.merged(runs, of: section, limits)
  }
}

/// Chunks below the least size.
enum SmallRuns {
  /// Runs below the minimum joined with the one before them, or else the one behind, where that fits.
  static func merged(_ runs: [Range<Int>], of section: Pieces, _ limits: ChunkLimits) -> [Range<Int>] {
    guard limits.minimum > 0 else { return runs }
    var merged: [Range<Int>] = []
    for run in runs {
      if let last = merged.last, min(section.size(last), section.size(run)) < limits.minimum,
        section.size(last.lowerBound..<run.upperBound) <= limits.budget
      {
        merged[merged.count - 1] = last.lowerBound..<run.upperBound
      } else {
        merged.append(run)
      }
    }
    return merged
  }
}
