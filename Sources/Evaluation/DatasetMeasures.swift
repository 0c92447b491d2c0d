internal import Datasets
public import JSONText
internal import TextAnalysis

/// What can be said of a dataset without a model, and what a judge said of it where one was asked.
public struct DatasetMeasures: Sendable, Equatable {
  /// By theme, in a fixed order. What cannot be measured is left out: the exactness of evidence without texts, search and coverage without
  /// chunks, tool calls where there are none.
  public private(set) var measures: [Measure]
  /// Kinds of record.
  public let kinds: [Tally]
  /// Question words.
  public let questionTypes: [Tally]
  /// How many answers have a faithfulness in each tenth of 0…1, the lowest first.
  public let faithfulness: [Int]
  /// Without chunks it has no sections.
  public let coverage: Coverage
  /// What a judge said; nil where none was asked.
  public private(set) var judge: JudgeMeasures?

  /// Measures records with what is at hand of their run. No records give zeros. Linear but for samples; about 0.35 ms a record.
  public init(_ input: DatasetInput) {
    let records = input.records
    kinds = Tally.all(records.map(\.kind))
    questionTypes = Tally.all(records.map { QuestionType.name(of: $0.question) })
    let evidence = EvidenceMeasures(input)
    faithfulness = evidence.histogram
    coverage = Coverage(input)
    let size = [
      Measure("records", .size, "records", Double(records.count), .count),
      Measure(
        "documents", .size, "documents that are asked about", Double(Set(records.map(\.evidence.documentID)).count), .count),
      Measure("chunks", .size, "chunks that are asked about", Double(Set(records.map(\.chunkKey)).count), .count),
    ]
    measures =
      size + evidence.measures + QuestionMeasures.measures(of: records) + SearchMeasures.measures(of: input) + coverage.measures
      + VarietyMeasures.measures(of: records, types: questionTypes, kinds: kinds) + VarietyMeasures.repetition(of: records)
      + ToolCallMeasures.measures(of: records)
  }

  /// Adds what a judge said.
  public mutating func add(_ judge: JudgeMeasures) {
    self.judge = judge
    measures += judge.measures
  }

  public subscript(name: String) -> Measure? { measures.first { $0.name == name } }

  /// `{"measures": {NAME: {…}}, "kinds", "question_types", "faithfulness", "coverage", "judge"}`; the last where there is one.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("measures", .object(measures.map { .init($0.name, $0.json) })), .init("kinds", Tally.json(kinds)),
      .init("question_types", Tally.json(questionTypes)), .init("faithfulness", .array(faithfulness.map { .int($0) })),
    ]
    if !coverage.sections.isEmpty { members.append(.init("coverage", coverage.json)) }
    if let judge { members.append(.init("judge", judge.json)) }
    return .object(members)
  }
}
