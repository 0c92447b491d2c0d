import Evaluation
import Foundation

/// Figures of a dataset for people.
enum EvalTables {
  /// One table with a line above each theme, and the two tallies.
  static func text(_ measures: DatasetMeasures) -> String {
    var table = TextTable(header: ["measure", "figure", "meaning"], rightAligned: [1])
    for theme in Measure.Theme.allCases {
      let own = measures.measures.filter { $0.theme == theme }
      guard !own.isEmpty else { continue }
      table.add(["", "", ""])
      table.add([theme.rawValue.uppercased(), "", ""])
      for measure in own { table.add([measure.name, figure(measure.value, measure.unit), measure.summary]) }
    }
    return table.text + "\n" + text("kind", measures.kinds) + "\n" + text("question", measures.questionTypes)
  }

  /// A row a kind of mutant.
  static func text(_ gate: GateMeasures) -> String {
    var table = TextTable(
      header: ["mutants", "count", "AUC", "AUC by evidence", "accepted", "what was done"], rightAligned: [1, 2, 3, 4])
    for row in gate.rows {
      table.add([
        row.mutation?.rawValue ?? "all", "\(row.mutants)", String(format: "%.4f", row.chunkArea),
        String(format: "%.4f", row.evidenceArea), figure(row.accepted, .share), row.mutation?.summary ?? "",
      ])
    }
    return "\n" + table.text
  }

  /// `12`, `97.5 %`, `2.31`.
  static func figure(_ value: Double, _ unit: Measure.Unit) -> String {
    switch unit {
    case .count: "\(Int(value))"
    case .share: String(format: "%.1f %%", 100 * value)
    case .number: String(format: "%.2f", value)
    }
  }

  private static func text(_ name: String, _ tallies: [Tally]) -> String {
    var table = TextTable(header: [name, "records"], rightAligned: [1])
    for tally in tallies { table.add([tally.name, "\(tally.count)"]) }
    return table.text
  }
}
