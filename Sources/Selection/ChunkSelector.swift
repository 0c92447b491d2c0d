internal import Chunking
internal import Scoring
internal import TextAnalysis

/// Decides which chunks go on: by density and profile, then without duplicates, then within the limits.
public struct ChunkSelector: Sendable {
  private let options: SelectionOptions

  public init(options: SelectionOptions = SelectionOptions()) {
    self.options = options
  }

  /// A decision for each chunk, in their order. Linear in the number of chunks, but for the ranking that limits ask for.
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
  private var duplicates: NearDuplicates?
  /// The ids of the chunks that were looked at for duplicates.
  private var compared: [String] = []
  private var decisions: [SelectionDecision] = []
  private var candidates: [SelectionCandidate] = []

  init(options: SelectionOptions) {
    self.options = options
    duplicates = options.duplicateSimilarity > 1 ? nil : NearDuplicates(similarity: options.duplicateSimilarity)
  }

  /// Adds the next chunks, and gives the decisions about them that hold unless a limit drops more at the end.
  @discardableResult
  public mutating func add(_ chunks: [ScoredChunk]) -> ArraySlice<SelectionDecision> {
    let start = decisions.count
    for item in chunks {
      let reason = reason(against: item)
      if reason == nil, options.hasLimits {
        candidates.append(SelectionCandidate(item, index: decisions.count, options))
      }
      decisions.append(reason.map { .dropped($0) } ?? .kept)
    }
    return decisions[start...]
  }

  private mutating func reason(against item: ScoredChunk) -> SelectionDecision.Reason? {
    if item.score.density < options.threshold { return .lowDensity(item.score.label) }
    if !options.profile.takes(item) { return .offProfile }
    guard let match = duplicates?.add(ShingleSet(item.chunk.text)) else {
      compared.append(item.chunk.id)
      return nil
    }
    compared.append(item.chunk.id)
    return switch match {
    case .exact(let first): .duplicate(of: compared[first])
    case .near(let first, _): .nearDuplicate(of: compared[first])
    }
  }

  /// Whether ``finish()`` may drop more than ``add(_:)`` said.
  public var hasLimits: Bool { options.hasLimits }

  /// A decision for every chunk added, in order.
  public consuming func finish() -> [SelectionDecision] {
    guard options.hasLimits else { return decisions }
    var choice = SelectionChoice(candidates, options)
    for (candidate, reason) in zip(candidates, choice.reasons()) {
      if let reason { decisions[candidate.index] = .dropped(reason) }
    }
    return decisions
  }
}
