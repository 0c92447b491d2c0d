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

  @Test("It shows which sections go on, and why others do not")
  func sections() {
    let document = Document(
      id: "d", source: .init(name: "a.md", format: .markdown, byteCount: 1), metadata: Metadata(), text: "words", elements: [])
    func item(_ id: String, _ path: [String], _ decision: SelectionDecision) -> Report.Item {
      .init(
        chunk: Chunk(
          id: id, documentID: "d", range: 0..<5, headingPath: path, context: "", pages: nil, tokenCount: 1, text: "words"),
        score: ChunkScore(density: 0.5, rules: 0.1, label: .rules, reasons: []), decision: decision)
    }
    var report = Report(version: "1", threshold: 0.5)
    report.add(
      document,
      [
        item("a", ["Gates"], .kept), item("b", ["Gates", "Locks"], .dropped(.overBudget)),
        item("c", ["<Boats>"], .dropped(.nearDuplicate(of: "a"))),
      ], [])
    let html = report.html
    #expect(html.contains("Sections (2, nothing kept of 1)"))
    #expect(html.contains("1 of 2 · dropped: 1 over-budget") && html.contains("0 of 1 · dropped: 1 near-duplicate"))
    #expect(html.contains("<th>&lt;Boats&gt;</th>") && !html.contains("<Boats>"))
  }

  @Test("It shows the text with its cuts: what each stands before, and what the chunk would have held with it")
  func cuts() {
    let words = String(repeating: "Words that say it. ", count: 30)
    let text = (0..<6).map { "Paragraph \($0). \(words)" }.joined(separator: "\n\n")
    var elements: [Document.Element] = []
    for part in text.split(separator: "\n\n") {
      let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      elements.append(.init(kind: .paragraph, range: start..<start + part.utf8.count))
    }
    let document = Document(
      id: "d", source: .init(name: "a.md", format: .markdown, byteCount: 1), metadata: Metadata(), text: text, elements: elements)
    let chunks = StructuralChunker(budget: 300).chunks(of: document)
    let score = ChunkScore(density: 0.9, rules: 0.5, label: .rules, reasons: [])
    var report = Report(version: "1", threshold: 0.5)
    report.add(document, chunks.map { .init(chunk: $0, score: score, decision: .kept) }, [])
    #expect(chunks.count > 2 && report.html.matches(of: /class="cut"/).count == chunks.count)
    #expect(report.html.contains("cut before a paragraph or other block · price 0.25 · "))
    #expect(report.html.contains("end of the text"))
  }
}
