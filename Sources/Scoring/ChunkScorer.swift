public import Chunking
public import DocumentModel

/// Scores chunks.
public protocol ChunkScorer: Sendable {
  /// The scores of a document's chunks, as many and in their order.
  func scores(of chunks: [Chunk], in document: Document) -> [ChunkScore]
  /// A text that differs whenever the result may differ.
  var cacheKey: String { get }
}

/// Two logistic models over features that mean the same in every kind of document.
///
/// Features are computed from the chunk's words and lines, from the kinds of its elements, from its heading path and from its
/// place in the document. Cost: one pass over the text.
public struct LogisticScorer: ChunkScorer {
  private let model: ScoringModel

  /// The scorer with the model that ships with Quern.
  public init() {
    model = .shipped
  }

  public init(model: ScoringModel) {
    self.model = model
  }

  public var cacheKey: String { "logistic/1 \(model.name)" }

  public func scores(of chunks: [Chunk], in document: Document) -> [ChunkScore] {
    let context = DocumentContext(document)
    return chunks.map { score(ChunkView($0, context)) }
  }

  private func score(_ view: ChunkView) -> ChunkScore {
    let values = Feature.all.map { $0.value(view) }
    let density = model.density.evaluate(values)
    let rules = model.rules.evaluate(values)
    // Rounded here, so that a score is the same before and after it was written.
    let probability = density.probability.rounded(places: 4)
    let reasons = zip(Feature.all, density.contributions).enumerated()
      .map { ChunkScore.Reason(feature: $1.0.name, value: values[$0].rounded(places: 4), contribution: $1.1.rounded(places: 3)) }
      .filter { abs($0.contribution) >= 0.05 }
      .sorted { (abs($0.contribution), $1.feature) > (abs($1.contribution), $0.feature) }
    return ChunkScore(
      density: probability,
      // What is not worth keeping is not rich.
      rules: min(rules.probability.rounded(places: 4), probability), label: ChunkLabel.of(view, density: probability),
      reasons: Array(reasons.prefix(6)))
  }
}
