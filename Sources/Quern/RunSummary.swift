internal import Chunking
public import Ingestion
public import JSONText
internal import Scoring
public import Selection
internal import TextAnalysis

/// What a run did.
public struct RunSummary: Sendable {
  /// One input.
  public struct Entry: Sendable {
    public var name: String
    public var sha256: String?
    /// The reason why there is no document.
    public var error: IngestionError?
    /// Sentences about what the reader could not mend.
    public var diagnostics: [String]
    /// `documents/NAME.md`.
    public var markdown: String?
    public var pages: Int
    public var chunks: Int
    public var kept: Int
    public var records: Int
    /// Wall-clock seconds for reading, cutting and scoring, when that was done.
    public var seconds: Double
    /// Whether an earlier run had done that already.
    public var isReused: Bool
    /// Chunks dropped, by ``Selection/SelectionDecision/category``.
    public var dropped: [String: Int]
    /// Sections of which no chunk was kept.
    public var leftOut: [OutlineCoverage.Section]
    /// Which pages went on, where chunks are pages; else empty.
    public var pageVerdicts: [PageVerdict]
    /// What became of the chunks that were kept.
    public var generation: GenerationCounts

    init(name: String, sha256: String?) {
      self.name = name
      self.sha256 = sha256
      diagnostics = []
      pages = 0
      chunks = 0
      kept = 0
      records = 0
      seconds = 0
      isReused = false
      dropped = [:]
      leftOut = []
      pageVerdicts = []
      generation = GenerationCounts()
    }
  }

  public var entries: [Entry]
  /// What the flow did; nil where none ran.
  public var flow: FlowJob.Summary?
  /// Wall-clock seconds of the whole run.
  public var seconds: Double

  public var failedCount: Int { entries.count { $0.error != nil } }
  public var keptCount: Int { entries.reduce(0) { $0 + $1.kept } }
  public var recordCount: Int { entries.reduce(0) { $0 + $1.records } }
  public var chunkCount: Int { entries.reduce(0) { $0 + $1.chunks } }

  /// What became of all chunks that were kept.
  public var generation: GenerationCounts {
    entries.reduce(into: GenerationCounts()) { $0.add($1.generation) }
  }

  /// Reasons and how many chunks each dropped, the most frequent first.
  public var droppedCounts: [(reason: String, count: Int)] {
    var counts: [String: Int] = [:]
    for entry in entries { counts.merge(entry.dropped, uniquingKeysWith: +) }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }
}

extension RunSummary {
  /// The manifest, `run.json`.
  func manifest(options: RunOptions) -> JSONValue {
    [
      "quern": .string(Quern.version),
      "options": [
        "chunker": .string(options.chunker.rawValue), "budget": .int(options.chunkLimits.budget),
        "budget_unit": .string(options.chunkLimits.tokens == nil ? "tokens" : options.chunkLimits.measure.name),
        "minimum": .int(options.chunkLimits.minimum), "overlap": .int(options.chunkLimits.overlap),
        "tokenizer": .string(options.tokenizer.name),
        "pages": options.ingestion.pages.map { .string("\($0.lowerBound)-\($0.upperBound)") } ?? .null,
        "threshold": .double(options.selection.threshold), "profile": .string(options.selection.profile.rawValue),
        "limit": JSONValue(options.selection.limit),
        "token_budget": JSONValue(options.selection.tokenBudget), "per_document": JSONValue(options.selection.documentQuota),
        "per_section": JSONValue(options.selection.sectionQuota), "diversity": .double(options.selection.diversity),
        "cover_outline": .bool(options.selection.coversOutline),
        "duplicate_similarity": .double(options.selection.duplicateSimilarity),
        "generator": .string(RecordStage.cacheKey(options)),
      ],
      "keys": ["document": .string(options.documentKey), "selection": .string(options.selection.cacheKey)],
      "inputs": .array(entries.map(\.json)),
      "counts": counts,
      "flow": flow.flatMap { summary in options.flow.map { FlowJob($0).manifest(summary) } } ?? .null,
      "seconds": .double(seconds.rounded(places: 3)),
    ]
  }

  private var counts: JSONValue {
    let filtered = droppedCounts.map { JSONValue.Member($0.reason, .int($0.count)) }
    return [
      "documents": [
        "in": .int(entries.count), "out": .int(entries.count - failedCount), "filtered": 0, "failed": .int(failedCount),
      ],
      "chunks": ["in": .int(chunkCount), "out": .int(keptCount), "filtered": .int(chunkCount - keptCount), "failed": 0],
      "filtered_by_reason": .object(filtered),
      "generation": generation.json,
      "records": .int(recordCount),
    ]
  }
}

extension RunSummary.Entry {
  /// One input's line in the manifest.
  public var json: JSONValue {
    let skipped = pageVerdicts.filter { !$0.isKept }.map { verdict -> JSONValue in
      ["page": .int(verdict.page), "reason": JSONValue(verdict.reason)]
    }
    return [
      "name": .string(name), "sha256": JSONValue(sha256), "status": .string(error == nil ? "done" : "failed"),
      "error": error.map { ["code": .string($0.code.rawValue), "message": .string("\($0)")] } ?? .null,
      "markdown": JSONValue(markdown),
      "pages": .int(pages), "chunks": .int(chunks), "kept": .int(kept), "records": .int(records),
      "sections_left_out": .array(leftOut.map(\.json)), "pages_skipped": .array(skipped),
      "seconds": .double(seconds.rounded(places: 3)),
      "diagnostics": .array(diagnostics.map { .string($0) }),
    ]
  }
}
