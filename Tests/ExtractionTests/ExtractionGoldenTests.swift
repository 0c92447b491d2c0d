import Chunking
import Datasets
import Extraction
import Ingestion
import TestSupport
import Testing

/// The records of a policy, as a person would read them. `make golden` rewrites the file.
@Suite("GoldenTests: extraction")
struct ExtractionGoldenTests {
  @Test("The records of the demo's policy")
  func policy() throws {
    let path = "corpora/policy/policy.md"
    let document = try DocumentIngestor().read(Source(name: path, bytes: Repository.bytes(path)))
    let chunks = StructuralChunker().chunks(of: document).map { (chunk: $0, score: 0.9) }
    let text = Extractor().records(of: chunks, in: document).map { record in
      "[\(record.kind)] \(record.question)\n  \(record.answer.replacing("\n", with: "\n  "))"
        + (record.shortAnswer.map { "\n  = \($0)" } ?? "")
    }.joined(separator: "\n\n")
    let difference = Golden.difference(text + "\n", "fixtures/extraction/policy.records")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
