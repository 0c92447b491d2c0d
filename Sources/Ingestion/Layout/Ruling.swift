/// A straight line drawn on a page, level or upright, in points.
struct Ruling: Sendable, Equatable {
  /// Across its run: y of a level line, x of an upright one.
  var position: Double
  var start: Double
  var end: Double

  var length: Double { end - start }

  /// How far two lines may lie apart and still be one, or still meet.
  static let tolerance = 3.0

  /// Pieces of the same line put together, in the order of their position.
  static func joined(_ pieces: [Ruling]) -> [Ruling] {
    var lines: [Ruling] = []
    for piece in pieces.sorted(by: { ($0.position, $0.start) < ($1.position, $1.start) }) {
      // In the order of their position, so only the last few can be near.
      let near = lines.indices.reversed().prefix { piece.position - lines[$0].position <= 1.5 }
      let index = near.first { piece.start <= lines[$0].end + tolerance && piece.end >= lines[$0].start - tolerance }
      if let index {
        lines[index].start = min(lines[index].start, piece.start)
        lines[index].end = max(lines[index].end, piece.end)
      } else {
        lines.append(piece)
      }
    }
    return lines
  }
}

/// The lines drawn on a page.
struct Rulings: Sendable, Equatable {
  /// From the top.
  var level: [Ruling] = []
  /// From the left.
  var upright: [Ruling] = []
}
