internal import Datasets
internal import JSONText
internal import TextAnalysis

/// Whether tool calls fit the tools that a record gives, and their arguments what was asked.
enum ToolCallMeasures {
  /// None where no record calls a tool.
  static func measures(of records: [Record]) -> [Measure] {
    let calling = records.filter { !$0.toolCalls.isEmpty }
    guard !calling.isEmpty else { return [] }
    let count = calling.count
    return [
      Measure("tool-records", .tools, "records that call tools", Double(count), .count),
      .without(
        "valid-calls", .tools, "records whose calls name tools that there are, fit their schemas and are not repeated",
        calling.filter { !isValid($0) }, of: count),
      .without(
        "aligned-arguments", .tools, "records whose arguments take two thirds of their words from question or evidence",
        calling.filter { !isAligned($0) }, of: count),
    ]
  }

  static func isValid(_ record: Record) -> Bool {
    var schemas: [String: JSONValue] = [:]
    let tools = record.tools
    for tool in tools?.arrayValue ?? tools?.stringValue.flatMap({ try? JSONValue(parsing: $0) })?.arrayValue ?? [] {
      let function = tool["function"] ?? tool
      if let name = function["name"]?.stringValue { schemas[name] = function["parameters"] ?? ["type": "object"] }
    }
    let fits = record.toolCalls.allSatisfy { call in
      schemas[call.name].map { JSONSchema.accepts(call.arguments, $0) } ?? false
    }
    return fits && Set(record.toolCalls.map(\.json.text)).count == record.toolCalls.count
  }

  static func isAligned(_ record: Record) -> Bool {
    let known = Set(Words.words(in: record.question + "\n" + record.evidence.text).map { WordStem.stem($0.folded) })
    return record.toolCalls.allSatisfy { isDerived($0.arguments, from: known) }
  }

  /// Texts alone are compared: numbers and truth values mostly set how a tool works.
  private static func isDerived(_ value: JSONValue, from known: Set<String>) -> Bool {
    switch value {
    case .string(let text):
      let words = Set(Words.words(in: text).map { WordStem.stem($0.folded) })
      return 3 * words.intersection(known).count >= 2 * words.count
    case .array(let values): return values.allSatisfy { isDerived($0, from: known) }
    case .object(let members): return members.allSatisfy { isDerived($0.value, from: known) }
    default: return true
    }
  }
}
