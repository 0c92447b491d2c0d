import Foundation
import Generation
import JSONText
import LanguageModels
import Synchronization
import TestSupport

/// A model that answers as recorded exchanges have it, and keeps count of what was asked.
final class Exchanges: LanguageModel {
  let name = "exchanges"
  private let replies: [String: ChatReply]
  private let recorded: [String: Int]
  private let asked = Mutex<[String: Int]>([:])

  /// - Parameter lines: `{"request": …, "choices": […]}`; a choice is a text or the members of a message.
  init(_ lines: [JSONValue]) {
    var (replies, recorded): ([String: ChatReply], [String: Int]) = ([:], [:])
    for line in lines {
      let key = Self.canonical(line["request"] ?? .null)
      recorded[key, default: 0] += 1
      replies[key] = ChatReply(choices: (line["choices"]?.arrayValue ?? []).map(Self.choice))
    }
    (self.replies, self.recorded) = (replies, recorded)
  }

  private static func choice(_ json: JSONValue) -> ChatReply.Choice {
    if let text = json.stringValue { return ChatReply.Choice(text: text) }
    return ChatReply.Choice(
      text: json["content"]?.stringValue, reasoning: json["reasoning_content"]?.stringValue, toolCalls: json["tool_calls"])
  }

  func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
    let key = Self.canonical(request.body(model: "fake-model"))
    asked.withLock { $0[key, default: 0] += 1 }
    guard let reply = replies[key] else { throw LanguageModelError(.notRecorded, "was not recorded") }
    return reply
  }

  /// How many requests were recorded and not asked, and asked and not recorded.
  var difference: (missing: Int, extra: Int) {
    let asked = asked.withLock { $0 }
    let keys = Set(asked.keys).union(recorded.keys)
    return keys.reduce(into: (0, 0)) { sum, key in
      let excess = asked[key, default: 0] - recorded[key, default: 0]
      if excess > 0 { sum.1 += excess } else { sum.0 -= excess }
    }
  }

  /// The text of a value with the members of objects in the order of their keys.
  static func canonical(_ value: JSONValue) -> String { sorted(value).text }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): .array(values.map(sorted))
    case .object(let members):
      .object(members.sorted { $0.key < $1.key }.map { .init($0.key, sorted($0.value)) })
    default: value
    }
  }
}

/// Files of recorded flows.
enum RecordedFlow {
  /// - Parameter path: from the root of the repository.
  static func lines(_ path: String) -> [JSONValue] { lines(at: Repository.path(path)) }
  static func rows(_ path: String) -> [FlowRow] { rows(at: Repository.path(path)) }

  static func lines(at path: String) -> [JSONValue] {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self).split(separator: "\n")
      .compactMap { try? JSONValue(parsingLeniently: Array($0.utf8)[...]) }
  }

  static func rows(at path: String) -> [FlowRow] {
    lines(at: path).map { line in
      guard case .object(let members) = line else { return FlowRow() }
      return FlowRow(members)
    }
  }

  /// A value as two runs of one flow must agree on it: 5 and 5.0 are one, a hole is null, of messages role and text count.
  static func normal(_ value: JSONValue) -> JSONValue {
    switch value {
    case .int(let number): .double(Double(number))
    case .double(let number): number.isNaN ? .null : value
    case .array(let values): .array(values.map(normal))
    case .object(let members):
      if let role = value["role"], let content = value["content"] {
        ["role": role, "content": content]
      } else {
        .object(members.map { .init($0.key, normal($0.value)) }.sorted { $0.key < $1.key })
      }
    default: value
    }
  }

  /// The columns of a row that hold something.
  static func normal(_ row: FlowRow) -> [String: JSONValue] {
    var columns: [String: JSONValue] = [:]
    for column in row.columns where normal(column.value) != .null { columns[column.key] = normal(column.value) }
    return columns
  }
}
