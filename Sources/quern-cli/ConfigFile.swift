import Foundation
import Yams

/// Options from a YAML file: one mapping of option names, without the dashes, to values.
final class ConfigFile {
  private let path: String
  private var values: [String: String] = [:]

  /// No file, no options.
  init() {
    path = ""
  }

  init(path: String) throws {
    self.path = path
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure.message("`\(path)` cannot be read", hint: "`--config` takes a YAML file")
    }
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch let error as YamlError {
      throw Failure.message(
        "`\(path)` is not YAML: \(Self.place(of: error))", hint: "write one option a line, such as `tokens: 300`")
    }
    guard let node else { return }
    guard let mapping = node.mapping else {
      throw Failure.message("`\(path)` holds no options", hint: "write one option a line, such as `tokens: 300`")
    }
    for (key, value) in mapping {
      guard let name = key.string, let text = value.scalar?.string else {
        throw Failure.message(
          "`\(path)`: every option takes one plain value", hint: "write one option a line, such as `tokens: 300`")
      }
      values[name] = text
    }
  }

  /// Takes the option `name` out; nil where the file does not hold it.
  func value<T>(_ name: String, _ convert: (String) -> T?) throws -> T? {
    guard let text = values.removeValue(forKey: name) else { return nil }
    guard let value = convert(text) else {
      throw Failure.message("`\(path)`: `\(name)` has a value that it cannot take", hint: "see `quern run --help`")
    }
    return value
  }

  /// Throws where the file holds an option that nobody took.
  func checkNoneLeft() throws {
    guard let name = values.keys.min() else { return }
    throw Failure.message("`\(path)`: there is no option `\(name)`", hint: "see `quern run --help` for the names")
  }

  private static func place(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      "line \(mark.line), \(problem)"
    default: "it cannot be read"
    }
  }
}
