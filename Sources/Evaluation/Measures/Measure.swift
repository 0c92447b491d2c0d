internal import Datasets
public import JSONText

/// One figure of a dataset.
public struct Measure: Sendable, Equatable {
  /// What a figure is about, in the order in which figures are shown.
  public enum Theme: String, Sendable, CaseIterable {
    case size, evidence, questions, search, coverage, variety, repetition, tools, judge
  }

  /// How a value is read.
  public enum Unit: String, Sendable {
    case count
    /// 0…1.
    case share
    case number
  }

  /// As it stands in JSON: `leaked-answers`.
  public let name: String
  public let theme: Theme
  /// What it says, for people; one line.
  public let summary: String
  public let value: Double
  public let unit: Unit
  /// Ids of records that speak against the dataset, the first twenty of them.
  public let offenders: [String]

  static let offenderLimit = 20

  init(_ name: String, _ theme: Theme, _ summary: String, _ value: Double, _ unit: Unit, offenders: [String] = []) {
    (self.name, self.theme, self.summary, self.unit) = (name, theme, summary, unit)
    // Rounded here, so that figures are the same before and after they were written.
    self.value = value.isFinite ? (value * 10_000).rounded() / 10_000 : 0
    self.offenders = Array(offenders.prefix(Self.offenderLimit))
  }

  /// The share of records with a fault.
  static func faults(_ name: String, _ theme: Theme, _ summary: String, _ faulty: [Record], of count: Int) -> Measure {
    Measure(name, theme, summary, Double(faulty.count) / Double(max(1, count)), .share, offenders: faulty.map(\.id))
  }

  /// The share of records without a fault.
  static func without(_ name: String, _ theme: Theme, _ summary: String, _ faulty: [Record], of count: Int) -> Measure {
    let value = count == 0 ? 0 : 1 - Double(faulty.count) / Double(count)
    return Measure(name, theme, summary, value, .share, offenders: faulty.map(\.id))
  }

  /// `{"theme", "meaning", "unit", "value", "records"}`; without the last where none speaks against it.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("theme", .string(theme.rawValue)), .init("meaning", .string(summary)), .init("unit", .string(unit.rawValue)),
      .init("value", unit == .count ? .int(Int(value)) : .double(value)),
    ]
    if !offenders.isEmpty { members.append(.init("records", .array(offenders.map { .string($0) }))) }
    return .object(members)
  }
}

/// How often something occurs.
public struct Tally: Sendable, Equatable {
  public let name: String
  public let count: Int

  /// The most frequent first, then by name.
  static func all(_ names: some Sequence<String>) -> [Tally] {
    var counts: [String: Int] = [:]
    for name in names { counts[name, default: 0] += 1 }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Tally(name: $0.key, count: $0.value) }
  }

  static func json(_ tallies: [Tally]) -> JSONValue { .object(tallies.map { .init($0.name, .int($0.count)) }) }
}
