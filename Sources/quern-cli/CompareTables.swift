import Datasets
import Evaluation
import Foundation
import JSONText

/// Two runs side by side for people.
enum CompareTables {
  static func text(_ comparison: RunComparison) -> String {
    let parts = [
      "A  \(Console.visible(comparison.names.first))\nB  \(Console.visible(comparison.names.second))\n",
      comparison.isSame ? "The two differ in nothing.\n" : "", documents(comparison), options(comparison), counts(comparison),
      scores(comparison), measures(comparison), records(comparison), samples(comparison),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func documents(_ comparison: RunComparison) -> String {
    let lines =
      comparison.onlyFirstDocuments.map { "only in A: \(Console.visible($0))\n" }
      + comparison.onlySecondDocuments.map { "only in B: \(Console.visible($0))\n" }
    return lines.joined()
  }

  private static func options(_ comparison: RunComparison) -> String {
    guard !comparison.options.isEmpty else { return "" }
    var table = TextTable(header: ["option", "A", "B"])
    for option in comparison.options {
      table.add([option.name, TextTable.clip(option.first ?? "–", to: 40), TextTable.clip(option.second ?? "–", to: 40)])
    }
    return table.text
  }

  private static func counts(_ comparison: RunComparison) -> String {
    let differing = comparison.counts.filter(\.differs)
    guard !differing.isEmpty else { return "" }
    var table = TextTable(header: ["count", "A", "B", "B − A"], rightAligned: [1, 2, 3])
    for count in differing {
      let (first, second) = (count.first ?? 0, count.second ?? 0)
      table.add([count.name, "\(first)", "\(second)", signed("\(abs(second - first))", second < first)])
    }
    return table.text
  }

  /// A row a run: quartiles, and a bar for each tenth.
  private static func scores(_ comparison: RunComparison) -> String {
    guard comparison.densities.first.count + comparison.densities.second.count > 0 else { return "" }
    var table = TextTable(
      header: ["kept chunks", "count", "least", "¼", "median", "¾", "most", "0 … 1"], rightAligned: [1, 2, 3, 4, 5, 6])
    for (name, spread) in [
      ("density A", comparison.densities.first), ("density B", comparison.densities.second), ("rules A", comparison.rules.first),
      ("rules B", comparison.rules.second),
    ] {
      table.add([name, "\(spread.count)"] + spread.quartiles.map { String(format: "%.2f", $0) } + [bars(spread.tenths)])
    }
    return table.text
  }

  private static func bars(_ counts: [Int]) -> String {
    let most = max(1, counts.max() ?? 1)
    let marks = Array("▁▂▃▄▅▆▇█")
    return "|" + String(counts.map { $0 == 0 ? " " : marks[($0 * (marks.count - 1) + most - 1) / most] }) + "|"
  }

  private static func measures(_ comparison: RunComparison) -> String {
    var table = TextTable(header: ["measure", "A", "B", "B − A"], rightAligned: [1, 2, 3])
    let differing = comparison.measures.filter { $0.first?.value != $0.second?.value }
    for pair in differing {
      table.add([pair.name, figure(pair.first), figure(pair.second), difference(pair.first, pair.second)])
    }
    let same = comparison.measures.count - differing.count
    return (differing.isEmpty ? "" : table.text) + "\(same) of \(comparison.measures.count) measures are the same\n"
  }

  private static func figure(_ measure: Measure?) -> String { measure.map { EvalTables.figure($0.value, $0.unit) } ?? "–" }

  private static func difference(_ first: Measure?, _ second: Measure?) -> String {
    guard let first, let second else { return "" }
    return signed(EvalTables.figure(abs(second.value - first.value), first.unit), second.value < first.value)
  }

  private static func signed(_ figure: String, _ isLess: Bool) -> String { (isLess ? "−" : "+") + figure }

  private static func records(_ comparison: RunComparison) -> String {
    let records = comparison.records
    return
      "records: \(records.same) the same, \(records.changed.count) changed, \(records.onlyFirst.count) only in A, "
      + "\(records.onlySecond.count) only in B\n"
  }

  private static func samples(_ comparison: RunComparison) -> String {
    guard !comparison.isSame else { return "" }
    return comparison.samples.map { sample in
      "── \(Console.visible((([sample.document] + sample.headingPath).joined(separator: " › "))))\n" + lines("A", sample.first)
        + lines("B", sample.second)
    }.joined(separator: "\n")
  }

  /// At most four records of each.
  private static func lines(_ name: String, _ records: [Record]) -> String {
    let shown = records.prefix(4).map { record in
      "  \(name)  \(TextTable.clip(line(record.question), to: 150))\n     \(TextTable.clip(line(answer(record)), to: 200))\n"
    }
    return shown.joined() + (records.count > 4 ? "  \(name)  … \(records.count - 4) more\n" : "")
  }

  private static func answer(_ record: Record) -> String {
    record.answer.isEmpty ? record.toolCalls.map(\.json.text).joined(separator: " ") : record.answer
  }

  private static func line(_ text: String) -> String { Console.visible(text.replacing("\n", with: " ")) }
}
