public import Chunking
public import DocumentModel
public import Ingestion
internal import Scoring
public import Selection
internal import Workers

/// Reading, cutting and scoring of one document after the other. One a thread.
public final class DocumentStage {
  private let options: RunOptions
  private let worker: Worker?
  private let chunker: any Chunker
  private let scorer: any ChunkScorer

  public init(options: RunOptions) {
    self.options = options
    worker = options.workerExecutable.map { Worker(executable: $0, options: options.ingestion, limits: options.limits) }
    chunker = options.makeChunker()
    scorer = options.makeScorer()
  }

  /// The document of `input`, read in a worker process where the options name a program for it.
  public func ingest(_ input: DocumentInput) throws(IngestionError) -> Document {
    if let worker { return try worker.read(input) }
    return try DocumentIngestor(options: options.ingestion).read(try input.source())
  }

  public func chunk(_ document: Document) -> [Chunk] { chunker.chunks(of: document) }

  public func score(_ chunks: [Chunk], in document: Document) -> [ScoredChunk] {
    zip(chunks, scorer.scores(of: chunks, in: document)).map { ScoredChunk(chunk: $0, score: $1) }
  }
}
