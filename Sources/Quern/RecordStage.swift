internal import Chunking
internal import Datasets
internal import DocumentModel
internal import Extraction
internal import Generation
internal import Hashing
internal import LanguageModels
internal import TextAnalysis

/// Writes the records of one document after the other: with the extractor, or with a model where the options name one.
struct RecordStage: Sendable {
  private let flow: DocumentQA?
  private let form: RunOptions.RecordForm
  private let confidence: Double?
  /// What a flow has made already; nil where none was asked for.
  private let made: FlowRecords?

  /// - Parameter store: keeps the model's replies; nil to keep none.
  init(options: RunOptions, store: (any ReplyStore)? = nil, made: FlowRecords? = nil) {
    self.made = made
    (form, confidence) = (options.form, options.confidence)
    flow = options.model.map { model in DocumentQA(model: store.map { RememberingModel(model, store: $0) } ?? model) }
  }

  /// What the records hang on beside the chunks.
  static func cacheKey(_ options: RunOptions) -> String {
    if let flow = options.flow { return flow.key }
    if let model = options.model { return "\(DocumentQA.version) | \(model.name)" }
    if options.form == .toolSelection { return SearchQueries.version }
    return Extractor.version + (options.confidence.map { " | \($0)" } ?? "")
  }

  /// The records of the chunks that were kept, in the order of the text.
  func records(of kept: [(chunk: Chunk, score: Double)], in document: Document) -> (
    records: [Record], counts: GenerationCounts
  ) {
    if let made { return made.records(of: kept, in: document) }
    guard let flow else {
      let records =
        form == .toolSelection
        ? SearchQueries(tools: SearchTools.json).records(of: kept, in: document)
        : Extractor(confidence: confidence).records(of: kept, in: document)
      return (records, GenerationCounts(extracted: records, chunks: kept.count))
    }
    let seeds = kept.map { SeedChunk($0.chunk, title: document.metadata.title) }
    let outcomes = waiting { await flow.outcomes(for: seeds) }
    var counts = GenerationCounts()
    var records: [Record] = []
    var questions: Set<String> = []
    for (item, var outcome) in zip(kept, outcomes) {
      let fresh = outcome.accepted.filter { questions.insert($0.question.lowercased()).inserted }
      if fresh.count < outcome.accepted.count { outcome.rejected[.repeated, default: 0] += outcome.accepted.count - fresh.count }
      outcome.accepted = fresh
      counts.add(outcome)
      records.append(contentsOf: fresh.map { Record($0, item.chunk, item.score, document) })
    }
    return (records, counts)
  }
}

extension SeedChunk {
  init(_ chunk: Chunk, title: String?) {
    self.init(id: chunk.id, documentTitle: title, text: chunk.text, headingPath: chunk.headingPath, context: chunk.context)
  }
}

extension Record {
  /// The record of a pair that a model wrote about `chunk`.
  fileprivate init(_ pair: QuestionAnswer, _ chunk: Chunk, _ score: Double, _ document: Document) {
    let start = chunk.range.lowerBound
    let range = start + pair.evidence.lowerBound..<start + pair.evidence.upperBound
    let evidence = document.text(in: range)
    self.init(
      id: String(ContentHash.sha256(parts: [chunk.id, pair.question, evidence]).prefix(16)), kind: "document-qa",
      question: pair.question, answer: pair.answer, shortAnswer: nil,
      evidence: Evidence(
        documentID: document.id, documentName: document.source.name, range: range, pages: document.pages(in: range),
        text: evidence),
      chunkID: chunk.id, headingPath: chunk.headingPath, score: score)
  }
}
