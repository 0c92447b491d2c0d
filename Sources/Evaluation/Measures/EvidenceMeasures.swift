internal import Datasets
internal import TextAnalysis

/// Whether answers are proved by what stands beside them.
struct EvidenceMeasures {
  let measures: [Measure]
  /// How many answers have a faithfulness in each tenth of 0…1, the lowest first.
  let histogram: [Int]

  /// From here on words alone accept an answer, and up to here they reject it, as in the checks of flows.
  private static let (accepted, rejected) = (0.8, 0.15)

  init(_ input: DatasetInput) {
    let places = input.places
    // A record of tool calls has no answer to prove.
    let verdicts = input.records.filter { !$0.answer.isEmpty }.map { record in
      (record, Self.verdict(record, places[record.chunkKey].map { input.chunks[$0] }))
    }
    let count = verdicts.count
    let scores = verdicts.map(\.1.score)
    histogram = scores.reduce(into: [Int](repeating: 0, count: 10)) { $0[min(9, Int($1 * 10))] += 1 }
    let weak = verdicts.filter { $0.1.score < Self.accepted }.sorted { $0.1.score < $1.1.score }.map(\.0)
    let mean = scores.reduce(0, +) / Double(max(1, count))
    measures =
      Self.exactness(input) + [
        Measure(
          "faithfulness", .evidence, "mean of how well words of the evidence bear out the answer", mean, .share,
          offenders: weak.map(\.id)),
        .without("accepted-answers", .evidence, "answers that words alone accept (0.8 and more)", weak, of: count),
        .faults(
          "rejected-answers", .evidence, "answers that words alone reject (0.15 and less)",
          verdicts.filter { $0.1.score <= Self.rejected }.map(\.0), of: count),
        .faults(
          "foreign-numbers", .evidence, "answers with a number that the evidence lacks or that counts another thing there",
          verdicts.filter { $0.1.doubts.contains(.number) }.map(\.0), of: count),
      ]
  }

  private static func verdict(_ record: Record, _ chunk: SourceChunk?) -> Faithfulness.Verdict {
    let known = (record.headingPath + [chunk?.context ?? ""]).joined(separator: "\n")
    return Faithfulness(record.evidence.text, known: known).verdict(of: record.answer, to: record.question)
  }

  private static func exactness(_ input: DatasetInput) -> [Measure] {
    let known = input.records.filter { input.texts[$0.evidence.documentID] != nil }
    guard !known.isEmpty else { return [] }
    let texts = input.texts.mapValues { Array($0.utf8) }
    let wrong = known.filter { !isExact($0, in: texts[$0.evidence.documentID] ?? []) }
    return [.without("exact-evidence", .evidence, "evidence that its range gives byte for byte", wrong, of: known.count)]
  }

  private static func isExact(_ record: Record, in text: [UInt8]) -> Bool {
    let range = record.evidence.range
    return range.upperBound <= text.count && text[range].elementsEqual(record.evidence.text.utf8)
  }
}
