internal import Chunking
public import Datasets
public import DocumentModel
internal import Foundation
internal import Hashing
internal import Ingestion
public import JSONText
internal import Scoring
internal import Selection

/// The stages one by one: documents, or the typed stream of an earlier stage, in; the stream of a stage out.
///
/// What a pipe of stages gives is what a run gives, line by line.
public struct StageStream: Sendable {
  /// The stages, in their order.
  public enum Stage: Int, Sendable, Comparable {
    case ingest, chunk, score, select, generate

    public static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
  }

  /// What comes out.
  public enum Output: Sendable {
    case document(Document)
    case chunk(ChunkLine, Document)
    case record(Record)

    /// The line of the typed stream.
    public var json: JSONValue {
      switch self {
      case .document(let document): document.json
      case .chunk(let line, _): line.json
      case .record(let record): record.json
      }
    }
  }

  /// What went wrong with an input or a line; the others go on.
  public struct Problem: Error, Sendable {
    public var message: String
    public var hint: String?
  }

  /// What a stage did.
  public struct Counts: Sendable {
    /// Inputs that gave something.
    public var done: Int
    /// Inputs and lines that gave nothing.
    public var failed: Int
    /// Of the stage `generate`; zero in all others.
    public var generation: GenerationCounts
  }

  /// A document with as much of its chunks as is known.
  private struct Group: Sendable {
    var document: Document
    var lines: [ChunkLine]
  }

  private let options: RunOptions
  private let stage: Stage

  public init(options: RunOptions, upTo stage: Stage) {
    self.options = options
    self.stage = stage
  }

  /// Takes `arguments` (files, folders, globs; `-` and `.jsonl` files are streams) up to the stage and hands every line to `emit`.
  ///
  public func run(
    _ arguments: [String], pages: @escaping PageProgress = { _, _ in }, emit: (Output) throws -> Void, report: (Problem) -> Void
  ) throws -> Counts {
    let (options, stage) = (options, stage)
    var sink = Sink(
      stage: stage, session: ChunkSelector(options: options.selection).session(), records: RecordStage(options: options))
    var counts = (done: 0, failed: 0)
    func fail(_ problem: Problem) {
      counts.failed += 1
      report(problem)
    }
    for argument in arguments where stage > .ingest && isStream(argument) {
      try readStream(
        argument,
        into: { group in
          counts.done += 1
          try sink.take(group, emit)
        }, fail)
    }
    let files = arguments.filter { stage == .ingest || !isStream($0) }
    let (inputs, errors) = InputFinder.find(files)
    errors.forEach { fail(Problem(message: "\($0)", hint: $0.hint)) }
    let helperCount = options.helperCount(forDocuments: inputs.count)
    try OrderedWork.run(
      count: inputs.count, jobs: options.jobs,
      makeState: { DocumentStage(options: options, helperCount: helperCount, pages: pages) },
      work: { state, index in Self.group(inputs[index], state, stage) },
      deliver: { _, result in
        switch result {
        case .success(let group):
          counts.done += 1
          try sink.take(group, emit)
        case .failure(let problem): fail(problem)
        }
      })
    try sink.finish(emit)
    return Counts(done: counts.done, failed: counts.failed, generation: sink.generation)
  }

  private func isStream(_ argument: String) -> Bool { argument == "-" || argument.lowercased().hasSuffix(".jsonl") }

  private static func group(_ input: DocumentInput, _ state: DocumentStage, _ stage: Stage) -> Result<Group, Problem> {
    do throws(IngestionError) {
      return .success(try complete(Group(document: try state.ingest(input), lines: []), state, stage))
    } catch {
      return .failure(Problem(message: "\(error)", hint: error.hint))
    }
  }

  /// Adds chunks and scores where the stage asks for them and they are missing.
  private static func complete(_ group: Group, _ state: DocumentStage, _ stage: Stage) throws(IngestionError) -> Group {
    var group = group
    if stage >= .chunk, group.lines.isEmpty { group.lines = try state.chunk(group.document).map { ChunkLine(chunk: $0) } }
    if stage >= .score, group.lines.contains(where: { $0.score == nil }) {
      let scored = state.score(group.lines.map(\.chunk), in: group.document)
      for index in group.lines.indices { group.lines[index].score = group.lines[index].score ?? scored[index].score }
    }
    return group
  }

  // MARK: Reading the typed stream

  private static let shownBadLines = 5

