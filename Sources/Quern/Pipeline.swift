internal import Chunking
internal import Datasets
internal import DocumentModel
internal import Foundation
internal import Generation
internal import Hashing
public import Ingestion
internal import JSONText
internal import Reports
internal import Scoring
internal import Selection
internal import Workspace

/// The main job: documents in, dataset out.
///
/// Two passes. The first reads, cuts and scores each document on its own and stores it; the second, when every chunk is known and
/// the selection is made, writes the records. Documents are spread over `jobs` threads, results are taken in the order of the
/// inputs, so that the output hangs on neither.
public struct Pipeline: Sendable {
  private let options: RunOptions

  public init(options: RunOptions) {
    self.options = options
  }

  /// How far a run is.
  public enum Progress: Sendable {
    /// A document was read, or could not be.
    case read(RunSummary.Entry, done: Int, of: Int)
    /// Chunks became the rows of a flow, which asks from now on.
    case seeded(SeedRows)
    /// A document's records were written.
    case generated(RunSummary.Entry, done: Int, of: Int)
  }

  /// Runs over `inputs` into the folder `output`; see DESIGN for what it holds.
  ///
  /// A folder with a run of the same inputs and options is taken up where it stopped; one with another run is refused unless
  /// `force` starts anew. `errors` are inputs that were already found wanting; they are reported with the rest.
  public func run(
    _ inputs: [DocumentInput], errors: [IngestionError] = [], output: String, force: Bool = false,
    pages: @escaping PageProgress = { _, _ in }, progress: (Progress) -> Void = { _ in }
  ) throws(RunError) -> RunSummary {
    let start = Date()
    let folder = try OutputFolder(output, force: force)
    let hashed = inputs.map { HashedInput($0) }
    let workspace = try open(folder, hashed)
    do {
      var run = Run(options: options, folder: folder, workspace: workspace, inputs: hashed)
      try run.read(pages, progress)
      // A run of which nothing could be read must not stand in the way of the next.
      if run.isBarren { try workspace.setValue("", forKey: "run") }
      try run.generate(progress)
      run.addErrors(errors)
      return try run.finish(since: start)
    } catch let error as RunError {
      throw error
    } catch let error as Workspace.Failure {
      throw RunError(
        "`\(folder.file("workspace.sqlite"))`: \(error.description)", hint: "check the disk, or start anew with `--force`")
    } catch {
      throw RunError("the run stopped: \(error)")
    }
  }

  /// Opens the workspace and checks that it is this run's.
  private func open(_ folder: OutputFolder, _ inputs: [HashedInput]) throws(RunError) -> Workspace {
    let key = ContentHash.sha256(
      parts: [options.documentKey, options.selection.cacheKey, RecordStage.cacheKey(options)]
        + inputs.flatMap { [$0.input.name, $0.sha256 ?? "-"] })
    do {
      let workspace = try folder.openWorkspace()
      let known = try workspace.value(forKey: "run")
      guard known == nil || known == "" || known == key else {
        throw RunError(
          "`\(folder.path)` holds a run with other inputs or options",
          hint: "name another folder with `-o`, or pass `--force` to start anew")
      }
      try workspace.setValue(key, forKey: "run")
      return workspace
    } catch let error as RunError {
      throw error
    } catch {
      throw RunError(
        "`\(folder.file("workspace.sqlite"))`: \(error)", hint: "name another folder with `-o`, or start anew with `--force`")
    }
  }
}

/// An input with the hash of its bytes; nil where they cannot be had.
struct HashedInput: Sendable {
  var input: DocumentInput
  var sha256: String?
  var error: IngestionError?

  init(_ input: DocumentInput) {
    self.input = input
    do throws(IngestionError) {
      sha256 = ContentHash.sha256(try input.source().bytes)
    } catch {
      self.error = error
    }
  }
}

/// A run in progress.
private struct Run {
  let options: RunOptions
  let folder: OutputFolder
  let workspace: Workspace
  let inputs: [HashedInput]
  var entries: [RunSummary.Entry]
  var rows: [Int64?]
  var chunkCounts: [Int]
  var session: SelectionSession
  var report: Report
  private var flow: FlowJob.Summary?

  init(options: RunOptions, folder: OutputFolder, workspace: Workspace, inputs: [HashedInput]) {
    self.options = options
    self.folder = folder
    self.workspace = workspace
    self.inputs = inputs
    entries = inputs.map { RunSummary.Entry(name: $0.input.name, sha256: $0.sha256) }
    rows = Array(repeating: nil, count: inputs.count)
    chunkCounts = Array(repeating: 0, count: inputs.count)
    session = ChunkSelector(options: options.selection).session()
    report = Report(version: Quern.version, threshold: options.selection.threshold)
  }

  /// Whether no document was read.
  var isBarren: Bool { rows.allSatisfy { $0 == nil } }

  // MARK: First pass

