public import Chunking
public import JSONText
public import Scoring

/// A chunk with its score.
public struct ScoredChunk: Sendable, Equatable {
  public var chunk: Chunk
  public var score: ChunkScore

  public init(chunk: Chunk, score: ChunkScore) {
    self.chunk = chunk
    self.score = score
  }
}

/// Whether a chunk goes on to generation, and if not, why.
public enum SelectionDecision: Sendable, Equatable {
  case kept
  case dropped(Reason)

  /// Why a chunk was dropped.
  public enum Reason: Sendable, Equatable {
    /// The density lies below the threshold; the label says what the chunk is.
    case lowDensity(ChunkLabel)
    /// The profile asks for another kind of chunk.
    case offProfile
    /// The same words stand in a chunk before.
    case duplicate(of: String)
    /// Nearly the same words stand in a chunk before.
    case nearDuplicate(of: String)
    /// Others of the document rank higher and its quota is spent.
    case overDocumentQuota
    /// Others of the section rank higher and its quota is spent.
    case overSectionQuota
    /// Others rank higher and the budget is spent.
    case overBudget
  }

  public var isKept: Bool { self == .kept }

  /// The reason in a word or two for counts, such as `contents` or `near-duplicate`; nil for a chunk that is kept.
  public var category: String? {
    switch self {
    case .kept: nil
    case .dropped(.lowDensity(let label)): label.isContent ? "thin" : label.rawValue
    case .dropped(.offProfile): "off-profile"
    case .dropped(.duplicate): "duplicate"
    case .dropped(.nearDuplicate): "near-duplicate"
    case .dropped(.overDocumentQuota): "over-document-quota"
    case .dropped(.overSectionQuota): "over-section-quota"
    case .dropped(.overBudget): "over-budget"
    }
  }

  /// `{"kept": true}` or `{"kept": false, "reason", "of"}`.
  public var json: JSONValue {
    switch self {
    case .kept: ["kept": true]
    case .dropped(.nearDuplicate(let id)), .dropped(.duplicate(let id)):
      ["kept": false, "reason": JSONValue(category), "of": .string(id)]
    case .dropped: ["kept": false, "reason": JSONValue(category)]
    }
  }

  /// Reads ``json`` back; nil where it is neither.
  public init?(json: JSONValue) {
    guard let isKept = json["kept"]?.boolValue else { return nil }
    if isKept {
      self = .kept
      return
    }
    switch json["reason"]?.stringValue {
    case "off-profile": self = .dropped(.offProfile)
    case "duplicate": self = .dropped(.duplicate(of: json["of"]?.stringValue ?? ""))
    case "near-duplicate": self = .dropped(.nearDuplicate(of: json["of"]?.stringValue ?? ""))
    case "over-document-quota": self = .dropped(.overDocumentQuota)
    case "over-section-quota": self = .dropped(.overSectionQuota)
    case "over-budget": self = .dropped(.overBudget)
    case "thin": self = .dropped(.lowDensity(.rules))
    case let label?: self = .dropped(.lowDensity(ChunkLabel(rawValue: label) ?? .boilerplate))
    case nil: return nil
    }
  }
}
