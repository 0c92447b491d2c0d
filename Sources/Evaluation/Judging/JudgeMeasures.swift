public import JSONText

/// What a judge said of a sample of records.
public struct JudgeMeasures: Sendable, Equatable {
  /// The judge's name.
  public let model: String
  /// In the order of the records.
  public let judgements: [Judgement]
  /// Records whose judge would not answer, whose reply holds no verdict, and that have no reply.
  public let refused, unreadable, unanswered: [String]

  public init(
    model: String, judgements: [Judgement], refused: [String] = [], unreadable: [String] = [], unanswered: [String] = []
  ) {
    (self.model, self.judgements) = (model, judgements)
    (self.refused, self.unreadable, self.unanswered) = (refused, unreadable, unanswered)
  }

  /// The figures; a share is one of the records that have a verdict.
  var measures: [Measure] {
    let count = judgements.count
    let right = judgements.count(where: \.isRight)
    let interval = WilsonInterval(right, of: count)
    func share(_ name: String, _ summary: String, _ isFault: (Judgement) -> Bool) -> Measure {
      let faulty = judgements.filter(isFault).map(\.record)
      return Measure(name, .judge, summary, Double(faulty.count) / Double(max(1, count)), .share, offenders: faulty)
    }
    func tally(_ name: String, _ summary: String, _ records: [String]) -> Measure {
      Measure(name, .judge, summary, Double(records.count), .count, offenders: records)
    }
    return [
      Measure("judged", .judge, "records with a verdict of \(model)", Double(count), .count),
      Measure(
        "judged-right", .judge, "records with a good question and a right answer, as it judges",
        Double(right) / Double(max(1, count)), .share, offenders: judgements.filter { !$0.isRight }.map(\.record)),
      Measure("judged-right-low", .judge, "the least share that these records allow, at 95 % (Wilson)", interval.low, .share),
      Measure("judged-right-high", .judge, "the greatest", interval.high, .share),
      share("judged-not-alone", "questions that cannot be understood alone") { $0.question == .notAlone },
      share("judged-unanswerable", "questions that their evidence does not answer") { $0.question == .unanswerable },
      share("judged-wrong", "answers that are wrong") { $0.answer == .wrong },
      share("judged-incomplete", "answers that leave out part of what is asked") { $0.answer == .incomplete },
      tally("judge-refusals", "records that the judge would not judge", refused),
      tally("judge-unreadable", "records whose verdict could not be read", unreadable),
      tally("judge-unanswered", "records without a reply of the judge", unanswered),
    ]
  }

  /// `{"model", "verdicts": [{"record", "question", "answer", "reason"}]}`.
  var json: JSONValue { ["model": .string(model), "verdicts": .array(judgements.map(\.json))] }
}

/// Between which shares the true one lies, 95 times in 100, where so many of a sample have something (Wilson, 1927).
public struct WilsonInterval: Sendable, Equatable {
  /// 0…1.
  public let low, high: Double

  /// Without a sample nothing is known: 0 to 1.
  public init(_ found: Int, of count: Int) {
    guard count > 0 else {
      (low, high) = (0, 1)
      return
    }
    let (z, n) = (1.959964, Double(count))
    let share = Double(found) / n
    let (middle, scale) = (share + z * z / (2 * n), 1 + z * z / n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    (low, high) = (max(0, (middle - spread) / scale), min(1, (middle + spread) / scale))
  }
}
