public import Chunking
public import Datasets
public import DocumentModel
public import Scoring
public import Selection

/// `report.html`: one self-contained page that shows what a run did.
///
/// No script, no network. Long runs are shown in part, which the page says: at most 200 records and 400 chunks a document, and
/// 60 documents in detail; everything is in `dataset.jsonl` and `chunks.jsonl`.
public struct Report: Sendable {
  /// A chunk with what was decided about it.
  public struct Item: Sendable {
    public var chunk: Chunk
    public var score: ChunkScore
    public var decision: SelectionDecision

    public init(chunk: Chunk, score: ChunkScore, decision: SelectionDecision) {
      self.chunk = chunk
      self.score = score
      self.decision = decision
    }
  }

  private let version: String
  private let threshold: Double
  private var sections: [String] = []
  private var failures: [(name: String, message: String)] = []
  private var chunkCount = 0
  private var keptCount = 0
  private var recordCount = 0
  private var documentCount = 0
  private var kinds: [String: Int] = [:]
  private var reasons: [String: Int] = [:]

  static let documentLimit = 60

  public init(version: String, threshold: Double) {
    self.version = version
    self.threshold = threshold
  }

  /// Adds a document with all of its chunks and records.
  public mutating func add(_ document: Document, _ items: [Item], _ records: [Record]) {
    documentCount += 1
    chunkCount += items.count
    keptCount += items.count { $0.decision.isKept }
    recordCount += records.count
    for record in records { kinds[record.kind, default: 0] += 1 }
    for item in items { if let category = item.decision.category { reasons[category, default: 0] += 1 } }
    if documentCount <= Self.documentLimit {
      sections.append(
        DocumentSection(number: documentCount, document: document, items: items, records: records, threshold: threshold).html)
    }
  }

  /// Adds an input that could not be read.
  public mutating func addFailure(name: String, message: String) { failures.append((name, message)) }

  /// The page.
  public var html: String {
    var body = "<header><h1>Quern run</h1><p class=\"totals\">\(totals)</p></header>\n"
    if !failures.isEmpty {
      body += "<section class=\"failures\"><h2>Could not be read</h2><ul>"
      for failure in failures { body += "<li>\(HTML.escape(failure.message))</li>" }
      body += "</ul></section>\n"
    }
    body +=
      "<section class=\"overview\">" + bars("Why chunks were dropped", reasons) + bars("Kinds of questions", kinds)
      + "</section>\n"
    body += sections.joined(separator: "\n")
    if documentCount > Self.documentLimit {
      body +=
        "<p class=\"note\">\(documentCount - Self.documentLimit) further documents are in chunks.jsonl and dataset.jsonl.</p>"
    }
    body += "<footer>Quern \(HTML.escape(version))</footer>"
    return HTML.page(title: "Quern run", style: ReportStyle.css, body: body)
  }

  private var totals: String {
    let parts = [
      HTML.count(documentCount, "document"), HTML.count(chunkCount, "chunk"), "<b class=\"kept\">\(keptCount) kept</b>",
      "<b class=\"dropped\">\(chunkCount - keptCount) dropped</b>", HTML.count(recordCount, "record"),
    ]
    return parts.joined(separator: " · ")
  }

  private func bars(_ title: String, _ counts: [String: Int]) -> String {
    guard let most = counts.values.max() else { return "" }
    var html = "<div class=\"bars\"><h2>\(title)</h2><table>"
    for (name, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      html +=
        "<tr><th>\(HTML.escape(name))</th><td><span class=\"bar\" style=\"width:\(max(1, 220 * count / most))px\"></span> \(count)</td></tr>"
    }
    return html + "</table></div>"
  }
}