  /// What the first pass finds out about a document.
  private enum Reading: Sendable {
    case stored(row: Int64, chunks: [ScoredChunk], seconds: Double, pages: Int)
    case new(Document, chunks: [ScoredChunk], seconds: Double)
    case failed(IngestionError)
  }

  mutating func read(_ pages: @escaping PageProgress, _ progress: (Pipeline.Progress) -> Void) throws {
    let (options, workspace, inputs) = (options, workspace, inputs)
    let helperCount = options.helperCount(forDocuments: inputs.count)
    try OrderedWork.run(
      count: inputs.count, jobs: options.jobs,
      makeState: { DocumentStage(options: options, helperCount: helperCount, pages: pages) },
      work: { stage, index in Self.read(inputs[index], stage, workspace, options) },
      deliver: { index, reading in
        try deliver(reading, at: index)
        progress(.read(entries[index], done: index + 1, of: inputs.count))
      })
  }

  private static func read(_ hashed: HashedInput, _ stage: DocumentStage, _ workspace: Workspace, _ options: RunOptions)
    -> Reading
  {
    guard let sha256 = hashed.sha256 else {
      return .failed(hashed.error ?? IngestionError(.unreadable, hashed.input.name, "cannot be read"))
    }
    if let row = try? workspace.row(name: hashed.input.name, sha256: sha256, cacheKey: options.documentKey),
      let stored = try? workspace.document(row: row)
    {
      let chunks = stored.chunks.compactMap { (try? JSONValue(parsing: $0)).flatMap(ChunkLine.init(json:)) }
      let scored = chunks.compactMap { line in line.score.map { ScoredChunk(chunk: line.chunk, score: $0) } }
      return .stored(row: row, chunks: scored, seconds: stored.document.seconds, pages: stored.document.pages)
    }
    let start = Date()
    do throws(IngestionError) {
      let document = try stage.ingest(hashed.input)
      let chunks = stage.score(try stage.chunk(document), in: document)
      return .new(document, chunks: chunks, seconds: Date().timeIntervalSince(start))
    } catch {
      return .failed(error)
    }
  }

  private mutating func deliver(_ reading: Reading, at index: Int) throws {
    switch reading {
    case .failed(let error):
      entries[index].error = error
    case .stored(let row, let chunks, let seconds, let pages):
      entries[index].isReused = true
      note(row, chunks, seconds, pages, at: index)
    case .new(let document, let chunks, let seconds):
      let stored = Workspace.StoredDocument(
        name: document.source.name, sha256: document.id, cacheKey: options.documentKey, format: document.source.format.rawValue,
        pages: document.pages.count, seconds: seconds, json: document.json.text)
      let row = try workspace.store(stored, chunks: chunks.map(Self.stored))
      note(row, chunks, seconds, document.pages.count, at: index)
    }
  }

  private static func stored(_ item: ScoredChunk) -> Workspace.StoredChunk {
    Workspace.StoredChunk(
      id: item.chunk.id, tokens: item.chunk.tokenCount, density: item.score.density, rules: item.score.rules,
      label: item.score.label.rawValue,
      json: ChunkLine(chunk: item.chunk, score: item.score).json.text)
  }

  private mutating func note(_ row: Int64, _ chunks: [ScoredChunk], _ seconds: Double, _ pages: Int, at index: Int) {
    rows[index] = row
    chunkCounts[index] = chunks.count
    entries[index].seconds = seconds
    entries[index].pages = pages
    entries[index].chunks = chunks.count
    session.add(chunks)
  }

  // MARK: Second pass

  /// A document with its decisions and records, ready to be written.
  private struct Written: Sendable {
    var document: Document
    var lines: [ChunkLine]
    var records: [Record]
    var counts: GenerationCounts
  }

  mutating func generate(_ progress: (Pipeline.Progress) -> Void) throws {
    try folder.makeDocumentsFolder()
    let decisions = session.finish()
    session = ChunkSelector(options: options.selection).session()
    let chunks = try folder.stream("chunks.jsonl")
    let dataset = try folder.stream("dataset.jsonl")
    var names = FileNames()
    let work = workItems(decisions)
    let made = try options.flow.map { try runFlow($0, work, progress) }
    let (workspace, options, jobs) = (workspace, options, options.jobs)
    try OrderedWork.run(
      count: work.count, jobs: jobs, makeState: { RecordStage(options: options, store: workspace, made: made) },
      work: { stage, position in Self.generate(work[position].row, work[position].decisions, stage, workspace) },
      deliver: { position, written in
        guard let written else {
          throw RunError("`\(folder.file("workspace.sqlite"))` lost a document", hint: "start anew with `--force`")
        }
        let index = work[position].index
        try write(written, at: index, row: work[position].row, chunks, dataset, &names)
        progress(.generated(entries[index], done: position + 1, of: work.count))
      })
    try chunks.finish()
    try dataset.finish()
  }

