public import Datasets
internal import JSONText

/// Which records two datasets share.
///
/// Records are the same that ask, answer and prove the same, whatever chunk they were made of; of the others those with the same id are
/// paired, then those with the same question about the same document, each with the next that is left.
public struct RecordChanges: Sendable {
  public let same: Int
  /// Of both datasets, in the order of the first.
  public let changed: [(first: Record, second: Record)]
  public let onlyFirst: [Record]
  public let onlySecond: [Record]

  /// Linear.
  init(_ first: [Record], _ second: [Record]) {
    var pairing = Pairing(first, second)
    same = pairing.pair(by: Self.content).count
    let changes = pairing.pair(by: \.id) + pairing.pair { $0.evidence.documentName + "\n" + $0.question.lowercased() }
    changed = changes.sorted { $0 < $1 }.map { (first[$0.0], second[$0.1]) }
    onlyFirst = pairing.first.map { first[$0] }
    onlySecond = pairing.second.map { second[$0] }
  }

  private static func content(_ record: Record) -> String {
    let evidence = record.evidence
    return JSONValue.array([
      .string(record.kind), .string(record.question), .string(record.answer), JSONValue(record.shortAnswer),
      .array(record.toolCalls.map(\.json)), .string(evidence.documentName), .string(evidence.text), JSONValue(evidence.range),
    ]).text
  }

  var json: JSONValue {
    func ids(_ records: [Record]) -> JSONValue { .array(records.map { .string($0.id) }) }
    return [
      "same": .int(same), "changed": .array(changed.map { ["a": .string($0.first.id), "b": .string($0.second.id)] }),
      "only_a": ids(onlyFirst), "only_b": ids(onlySecond),
    ]
  }

  /// The places of records that have no other yet.
  private struct Pairing {
    private let records: ([Record], [Record])
    private(set) var first: [Int]
    private(set) var second: [Int]

    init(_ first: [Record], _ second: [Record]) {
      records = (first, second)
      (self.first, self.second) = (Array(first.indices), Array(second.indices))
    }

    /// Takes out those whose keys are the same, one with one.
    mutating func pair(by key: (Record) -> String) -> [(Int, Int)] {
      var waiting: [String: [Int]] = [:]
      for place in second.reversed() { waiting[key(records.1[place]), default: []].append(place) }
      var pairs: [(Int, Int)] = []
      for place in first {
        if let other = waiting[key(records.0[place])]?.popLast() { pairs.append((place, other)) }
      }
      let (left, right) = (Set(pairs.map(\.0)), Set(pairs.map(\.1)))
      first.removeAll { left.contains($0) }
      second.removeAll { right.contains($0) }
      return pairs
    }
  }
}
