internal import DocumentModel

/// Where the meaning of a text changes: at each boundary the mean vector of the sentences before it is compared with that of the
/// sentences behind it, and a turn is a valley of their cosine, as in ``LexicalCohesion``.
///
/// How far cosines spread is a matter of the model, so a turn for sure is a valley as deep as the deepest tenth of the document's.
struct EmbeddedCohesion: Sendable {
  /// Where each sentence starts, rising.
  private let starts: [Int]
  /// Of each place, how much the topic turns there: 0 not at all, 1 for sure.
  private let turns: [Float]

  /// Sentences on either side.
  private static let window = 3

  /// - Parameters:
  ///   - sections: for each section, where its sentences start; rising throughout.
  ///   - vectors: one for each sentence.
  init(sections: [[Int]], vectors: [[Float]]) {
    var (starts, depths): ([Int], [Float]) = ([], [])
    var first = 0
    for section in sections {
      depths += TopicDepth.depths(Self.similarities(vectors[first..<first + section.count]))
      starts += section
      first += section.count
    }
    let valleys = depths.filter { $0 > 0 }.sorted()
    let full = valleys.isEmpty ? 1 : valleys[min(valleys.count - 1, valleys.count * 9 / 10)]
    self.starts = starts
    turns = depths.map { min(1, max(0, $0 / full)) }
  }

  /// How much the topic turns before the sentence that starts at an offset.
  func turn(at start: Int) -> Float {
    let index = starts.partitioningIndex { $0 >= start }
    return index < starts.count && starts[index] == start ? turns[index] : 0
  }

  /// The cosine of the windows that meet before each sentence; 1 where one of them is empty.
  private static func similarities(_ vectors: ArraySlice<[Float]>) -> [Float] {
    let units = vectors.map(unit)
    return units.indices.map { place in
      let (before, behind) = (units[max(0, place - window)..<place], units[place..<min(units.count, place + window)])
      guard !before.isEmpty else { return 1 }
      return dot(unit(sum(before)), unit(sum(behind)))
    }
  }

  private static func sum(_ vectors: ArraySlice<[Float]>) -> [Float] {
    vectors.dropFirst().reduce(into: vectors.first ?? []) { sum, vector in
      for index in sum.indices { sum[index] += vector[index] }
    }
  }

  private static func unit(_ vector: [Float]) -> [Float] {
    let length = dot(vector, vector).squareRoot()
    return length > 0 ? vector.map { $0 / length } : vector
  }

  private static func dot(_ first: [Float], _ second: [Float]) -> Float {
    zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
