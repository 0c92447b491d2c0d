internal import JSONText

/// A step that sdg_hub does over the whole table where we take rows by themselves, so that the types of columns come out as there.
protocol SdgHubTableBlock: FlowBlock {
  /// Whether the difference can be seen.
  var needsTable: Bool { get }
  func sdgHubTable(of rows: [FlowRow]) throws(BlockFailure) -> [FlowRow]
}

extension SdgHubTableBlock {
  var needsTable: Bool { true }
}

/// Types of columns as pandas 3 gives them to rows: they show in prompts (`5.0`, `nan`).
enum PandasTable {
  /// The rows, each with all columns, as a table made of them has them.
  static func typed(_ rows: [FlowRow]) -> [FlowRow] {
    guard !rows.isEmpty else { return [] }
    var names: [String] = []
    var known: Set<[UInt8]> = []
    for row in rows { for name in row.names where known.insert(Array(name.utf8)).inserted { names.append(name) } }
    var typed = rows.map { row in
      var empty = row
      empty.remove(Set(row.names))
      return empty
    }
    for name in names {
      for (index, value) in column(rows.map { $0[name] }).enumerated() { typed[index][name] = value }
    }
    return typed
  }

  /// Values of one column; nil for those that a row does not have.
  static func column(_ values: [JSONValue?]) -> [JSONValue] {
    let present = values.compactMap { $0 }.filter { $0 != .null }
    let hasHoles = present.count < values.count
    let isNumeric = !present.isEmpty && present.allSatisfy(isNumber)
    if isNumeric, hasHoles || present.contains(where: isDouble) {
      return values.map { value in value.flatMap { $0 == .null ? nil : $0.doubleValue }.map { .double($0) } ?? .double(.nan) }
    }
    let isText = !present.isEmpty && present.allSatisfy { $0.stringValue != nil }
    return values.map { value in
      guard let value else { return .double(.nan) }
      return value == .null && isText ? .double(.nan) : value
    }
  }

  private static func isNumber(_ value: JSONValue) -> Bool {
    switch value {
    case .int, .double: true
    default: false
    }
  }

  private static func isDouble(_ value: JSONValue) -> Bool {
    if case .double = value { true } else { false }
  }
}
