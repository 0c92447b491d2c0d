internal import Chunking
internal import Scoring
internal import TextAnalysis

/// What choosing within limits needs to know of a chunk.
struct SelectionCandidate: Sendable {
  /// Its place among all chunks.
  let index: Int
  let rank: Double
  let tokens: Int
  let document: String
  /// The first two headings of its path; empty where there are none.
  let headings: [String]
  /// Only where diversity asks for it.
  let words: WordSketch?

  init(_ item: ScoredChunk, index: Int, _ options: SelectionOptions) {
    self.index = index
    rank = options.profile.rank(item.score)
    tokens = item.chunk.tokenCount
    document = item.chunk.documentID
    headings = Array(item.chunk.headingPath.prefix(2))
    words = options.diversity > 0 ? WordSketch(item.chunk.text) : nil
  }
}
