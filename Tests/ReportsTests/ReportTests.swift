import Chunking
import DocumentModel
import Reports
import Scoring
import Selection
import Testing

@Suite("The report")
struct ReportTests {
  private func report(_ text: String, name: String = "a.md") -> String {
    let document = Document(
      id: "d", source: .init(name: name, format: .markdown, byteCount: 1), metadata: Metadata(title: text), text: text,
      elements: [.init(kind: .paragraph, range: 0..<text.utf8.count)])
    let chunk = Chunk(
      id: "c", documentID: "d", range: 0..<text.utf8.count, headingPath: [text], context: "", pages: nil, tokenCount: 3,
      text: text)
    let score = ChunkScore(
      density: 0.2, rules: 0.1, label: .index, reasons: [.init(feature: "index-lines", value: 1, contribution: -4)])
    var report = Report(version: "1", threshold: 0.5)
    report.add(document, [.init(chunk: chunk, score: score, decision: .dropped(.lowDensity(.index)))], [])
    report.addFailure(name: "b", message: text)
    return report.html
  }

  @Test(
    "Text of documents stays text",
    arguments: ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title></style>&'"])
  func escaping(text: String) {
    let html = report(text, name: text)
    #expect(!html.contains(text) && !html.contains("<script") && !html.contains("<img"))
  }

  @Test("It says why a chunk was dropped, and needs nothing from outside")
  func content() {
    let html = report("Words")
    #expect(html.contains("index-lines −4.0") && html.contains("dropped index"))
    #expect(html.contains("default-src 'none'") && !html.contains("http://") && !html.contains("https://"))
  }
}
