import Datasets
import JSONText
import Testing

/// Rows that readers refuse.
@Suite("Rules of exports")
struct ExportRuleTests {
  private static let user = #"{"role": "user", "content": "q"}"#
  private static let answer = #"{"role": "assistant", "content": "a"}"#
  private static let tool = #"{"type": "function", "function": {"name": "f", "description": "", "parameters": {}}}"#

  private static func call(_ name: String = "f", arguments: String = #""{}""#, id: String = "call_1") -> String {
    #"{"role": "assistant", "tool_calls": [{"id": "\#(id)", "type": "function", "function": {"name": "\#(name)", "arguments": \#(arguments)}}]}"#
  }

  private static func chat(_ messages: String..., tools: String? = nil) -> String {
    "{\"messages\": [\(messages.joined(separator: ", "))]" + (tools.map { ", \"tools\": [\($0)]" } ?? "") + "}"
  }

  private static func isTaken(_ row: String, _ format: ExportFormat) throws -> Bool {
    let json = try JSONValue(parsing: row)
    let shape = try #require(ExportOptions(format).shape)
    return (try? shape.check(json)) != nil
  }

  @Test("Chats that OpenAI takes", arguments: [chat(user, answer), chat(user, call(), tools: tool)])
  func sound(row: String) throws { #expect(try Self.isTaken(row, .openai)) }

  @Test(
    "Chats that it refuses",
    arguments: [
      "{}", chat(), chat(user), chat(answer), chat(answer, user), chat(user, #"{"role": "assistant", "content": " "}"#),
      chat(user, #"{"role": "robot", "content": "a"}"#, answer), chat(user, #"{"role": "system", "content": "s"}"#, answer),
      chat(user, #"{"role": "assistant", "content": "a", "score": 1}"#), chat(user, call()),
      chat(user, call("g"), tools: tool), chat(user, call(arguments: "{}"), tools: tool),
      chat(user, call(arguments: #""[]""#), tools: tool), chat(user, call(arguments: #""{""#), tools: tool),
      chat(user, call(id: ""), tools: tool), chat(user, answer, tools: ""), chat(user, answer, tools: tool + ", " + tool),
      chat(user, answer, tools: tool.replacing("\"f\"", with: "\"two words\"")),
      chat(user, answer, tools: tool.replacing("\"f\"", with: "\"" + String(repeating: "f", count: 65) + "\"")),
      #"{"messages": [\#(user), \#(answer)], "id": "x"}"#,
    ])
  func faulty(row: String) throws { #expect(try !Self.isTaken(row, .openai)) }

  @Test("Mistral's ids have nine letters and digits")
  func mistral() throws {
    #expect(try Self.isTaken(Self.chat(Self.user, Self.call(id: "call00001"), tools: Self.tool), .mistral))
    #expect(try !Self.isTaken(Self.chat(Self.user, Self.call(), tools: Self.tool), .mistral))
  }

  @Test("TRL's arguments are objects, and its tools a text")
  func trl() throws {
    let calls = #"{"role": "assistant", "tool_calls": [{"type": "function", "function": {"name": "f", "arguments": {}}}]}"#
    let tools = JSONValue.string("[\(Self.tool)]").text
    #expect(try Self.isTaken("{\"messages\": [\(Self.user), \(calls)], \"tools\": \(tools)}", .trlMessages))
    #expect(try !Self.isTaken("{\"messages\": [\(Self.user), \(calls)], \"tools\": [\(Self.tool)]}", .trlMessages))
    let text = calls.replacing("{}", with: "\"{}\"")
    #expect(try !Self.isTaken("{\"messages\": [\(Self.user), \(text)], \"tools\": \(tools)}", .trlMessages))
  }

  private static func shareGPT(_ turns: String, tools: String = "") -> String {
    #"{"conversations": [\#(turns)], "system": "", "tools": \#(JSONValue.string(tools).text)}"#
  }

  private static let human = #"{"from": "human", "value": "q"}"#
  private static let gpt = #"{"from": "gpt", "value": "a"}"#
  private static let function = #"{"from": "function_call", "value": "{\"name\": \"f\", \"arguments\": {}}"}"#
  private static let bareTool = #"[{"name": "f", "description": "", "parameters": {"properties": {"x": {}}}}]"#

  @Test(
    "Turns of ShareGPT",
    arguments: [
      (shareGPT(human + ", " + gpt), true), (shareGPT(human + ", " + function, tools: bareTool), true),
      (shareGPT(human), false), (shareGPT(gpt + ", " + human), false), (shareGPT(human + ", " + human), false),
      (shareGPT(human + ", " + function), false), (shareGPT(""), false),
      (shareGPT(human + ", " + gpt, tools: "[{"), false),
      (shareGPT(human + ", " + gpt, tools: bareTool.replacing("{}", with: "1")), false),
      (shareGPT(human + ", " + gpt).replacing("\"system\": \"\"", with: "\"system\": null"), false),
    ])
  func turns(row: String, isTaken: Bool) throws { #expect(try Self.isTaken(row, .sharegpt) == isTaken) }

  @Test(
    "What a record lacks is said without its words",
    arguments: [ExportFormat.openai, .mistral, .sharegpt, .trlMessages, .trlPromptCompletion, .alpaca, .hf])
  func reasons(format: ExportFormat) throws {
    var writer = RowWriter(ExportOptions(format))
    var (silent, lost) = (DatasetTests.record, DatasetTests.record)
    silent.answer = " \n"
    lost.toolCalls = [.init(name: "private", arguments: .object([]))]
    for record in [silent, lost] {
      let fault = #expect(throws: RowFault.self) { _ = try writer.row(record) }
      #expect(fault?.reason.isEmpty == false && fault?.reason.contains("private") == false)
    }
    #expect(writer.rowCount == 0)
  }
}
