internal import JSONText

/// Makes a row of each of several columns: all rows of the first column, then all of the second.
struct MeltColumnsBlock: TableBlock {
  static let keys: Set<String>? = []

  let name: String
  let type = "MeltColumnsBlock"
  let inputs: [String]
  let outputs: [String]

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...Int.max)
    guard config.outputs.count == 2 else {
      throw config.error("needs two output columns: of the value and of its column's name", key: "output_cols")
    }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
  }

  var growth: RowGrowth { .times(inputs.count) }

  func table(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    inputs.flatMap { column in
      rows.map { row in
        var melted = row
        melted.remove(Set(inputs))
        melted[outputs[1]] = .string(column)
        melted[outputs[0]] = row[column] ?? .null
        return melted
      }
    }
  }
}

/// Repeats each row, the copies behind one another or shuffled.
struct RowMultiplierBlock: TableBlock {
  static let keys: Set<String>? = ["num_samples", "shuffle", "random_seed"]

  let name: String
  let type = "RowMultiplierBlock"
  let inputs: [String]
  let outputs: [String] = []
  let count: Int
  private let seed: UInt32?

  init(_ config: BlockConfig) throws(FlowError) {
    guard let count = try config.int("num_samples"), count >= 1 else {
      throw config.error("needs `num_samples`, a whole number from 1", key: "num_samples")
    }
    self.count = count
    name = config.name
    inputs = config.columns
    // Without a seed sdg_hub shuffles as it happens; here a run gives the same rows each time.
    seed =
      try config.bool("shuffle", default: false)
      ? UInt32(clamping: try config.int("random_seed") ?? 0) : nil
  }

  var growth: RowGrowth { .times(count) }

  func table(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    var copies: [FlowRow] = []
    copies.reserveCapacity(rows.count * count)
    for row in rows {
      for number in 0..<count {
        var copy = row
        if number > 0 { copy.copy += "/\(name).\(number)" }
        copies.append(copy)
      }
    }
    guard let seed else { return copies }
    var generator = MersenneTwister(seed: seed)
    return generator.permutation(copies.count).map { copies[$0] }
  }
}

/// Samples from a list, or from a map of weights, in each row.
struct SamplerBlock: TableBlock {
  static let keys: Set<String>? = ["num_samples", "random_seed", "return_scalar"]

  let name: String
  let type = "SamplerBlock"
  let inputs: [String]
  let outputs: [String]
  private let count: Int
  private let seed: UInt64
  private let isScalar: Bool

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    try config.requireOutputs(1...1)
    count = try config.int("num_samples") ?? 5
    guard count >= 1 else { throw config.error("`num_samples` is a whole number from 1", key: "num_samples") }
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    seed = UInt64(clamping: try config.int("random_seed") ?? 0)
    isScalar = try config.bool("return_scalar", default: false) && count == 1
  }

  func table(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    var generator = PCG64(seed: seed)
    var sampled: [FlowRow] = []
    for var row in rows {
      let values = try sample(row[inputs[0]] ?? .null, &generator)
      row[outputs[0]] = isScalar ? values.first ?? .null : .array(values)
      sampled.append(row)
    }
    return sampled
  }

  private func sample(_ value: JSONValue, _ generator: inout PCG64) throws(BlockFailure) -> [JSONValue] {
    switch value {
    case .object(let members):
      let weights = PythonText.unique(members).map { ($0.key, PythonText.number($0.value) ?? .nan) }
      guard weights.allSatisfy({ $0.1.isFinite && $0.1 >= 0 }) else {
        throw BlockFailure("bad-weights", "the weights in `\(inputs[0])` must be numbers from 0")
      }
      let likely = weights.filter { $0.1 > 0 }
      if likely.isEmpty { return [] }
      return generator.choice(size: min(count, likely.count), weights: likely.map(\.1)).map { .string(likely[$0].0) }
    case .array(let values): return drawn(values, &generator)
    case .string(let text): return drawn(text.unicodeScalars.map { .string(String($0)) }, &generator)
    default: return []
    }
  }

  private func drawn(_ values: [JSONValue], _ generator: inout PCG64) -> [JSONValue] {
    values.isEmpty ? [] : generator.choice(values.count, size: min(count, values.count)).map { values[$0] }
  }
}

/// Replaces all values of a column by the most frequent, the least, the greatest, the mean or the median.
struct UniformColumnValueSetter: TableBlock {
  static let keys: Set<String>? = ["reduction_strategy"]

  enum Strategy: String {
    case mode, min, max, mean, median
  }

  let name: String
  let type = "UniformColumnValueSetter"
  let inputs: [String]
  let outputs: [String] = []
  private let strategy: Strategy

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    let named = try config.string("reduction_strategy", default: "mode")
    guard let strategy = Strategy(rawValue: named) else {
      throw config.error("there is no strategy `\(named)`", key: "reduction_strategy", hint: "mode, min, max, mean or median")
    }
    self.strategy = strategy
    name = config.name
    inputs = config.columns
  }

  func table(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    let values = rows.compactMap { $0[inputs[0]] }.filter { !ColumnValueFilterBlock.isMissing($0) }
    guard let value = reduced(values) else {
      throw BlockFailure("no-value", "`\(inputs[0])` has no \(strategy.rawValue)")
    }
    return rows.map { row in
      var row = row
      row[inputs[0]] = value
      return row
    }
  }

  private func reduced(_ values: [JSONValue]) -> JSONValue? {
    switch strategy {
    case .mode: return mode(values)
    case .min: return values.min(by: Self.precedes)
    case .max: return values.max(by: Self.precedes)
    case .mean, .median:
      let numbers = values.compactMap(PythonText.number)
      guard numbers.count == values.count, !numbers.isEmpty else { return nil }
      if strategy == .mean { return .double(numbers.reduce(0, +) / Double(numbers.count)) }
      let sorted = numbers.sorted()
      return .double((sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2)
    }
  }

  /// The most frequent value; of several the least.
  private func mode(_ values: [JSONValue]) -> JSONValue? {
    let sorted = values.sorted(by: Self.precedes)
    var (best, bestCount, count): (JSONValue?, Int, Int) = (nil, 0, 0)
    for (index, value) in sorted.enumerated() {
      count = index > 0 && PythonText.areEqual(sorted[index - 1], value) ? count + 1 : 1
      if count > bestCount { (best, bestCount) = (value, count) }
    }
    return best
  }

  private static func precedes(_ first: JSONValue, _ second: JSONValue) -> Bool {
    if let first = PythonText.number(first), let second = PythonText.number(second) { return first < second }
    return PythonText.string(first).unicodeScalars.lexicographicallyPrecedes(PythonText.string(second).unicodeScalars)
  }
}
