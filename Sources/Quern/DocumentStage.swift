public import Chunking
public import DocumentModel
public import Ingestion
internal import Scoring
public import Selection
internal import Workers

/// Is told of a page that is begun, with the name of its document. Called by several threads.
public typealias PageProgress = @Sendable (String, IngestionProgress) -> Void

/// Reading, cutting and scoring of one document after the other. One a thread.
public final class DocumentStage {
  private let options: RunOptions
  private let worker: Worker?
  private let chunker: any Chunker
  private let scorer: any ChunkScorer
  private let pages: PageProgress

  /// - Parameters:
  ///   - pages: is told, on the thread that reads, of every page that is begun.
  ///   - helperCount: how many more processes may read pages of one document.
  public init(options: RunOptions, helperCount: Int = 0, pages: @escaping PageProgress = { _, _ in }) {
    self.options = options
    self.pages = pages
    worker = options.workerExecutable.map {
      Worker(executable: $0, options: options.ingestion, limits: options.limits, helperCount: helperCount)
    }
    chunker = options.makeChunker()
    scorer = options.makeScorer()
  }

  /// The document of `input`, read in a worker process where the options name a program for it.
  public func ingest(_ input: DocumentInput) throws(IngestionError) -> Document {
    let pages = pages
    if let worker { return try worker.read(input) { pages(input.name, $0) } }
    return try DocumentIngestor(options: options.ingestion) { pages(input.name, $0) }.read(try input.source())
  }

  /// The chunks of a document; throws where a model that tells topics apart gives no answer.
  public func chunk(_ document: Document) throws(IngestionError) -> [Chunk] {
    do throws(TextEmbedderError) {
      return try chunker.prepared(for: document).chunks(of: document)
    } catch {
      throw IngestionError(.notEmbedded, document.source.name, "could not be cut: \(error.message)", hint: error.hint)
    }
  }

  public func score(_ chunks: [Chunk], in document: Document) -> [ScoredChunk] {
    zip(chunks, scorer.scores(of: chunks, in: document)).map { ScoredChunk(chunk: $0, score: $1) }
  }
}
