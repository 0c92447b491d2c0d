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
import TextAnalysis

/// What the extractor writes, for training what judges it and for timing it.
enum QuestionBench {
  /// Prints a line of JSON for each question that the rules write of selected chunks, before it is judged.
  ///
  /// - Parameter files: lines of `quern select`, or documents.
  static func candidates(_ files: [String]) throws {
    var batch: [(chunk: Chunk, score: Double)] = []
    var current: Document?
    func flush() {
      if let current { for candidate in Extractor().candidates(of: batch, in: current) { print(line(candidate).text) } }
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
      "probability": .double(candidate.probability),
      "features": .object(candidate.features.map { .init($0.name, .double($0.value)) }),
    ]
  }

  private static func key(_ candidate: Extractor.Candidate) -> String {
    String(ContentHash.sha256(parts: [candidate.core, candidate.record.answer]).prefix(16))
  }

  /// Reads a file as Markdown, cuts it, and writes records of all of its chunks: bytes of their text, and records, a second of CPU.
  static func speed(_ file: String) throws -> (chunks: Int, bytes: Int, work: () -> Int) {
    let source = Source(name: file, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: file))))
    let document = try MarkdownIngestor().read(source)
    let chunks = StructuralChunker(budget: 400, tokens: EstimatedTokenCounter()).chunks(of: document).map {
      (chunk: $0, score: 1.0)
    }
    let bytes = chunks.reduce(0) { $0 + $1.chunk.text.utf8.count }
    return (chunks.count, bytes, { Extractor().records(of: chunks, in: document).count })
  }
}
