public import Datasets
public import JSONText
internal import TextAnalysis

/// What can be said of a dataset without a model.
public struct DatasetMeasures: Sendable, Equatable {
  /// One figure.
  public struct Measure: Sendable, Equatable {
    /// As it stands in JSON: `leaked-answers`.
    public var name: String
    /// What it says, for people.
    public var summary: String
    public var value: Double
    /// Whether the value is a share, 0…1.
    public var isShare: Bool
  }

  /// In a fixed order.
  public let measures: [Measure]
  /// How many records there are of each kind, the most frequent first.
  public let kinds: [(kind: String, count: Int)]

  public static func == (a: DatasetMeasures, b: DatasetMeasures) -> Bool { a.json == b.json }

  /// Measures `records`. `texts` gives a document's text by its id, where it is at hand; without any the exactness of evidence is
  /// not measured. No records give zeros. Linear but for near-duplicates, which are found by banding.
  public init(_ records: [Record], texts: (String) -> String? = { _ in nil }) {
    let count = Double(max(1, records.count))
    func share(_ predicate: (Record) -> Bool) -> Double { Double(records.count(where: predicate)) / count }
    var kinds: [String: Int] = [:]
    for record in records { kinds[record.kind, default: 0] += 1 }
    self.kinds = kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    var measures = [
      Measure(name: "records", summary: "records", value: Double(records.count), isShare: false),
      Measure(name: "kinds", summary: "kinds of question", value: Double(kinds.count), isShare: false),
      Measure(
        name: "largest-kind", summary: "share of the most frequent kind", value: Double(kinds.values.max() ?? 0) / count,
        isShare: true),
      Measure(
        name: "sections", summary: "sections that are asked about", value: Double(Set(records.map(\.headingPath)).count),
        isShare: false),
      Measure(
        name: "supported-answers", summary: "words of answers that stand in their evidence", value: Self.support(records),
        isShare: true),
      Measure(name: "leaked-answers", summary: "questions that hold their short answer", value: share(Self.leaks), isShare: true),
      Measure(
        name: "repeated-questions", summary: "questions nearly like an earlier one",
        value: Double(Self.repeated(records)) / count, isShare: true),
      Measure(
        name: "distinct-pairs", summary: "different pairs of words among all of the questions",
        value: Self.distinctPairs(records), isShare: true),
    ]
    let known = records.compactMap { record in texts(record.evidence.documentID).map { (record, $0) } }
    if !known.isEmpty {
      let exact = known.count { Self.isExact($0.0, in: $0.1) }
      measures.append(
        Measure(
          name: "exact-evidence", summary: "evidence that its range gives byte for byte",
          value: Double(exact) / Double(known.count), isShare: true))
    }
    self.measures = measures
  }

  /// `{"records": …, "kinds_of_question": {…}}`.
  public var json: JSONValue {
    var members = measures.map { measure in
      JSONValue.Member(
        measure.name, measure.isShare ? .double((measure.value * 10_000).rounded() / 10_000) : .int(Int(measure.value)))
    }
    members.append(.init("records-by-kind", .object(kinds.map { .init($0.kind, .int($0.count)) })))
    return .object(members)
  }

  private static func isExact(_ record: Record, in text: String) -> Bool {
    let utf8 = text.utf8
    let range = record.evidence.range
    guard range.upperBound <= utf8.count else { return false }
    let start = utf8.index(utf8.startIndex, offsetBy: range.lowerBound)
    return utf8[start..<utf8.index(start, offsetBy: range.count)].elementsEqual(record.evidence.text.utf8)
  }

  private static func leaks(_ record: Record) -> Bool {
    record.shortAnswer.map { Words.holds(record.question, phrase: $0) } ?? false
  }

  /// Words of content only: function words stand everywhere. The question counts as evidence, since an answer repeats its subject.
  private static func support(_ records: [Record]) -> Double {
    var found = 0
    var all = 0
    for record in records {
      let evidence = Set(Words.words(in: record.evidence.text + " " + record.question).map(\.folded))
      for word in Words.words(in: record.answer) where !FunctionWords.all.contains(word.folded) {
        all += 1
        if evidence.contains(word.folded) { found += 1 }
      }
    }
    return all == 0 ? 0 : Double(found) / Double(all)
  }

  private static func repeated(_ records: [Record]) -> Int {
    var seen = NearDuplicates(similarity: 0.9)
    return records.count { seen.add(ShingleSet($0.question)) != nil }
  }

  private static func distinctPairs(_ records: [Record]) -> Double {
    var pairs: Set<String> = []
    var all = 0
    for record in records {
      let words = Words.words(in: record.question).map(\.folded)
      for (first, second) in zip(words, words.dropFirst()) {
        pairs.insert(first + " " + second)
        all += 1
      }
    }
    return all == 0 ? 0 : Double(pairs.count) / Double(all)
  }
}
