internal import Datasets
internal import Foundation
internal import TextAnalysis

/// How different the questions are from each other, and how often they repeat.
enum VarietyMeasures {
  static func measures(of records: [Record], types: [Tally], kinds: [Tally]) -> [Measure] {
    let words = records.map { Words.words(in: $0.question).map(\.folded) }
    var measures = [
      Measure("kinds", .variety, "kinds of record", Double(kinds.count), .count),
      Measure(
        "largest-kind", .variety, "share of the most frequent kind",
        Double(kinds.first?.count ?? 0) / Double(max(1, records.count)),
        .share),
      Measure("question-types", .variety, "different question words", Double(types.count), .count),
      Measure("question-entropy", .variety, "entropy of question words, in bits", entropy(types), .number),
    ]
    for length in 1...3 {
      measures.append(
        Measure(
          "distinct-\(length)", .variety, "different runs of \(length) word\(length == 1 ? "" : "s") among all of the questions",
          distinct(words, length), .share))
    }
    let bleu = SelfBLEU.mean(words)
    measures.append(
      Measure(
        "self-bleu-4", .variety, "mean BLEU-4 of a question against another, of at most 500 pairs; low is varied", bleu, .share))
    let ratio = CompressionRatio.of(records.map { $0.question + "\n" + $0.answer + "\n" }.joined())
    measures.append(
      Measure(
        "compression-ratio", .variety, "size of questions and answers over that of their compressed form; low is varied", ratio,
        .number))
    return measures
  }

  static func repetition(of records: [Record]) -> [Measure] {
    func repeated(_ text: (Record) -> String) -> [Record] {
      var seen = NearDuplicates(similarity: 0.9)
      return records.filter { seen.add(ShingleSet(text($0))) != nil }
    }
    return [
      .faults(
        "repeated-questions", .repetition, "questions nearly like an earlier one", repeated(\.question), of: records.count),
      .faults(
        "repeated-pairs", .repetition, "questions with their evidence nearly like earlier ones",
        repeated { $0.question + "\n" + $0.evidence.text }, of: records.count),
    ]
  }

  /// In bits; 0 for one type or none.
  static func entropy(_ tallies: [Tally]) -> Double {
    let all = Double(tallies.reduce(0) { $0 + $1.count })
    return tallies.reduce(0) { sum, tally in
      let share = Double(tally.count) / all
      return sum - share * log2(share)
    }
  }

  /// The share of different runs of so many words among all; 0 where there is none.
  static func distinct(_ questions: [[String]], _ length: Int) -> Double {
    var (different, all): (Set<String>, Int) = ([], 0)
    for words in questions where words.count >= length {
      for start in 0...words.count - length {
        different.insert(words[start..<start + length].joined(separator: " "))
        all += 1
      }
    }
    return all == 0 ? 0 : Double(different.count) / Double(all)
  }
}
