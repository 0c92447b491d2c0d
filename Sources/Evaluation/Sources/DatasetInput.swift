public import Datasets

/// Records, and what is at hand of the run that they come from.
public struct DatasetInput: Sendable {
  public var records: [Record]
  /// All chunks of the run, those that were dropped too; empty where there is no run.
  public var chunks: [SourceChunk]
  /// The texts of documents by their ids; without any the exactness of evidence is not measured.
  public var texts: [String: String]

  public init(records: [Record], chunks: [SourceChunk] = [], texts: [String: String] = [:]) {
    self.records = records
    self.chunks = chunks
    self.texts = texts
  }

  /// The places of chunks by ``SourceChunk/key``.
  var places: [String: Int] {
    Dictionary(chunks.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Record {
  /// The ``SourceChunk/key`` of the chunk that it was made of.
  var chunkKey: String { evidence.documentID + "/" + chunkID }

  /// What the question says besides, for measures that compare words: answer, short answer, texts of tool calls.
  var said: String { ([answer, shortAnswer ?? ""] + toolCalls.map(\.arguments.text)).joined(separator: "\n") }
}
