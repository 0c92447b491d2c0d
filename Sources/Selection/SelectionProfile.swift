internal import Chunking
internal import Scoring

/// What kind of chunk is wanted first.
public enum SelectionProfile: String, Sendable, CaseIterable {
  /// By the score `rules`: obligations, conditions, quantities, definitions.
  case rules
  /// By the score `density`: whatever is worth keeping.
  case general
  /// Only chunks that hold a table, by `density`.
  case tables

  /// Whether a chunk that is dense enough is of the kind.
  func takes(_ item: ScoredChunk) -> Bool {
    self != .tables || item.score.label == .table || item.chunk.kinds.contains("table")
  }

  /// What ranks a chunk, 0…1.
  func rank(_ score: ChunkScore) -> Double { self == .rules ? score.rules : score.density }
}
