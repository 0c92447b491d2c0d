internal import Datasets
public import Evaluation
internal import JSONText
internal import Scoring

/// The page of `quern compare --report`. Self-contained: no script, no network.
public struct ComparisonReport: Sendable {
  private let comparison: RunComparison
  private let version: String

  public init(_ comparison: RunComparison, version: String) { (self.comparison, self.version) = (comparison, version) }

  private static let recordLimit = 200

  public var html: String {
    let names = comparison.names
    let body = """
      <header><h1>Two runs</h1><p class="totals"><b class="kept">A</b> \(HTML.escape(names.first)) · \
      <b class="dropped">B</b> \(HTML.escape(names.second))\(comparison.isSame ? " · they differ in nothing" : "")</p></header>
      \(options)
      \(counts)
      \(scores("Density of kept chunks", comparison.densities))
      \(scores("Rules and facts in kept chunks", comparison.rules))
      \(measures)
      \(changes)
      \(samples)
      <footer>Quern \(HTML.escape(version))</footer>
      """
    return HTML.page(title: "Two runs", style: ReportStyle.css, body: body)
  }

  private func table(_ title: String, _ rows: [(name: String, first: String, second: String, note: String)]) -> String {
    guard !rows.isEmpty else { return "" }
    let lines = rows.map { row in
      """
      <tr><th>\(HTML.escape(row.name))</th><td class="number">\(HTML.escape(row.first))</td>\
      <td class="number">\(HTML.escape(row.second))</td><td>\(HTML.escape(row.note))</td></tr>
      """
    }
    return """
      <section><h2>\(title)</h2><table class="figures"><tr><th></th><td class="number">A</td><td class="number">B</td><td></td></tr>
      \(lines.joined(separator: "\n"))</table></section>
      """
  }

  private var options: String {
    let documents =
      comparison.onlyFirstDocuments.map { ("document", $0, "–", "") }
      + comparison.onlySecondDocuments.map { ("document", "–", $0, "") }
    return table(
      "What differs in input and options", documents + comparison.options.map { ($0.name, $0.first ?? "–", $0.second ?? "–", "") }
    )
  }

  private var counts: String {
    table("Counts by stage", comparison.counts.map { ($0.name, "\($0.first ?? 0)", "\($0.second ?? 0)", "") })
  }

  private func scores(_ title: String, _ spreads: (first: Spread, second: Spread)) -> String {
    guard spreads.first.count + spreads.second.count > 0 else { return "" }
    func quartiles(_ spread: Spread) -> String { spread.quartiles.map { "\($0.rounded(places: 2))" }.joined(separator: " · ") }
    return """
      <section><h2>\(title)</h2>\(Histogram(title: title, series: [spreads.first.tenths, spreads.second.tenths]).svg)
      <p class="legend"><span class="swatch kept"></span> A: \(quartiles(spreads.first)) <span class="swatch dropped"></span> \
      B: \(quartiles(spreads.second)) · least, quartiles and most; bars are shares</p></section>
      """
  }

  private var measures: String {
    func text(_ measure: Measure?) -> String { measure.map { Figure.text($0.value, $0.unit) } ?? "–" }
    return table(
      "Measures", comparison.measures.map { ($0.name, text($0.first), text($0.second), ($0.first ?? $0.second)?.summary ?? "") })
  }

  private var changes: String {
    let records = comparison.records
    let changed = records.changed.prefix(Self.recordLimit).map { pair("", [$0.first], [$0.second]) }.joined(separator: "\n")
    return """
      <section><h2>Records</h2><p class="facts">\(records.same) the same · \(records.changed.count) changed · \
      \(records.onlyFirst.count) only in A · \(records.onlySecond.count) only in B</p>
      \(group("Changed", records.changed.count, changed))
      \(group("Only in A", records.onlyFirst.count, list(records.onlyFirst)))
      \(group("Only in B", records.onlySecond.count, list(records.onlySecond)))
      </section>
      """
  }

  private func group(_ title: String, _ count: Int, _ content: String) -> String {
    guard count > 0 else { return "" }
    let rest = count > Self.recordLimit ? "<p class=\"note\">\(count - Self.recordLimit) more</p>" : ""
    return "<details class=\"group\"><summary>\(title) (\(count))</summary>\(content)\(rest)</details>"
  }

  private var samples: String {
    let shown = comparison.samples.map { sample in
      pair(([sample.document] + sample.headingPath).joined(separator: " › "), sample.first, sample.second)
    }
    return shown.isEmpty ? "" : "<section><h2>The same place in both</h2>\(shown.joined(separator: "\n"))</section>"
  }

  private func pair(_ title: String, _ first: [Record], _ second: [Record]) -> String {
    let heading = title.isEmpty ? "" : "<h3>\(HTML.escape(title))</h3>"
    return "<div class=\"pair\">\(heading)<div>\(list(first))</div><div>\(list(second))</div></div>"
  }

  private func list(_ records: [Record]) -> String {
    records.prefix(Self.recordLimit).map { record in
      let said = record.answer.isEmpty ? record.toolCalls.map(\.json.text).joined(separator: "\n") : record.answer
      return """
        <article class="record"><p class="question">\(HTML.escape(record.question))</p>\
        <p class="answer">\(HTML.escape(said).replacing("\n", with: "<br>"))</p></article>
        """
    }.joined(separator: "\n")
  }
}