  private func readStream(_ argument: String, into take: (Group) throws -> Void, _ fail: (Problem) -> Void) throws {
    guard let lines = LineReader(argument) else {
      fail(Problem(message: "`\(argument)` cannot be read", hint: "check the path and its permissions"))
      return
    }
    let state = DocumentStage(options: options)
    func finish(_ group: Group) throws {
      let whole: Group
      do throws(IngestionError) { whole = try Self.complete(group, state, stage) } catch {
        return fail(Problem(message: "\(error)", hint: error.hint))
      }
      try take(whole)
    }
    var open: Group?
    var number = 0
    var badLines = 0
    defer {
      if badLines > Self.shownBadLines {
        fail(
          Problem(
            message: "`\(argument)` has \(badLines - Self.shownBadLines) more lines that are no document or chunk", hint: nil))
      }
    }
    while let bytes = lines.next() {
      number += 1
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      guard let json = try? JSONValue(parsing: bytes[...]) else {
        badLines += 1
        if badLines <= Self.shownBadLines {
          fail(Problem(message: "`\(argument)` line \(number) is not JSON", hint: "each line must be one JSON object"))
        }
        continue
      }
      if let document = Document(json: json) {
        if let group = open { try finish(group) }
        open = Group(document: document, lines: [])
      } else if let line = ChunkLine(json: json), let group = open, line.chunk.documentID == group.document.id,
        fits(line.chunk, group.document)
      {
        open?.lines.append(line)
      } else if let (document, chunk) = BareChunk.read(json) {
        let group = Group(document: document, lines: [ChunkLine(chunk: chunk)])
        if let group = open { try finish(group) }
        open = nil
        try finish(group)
      } else {
        badLines += 1
        if badLines <= Self.shownBadLines {
          fail(
            Problem(message: "`\(argument)` line \(number) is no document or chunk", hint: "a bare chunk needs `id` and `text`"))
        }
      }
    }
    if let group = open { try finish(group) }
  }

  private func fits(_ chunk: Chunk, _ document: Document) -> Bool {
    chunk.range.upperBound <= document.text.utf8.count && document.text(in: chunk.range) == chunk.text
  }

  // MARK: Writing it

  /// Decides and writes. Where a budget ranks all chunks, groups wait until the end.
  private struct Sink {
    let stage: Stage
    var session: SelectionSession
    let records: RecordStage
    var waiting: [Group] = []
    var generation = GenerationCounts()

    mutating func take(_ group: Group, _ emit: (Output) throws -> Void) throws {
      guard stage >= .select else { return try write(group, emit) }
      var group = group
      if group.lines.allSatisfy({ $0.decision != nil }), !group.lines.isEmpty { return try write(group, emit) }
      let decisions = Array(
        session.add(group.lines.compactMap { line in line.score.map { ScoredChunk(chunk: line.chunk, score: $0) } }))
      for (index, decision) in decisions.enumerated() { group.lines[index].decision = decision }
      if session.hasLimits { waiting.append(group) } else { try write(group, emit) }
    }

    mutating func finish(_ emit: (Output) throws -> Void) throws {
      guard !waiting.isEmpty else { return }
      var decisions = session.finish()[...]
      session = ChunkSelector().session()
      for var group in waiting {
        for index in group.lines.indices { group.lines[index].decision = decisions.popFirst() }
        try write(group, emit)
      }
    }

    private mutating func write(_ group: Group, _ emit: (Output) throws -> Void) throws {
      if stage == .generate {
        let kept = group.lines.filter { $0.decision?.isKept == true }.map { (chunk: $0.chunk, score: $0.score?.density ?? 0) }
        let (records, found) = records.records(of: kept, in: group.document)
        generation.add(found)
        for record in records { try emit(.record(record)) }
        return
      }
      try emit(.document(group.document))
      for line in group.lines { try emit(.chunk(line, group.document)) }
    }
  }
}

/// Lines of a file or of standard input, as bytes without the line feed.
public final class LineReader {
  private let file: UnsafeMutablePointer<FILE>
  private var buffer: UnsafeMutablePointer<CChar>?
  private var capacity = 0
  /// Bytes that were read so far, line feeds counted in.
  public private(set) var offset = 0

  /// `-` is standard input; nil where the file cannot be opened.
  public init?(_ path: String) {
    if path == "-" {
      guard let file = fdopen(0, "r") else { return nil }
      self.file = file
    } else {
      guard let file = fopen(path, "r") else { return nil }
      self.file = file
    }
  }

  deinit {
    free(buffer)
    fclose(file)
  }

  /// The next line; nil at the end.
  public func next() -> [UInt8]? {
    let length = getline(&buffer, &capacity, file)
    guard length >= 0, let buffer else { return nil }
    offset += length
    var bytes = [UInt8](UnsafeRawBufferPointer(start: buffer, count: length))
    while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
    return bytes
  }
}
