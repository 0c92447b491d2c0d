import JSONText
import TestSupport
import Testing

@testable import Generation

@Suite("Chance as numpy has it") struct RandomTests {
  /// Seeds of a flow are whole numbers of 64 bits; one of the recorded is greater.
  static let lines = RecordedFlow.lines("fixtures/pcg64.jsonl").filter { $0["seed"]?.intValue != nil }.map(\.text)

  @Test("The recorded draws", arguments: lines) func draws(line: String) throws {
    let json = try JSONValue(parsing: line)
    let (count, size) = (json["n"]?.intValue ?? 0, json["k"]?.intValue ?? 0)
    let seed = try #require(json["seed"]?.intValue)
    var generator = PCG64(seed: UInt64(seed))
    let weights = json["weights"]?.arrayValue?.compactMap(\.doubleValue)
    let call = json["call"]?.stringValue
    let result: [JSONValue]? =
      switch (call, weights) {
      case ("random", _): (0..<size).map { _ in .double(generator.nextDouble()) }
      case ("integers", _): (0..<size).map { _ in .int(generator.upTo(count - 1)) }
      case ("choice", let weights?): generator.choice(size: size, weights: weights).map { .int($0) }
      case ("choice", nil): generator.choice(count, size: size).map { .int($0) }
      case ("choice-twice", _):
        (0..<2).map { _ in .array(generator.choice(count, size: size).map { .int($0) }) }
      case ("pandas-sample", _):
        {
          var twister = MersenneTwister(seed: UInt32(seed))
          return twister.permutation(count).map { .int($0) }
        }()
      default: nil
      }
    // numpy's own shuffle is used nowhere.
    if call != "shuffle" { #expect(result == json["result"]?.arrayValue) }
  }
}
