internal import JSONText

extension Document.Element {
  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("kind", .string(kindName)), .init("range", JSONValue(range))]
    switch kind {
    case .heading(let level): members.append(.init("level", .int(level)))
    case .listItem(let depth): members.append(.init("depth", .int(depth)))
    case .table(let table):
      members.append(contentsOf: [.init("header_rows", .int(table.headerRowCount)), .init("rows", table.json)])
    default: break
    }
    if let lines { members.append(.init("lines", [.int(lines.lowerBound), .int(lines.upperBound)])) }
    if let anchor { members.append(.init("anchor", .string(anchor))) }
    if let noise { members.append(.init("noise", .double(noise))) }
    if !regions.isEmpty { members.append(.init("regions", .array(regions.map(\.json)))) }
    return .object(members)
  }

  init?(json: JSONValue) {
    guard let range = Range(json: json["range"]), let kind = Kind(json: json) else { return nil }
    self.init(
      kind: kind, range: range, regions: (json["regions"]?.arrayValue ?? []).compactMap(Region.init(json:)),
      lines: Self.lines(json["lines"]), anchor: json["anchor"]?.stringValue, noise: json["noise"]?.doubleValue)
  }

  private static func lines(_ json: JSONValue?) -> ClosedRange<Int>? {
    let numbers = (json?.arrayValue ?? []).compactMap(\.intValue)
    return numbers.count == 2 && numbers[0] <= numbers[1] ? numbers[0]...numbers[1] : nil
  }

  /// The kind as it is written in JSON and shown to people.
  public var kindName: String {
    switch kind {
    case .heading: "heading"
    case .paragraph: "paragraph"
    case .listItem: "list-item"
    case .table: "table"
    case .code: "code"
    case .quote: "quote"
    case .formula: "formula"
    case .caption: "caption"
    case .footnote: "footnote"
    }
  }
}

extension Document.Element.Kind {
  fileprivate init?(json: JSONValue) {
    switch json["kind"]?.stringValue {
    case "heading": self = .heading(level: min(6, max(1, json["level"]?.intValue ?? 1)))
    case "paragraph": self = .paragraph
    case "list-item": self = .listItem(depth: max(1, json["depth"]?.intValue ?? 1))
    case "table":
      let rows = (json["rows"]?.arrayValue ?? []).compactMap(Table.Row.init(json:))
      let header = min(rows.count, max(0, json["header_rows"]?.intValue ?? 0))
      self = .table(Table(rows: rows, headerRowCount: header))
    case "code": self = .code
    case "quote": self = .quote
    case "formula": self = .formula
    case "caption": self = .caption
    case "footnote": self = .footnote
    default: return nil
    }
  }
}

extension Document.Element.Region {
  fileprivate var json: JSONValue {
    guard let box else { return ["page": .int(page)] }
    return ["page": .int(page), "box": .array([box.x, box.y, box.width, box.height].map { .double(($0 * 10).rounded() / 10) })]
  }

  fileprivate init?(json: JSONValue) {
    guard let page = json["page"]?.intValue else { return nil }
    let numbers = (json["box"]?.arrayValue ?? []).compactMap(\.doubleValue)
    self.init(
      page: page, box: numbers.count == 4 ? Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]) : nil)
  }
}

extension Table {
  /// Rows of `[lower, upper]` ranges, one a cell; a cell that spans adds its columns and rows: `[lower, upper, columns, rows]`.
  fileprivate var json: JSONValue {
    .array(
      rows.map { row in
        ["range": JSONValue(row.range), "cells": .array(row.cells.map(\.json))]
      })
  }
}

extension Table.Row {
  fileprivate init?(json: JSONValue) {
    guard let range = Range(json: json["range"]) else { return nil }
    self.init(range: range, cells: (json["cells"]?.arrayValue ?? []).compactMap(Table.Cell.init(json:)))
  }
}

extension Table.Cell {
  fileprivate var json: JSONValue {
    var numbers = [range.lowerBound, range.upperBound]
    if columnSpan != 1 || rowSpan != 1 { numbers.append(contentsOf: [columnSpan, rowSpan]) }
    return .array(numbers.map { .int($0) })
  }

  fileprivate init?(json: JSONValue) {
    let numbers = (json.arrayValue ?? []).compactMap(\.intValue)
    guard numbers.count == 2 || numbers.count == 4, numbers[0] >= 0, numbers[0] <= numbers[1] else { return nil }
    let spans = numbers.count == 4 ? (max(1, numbers[2]), max(1, numbers[3])) : (1, 1)
    self.init(range: numbers[0]..<numbers[1], columnSpan: spans.0, rowSpan: spans.1)
  }
}
