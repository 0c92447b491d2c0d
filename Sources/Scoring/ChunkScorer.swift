public import Chunking
public import DocumentModel

/// Scores chunks.
public protocol ChunkScorer: Sendable {
  /// The scores of a document's chunks, as many and in their order.
  func scores(of chunks: [Chunk], in document: Document) -> [ChunkScore]
  /// A text that differs whenever the result may differ.
  var cacheKey: String { get }
}

/// Logistic models over features that mean the same in every kind of document.
///
/// Features are computed from the chunk's words, however its lines are wrapped, from the kinds of its elements, from its heading
/// path, and from the document around it. Words are known of English, German, French and Spanish; in other languages features of
/// words say nothing. Cost: one pass over the text.
public struct LogisticScorer: ChunkScorer {
  private let model: ScoringModel

  /// The scorer with the model that ships with Quern.
  public init() {
    model = .shipped
  }

  public init(model: ScoringModel) {
    self.model = model
  }

  public var cacheKey: String { "logistic/2 \(model.key)" }

  public func scores(of chunks: [Chunk], in document: Document) -> [ChunkScore] {
    FeatureVector.scanned(chunks, in: document).map { score($0.values, language: $0.language) }
  }

  private func score(_ values: [Double], language: Vocabulary.Language?) -> ChunkScore {
    let isKnown = language != nil
    let density = model.density.evaluate(values, knowsWords: isKnown)
    let rules = model.rules.evaluate(values, knowsWords: isKnown)
    // Rounded here, so that a score is the same before and after it was written.
    let probability = density.probability.rounded(places: 4)
    let largest = density.contributions.enumerated().filter { abs($1) >= 0.05 }
      .sorted { (abs($0.element), $1.offset) > (abs($1.element), $0.offset) }.prefix(6)
    return ChunkScore(
      density: probability,
      // What is not worth keeping is not rich.
      rules: min(rules.probability.rounded(places: 4), probability),
      label: model.label(values, knowsWords: isKnown, isKept: probability >= 0.5), language: language?.rawValue,
      reasons: largest.map { place, contribution in
        ChunkScore.Reason(
          feature: Feature.all[place].name, value: values[place].rounded(places: 4), contribution: contribution.rounded(places: 3)
        )
      })
  }
}
