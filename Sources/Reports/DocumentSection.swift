internal import Chunking
internal import Datasets
internal import DocumentModel
internal import Scoring
internal import Selection

/// A document's part of the report: chart, sections, dropped chunks, records, kept chunks.
struct DocumentSection {
  let number: Int
  let document: Document
  let items: [Report.Item]
  let records: [Record]
  let threshold: Double

  private static let recordLimit = 200
  private static let chunkLimit = 400
  private static let textLimit = 1500

  var html: String {
    let kept = items.filter(\.decision.isKept)
    let dropped = items.filter { !$0.decision.isKept }
    return """
      <section class="document"><h2>\(HTML.escape(document.source.name))</h2>
      <p class="facts">\(facts(kept.count))</p>
      \(diagnostics)
      \(ScoreChart(number: number, document: document, items: items, threshold: threshold).svg)
      \(ScoreChart.legend)
      \(SectionTable(items: items).html)
      \(list("Dropped chunks", dropped, isOpen: dropped.count <= 30))
      \(recordList)
      \(list("Kept chunks", kept, isOpen: false))
      \(CutText(number: number, items: items).html)
      </section>
      """
  }

  private func facts(_ kept: Int) -> String {
    var parts = document.metadata.title.map { ["“\(HTML.escape($0))”"] } ?? []
    if !document.pages.isEmpty { parts.append(HTML.count(document.pages.count, "page")) }
    parts += [HTML.count(items.count, "chunk"), "\(kept) kept", HTML.count(records.count, "record")]
    return parts.joined(separator: " · ")
  }

  private var diagnostics: String {
    guard !document.diagnostics.isEmpty else { return "" }
    let shown = document.diagnostics.prefix(8).map { diagnostic in
      "<li>\(diagnostic.page.map { "Page \($0): " } ?? "")\(HTML.escape(diagnostic.message))</li>"
    }
    let more = document.diagnostics.count > 8 ? "<li>\(document.diagnostics.count - 8) more in run.json</li>" : ""
    return "<ul class=\"diagnostics\">\(shown.joined())\(more)</ul>"
  }

  private func list(_ title: String, _ items: [Report.Item], isOpen: Bool) -> String {
    guard !items.isEmpty else { return "" }
    let shown = items.prefix(Self.chunkLimit).map(entry).joined(separator: "\n")
    let rest = items.count > Self.chunkLimit ? "<p class=\"note\">\(items.count - Self.chunkLimit) more in chunks.jsonl.</p>" : ""
    return
      "<details class=\"group\"\(isOpen ? " open" : "")><summary>\(title) (\(items.count))</summary>\n\(shown)\(rest)</details>"
  }

  private func entry(_ item: Report.Item) -> String {
    let chunk = item.chunk
    let title = chunk.headingPath.isEmpty ? "(no heading)" : chunk.headingPath.joined(separator: " › ")
    let verdict = item.decision.isKept ? "kept" : "dropped"
    let why = item.decision.category ?? item.score.label.rawValue
    let meters = "density \(percent(item.score.density)) · rules \(percent(item.score.rules)) · \(chunk.tokenCount) tokens"
    return """
      <details class="chunk \(verdict)" id="d\(number)-\(chunk.range.lowerBound)"><summary><span class="tag \(verdict)">\(HTML.escape(why))</span> \
      <span class="path">\(HTML.escape(title))</span> <span class="meta">\(pages(chunk.pages))\(meters)</span></summary>
      <p class="reasons">\(reasons(item.score, chunk.text))</p>
      <pre>\(HTML.escape(clipped(chunk.text)))</pre></details>
      """
  }

  private func reasons(_ score: ChunkScore, _ text: String) -> String {
    score.reasons.map { reason in
      let sign = reason.contribution < 0 ? "−" : "+"
      let amount = "\(abs(reason.contribution).rounded(places: 1))"
      return
        "<span class=\"\(reason.contribution < 0 ? "minus" : "plus")\" title=\"\(HTML.escape(hint(reason, text)))\">"
        + "\(HTML.escape(reason.feature)) \(sign)\(amount)</span>"
    }.joined(separator: " ")
  }

  /// What a feature measures, and words of the chunk that it counts.
  private func hint(_ reason: ChunkScore.Reason, _ text: String) -> String {
    let words = ScoreEvidence.words(of: reason.feature, in: text).joined(separator: ", ")
    return (ScoreEvidence.summary(of: reason.feature) ?? "") + (words.isEmpty ? "" : ": \(words)")
  }

  private var recordList: String {
    guard !records.isEmpty else {
      return "<p class=\"note\">No records: no chunk that was kept holds a sentence or table that gives a sure question.</p>"
    }
    let shown = records.prefix(Self.recordLimit).map(entry).joined(separator: "\n")
    let rest =
      records.count > Self.recordLimit ? "<p class=\"note\">\(records.count - Self.recordLimit) more in dataset.jsonl.</p>" : ""
    return "<details class=\"group\" open><summary>Records (\(records.count))</summary>\n\(shown)\(rest)</details>"
  }

  /// The answer, or the calls that serve the question, one a line.
  private func answer(_ record: Record) -> String {
    guard !record.toolCalls.isEmpty else { return record.answer }
    let calls = record.toolCalls.map(\.description)
    return ([record.answer] + calls).filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func entry(_ record: Record) -> String {
    let short = record.shortAnswer.map { " <span class=\"short\">\(HTML.escape(clipped($0)))</span>" } ?? ""
    let range = "bytes \(record.evidence.range.lowerBound)–\(record.evidence.range.upperBound)"
    return """
      <article class="record"><p class="question"><span class="tag kind">\(HTML.escape(record.kind))</span> \(HTML.escape(record.question))</p>
      <p class="answer">\(HTML.escape(clipped(answer(record))).replacing("\n", with: "<br>"))\(short)</p>
      <blockquote>\(HTML.escape(clipped(record.evidence.text)))</blockquote>
      <p class="meta">\(pages(record.evidence.pages))\(range) · chunk \(HTML.escape(record.chunkID))</p></article>
      """
  }

  private func pages(_ pages: ClosedRange<Int>?) -> String {
    guard let pages else { return "" }
    return pages.count == 1 ? "p. \(pages.lowerBound) · " : "pp. \(pages.lowerBound)–\(pages.upperBound) · "
  }

  private func percent(_ value: Double) -> String { "\(Int((value * 100).rounded()))&nbsp;%" }

  private func clipped(_ text: String) -> String { text.count > Self.textLimit ? text.prefix(Self.textLimit) + " …" : text }
}
