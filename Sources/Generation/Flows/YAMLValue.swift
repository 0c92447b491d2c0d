internal import Foundation
internal import JSONText
internal import Yams

/// A value of a YAML file, with its line.
struct YAMLValue {
  indirect enum Kind {
    case scalar(JSONValue)
    case list([YAMLValue])
    case map([(key: String, line: Int, value: YAMLValue)])
  }

  let kind: Kind
  /// From 1.
  let line: Int
  /// Whether it is a text written line by line behind `|`.
  private let isLiteral: Bool

  /// The line of the file that a line of the text, from 1, stands in; where it is not written line by line, that where it begins.
  func line(ofText number: Int) -> Int { isLiteral ? line + number : line }

  /// Reads a file of one document.
  static func read(_ path: String) throws(FlowError) -> YAMLValue {
    guard let bytes = BundledFlows.text(path).map({ Data($0) }) ?? FileManager.default.contents(atPath: path) else {
      throw FlowError("the file cannot be read", file: path, hint: "is it there, beside the flow?")
    }
    guard bytes.count <= sizeLimit else { throw FlowError("the file is too long to be a flow or a prompt", file: path) }
    guard let text = String(data: bytes, encoding: .utf8) else { throw FlowError("the file is not UTF-8", file: path) }
    return try parse(text, file: path)
  }

  private static let (sizeLimit, depthLimit) = (4 << 20, 64)

  static func parse(_ text: String, file: String) throws(FlowError) -> YAMLValue {
    do {
      guard let node = try Yams.compose(yaml: text) else { throw FlowError("the file is empty", file: file) }
      return try YAMLValue(node, file, depth: 0)
    } catch let error as YamlError {
      throw describe(error, file)
    } catch let error as FlowError {
      throw error
    } catch {
      throw FlowError("the file is not YAML", file: file)
    }
  }

  private static func describe(_ error: YamlError, _ file: String) -> FlowError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      FlowError("not YAML: \(problem)", file: file, line: mark.line)
    default: FlowError("the file is not YAML", file: file)
    }
  }

  private init(_ node: Node, _ file: String, depth: Int) throws(FlowError) {
    line = node.mark?.line ?? 1
    isLiteral = node.scalar?.style == .literal
    guard depth < Self.depthLimit else { throw FlowError("nested deeper than \(Self.depthLimit)", file: file, line: line) }
    switch node {
    case .scalar(let scalar): kind = .scalar(Self.value(of: node, scalar))
    case .sequence(let sequence):
      var values: [YAMLValue] = []
      for node in sequence { values.append(try YAMLValue(node, file, depth: depth + 1)) }
      kind = .list(values)
    case .mapping(let mapping):
      var members: [(key: String, line: Int, value: YAMLValue)] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          throw FlowError("a key must be a plain word", file: file, line: key.mark?.line)
        }
        if members.contains(where: { $0.key == name }) {
          throw FlowError("the key `\(name)` stands here a second time", file: file, line: key.mark?.line)
        }
        members.append((name, key.mark?.line ?? line, try YAMLValue(value, file, depth: depth + 1)))
      }
      kind = .map(members)
    case .alias: throw FlowError("aliases are not read", file: file, line: line)
    }
  }

  private static func value(of node: Node, _ scalar: Node.Scalar) -> JSONValue {
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    return switch Resolver.default.resolveTag(of: node) {
    case .bool: node.bool.map { .bool($0) } ?? .string(scalar.string)
    case .int: node.int.map { .int($0) } ?? .string(scalar.string)
    case .float: node.float.map { .double($0) } ?? .string(scalar.string)
    case .null: .null
    default: .string(scalar.string)
    }
  }

  subscript(key: String) -> YAMLValue? { members?.first { $0.key == key }?.value }

  var members: [(key: String, line: Int, value: YAMLValue)]? {
    if case .map(let members) = kind { members } else { nil }
  }

  var list: [YAMLValue]? {
    if case .list(let values) = kind { values } else { nil }
  }

  var scalar: JSONValue? {
    if case .scalar(let value) = kind { value } else { nil }
  }

  var string: String? { scalar?.stringValue }

  /// A text, or a list of texts; nil for anything else.
  var strings: [String]? {
    if let string { return [string] }
    guard let list else { return nil }
    let texts = list.compactMap(\.string)
    return texts.count == list.count ? texts : nil
  }

  var json: JSONValue {
    switch kind {
    case .scalar(let value): value
    case .list(let values): .array(values.map(\.json))
    case .map(let members): .object(members.map { .init($0.key, $0.value.json) })
    }
  }
}
