public import Chunking
public import JSONText
public import Scoring
public import Selection

/// A chunk's line in the typed stream: the chunk, and what later stages have added to it.
public struct ChunkLine: Sendable {
  public var chunk: Chunk
  public var score: ChunkScore?
  public var decision: SelectionDecision?

  public init(chunk: Chunk, score: ChunkScore? = nil, decision: SelectionDecision? = nil) {
    self.chunk = chunk
    self.score = score
    self.decision = decision
  }

  /// `{"type": "chunk", …, "score": {…}, "selection": {…}}`.
  public var json: JSONValue {
    var members = chunk.jsonMembers
    if let score { members.append(.init("score", score.json)) }
    if let decision { members.append(.init("selection", decision.json)) }
    return .object(members)
  }

  /// Reads ``json`` back; nil where it is no chunk.
  public init?(json: JSONValue) {
    guard let chunk = Chunk(json: json) else { return nil }
    self.init(
      chunk: chunk, score: json["score"].flatMap(ChunkScore.init(json:)),
      decision: json["selection"].flatMap(SelectionDecision.init(json:)))
  }
}
