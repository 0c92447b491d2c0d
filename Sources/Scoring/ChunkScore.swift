/// How much a chunk is worth, and why.
public struct ChunkScore: Sendable, Equatable {
  /// 0…1: the probability that the chunk is worth keeping; decides what is dropped.
  public var density: Double
  /// 0…1: the probability that it is rich in rules and facts; ranks what is kept.
  public var rules: Double
  /// What most of the chunk is.
  public var label: ChunkLabel
  /// The language whose words were counted: `en`, `de`, `fr` or `es`; nil for any other, of which only shape and structure were
  /// looked at.
  public var language: String?
  /// What moved ``density``, the largest contribution first; at most six.
  public var reasons: [Reason]

  public init(density: Double, rules: Double, label: ChunkLabel, language: String? = nil, reasons: [Reason]) {
    self.density = density
    self.rules = rules
    self.label = label
    self.language = language
    self.reasons = reasons
  }

  /// The contribution of one feature.
  public struct Reason: Sendable, Equatable {
    /// The feature's name, as in the model file.
    public var feature: String
    /// The feature's value.
    public var value: Double
    /// How far it moved the logit of the density from that of an average chunk; negative towards dropping.
    public var contribution: Double

    public init(feature: String, value: Double, contribution: Double) {
      self.feature = feature
      self.value = value
      self.contribution = contribution
    }
  }
}

/// Kinds of content, as the labelling guide of the project names them.
public enum ChunkLabel: String, Sendable, CaseIterable {
  case rules, definitions, table, code, narrative
  case contents, credits, licence, index, references, navigation, form, boilerplate, noise

  /// Whether a generation stage could use such a chunk.
  public var isContent: Bool {
    switch self {
    case .rules, .definitions, .table, .code, .narrative: true
    default: false
    }
  }
}
