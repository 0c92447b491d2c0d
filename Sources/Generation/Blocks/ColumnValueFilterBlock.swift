internal import Foundation
internal import JSONText

/// Keeps the rows whose column has a value, or a value below, above or in others.
struct ColumnValueFilterBlock: RowBlock {
  static let keys: Set<String>? = ["filter_value", "operation", "convert_dtype"]

  enum Operation: String {
    case eq, ne, lt, le, gt, ge, contains, `in`
  }

  enum Conversion: String {
    case int, float
  }

  let name: String
  let type = "ColumnValueFilterBlock"
  let inputs: [String]
  let outputs: [String] = []
  /// Any of these will do.
  let values: [JSONValue]
  let operation: Operation
  let conversion: Conversion?

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...Int.max)
    guard let value = config.value("filter_value") else { throw config.error("has no `filter_value`") }
    values = value.list?.map(\.json) ?? [value.json]
    let named = try config.string("operation", default: "")
    guard let operation = Operation(rawValue: named) else {
      throw config.error("there is no operation `\(named)`", key: "operation", hint: "eq, ne, lt, le, gt, ge, contains or in")
    }
    self.operation = operation
    let type = try config.string("convert_dtype", default: "")
    guard type.isEmpty || Conversion(rawValue: type) != nil else {
      throw config.error("`convert_dtype` is `float` or `int`", key: "convert_dtype")
    }
    conversion = Conversion(rawValue: type)
    name = config.name
    inputs = config.columns
  }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    guard var value = row[inputs[0]], !Self.isMissing(value) else { throw .filtered("no-value") }
    var row = row
    if let conversion {
      guard let converted = Self.convert(value, conversion), !Self.isMissing(converted) else { throw .filtered("no-value") }
      value = converted
      row[inputs[0]] = value
    }
    for other in values where try holds(value, other) { return [row] }
    throw .filtered("other-value")
  }

  static func isMissing(_ value: JSONValue) -> Bool {
    switch value {
    case .null: true
    case .double(let number): number.isNaN
    default: false
    }
  }

  private func holds(_ value: JSONValue, _ other: JSONValue) throws(BlockFailure) -> Bool {
    let symbol =
      switch operation {
      case .eq: "=="
      case .ne: "!="
      case .lt: "<"
      case .le: "<="
      case .gt: ">"
      case .ge: ">="
      case .contains, .in: "in"
      }
    let (first, second) = operation == .contains ? (other, value) : (value, other)
    do throws(TemplateError) {
      return try TemplateArithmetic.holds(symbol, first, second) { TemplateError(message: $0, line: 1, column: 1) }
    } catch {
      throw BlockFailure("not-comparable", "`\(inputs[0])` cannot be compared: \(error.message)")
    }
  }

  /// As Python's `int` and `float` read it; nil where they refuse.
  private static func convert(_ value: JSONValue, _ conversion: Conversion) -> JSONValue? {
    switch (value, conversion) {
    case (.string(let text), .int): return PythonNumber.int(text).map { .int($0) }
    case (.string(let text), .float): return PythonNumber.float(text).map { .double($0) }
    case (.int, .int), (.double, .float): return value
    case (.bool(let value), .int): return .int(value ? 1 : 0)
    case (.double(let value), .int): return Int(exactly: value.rounded(.towardZero)).map { .int($0) }
    default: return PythonText.number(value).map { .double($0) }
    }
  }
}

extension ColumnValueFilterBlock: SdgHubTableBlock {
  var needsTable: Bool { conversion != nil }

  /// Where a value cannot be converted, whole numbers become others: the column has a hole.
  func sdgHubTable(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow] {
    guard let conversion else { return rows }
    let values = rows.map { row in
      row[inputs[0]].flatMap { Self.isMissing($0) ? nil : Self.convert($0, conversion) } ?? .null
    }
    var kept: [FlowRow] = []
    for (row, value) in zip(rows, PandasTable.column(values)) where !Self.isMissing(value) {
      for other in self.values where try holds(value, other) {
        var row = row
        row[inputs[0]] = value
        kept.append(row)
        break
      }
    }
    return kept
  }
}

/// Numbers as Python reads them from texts.
enum PythonNumber {
  /// `int(text)`: digits with single underscores between them, a sign and white space around.
  static func int(_ text: String) -> Int? { digits(text).flatMap { Int($0) } }

  /// `float(text)`, with `nan`, `inf` and their like.
  static func float(_ text: String) -> Double? {
    guard let text = digits(text) else { return nil }
    let sign: Double = text.hasPrefix("-") ? -1 : 1
    switch text.drop(while: { "+-".contains($0) }).lowercased() {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default:
      return text.contains("x") || text.contains("X") || text.contains("p")
        ? nil : Double(text.hasSuffix(".") ? text + "0" : text)
    }
  }

  /// Without white space around and underscores between digits; nil where an underscore stands elsewhere.
  private static func digits(_ text: String) -> String? {
    // The separators U+001C to U+001F are white space everywhere but here; digits of any script count.
    guard let first = text.unicodeScalars.first(where: { !PythonText.isSpace($0) || ("\u{1C}"..."\u{1F}").contains($0) }),
      !("\u{1C}"..."\u{1F}").contains(first)
    else { return nil }
    let text = String(
      PythonText.stripped(text).unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .decimalNumber
          ? Character("\(Int(scalar.properties.numericValue ?? 0))") : Character(scalar)
      })
    guard text.contains("_") else { return text }
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    for (first, second) in zip(parts, parts.dropFirst()) {
      guard first.last?.isWholeNumber == true, second.first?.isWholeNumber == true else { return nil }
    }
    return parts.joined()
  }
}
