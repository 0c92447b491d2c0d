public import JSONText

/// Two runs side by side; a run beside itself differs in nothing.
public struct RunComparison: Sendable {
  /// A figure of both; nil where one has none.
  public struct Pair<Value: Sendable & Equatable>: Sendable, Equatable {
    public let name: String
    public let first: Value?
    public let second: Value?

    public var differs: Bool { first != second }
  }

  public let names: (first: String, second: String)
  public let onlyFirstDocuments: [String]
  public let onlySecondDocuments: [String]
  /// Those that differ.
  public let options: [Pair<String>]
  /// By stage and reason: `chunks.out`, `filtered_by_reason.thin`.
  public let counts: [Pair<Int>]
  /// Of kept chunks.
  public let densities: (first: Spread, second: Spread)
  public let rules: (first: Spread, second: Spread)
  public let measures: [Pair<Measure>]
  public let records: RecordChanges
  public let samples: [ComparedSample]

  /// - Parameter samples: how many chunks or sections to show with the records of both.
  public init(_ first: RunContents, _ second: RunContents, samples: Int = 5) {
    names = (first.name, second.name)
    onlyFirstDocuments = first.documents.subtracting(second.documents).sorted()
    onlySecondDocuments = second.documents.subtracting(first.documents).sorted()
    options = Self.pairs(
      first.options.map { ($0.name, Self.text($0.value)) }, second.options.map { ($0.name, Self.text($0.value)) }
    )
    .filter(\.differs)
    counts = Self.pairs(first.counts.map { ($0.name, $0.value) }, second.counts.map { ($0.name, $0.value) })
    let kept = (first.dataset.chunks.filter(\.isKept), second.dataset.chunks.filter(\.isKept))
    densities = (Spread(kept.0.map(\.density)), Spread(kept.1.map(\.density)))
    rules = (Spread(kept.0.map(\.rules)), Spread(kept.1.map(\.rules)))
    measures = Self.pairs(
      DatasetMeasures(first.dataset).measures.map { ($0.name, $0) },
      DatasetMeasures(second.dataset).measures.map { ($0.name, $0) })
    records = RecordChanges(first.dataset.records, second.dataset.records)
    self.samples = ComparedSample.samples(first.dataset.records, second.dataset.records, limit: samples)
  }

  /// Whether the two say the same everywhere.
  public var isSame: Bool {
    onlyFirstDocuments.isEmpty && onlySecondDocuments.isEmpty && options.isEmpty && !counts.contains(where: \.differs)
      && densities.first == densities.second && rules.first == rules.second && !measures.contains(where: \.differs)
      && records.changed.isEmpty && records.onlyFirst.isEmpty && records.onlySecond.isEmpty
  }

  private static func text(_ value: JSONValue) -> String { value.stringValue ?? value.text }

  /// In the order of the first, then what only the second has.
  private static func pairs<Value>(_ first: [(String, Value)], _ second: [(String, Value)]) -> [Pair<Value>] {
    let others = Dictionary(second, uniquingKeysWith: { $1 })
    let own = Set(first.map(\.0))
    return first.map { Pair(name: $0.0, first: $0.1, second: others[$0.0]) }
      + second.filter { !own.contains($0.0) }.map { Pair(name: $0.0, first: nil, second: $0.1) }
  }

  /// `{"a", "b", "same", "documents", "options", "counts", "scores", "measures", "records", "samples"}`.
  public var json: JSONValue {
    [
      "a": .string(names.first), "b": .string(names.second), "same": .bool(isSame),
      "documents": [
        "only_a": .array(onlyFirstDocuments.map { .string($0) }), "only_b": .array(onlySecondDocuments.map { .string($0) }),
      ],
      "options": Self.json(options) { .string($0) }, "counts": Self.json(counts) { .int($0) },
      "scores": [
        "density": ["a": densities.first.json, "b": densities.second.json],
        "rules": ["a": rules.first.json, "b": rules.second.json],
      ],
      "measures": Self.json(measures) { .double($0.value) }, "records": records.json, "samples": .array(samples.map(\.json)),
    ]
  }

  private static func json<Value>(_ pairs: [Pair<Value>], _ value: (Value) -> JSONValue) -> JSONValue {
    .object(pairs.map { .init($0.name, ["a": $0.first.map(value) ?? .null, "b": $0.second.map(value) ?? .null]) })
  }
}
