public import TextAnalysis

/// How much chunks hold, and what they share with the text before them.
public struct ChunkLimits: Sendable {
  /// The most that a chunk holds, in units of ``measure``, with the headings above it, its context and its overlap. At least 1. Headings
  /// above are no sentences, and take nothing of a budget in these.
  public var budget: Int
  /// Chunks below this are merged with a neighbour where the budget and the sections allow it.
  public var minimum: Int
  /// How many whole sentences of the prose right before it a chunk is given along. Never from behind a heading, a table or code,
  /// and never more than half of the budget.
  public var overlap: Int
  /// What the budget counts: tokens, characters, sentences.
  public var measure: any TokenCounter
  /// Counts the tokens of chunks where the budget counts something else; without it they are given in that.
  public var tokens: (any TokenCounter)?

  /// Tokens; scores are calibrated near it.
  public static let defaultBudget = 400

  /// A budget below 1 is taken as 1, a minimum or overlap below 0 as 0, a minimum over the budget as the budget.
  public init(
    budget: Int = ChunkLimits.defaultBudget, minimum: Int = 0, overlap: Int = 0,
    measure: any TokenCounter = EstimatedTokenCounter(), tokens: (any TokenCounter)? = nil
  ) {
    self.budget = max(1, budget)
    self.minimum = min(max(0, minimum), self.budget)
    self.overlap = max(0, overlap)
    self.measure = measure
    self.tokens = tokens
  }

  /// What the headings above a chunk take of the budget. They are no sentences.
  func headingSize(_ text: String) -> Int { text.isEmpty || measure is SentenceCounter ? 0 : measure.count(text) }

  /// A text that differs whenever chunks may differ.
  var key: String { "\(budget) \(measure.name) \(minimum) \(overlap) \(tokens?.name ?? "")" }
}
