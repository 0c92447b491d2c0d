/// What is kept.
public struct SelectionOptions: Sendable, Equatable {
  /// Chunks of a lower density are dropped, 0…1.
  public var threshold: Double
  /// What ranks the chunks that limits choose from.
  public var profile: SelectionProfile
  /// Of those left, at most this many, the highest in rank first; nil for all.
  public var limit: Int?
  /// Of those left, as many of the highest in rank as fit into this many tokens; nil for all.
  public var tokenBudget: Int?
  /// Of each document at most this many; nil for all.
  public var documentQuota: Int?
  /// Of each section at most this many; nil for all. Sections: see ``OutlineCoverage``.
  public var sectionQuota: Int?
  /// How much a chunk that is like those already chosen yields its place to others, 0…1, where a limit or budget chooses.
  public var diversity: Double
  /// Whether a limit or budget is first spent on the best chunk of every section.
  public var coversOutline: Bool
  /// Chunks whose shingles overlap this much with an earlier chunk's are dropped, 0…1; above 1 for none.
  public var duplicateSimilarity: Double

  public init(
    threshold: Double = 0.5, profile: SelectionProfile = .rules, limit: Int? = nil, tokenBudget: Int? = nil,
    documentQuota: Int? = nil, sectionQuota: Int? = nil, diversity: Double = 0, coversOutline: Bool = false,
    duplicateSimilarity: Double = 0.8
  ) {
    self.threshold = threshold
    self.profile = profile
    self.limit = limit
    self.tokenBudget = tokenBudget
    self.documentQuota = documentQuota
    self.sectionQuota = sectionQuota
    self.diversity = diversity
    self.coversOutline = coversOutline
    self.duplicateSimilarity = duplicateSimilarity
  }

  /// Whether chunks are chosen from all that are good enough, which is known only when all are.
  var hasLimits: Bool { limit != nil || tokenBudget != nil || documentQuota != nil || sectionQuota != nil }

  /// A text that differs whenever the result may differ.
  public var cacheKey: String {
    let limits = [limit, tokenBudget, documentQuota, sectionQuota].map { $0.map(String.init) ?? "-" }.joined(separator: " ")
    return "select/2 \(threshold) \(profile.rawValue) \(limits) \(diversity) \(coversOutline) \(duplicateSimilarity)"
  }
}
