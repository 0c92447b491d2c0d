public import Chunking
public import Ingestion
public import LanguageModels
public import Scoring
public import Selection
public import TextAnalysis
public import Workers

/// What a run does, apart from its inputs.
public struct RunOptions: Sendable {
  /// How documents are cut.
  public enum ChunkerName: String, Sendable, CaseIterable {
    /// At the document's structure, the best cuts under a budget.
    case structural
    /// At the strongest divisions first.
    case recursive
    /// As many whole sentences as fit.
    case sentence
    /// As many words as fit.
    case fixed
    /// Where the topic turns.
    case semantic
    /// One chunk a page.
    case page
  }

  /// What is written without a model.
  public enum RecordForm: Sendable {
    /// Questions and answers.
    case questions
    /// Queries and the search calls that serve them.
    case toolSelection
  }

  public var ingestion: IngestionOptions
  public var chunker: ChunkerName
  public var chunkLimits: ChunkLimits
  /// Tells the semantic chunker where the topic turns; nil to go by the vocabulary. Other chunkers need none.
  public var embedder: (any TextEmbedder)?
  /// What chunks are scored by; nil for the model that ships.
  public var scoringModel: ScoringModel?
  public var selection: SelectionOptions
  /// Writes the records; nil for the extractor, which needs no model.
  public var model: (any LanguageModel)?
  /// What the records are, where no model writes them.
  public var form = RecordForm.questions
  /// How likely a reader must be to keep a question that no model wrote, 0…1; nil for the threshold that ships.
  public var confidence: Double?
  /// A flow that writes the records, in place of ``model``; nil for none.
  public var flow: FlowChoice?
  public var limits: WorkerLimits
  /// How many documents are read at once, at least 1. Changes no output.
  public var jobs: Int
  /// Quern's own program, re-executed to read documents apart; nil to read them in this process.
  public var workerExecutable: String?

  public init(
    ingestion: IngestionOptions = IngestionOptions(), chunker: ChunkerName = .structural,
    chunkLimits: ChunkLimits = ChunkLimits(), selection: SelectionOptions = SelectionOptions(), model: (any LanguageModel)? = nil,
    limits: WorkerLimits = WorkerLimits(),
    jobs: Int = 1,
    workerExecutable: String? = nil
  ) {
    self.ingestion = ingestion
    self.chunker = chunker
    self.chunkLimits = chunkLimits
    self.selection = selection
    self.model = model
    self.limits = limits
    self.jobs = jobs
    self.workerExecutable = workerExecutable
  }

  /// How many more processes may read one of `count` documents: jobs that have no document of their own share those of others.
  func helperCount(forDocuments count: Int) -> Int { count == 0 ? 0 : max(0, jobs / count - 1) }

  /// The chunker that these options name.
  public func makeChunker() -> any Chunker {
    switch chunker {
    case .structural: StructuralChunker(chunkLimits)
    case .recursive: RecursiveChunker(chunkLimits)
    case .sentence: SentenceChunker(chunkLimits)
    case .fixed: FixedChunker(chunkLimits)
    case .semantic: SemanticChunker(chunkLimits, embedder: embedder)
    case .page: PageChunker(chunkLimits)
    }
  }

  /// Counts tokens, whatever the budget counts.
  public var tokenizer: any TokenCounter { chunkLimits.tokens ?? chunkLimits.measure }

  public func makeScorer() -> any ChunkScorer { scoringModel.map(LogisticScorer.init(model:)) ?? LogisticScorer() }

  /// What a read, cut and scored document hangs on beside its bytes.
  var documentKey: String {
    "quern \(Quern.version) | \(ingestion.cacheKey) | \(makeChunker().cacheKey) | \(makeScorer().cacheKey)"
  }
}
