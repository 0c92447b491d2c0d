/// Cuts at the strongest boundaries first: a run that does not fit is cut at all its boundaries of the strongest level that it has,
/// parts that fit together are joined again, and those that do not fit are cut at the next level.
enum RecursivePacking {
  static func runs(of section: Pieces, _ limits: ChunkLimits) -> [Range<Int>] {
    guard !section.pieces.isEmpty else { return [] }
    var runs: [Range<Int>] = []
    cut(0..<section.pieces.count, of: section, limits, into: &runs)
    return SmallRuns.merged(runs, of: section, limits)
  }

  /// At most as deep as there are levels of boundaries.
  private static func cut(_ whole: Range<Int>, of section: Pieces, _ limits: ChunkLimits, into runs: inout [Range<Int>]) {
    guard whole.count > 1, section.size(whole) > limits.budget else { return runs.append(whole) }
    let inner = whole.dropFirst().filter { !section.pieces[$0 - 1].isHeading }
    // Nothing but headings before the last piece.
    guard let strongest = inner.map({ section.pieces[$0].boundary }).min() else {
      for index in whole { runs.append(index..<index + 1) }
      return
    }
    var pending: Range<Int>?
    let starts = [whole.lowerBound] + inner.filter { section.pieces[$0].boundary == strongest } + [whole.upperBound]
    for (start, end) in zip(starts, starts.dropFirst()) {
      if let run = pending, section.size(run.lowerBound..<end) <= limits.budget {
        pending = run.lowerBound..<end
      } else {
        if let run = pending { runs.append(run) }
        pending = nil
        if section.size(start..<end) <= limits.budget {
          pending = start..<end
        } else {
          cut(start..<end, of: section, limits, into: &runs)
        }
      }
    }
    if let run = pending { runs.append(run) }
  }
}
