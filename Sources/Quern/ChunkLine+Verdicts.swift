internal import Chunking
public import DocumentModel
public import Selection

extension [ChunkLine] {
  /// Which pages of their document go on, by its scored and selected chunks.
  public func pageVerdicts(of document: Document) -> [PageVerdict] {
    PageFilter.verdicts(
      of: document,
      compactMap { line in
        guard let score = line.score, let decision = line.decision else { return nil }
        return (ScoredChunk(chunk: line.chunk, score: score), decision)
      })
  }

  /// Which of their document's sections go on.
  public var outlineCoverage: OutlineCoverage {
    OutlineCoverage(compactMap { line in line.decision.map { (line.chunk.headingPath, $0) } })
  }
}
