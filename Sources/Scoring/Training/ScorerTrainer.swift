public import Chunking
public import DocumentModel
internal import Numerics

/// Fits a ``ScoringModel`` to judgements of readers. The same judgements in the same order give the same model.
///
/// Weights are pulled towards those of another model, so that features that the chunks do not show keep theirs. Ambiguous chunks
/// count less. Each chunk also counts as its first half and with the faults of OCR, a third as much each, so that short and damaged
/// chunks are known. Probabilities are calibrated on documents left out of the fit.
public struct ScorerTrainer {
  /// How strongly weights are pulled to the prior, for features scaled to a standard deviation of 1.
  private static let penalty = 10.0
  /// How strongly a weight that the prior names is pulled to it, for features as they are.
  private static let priorPenalty = 30.0
  /// How much an ambiguous chunk counts, and a variant of a chunk.
  private static let (ambiguousShare, variantShare) = (0.15, 0.3)

  private let prior: ScoringModel
  private var rows: [[Double]] = []
  private var judgements: [ChunkJudgement] = []
  private var importance: [Double] = []
  /// How many chunks were added.
  public private(set) var count = 0

  /// - Parameter prior: the model that weights are pulled to.
  public init(prior: ScoringModel = ScoringModel.untrained) { self.prior = prior }

  /// Adds the chunks of a document with what a reader said of them; chunks without a judgement are part of the document only.
  public mutating func add(_ chunks: [Chunk], _ found: [ChunkJudgement?], in document: Document) {
    for (variant, share) in [(ChunkVariant.whole, 1.0), (.half, Self.variantShare), (.damaged, Self.variantShare)] {
      let texts = chunks.map { chunk in variant.applied(to: chunk) }
      for (values, judgement) in zip(FeatureVector.values(of: texts, in: document), found) {
        guard let judgement else { continue }
        rows.append(values)
        judgements.append(judgement)
        importance.append(share * (judgement.isAmbiguous ? Self.ambiguousShare : 1))
      }
    }
    count += found.count { $0 != nil }
  }

  /// The model, or nil where the chunks are all kept, all dropped, or too few to learn from.
  public func model(name: String) -> ScoringModel? {
    guard Set(judgements.map(\.keep)).count == 2, Set(judgements.map(\.rich)).count == 2 else { return nil }
    let scale = FeatureScale(rows)
    let scaled = rows.map(scale.applied)
    let density = calibrated(scaled, judgements.map(\.keep), prior.density, scale)
    let rules = calibrated(scaled, judgements.map(\.rich), prior.rules, scale)
    let labels = ChunkLabel.allCases.compactMap { label -> (label: ChunkLabel, model: ScoringModel.Logistic)? in
      let targets = judgements.map { $0.label == label }
      guard targets.count(where: { $0 }) >= 3 else { return prior.labels.first { $0.label == label } }
      let known = prior.labels.first { $0.label == label }?.model
      return (label, scale.restored(fit(scaled, targets, importance, known, scale)))
    }
    return ScoringModel(name: name, density: density, rules: rules, labels: labels)
  }

  private func fit(
    _ rows: [[Double]], _ targets: [Bool], _ importance: [Double], _ prior: ScoringModel.Logistic?, _ scale: FeatureScale,
    isSigned: Bool = false
  ) -> (bias: Double, weights: [Double]) {
    let weights = prior.map(scale.scaled) ?? Array(repeating: 0, count: scale.means.count)
    // What is known beforehand gives way to many chunks only.
    let penalty = weights.indices.map {
      weights[$0] == 0 ? Self.penalty : max(Self.penalty, scale.unscaled(Self.priorPenalty, $0))
    }
    guard isSigned else {
      return RidgeLogistic.fit(rows, targets, importance: importance, penalty: penalty, prior: weights)
    }
    return signed(rows, targets, importance, penalty, weights)
  }

