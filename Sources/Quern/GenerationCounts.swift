internal import Datasets
internal import Generation
internal import JSONText

/// What became of the chunks that went to generation, and of the pairs that came of them: in = out + filtered + failed.
public struct GenerationCounts: Sendable, Equatable {
  /// Chunks that gave records.
  public var chunksWithRecords = 0
  /// Chunks about which there was nothing to ask, or nothing that passed the checks.
  public var chunksWithout = 0
  /// Chunks without a reply that can be read, by the reason.
  public var chunksFailed: [String: Int] = [:]
  /// Pairs that became records.
  public var accepted = 0
  /// Pairs that were left out, by the reason.
  public var rejected: [String: Int] = [:]
  /// Replies that were cut off by their limit of tokens.
  public var truncated = 0

  public var failedCount: Int { chunksFailed.values.reduce(0, +) }

  init() {}

  /// The counts of an extraction, which rejects before it writes and cannot fail.
  init(extracted records: [Record], chunks: Int) {
    accepted = records.count
    chunksWithRecords = Set(records.map(\.chunkID)).count
    chunksWithout = chunks - chunksWithRecords
  }

  mutating func add(_ outcome: DocumentQA.Outcome) {
    accepted += outcome.accepted.count
    for (reason, count) in outcome.rejected { rejected[reason.rawValue, default: 0] += count }
    if outcome.isTruncated { truncated += 1 }
    if let failure = outcome.failure {
      chunksFailed[failure, default: 0] += 1
    } else if outcome.accepted.isEmpty {
      chunksWithout += 1
    } else {
      chunksWithRecords += 1
    }
  }

  mutating func add(_ other: GenerationCounts) {
    chunksWithRecords += other.chunksWithRecords
    chunksWithout += other.chunksWithout
    chunksFailed.merge(other.chunksFailed, uniquingKeysWith: +)
    accepted += other.accepted
    rejected.merge(other.rejected, uniquingKeysWith: +)
    truncated += other.truncated
  }
}

extension GenerationCounts {
  /// For the manifest.
  var json: JSONValue {
    [
      "chunks": [
        "in": .int(chunksWithRecords + chunksWithout + failedCount), "out": .int(chunksWithRecords),
        "filtered": .int(chunksWithout), "failed": .int(failedCount),
      ],
      "chunks_failed_by_reason": Self.object(chunksFailed),
      "pairs": [
        "in": .int(accepted + rejected.values.reduce(0, +)), "out": .int(accepted),
        "filtered": .int(rejected.values.reduce(0, +)), "failed": 0,
      ],
      "pairs_filtered_by_reason": Self.object(rejected),
      "replies_truncated": .int(truncated),
    ]
  }

  private static func object(_ counts: [String: Int]) -> JSONValue {
    .object(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .init($0.key, .int($0.value)) })
  }
}
