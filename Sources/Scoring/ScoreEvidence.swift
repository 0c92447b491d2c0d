internal import Chunking

/// The text that caused a reason.
public enum ScoreEvidence {
  /// Up to `limit` words of a chunk's text that a feature counts, each once, in their order; none for features that are no matter of
  /// single words. Markup is left out. Cost: one pass over the text.
  public static func words(of feature: String, in text: String, limit: Int = 4) -> [String] {
    guard let feature = Feature.named(feature), !feature.marks.isEmpty else { return [] }
    var scanner = ChunkScanner()
    _ = scanner.scan(text, document: nil)
    return scanner.evidence(feature.marks, limit: limit)
  }

  /// What a feature measures, for people; nil for a name that there is not.
  public static func summary(of feature: String) -> String? { Feature.named(feature)?.summary }
}

/// The features, for people.
public struct FeatureDescription: Sendable {
  public let name: String
  public let summary: String
  /// Whether it says nothing of text in a language whose words are not known.
  public let isOfWords: Bool
  /// What the whole of the feature adds to the logits of density and rules, by the model that ships.
  public let (density, rules): (Double, Double)

  /// All features, in the order of the model.
  public static var all: [FeatureDescription] {
    Feature.all.enumerated().map { place, feature in
      FeatureDescription(
        name: feature.name, summary: feature.summary, isOfWords: feature.isOfWords,
        density: ScoringModel.shipped.density.weights[place].rounded(places: 2),
        rules: ScoringModel.shipped.rules.weights[place].rounded(places: 2))
    }
  }
}
