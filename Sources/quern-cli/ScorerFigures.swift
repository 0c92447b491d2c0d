import JSONText
import Scoring

/// The measures of a scorer, for people and as JSON.
enum ScorerFigures {
  private static func figures(_ measures: ScorerMeasures, _ threshold: Double) -> [(key: String, words: String, value: Double?)] {
    [
      ("auc_keep", "AUC keep", measures.keepArea),
      ("auc_keep_clear", "AUC keep, ambiguous left out", measures.clearKeepArea),
      ("auc_rich", "AUC rich", measures.richArea),
      ("junk_f1", "F1 of dropping", measures.junkF1(threshold: threshold)),
      ("brier", "Brier score of keep", measures.brier),
      ("calibration_error", "calibration error, ten bins", measures.calibrationError),
      ("matter_kept", "contents, index, credits, licences kept", measures.leak(threshold: threshold)),
      ("rich_dropped", "rich chunks dropped", measures.loss(threshold: threshold)),
      ("label_accuracy", "labels as the reader's", measures.labelAccuracy),
    ]
  }

  static func json(_ measures: ScorerMeasures, _ threshold: Double) -> JSONValue {
    .object(
      [.init("chunks", .int(measures.rows.count))]
        + figures(measures, threshold).map { figure in
          .init(figure.key, figure.value.map { .double(($0 * 10_000).rounded() / 10_000) } ?? .null)
        })
  }

  static func text(_ measures: ScorerMeasures, _ threshold: Double) -> String {
    var lines = "\(measures.rows.count) chunks, \(measures.rows.count { $0.judgement.keep }) to keep, "
    lines += "\(measures.rows.count { $0.judgement.rich }) rich\n\n"
    for figure in figures(measures, threshold) {
      let value = figure.value.map { value in
        let digits = "\(Int((value * 1000).rounded()) + 10_000)".dropFirst()
        return "\(digits.prefix(1)).\(digits.dropFirst())"
      }
      lines += figure.words.padding(42) + (value ?? "–") + "\n"
    }
    return lines + "\n" + confusion(measures)
  }

  private static func confusion(_ measures: ScorerMeasures) -> String {
    let confusion = measures.confusion
    var table = TextTable(header: ["reader's label", "chunks", "the scorer's labels"], rightAligned: [1])
    for label in ChunkLabel.allCases {
      guard let found = confusion[label] else { continue }
      let order = ChunkLabel.allCases.filter { found[$0] != nil }.enumerated()
        .sorted { (found[$1.element] ?? 0, $0.offset) < (found[$0.element] ?? 0, $1.offset) }
      table.add([
        label.rawValue, "\(found.values.reduce(0, +))",
        order.map { "\($0.element.rawValue) \(found[$0.element] ?? 0)" }.joined(separator: ", "),
      ])
    }
    return table.text
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

/// A model file, a feature a line.
enum ScoringModelText {
  static func lines(_ json: JSONValue) -> String {
    guard case .object(let members) = json else { return json.text + "\n" }
    let parts = members.map { member -> String in
      let key = JSONValue.string(member.key).text
      guard member.key == "features", case .object(let features) = member.value else { return "  \(key): \(member.value.text)" }
      let rows = features.map { "    \(JSONValue.string($0.key).text): \($0.value.text)" }
      return "  \(key): {\n\(rows.joined(separator: ",\n"))\n  }"
    }
    return "{\n\(parts.joined(separator: ",\n"))\n}\n"
  }
}
