import Chunking
import Datasets
import DocumentModel
import Extraction
import Foundation
import Hashing
import Ingestion
import JSONText
import Quern
import Scoring
import Selection
import Synchronization
import TextAnalysis

/// What the extractor writes, for training what judges it and for timing it.
enum QuestionBench {
  /// Prints a line of JSON for each question that the rules write of selected chunks, before it is judged.
  ///
  /// - Parameter files: lines of `quern select`, or documents.
  static func candidates(_ files: [String]) throws {
    try forEachDocument(of: files) { document, chunks in
      for candidate in Extractor().candidates(of: chunks, in: document) { print(line(candidate).text) }
    }
  }

  private typealias Kept = [(chunk: Chunk, score: Double)]

  /// The documents of files with the chunks that selection keeps.
  private static func forEachDocument(of files: [String], _ body: (Document, Kept) -> Void) throws {
    var batch: Kept = []
    var current: Document?
    func flush() {
      if let current { body(current, batch) }
      batch = []
    }
    _ = try StageStream(options: RunOptions(), upTo: .select).run(
      files,
      emit: { output in
        switch output {
        case .document(let document):
          flush()
          current = document
        case .chunk(let line, _) where line.decision?.isKept ?? false: batch.append((line.chunk, line.score?.density ?? 0))
        default: break
        }
      }, report: { FileHandle.standardError.write(Data(($0.message + "\n").utf8)) })
    flush()
  }

  /// A question is known by its words without those that name its place, and by its answer's: ids change with chunks.
  private static func line(_ candidate: Extractor.Candidate) -> JSONValue {
    let record = candidate.record
    return [
      "key": .string(key(candidate)), "kind": .string(record.kind), "document": .string(record.evidence.documentName),
      "sha256": .string(record.evidence.documentID), "range": JSONValue(record.evidence.range),
      "question": .string(record.question), "answer": .string(record.answer), "short_answer": JSONValue(record.shortAnswer),
      "evidence": .string(record.evidence.text), "heading_path": .array(record.headingPath.map { .string($0) }),
      "probability": .double(candidate.probability), "score": .double(record.score),
      "words": ["question": words(candidate.core), "answer": words(record.answer)],
      "features": .object(candidate.features.map { .init($0.name, .double($0.value)) }),
    ]
  }

  private static func words(_ text: String) -> JSONValue {
    .string(Words.words(in: text).map(\.folded).joined(separator: " "))
  }

  private static func key(_ candidate: Extractor.Candidate) -> String {
    String(ContentHash.sha256(parts: [candidate.core, candidate.record.answer]).prefix(16))
  }

  /// What writes records of the chunks that are kept of files, on one thread or on all cores, and counts them.
  struct Speed {
    private let documents: [(document: Document, chunks: Kept)]
    var chunks: Int { documents.reduce(0) { $0 + $1.chunks.count } }
    /// Of the chunks' text.
    var bytes: Int { documents.reduce(0) { $0 + $1.chunks.reduce(0) { $0 + $1.chunk.text.utf8.count } } }

    /// - Parameter files: lines of `quern select`, or documents.
    init(_ files: [String]) throws {
      var documents: [(Document, Kept)] = []
      try forEachDocument(of: files) { documents.append(($0, $1)) }
      self.documents = documents
    }

    func onOneThread() -> Int {
      documents.reduce(0) { $0 + Extractor().records(of: $1.chunks, in: $1.document).count }
    }

    func onAllCores() -> Int {
      let count = Atomic(0)
      DispatchQueue.concurrentPerform(iterations: documents.count) { index in
        let made = Extractor().records(of: documents[index].chunks, in: documents[index].document).count
        count.add(made, ordering: .relaxed)
      }
      return count.load(ordering: .relaxed)
    }
  }
}
