internal import Chunking
internal import Datasets
internal import DocumentModel
internal import Generation
internal import Hashing
internal import JSONText

/// The rows of a flow as records of the chunks that they came from.
struct FlowRecords: Sendable {
  private let kind: String
  private let tools: String?
  private var rows: [String: [FlowRow]] = [:]
  private var failures: [String: String] = [:]

  init(_ flow: Flow) {
    kind = flow.id ?? flow.name
    tools = flow.requiredColumns.contains("tools") ? "tools" : nil
  }

  mutating func add(_ row: FlowRow) {
    if let key = Self.key(row) { rows[key, default: []].append(row) }
  }

  /// Notes that a row of the input was given up.
  mutating func addFailure(_ failure: RowFailure, of seeds: [FlowRow]) {
    guard seeds.indices.contains(failure.origin), let key = Self.key(seeds[failure.origin]) else { return }
    if failures[key] == nil { failures[key] = failure.failure.code }
  }

  private static func key(_ row: FlowRow) -> String? {
    guard let document = row[SeedColumns.documentID]?.stringValue, let chunk = row[SeedColumns.chunk]?.stringValue else {
      return nil
    }
    return document + "/" + chunk
  }

  /// The records of chunks that were kept, in the order of the text. A row that holds neither a question with an answer nor a query with
  /// tool calls is no record, and stands in `rows.jsonl` alone.
  func records(of kept: [(chunk: Chunk, score: Double)], in document: Document) -> (
    records: [Record], counts: GenerationCounts
  ) {
    var counts = GenerationCounts()
    var records: [Record] = []
    for (chunk, score) in kept {
      let key = document.id + "/" + chunk.id
      let made = (rows[key] ?? []).compactMap { record($0, chunk, score, document) }
      records += made
      counts.accepted += made.count
      if !made.isEmpty {
        counts.chunksWithRecords += 1
      } else if let failure = failures[key] {
        counts.chunksFailed[failure, default: 0] += 1
      } else {
        counts.chunksWithout += 1
      }
    }
    return (records, counts)
  }

  private func record(_ row: FlowRow, _ chunk: Chunk, _ score: Double, _ document: Document) -> Record? {
    func text(_ names: [String]) -> String? {
      names.lazy.compactMap { row[$0]?.stringValue }.first { !$0.isEmpty }
    }
    guard let question = text(["question", "query", "user_input"]) else { return nil }
    let answer = text(["answer", "response", "reference"]) ?? ""
    let calls = (row["tool_calls"]?.arrayValue ?? []).compactMap(Record.ToolCall.init(json:))
    guard !answer.isEmpty || !calls.isEmpty else { return nil }
    let range = Self.evidence(row, chunk)
    let evidence = document.text(in: range)
    return Record(
      id: String(ContentHash.sha256(parts: [chunk.id, question, answer, evidence]).prefix(16)), kind: kind, question: question,
      answer: answer, shortAnswer: nil, toolCalls: calls, tools: calls.isEmpty ? nil : tools.flatMap { row[$0] },
      evidence: Record.Evidence(
        documentID: document.id, documentName: document.source.name, range: range, pages: document.pages(in: range),
        text: evidence),
      chunkID: chunk.id, headingPath: chunk.headingPath, score: score)
  }

  /// Where the proof stands in the document's text: as the row says, or the whole chunk. A row's text has the header of the table that
  /// the chunk goes on with before it, which is no part of the chunk.
  private static func evidence(_ row: FlowRow, _ chunk: Chunk) -> Range<Int> {
    guard let range = Range(json: row["evidence_range"]) else { return chunk.range }
    let before = chunk.context.isEmpty ? 0 : chunk.context.utf8.count + 1
    let (lower, upper) = (chunk.range.lowerBound + range.lowerBound - before, chunk.range.lowerBound + range.upperBound - before)
    guard range.lowerBound >= before, lower < upper, upper <= chunk.range.upperBound else { return chunk.range }
    return lower..<upper
  }
}
