/// How right scores are, against the judgements of readers.
public struct ScorerMeasures: Sendable {
  /// A chunk with what a reader and the scorer said of it.
  public struct Row: Sendable {
    public var judgement: ChunkJudgement
    public var score: ChunkScore

    public init(judgement: ChunkJudgement, score: ChunkScore) {
      self.judgement = judgement
      self.score = score
    }
  }

  public let rows: [Row]

  public init(_ rows: [Row]) { self.rows = rows }

  /// How often a kept chunk has a higher density than a dropped one (the area under the ROC curve), ties as half; nil where there
  /// are not both.
  public var keepArea: Double? { Self.area(rows.map { ($0.score.density, $0.judgement.keep) }) }
  /// ``keepArea`` without ambiguous chunks.
  public var clearKeepArea: Double? {
    Self.area(rows.filter { !$0.judgement.isAmbiguous }.map { ($0.score.density, $0.judgement.keep) })
  }
  /// How often a rich chunk has a higher `rules` than one that is not.
  public var richArea: Double? { Self.area(rows.map { ($0.score.rules, $0.judgement.rich) }) }

  /// F1 of dropping what is not to be kept, by a threshold of the density.
  public func junkF1(threshold: Double) -> Double {
    let dropped = rows.filter { $0.score.density < threshold }
    let right = dropped.count { !$0.judgement.keep }
    let junk = rows.count { !$0.judgement.keep }
    return dropped.count + junk == 0 ? 0 : 2 * Double(right) / Double(dropped.count + junk)
  }

  /// The mean squared error of the density as a probability; 0 without rows.
  public var brier: Double {
    rows.isEmpty
      ? 0
      : rows.reduce(0) {
        $0 + ($1.score.density - ($1.judgement.keep ? 1 : 0)) * ($1.score.density - ($1.judgement.keep ? 1 : 0))
      }
        / Double(rows.count)
  }

  /// How far densities are from what they promise, in ten bins of equal width, each by its rows.
  public var calibrationError: Double {
    let bins = Dictionary(grouping: rows) { min(9, Int($0.score.density * 10)) }
    let sum = bins.keys.sorted().reduce(0.0) { sum, bin in
      let rows = bins[bin] ?? []
      return sum + abs(rows.reduce(0) { $0 + $1.score.density } - Double(rows.count { $0.judgement.keep }))
    }
    return rows.isEmpty ? 0 : sum / Double(rows.count)
  }

  /// The share of contents, index, credits and licences, judged not to be kept, that pass a threshold.
  public func leak(threshold: Double) -> Double {
    Self.share(rows.filter { Self.matter.contains($0.judgement.label) && !$0.judgement.keep }) { $0.score.density >= threshold }
  }

  /// The share of rich chunks that a threshold drops.
  public func loss(threshold: Double) -> Double {
    Self.share(rows.filter(\.judgement.rich)) { $0.score.density < threshold }
  }

  /// Chunks by the reader's label and the scorer's.
  public var confusion: [ChunkLabel: [ChunkLabel: Int]] {
    rows.reduce(into: [:]) { $0[$1.judgement.label, default: [:]][$1.score.label, default: 0] += 1 }
  }

  /// The share of chunks whose label is the reader's.
  public var labelAccuracy: Double { Self.share(rows) { $0.score.label == $0.judgement.label } }

  private static let matter: Set<ChunkLabel> = [.contents, .index, .credits, .licence]

  private static func share(_ rows: [Row], _ holds: (Row) -> Bool) -> Double {
    rows.isEmpty ? 0 : Double(rows.count(where: holds)) / Double(rows.count)
  }

  /// The area under the ROC curve, by ranks.
  static func area(_ values: [(score: Double, isPositive: Bool)]) -> Double? {
    let positives = values.count(where: \.isPositive)
    guard positives > 0, positives < values.count else { return nil }
    let sorted = values.sorted { $0.score < $1.score }
    var (ranks, index) = (0.0, 0)
    while index < sorted.count {
      let end = sorted[index...].firstIndex { $0.score > sorted[index].score } ?? sorted.count
      // Ties share their ranks.
      ranks += Double(sorted[index..<end].count(where: \.isPositive)) * (Double(index + end + 1) / 2)
      index = end
    }
    let least = Double(positives) * Double(positives + 1) / 2
    return (ranks - least) / (Double(positives) * Double(values.count - positives))
  }
}
