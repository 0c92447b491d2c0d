public import Evaluation
internal import Scoring

/// The page of `quern eval --report`: every figure, and charts of what they say.
///
/// Self-contained, as `report.html` is: no script, no network. At most 200 sections are shown.
public struct EvaluationReport: Sendable {
  private let title: String
  private let measures: DatasetMeasures
  private let gate: GateMeasures?
  private let version: String

  /// - Parameter title: the dataset as the user named it.
  public init(title: String, _ measures: DatasetMeasures, _ gate: GateMeasures?, version: String) {
    (self.title, self.measures, self.gate, self.version) = (title, measures, gate, version)
  }

  public var html: String {
    let body = """
      <header><h1>Quern dataset</h1><p class="totals">\(HTML.escape(title)) · \(HTML.count(Int(measures["records"]?.value ?? 0), "record"))</p></header>
      \(themes)
      <section class="overview">\(tallies)</section>
      <section><h2>Faithfulness of answers</h2>\(Histogram(title: "Faithfulness of answers", series: [measures.faithfulness]).svg)
      <p class="legend">how well words of the evidence bear out the answer: 0.8 and more is accepted, 0.15 and less rejected</p></section>
      \(mutants)
      \(coverage)
      <footer>Quern \(HTML.escape(version))</footer>
      """
    return HTML.page(title: "Quern dataset", style: ReportStyle.css, body: body)
  }

  private var themes: String {
    Measure.Theme.allCases.map { theme in
      let rows = measures.measures.filter { $0.theme == theme }.map { measure in
        """
        <tr><th>\(HTML.escape(measure.name))</th><td>\(Figure.text(measure.value, measure.unit))</td>\
        <td>\(HTML.escape(measure.summary))\(offenders(measure))</td></tr>
        """
      }
      return rows.isEmpty
        ? ""
        : "<section><h2>\(HTML.escape(theme.rawValue.prefix(1).uppercased() + theme.rawValue.dropFirst()))</h2><table class=\"figures\">\(rows.joined(separator: "\n"))</table></section>"
    }.joined(separator: "\n")
  }

  private func offenders(_ measure: Measure) -> String {
    guard !measure.offenders.isEmpty else { return "" }
    return " <details class=\"ids\"><summary>records</summary>\(HTML.escape(measure.offenders.joined(separator: " ")))</details>"
  }

  private var tallies: String {
    func bars(_ title: String, _ tallies: [Tally]) -> String {
      Bars(title: title, rows: tallies.map { .init(name: $0.name, value: Double($0.count), label: "\($0.count)") }).html
    }
    return bars("Question words", measures.questionTypes) + bars("Kinds of records", measures.kinds)
  }

  private var mutants: String {
    guard let gate, !gate.rows.isEmpty else { return "" }
    let rows = gate.rows.map { row in
      Bars.Row(
        name: row.mutation?.rawValue ?? "all", value: row.chunkArea,
        label: "\(row.chunkArea) of \(row.mutants) mutants; accepted \(Figure.text(row.accepted, .share))")
    }
    return
      "<section class=\"overview\">\(Bars(title: "How often an answer scores above one made wrong", rows: rows, full: 1).html)</section>"
  }

  /// A group of bars a document.
  private var coverage: String {
    var names: [String] = []
    for section in measures.coverage.sections where names.last != section.document { names.append(section.document) }
    return names.map { name in
      let sections = measures.coverage.sections.filter { $0.document == name }
      let covered = sections.count { $0.records > 0 }
      let rows = sections.map { section in
        Bars.Row(
          name: section.path.last ?? "(no heading)", value: section.facts.share,
          label: "\(section.facts.covered) of \(HTML.count(section.facts.all, "fact")) · \(HTML.count(section.records, "record"))"
        )
      }
      return """
        <section class="document">\(Bars(title: "\(name): \(covered) of \(sections.count) sections asked about", rows: rows, full: 1).html)</section>
        """
    }.joined(separator: "\n")
  }
}