  /// Takes the chunks that are kept through a flow.
  private mutating func runFlow(_ choice: FlowChoice, _ work: [WorkItem], _ progress: (Pipeline.Progress) -> Void) throws
    -> FlowRecords
  {
    var seeds = SeedRows()
    for item in work {
      guard let (document, lines) = Self.stored(item.row, item.decisions, workspace) else { continue }
      for line in lines { seeds.add(line, of: document) }
    }
    var records = FlowRecords(choice.flow)
    guard seeds.count > 0 else { return records }
    seeds.fill(for: choice.flow, choice.hints, limit: choice.limit)
    progress(.seeded(seeds))
    guard seeds.missing.isEmpty else { throw seeds.missingColumns }
    let rows = FlowRows(seeds.rows)
    let job = FlowJob(choice)
    try job.check(rows)
    let made = FlowOutputRows()
    let summary = try job.run(rows, in: folder, workspace) { made.rows.append($0) }
    for row in made.rows { records.add(row) }
    for failure in summary.outcome.failures { records.addFailure(failure, of: seeds.rows) }
    flow = summary
    return records
  }

  private typealias WorkItem = (index: Int, row: Int64, decisions: [SelectionDecision])

  /// The documents that were read, with the decisions about their chunks.
  private func workItems(_ decisions: [SelectionDecision]) -> [WorkItem] {
    var offset = 0
    var items: [WorkItem] = []
    for index in inputs.indices {
      guard let row = rows[index] else { continue }
      items.append((index, row, Array(decisions[offset..<offset + chunkCounts[index]])))
      offset += chunkCounts[index]
    }
    return items
  }

  private static func generate(_ row: Int64, _ decisions: [SelectionDecision], _ stage: RecordStage, _ workspace: Workspace)
    -> Written?
  {
    guard let (document, lines) = stored(row, decisions, workspace) else { return nil }
    let kept = lines.filter { $0.decision?.isKept == true }.map { (chunk: $0.chunk, score: $0.score?.density ?? 0) }
    let (records, counts) = stage.records(of: kept, in: document)
    return Written(document: document, lines: lines, records: records, counts: counts)
  }

  /// A document of the workspace with its chunks and what was decided about them.
  private static func stored(_ row: Int64, _ decisions: [SelectionDecision], _ workspace: Workspace) -> (Document, [ChunkLine])? {
    guard let stored = try? workspace.document(row: row), let json = try? JSONValue(parsing: stored.document.json),
      let document = Document(json: json)
    else { return nil }
    var lines = stored.chunks.compactMap { (try? JSONValue(parsing: $0)).flatMap(ChunkLine.init(json:)) }
    guard lines.count == decisions.count else { return nil }
    for index in lines.indices { lines[index].decision = decisions[index] }
    return (document, lines)
  }

  private mutating func write(
    _ written: Written, at index: Int, row: Int64, _ chunks: StreamedFile, _ dataset: StreamedFile, _ names: inout FileNames
  ) throws {
    let name = "documents/" + names.name(for: written.document.source.name, kind: "md")
    try folder.write(written.document.text, to: name)
    let lines = written.lines.map(\.json.text)
    let records = written.records.map { (id: $0.id, chunk: $0.chunkID, kind: $0.kind, json: $0.json.text) }
    lines.forEach(chunks.writeLine)
    records.forEach { dataset.writeLine($0.json) }
    try workspace.store(chunks: lines, records: records, row: row)
    entries[index].markdown = name
    entries[index].diagnostics = written.document.diagnostics.map { ($0.page.map { "page \($0): " } ?? "") + $0.message }
    entries[index].kept = written.lines.count { $0.decision?.isKept == true }
    entries[index].leftOut = written.lines.outlineCoverage.leftOut
    if options.chunker == .page { entries[index].pageVerdicts = written.lines.pageVerdicts(of: written.document) }
    entries[index].records = written.records.count
    entries[index].generation = written.counts
    for line in written.lines {
      if let category = line.decision?.category { entries[index].dropped[category, default: 0] += 1 }
    }
    report.add(
      written.document,
      written.lines.compactMap { line in
        guard let score = line.score, let decision = line.decision else { return nil }
        return Report.Item(chunk: line.chunk, score: score, decision: decision)
      }, written.records)
  }

  // MARK: End

  mutating func addErrors(_ errors: [IngestionError]) {
    for error in errors {
      var entry = RunSummary.Entry(name: error.name, sha256: nil)
      entry.error = error
      entries.append(entry)
    }
  }

  mutating func finish(since start: Date) throws -> RunSummary {
    for entry in entries {
      if let error = entry.error { report.addFailure(name: entry.name, message: "\(error)") }
    }
    try folder.write(report.html, to: "report.html")
    try workspace.finish()
    let summary = RunSummary(entries: entries, flow: flow, seconds: Date().timeIntervalSince(start))
    try folder.write(summary.manifest(options: options).prettyText, to: "run.json")
    return summary
  }
}

/// Rows as they come. One task at a time uses it.
private final class FlowOutputRows: @unchecked Sendable {
  var rows: [FlowRow] = []
}
