import Chunking
import DocumentModel
import JSONText
import Scoring
import Selection
import Testing

@Suite("Coverage of outline and pages")
struct CoverageTests {
  @Test("Sections in their order, with what became of their chunks")
  func sections() {
    let coverage = OutlineCoverage([
      ([], .dropped(.lowDensity(.credits))), (["One"], .kept), (["One", "Deeper"], .dropped(.overBudget)),
      (["Two"], .dropped(.nearDuplicate(of: "x"))), (["Two", "a"], .dropped(.lowDensity(.contents))),
    ])
    #expect(coverage.sections.map(\.title) == ["", "One", "Two"])
    #expect(coverage.sections.map(\.chunks) == [1, 2, 2])
    #expect(coverage.leftOut.map(\.title) == ["", "Two"])
    #expect(coverage.leftOut[1].dropped == ["near-duplicate": 1, "contents": 1])
    #expect(OutlineCoverage([]).sections.isEmpty)
  }

  private let document = Document(
    id: "d", source: Document.SourceInfo(name: "d.txt", format: .text, byteCount: 15), text: "aaaa\nbbbb\ncccc\n", elements: [],
    pages: [Page(number: 1, range: 0..<5), Page(number: 2, label: "ii", range: 5..<5), Page(number: 3, range: 5..<15)])

  private func item(_ range: Range<Int>, _ density: Double, _ decision: SelectionDecision) -> (
    chunk: ScoredChunk, decision: SelectionDecision
  ) {
    let chunk = Chunk(
      id: "\(range)", documentID: "d", range: range, headingPath: [], context: "", pages: nil, tokenCount: 1,
      text: document.text(in: range))
    return (ScoredChunk(chunk: chunk, score: ChunkScore(density: density, rules: 0, label: .rules, reasons: [])), decision)
  }

  @Test("A page goes on where a kept chunk has text on it; blank ones are named")
  func pages() {
    let verdicts = PageFilter.verdicts(
      of: document,
      [
        item(0..<5, 0.2, .dropped(.lowDensity(.contents))), item(5..<7, 0.9, .kept),
        item(7..<15, 0.1, .dropped(.lowDensity(.index))),
      ])
    #expect(verdicts.map(\.reason) == ["contents", "blank", nil])
    #expect(verdicts.map(\.density) == [0.2, nil, 0.9])
    #expect(verdicts.summary == "goes on: 3; contents: 1; blank: 2")
    #expect(verdicts[1].json.text == #"{"page": 2, "label": "ii", "kept": false, "reason": "blank", "density": null}"#)
  }

  @Test("Runs of pages are joined, and a document without pages has no verdicts")
  func ranges() {
    let verdicts = [1, 2, 3, 5, 6, 9].map { PageVerdict(page: $0, density: 1) }
    #expect(verdicts.summary == "goes on: 1–3, 5–6, 9")
    #expect(PageFilter.verdicts(of: Document(id: "d", source: document.source, text: "", elements: [], pages: []), []).isEmpty)
    let blank = PageFilter.verdicts(of: document, [])
    #expect(blank.map(\.reason) == ["blank", "blank", "blank"])
  }
}