  /// A fit in which no weight has a sign that its feature may not have: such weights are held at 0, and the others fitted again.
  private func signed(
    _ rows: [[Double]], _ targets: [Bool], _ importance: [Double], _ penalty: [Double], _ prior: [Double]
  ) -> (bias: Double, weights: [Double]) {
    var penalty = penalty
    while true {
      let fitted = RidgeLogistic.fit(rows, targets, importance: importance, penalty: penalty, prior: prior)
      let wrong = fitted.weights.indices.filter { place in
        switch Feature.all[place].sign {
        case .any: false
        case .junk: fitted.weights[place] > 1e-6
        case .content: fitted.weights[place] < -1e-6
        }
      }
      if wrong.isEmpty { return fitted }
      for place in wrong { penalty[place] = Self.held }
    }
  }

  /// A penalty that leaves nothing of a weight.
  private static let held = 1e12

  /// A model whose logits are stretched and moved (J. Platt, Probabilistic outputs for support vector machines, 1999) so that they
  /// were right on documents that were left out.
  private func calibrated(
    _ rows: [[Double]], _ targets: [Bool], _ prior: ScoringModel.Logistic, _ scale: FeatureScale
  ) -> ScoringModel.Logistic {
    var whole = fit(rows, targets, importance, prior, scale, isSigned: true)
    var logits: [[Double]] = []
    var found: [Bool] = []
    var weights: [Double] = []
    let groups = Set(judgements.map(\.group)).sorted()
    guard groups.count > 2 else { return scale.restored(whole) }
    // Ten folds of whole groups.
    for fold in 0..<min(10, groups.count) {
      let left = Set(groups.indices.filter { $0 % min(10, groups.count) == fold }.map { groups[$0] })
      let kept = rows.indices.filter { !left.contains(judgements[$0].group) }
      let model = fit(kept.map { rows[$0] }, kept.map { targets[$0] }, kept.map { importance[$0] }, prior, scale, isSigned: true)
      for index in rows.indices where left.contains(judgements[index].group) {
        logits.append([zip(model.weights, rows[index]).reduce(model.bias) { $0 + $1.0 * $1.1 }])
        found.append(targets[index])
        weights.append(importance[index])
      }
    }
    let platt = RidgeLogistic.fit(logits, found, importance: weights, penalty: [1], prior: [1])
    let slope = max(0.2, platt.weights[0])
    whole = (whole.bias * slope + platt.bias, whole.weights.map { $0 * slope })
    return scale.restored(whole)
  }
}

/// Brings features to a mean of 0 and a standard deviation of 1.
struct FeatureScale {
  let means: [Double]
  private let deviations: [Double]

  init(_ rows: [[Double]]) {
    let count = Double(max(1, rows.count))
    let width = rows.first?.count ?? Feature.all.count
    var (sums, squares) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    for row in rows { for place in row.indices { sums[place] += row[place] } }
    let means = sums.map { $0 / count }
    for row in rows { for place in row.indices { squares[place] += (row[place] - means[place]) * (row[place] - means[place]) } }
    self.means = means
    // A feature that hardly occurs is not blown up.
    deviations = squares.map { max(0.05, ($0 / count).squareRoot()) }
  }

  func applied(_ row: [Double]) -> [Double] { row.indices.map { (row[$0] - means[$0]) / deviations[$0] } }

  /// The penalty of a scaled weight that is one of the weight as it is.
  func unscaled(_ penalty: Double, _ place: Int) -> Double { penalty / (deviations[place] * deviations[place]) }

  /// The weights of a model for scaled features.
  func scaled(_ model: ScoringModel.Logistic) -> [Double] { zip(model.weights, deviations).map { $0 * $1 } }

  /// A model for features as they are.
  func restored(_ fitted: (bias: Double, weights: [Double])) -> ScoringModel.Logistic {
    ScoringModel.Logistic(bias: fitted.bias, weights: zip(fitted.weights, deviations).map { $0 / $1 }, means: means)
  }
}
