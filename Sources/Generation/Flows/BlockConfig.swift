internal import JSONText

/// What a flow says about one block.
struct BlockConfig {
  /// As the flow names it: `TagParserBlock`.
  let type: String
  let name: String
  /// Columns that the block reads, with the names that it knows them by, in order.
  let inputs: [(column: String, name: String)]
  /// Whether the inputs were given as a map of columns to names.
  let isMapped: Bool
  let outputs: [String]
  let file: String
  let line: Int
  /// Whether the block does exactly as sdg_hub does.
  let isCompatible: Bool
  private let values: [(key: String, line: Int, value: YAMLValue)]

  static let structural: Set<String> = ["block_name", "input_cols", "output_cols", "block_type"]

  init(type: String, _ config: YAMLValue, file: String, isCompatible: Bool) throws(FlowError) {
    guard let members = config.members else {
      throw FlowError("`block_config` must hold keys", file: file, line: config.line)
    }
    guard let name = config["block_name"]?.string, !name.isEmpty else {
      throw FlowError("the block has no `block_name`", file: file, line: config.line)
    }
    self.type = type
    self.name = name
    self.file = file
    line = config.line
    self.isCompatible = isCompatible
    values = members
    isMapped = config["input_cols"]?.members != nil
    inputs = try Self.columns(config["input_cols"], "input_cols", file)
    outputs = try Self.columns(config["output_cols"], "output_cols", file).map(\.column)
  }

  var columns: [String] { inputs.map(\.column) }

  private static func columns(_ value: YAMLValue?, _ key: String, _ file: String) throws(FlowError) -> [(
    column: String, name: String
  )] {
    guard let value, value.scalar != .null else { return [] }
    if let names = value.strings { return names.map { ($0, $0) } }
    guard let members = value.members else {
      throw FlowError("`\(key)` must be a column, a list of columns or a map of columns", file: file, line: value.line)
    }
    return members.map { ($0.key, $0.value.string ?? $0.key) }
  }

  func error(_ message: String, key: String? = nil, hint: String? = nil) -> FlowError {
    let line = key.flatMap { key in values.first { $0.key == key }?.line } ?? line
    return FlowError("block `\(name)`: \(message)", file: file, line: line, hint: hint)
  }

  // MARK: Values

  func value(_ key: String) -> YAMLValue? { values.first { $0.key == key }?.value }

  /// Keys beside the structural ones, in the order of the file.
  var parameters: [(key: String, line: Int, value: YAMLValue)] { values.filter { !Self.structural.contains($0.key) } }

  func bool(_ key: String, default missing: Bool) throws(FlowError) -> Bool {
    guard let value = value(key), value.scalar != .null else { return missing }
    guard let bool = value.scalar?.boolValue else { throw error("`\(key)` must be true or false", key: key) }
    return bool
  }

  func string(_ key: String, default missing: String) throws(FlowError) -> String {
    guard let value = value(key), value.scalar != .null else { return missing }
    guard let string = value.string else { throw error("`\(key)` must be a text", key: key) }
    return string
  }

  func int(_ key: String) throws(FlowError) -> Int? {
    guard let value = value(key), value.scalar != .null else { return nil }
    guard let int = value.scalar?.intValue else { throw error("`\(key)` must be a whole number", key: key) }
    return int
  }

  func number(_ key: String, in range: ClosedRange<Double>) throws(FlowError) -> Double? {
    guard let value = value(key), value.scalar != .null else { return nil }
    guard let number = value.scalar?.doubleValue, range.contains(number) else {
      throw error("`\(key)` goes from \(range.lowerBound) to \(range.upperBound)", key: key)
    }
    return number
  }

  func strings(_ key: String) throws(FlowError) -> [String] {
    guard let value = value(key), value.scalar != .null else { return [] }
    guard let strings = value.strings else { throw error("`\(key)` must be a text or a list of texts", key: key) }
    return strings
  }

  func requireInputs(_ count: ClosedRange<Int>) throws(FlowError) {
    guard count.contains(inputs.count) else {
      throw error("takes \(Self.words(count, "input column")), and `input_cols` names \(inputs.count)", key: "input_cols")
    }
  }

  func requireOutputs(_ count: ClosedRange<Int>) throws(FlowError) {
    guard count.contains(outputs.count) else {
      throw error("makes \(Self.words(count, "output column")), and `output_cols` names \(outputs.count)", key: "output_cols")
    }
  }

  /// - Parameter names: what the map's values are, for people.
  func requireMap(_ names: String) throws(FlowError) {
    guard isMapped, !inputs.isEmpty else { throw error("needs a map of columns to \(names)", key: "input_cols") }
  }

  private static func words(_ count: ClosedRange<Int>, _ noun: String) -> String {
    let number = count.lowerBound == count.upperBound ? "\(count.lowerBound)" : "at least \(count.lowerBound)"
    return "\(number) \(noun)\(count.lowerBound == 1 && count.upperBound == 1 ? "" : "s")"
  }
}
