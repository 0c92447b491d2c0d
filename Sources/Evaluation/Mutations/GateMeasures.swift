internal import Datasets
public import JSONText
internal import TextAnalysis

/// How well the check of answers by words (``TextAnalysis/Faithfulness``) tells the answers of a dataset from wrong ones made of them.
///
/// The area under the curve is how often an answer scores higher than a mutant; half counts where they score the same.
public struct GateMeasures: Sendable, Equatable {
  /// One kind of mutant.
  public struct Row: Sendable, Equatable {
    /// Nil for all kinds together.
    public let mutation: Mutation?
    public let mutants: Int
    /// 0…1, against all answers; with the evidence as the text that bears them out, and with the whole chunk.
    public let evidenceArea: Double
    public let chunkArea: Double
    /// The share of mutants that the whole chunk makes words accept (0.8 and more).
    public let accepted: Double
  }

  /// How many records were looked at.
  public let records: Int
  /// All kinds together first; a kind of which no mutant could be made is left out.
  public let rows: [Row]
  /// Mutants that score highest above what they were made of: what the check does not see.
  public let missed: [(record: String, mutation: Mutation, answer: String)]

  public static func == (a: GateMeasures, b: GateMeasures) -> Bool { a.json == b.json }

  /// Scores of an answer: with the evidence, and with the chunk.
  private struct Score {
    let evidence: Double
    let chunk: Double
  }

  private struct Mutant {
    let record: Record
    let mutation: Mutation
    let answer: String
    let score: Score
  }

  static let recordLimit = 3000

  /// Records without a chunk at hand are judged by their evidence alone. Of more than 3,000 records as many are taken, evenly spread.
  public init(_ input: DatasetInput, seed: UInt64 = 1) {
    let answered = input.records.filter { !$0.answer.isEmpty }
    let step = max(1, (answered.count + Self.recordLimit - 1) / Self.recordLimit)
    let taken = stride(from: 0, to: answered.count, by: step).map { answered[$0] }
    let places = input.places
    var originals: [Score] = []
    var mutants: [Mutant] = []
    for (index, record) in taken.enumerated() {
      let gate = Gate(record, places[record.chunkKey].map { input.chunks[$0] })
      originals.append(gate.score(record.answer))
      var mutator = AnswerMutator(
        answer: record.answer, question: record.question, chunk: gate.text, seed: seed &+ UInt64(index))
      for mutation in Mutation.allCases {
        let answer = mutation == .otherAnswer ? Self.otherAnswer(index, taken) : mutator.mutant(mutation)
        guard let answer else { continue }
        mutants.append(Mutant(record: record, mutation: mutation, answer: answer, score: gate.score(answer)))
      }
    }
    records = taken.count
    rows = ([nil] + Mutation.allCases.map { $0 }).compactMap { mutation in
      Self.row(mutation, originals, mutants.filter { mutation == nil || $0.mutation == mutation }.map(\.score))
    }
    missed = mutants.filter { $0.score.chunk >= 0.8 }.sorted { $0.score.chunk > $1.score.chunk }.prefix(Measure.offenderLimit).map
    {
      ($0.record.id, $0.mutation, $0.answer)
    }
  }

  private static func row(_ mutation: Mutation?, _ originals: [Score], _ mutants: [Score]) -> Row? {
    guard !mutants.isEmpty else { return nil }
    return Row(
      mutation: mutation, mutants: mutants.count, evidenceArea: area(originals.map(\.evidence), above: mutants.map(\.evidence)),
      chunkArea: area(originals.map(\.chunk), above: mutants.map(\.chunk)),
      accepted: rounded(Double(mutants.count { $0.chunk >= 0.8 }) / Double(mutants.count)))
  }

  /// The next answer of another chunk that says something else.
  private static func otherAnswer(_ index: Int, _ records: [Record]) -> String? {
    let own = records[index]
    let (half, count) = (records.count / 2, records.count)
    for offset in 0..<min(count, 50) {
      let other = records[(index + half + offset) % count]
      if other.chunkKey != own.chunkKey, other.answer != own.answer, !own.evidence.text.contains(other.answer) {
        return other.answer
      }
    }
    return nil
  }

  /// How often a value of the first is greater than one of the second, ties half; 0.5 where either is empty.
  static func area(_ first: [Double], above second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 0.5 }
    let sorted = second.sorted()
    func count(_ isBelow: (Double) -> Bool) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if isBelow(sorted[middle]) { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let won = first.reduce(0.0) { sum, value in sum + Double(count { $0 < value } + count { $0 <= value }) / 2 }
    return rounded(won / Double(first.count) / Double(second.count))
  }

  private static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }

  public var json: JSONValue {
    [
      "records": .int(records),
      "mutants": .array(
        rows.map { row in
          [
            "mutation": .string(row.mutation?.rawValue ?? "all"), "count": .int(row.mutants), "auc_chunk": .double(row.chunkArea),
            "auc_evidence": .double(row.evidenceArea), "accepted": .double(row.accepted),
          ]
        }),
      "missed": .array(
        missed.map { ["record": .string($0.record), "mutation": .string($0.mutation.rawValue), "answer": .string($0.answer)] }),
    ]
  }

  /// What judges the answers to one question.
  private struct Gate {
    let text: String
    private let question: String
    private let evidence: Faithfulness
    private let chunk: Faithfulness

    init(_ record: Record, _ source: SourceChunk?) {
      let titles = record.headingPath.joined(separator: "\n")
      text = source.map { [$0.context, $0.text].filter { !$0.isEmpty }.joined(separator: "\n") } ?? record.evidence.text
      question = record.question
      evidence = Faithfulness(record.evidence.text, known: titles + "\n" + (source?.context ?? ""))
      chunk = Faithfulness(text, known: titles)
    }

    func score(_ answer: String) -> Score {
      Score(evidence: evidence.verdict(of: answer, to: question).score, chunk: chunk.verdict(of: answer, to: question).score)
    }
  }
}
