internal import Chunking
internal import Scoring
internal import TextAnalysis

/// What is kept.
public struct SelectionOptions: Sendable, Equatable {
  /// Chunks of a lower density are dropped, 0…1.
  public var threshold: Double
  /// Of those left, at most this many, the richest first; nil for all.
  public var limit: Int?
  /// Of those left, as many of the richest as fit into this many tokens; nil for all.
  public var tokenBudget: Int?
  /// Chunks whose shingles overlap this much with an earlier chunk's are dropped, 0…1; above 1 for none.
  public var duplicateSimilarity: Double

  public init(threshold: Double = 0.5, limit: Int? = nil, tokenBudget: Int? = nil, duplicateSimilarity: Double = 0.85) {
    self.threshold = threshold
    self.limit = limit
    self.tokenBudget = tokenBudget
    self.duplicateSimilarity = duplicateSimilarity
  }

  /// A text that differs whenever the result may differ.
  public var cacheKey: String {
    "select/1 \(threshold) \(limit.map(String.init) ?? "-") \(tokenBudget.map(String.init) ?? "-") \(duplicateSimilarity)"
  }
}

/// Decides which chunks go on: by density, then without near-duplicates, then within the budget.
public struct ChunkSelector: Sendable {
  private let options: SelectionOptions

  public init(options: SelectionOptions = SelectionOptions()) {
    self.options = options
  }

  /// A decision for each chunk, in their order. Linear in the number of chunks, but for the ranking that a budget asks for.
  public func decisions(for chunks: [ScoredChunk]) -> [SelectionDecision] {
    var session = session()
    session.add(chunks)
    return session.finish()
  }

  /// Starts a selection over chunks that come bit by bit.
  public func session() -> SelectionSession { SelectionSession(options: options) }
}

/// A selection in progress: chunks are added in order, and little of each is kept.
public struct SelectionSession: Sendable {
  private let options: SelectionOptions
  private var duplicates: DuplicateFinder
  private var decisions: [SelectionDecision] = []
  private var ranks: [(rules: Double, tokens: Int)] = []

  init(options: SelectionOptions) {
    self.options = options
    duplicates = DuplicateFinder(similarity: options.duplicateSimilarity)
  }

  /// Adds the next chunks, and gives the decisions about them that hold unless a budget drops more at the end.
  @discardableResult
  public mutating func add(_ chunks: [ScoredChunk]) -> ArraySlice<SelectionDecision> {
    let start = decisions.count
    for item in chunks {
      ranks.append((item.score.rules, item.chunk.tokenCount))
      if item.score.density < options.threshold {
        decisions.append(.dropped(.lowDensity(item.score.label)))
      } else if let original = duplicates.original(of: item.chunk.text, id: item.chunk.id) {
        decisions.append(.dropped(.nearDuplicate(of: original)))
      } else {
        decisions.append(.kept)
      }
    }
    return decisions[start...]
  }

  /// Whether ``finish()`` may drop more than ``add(_:)`` said.
  public var hasBudget: Bool { options.limit != nil || options.tokenBudget != nil }

  /// A decision for every chunk added, in order.
  public consuming func finish() -> [SelectionDecision] {
    guard hasBudget else { return decisions }
    let ranked = decisions.indices.filter { decisions[$0].isKept }.sorted { (ranks[$0].rules, $1) > (ranks[$1].rules, $0) }
    var count = 0
    var tokens = 0
    for index in ranked {
      if count + 1 > options.limit ?? .max || tokens + ranks[index].tokens > options.tokenBudget ?? .max {
        decisions[index] = .dropped(.overBudget)
      } else {
        count += 1
        tokens += ranks[index].tokens
      }
    }
    return decisions
  }
}

/// Finds chunks whose words were seen before, by MinHash and banding.
struct DuplicateFinder: Sendable {
  let similarity: Double
  private var bands: [UInt64: [Int]] = [:]
  private var seen: [(id: String, sketch: MinHash)] = []

  init(similarity: Double) {
    self.similarity = similarity
  }

  /// The id of the first earlier text that is nearly the same; otherwise nil, and the text is remembered.
  mutating func original(of text: String, id: String) -> String? {
    guard similarity <= 1 else { return nil }
    let sketch = MinHash(text)
    let keys = sketch.bandKeys()
    var candidates: Set<Int> = []
    for key in keys { candidates.formUnion(bands[key, default: []]) }
    if let found = candidates.sorted().first(where: { seen[$0].sketch.similarity(to: sketch) >= similarity }) {
      return seen[found].id
    }
    for key in keys { bands[key, default: []].append(seen.count) }
    seen.append((id, sketch))
    return nil
  }
}
