internal import JSONText

/// How values of 0…1 lie.
public struct Spread: Sendable, Equatable {
  public let count: Int
  /// The least, the quartiles and the greatest, between two values in proportion; zeros where there is no value.
  public let quartiles: [Double]
  /// How many lie in each tenth, the lowest first; 1 is in the last.
  public let tenths: [Int]

  init(_ values: [Double]) {
    let sorted = values.sorted()
    count = values.count
    tenths = values.reduce(into: [Int](repeating: 0, count: 10)) { $0[max(0, min(9, Int($1 * 10)))] += 1 }
    quartiles = (0...4).map { quarter in
      guard !sorted.isEmpty else { return 0 }
      let place = Double((sorted.count - 1) * quarter) / 4
      let (low, part) = (Int(place), place - Double(Int(place)))
      let value = sorted[low] + part * (sorted[min(low + 1, sorted.count - 1)] - sorted[low])
      return (value * 10_000).rounded() / 10_000
    }
  }

  var json: JSONValue {
    [
      "count": .int(count), "quartiles": .array(quartiles.map { .double($0) }), "tenths": .array(tenths.map { .int($0) }),
    ]
  }
}
