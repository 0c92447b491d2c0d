import Foundation
import JSONText
import LanguageModels
import Synchronization
import TestSupport
import Testing

@testable import Generation

@Suite("Rows through flows of our own")
struct FlowRunnerTests {
  /// A model that answers what a function says.
  private struct Scripted: LanguageModel {
    let name = "scripted"
    let reply: @Sendable (ChatRequest) throws -> String
    func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
      do { return ChatReply(content: try reply(request)) } catch { throw LanguageModelError(.rejected, "no") }
    }
  }

  private static func flow(_ folder: TemporaryFolder, blocks: String, compat: Bool = false) throws -> Flow {
    folder.write("ask.yaml", text: "- role: user\n  content: \"About {{ text }}\"\n")
    let head =
      "metadata:\n  name: made\n  dataset_requirements: {required_columns: [text]}\n" + (compat ? "compat: sdg_hub\n" : "")
    return try Flow(path: folder.write("flow.yaml", text: head + "blocks:\n" + blocks))
  }

  private static let chat = """
      - {block_type: PromptBuilderBlock, block_config: {block_name: ask, input_cols: [text], output_cols: messages, prompt_config_path: ask.yaml}}
      - {block_type: LLMChatBlock, block_config: {block_name: chat, input_cols: messages, output_cols: raw, temperature: 0.5}}
      - {block_type: LLMResponseExtractorBlock, block_config: {block_name: got, input_cols: raw}}

    """

  private static func rows(_ count: Int) -> [FlowRow] { (0..<count).map { FlowRow([.init("text", .string("row \($0)"))]) } }

  @Test("One bad row costs no other, rows keep their order, and the counts balance") func isolation() async throws {
    let folder = TemporaryFolder()
    let tags =
      "  - {block_type: TagParserBlock, block_config: {block_name: tags, input_cols: got_content, output_cols: [q, a], start_tags: ['[Q]', '[A]'], end_tags: ['[/Q]', '[/A]']}}\n"
    let flow = try Self.flow(folder, blocks: Self.chat + tags)
    let model = Scripted { request in
      let text = request.messages[0].content
      if text.hasSuffix("7") { throw LanguageModelError(.rejected, "no") }
      return text.hasSuffix("3") ? "nothing here" : FakeChat.reply(to: text, choice: 0)
    }
    var made: [FlowRow] = []
    let outcome = await FlowRunner(flow, columns: ["text"], window: 5) { _ in model }.run(Self.rows(40)) { made.append($0) }
    #expect(outcome.failures.map(\.origin) == [7, 17, 27, 37])
    #expect(outcome.failures.allSatisfy { $0.block == "chat" && $0.failure.code == "rejected" })
    let order = made.compactMap { $0["text"]?.stringValue.flatMap { Int($0.dropFirst(4)) } }
    #expect(order == order.sorted() && made.count == 64)
    for block in outcome.blocks { #expect(block.rowsIn == block.rowsPassed + block.rowsFiltered + block.rowsFailed) }
    #expect(
      outcome.blocks[3]
        == {
          var counts = BlockCounts(name: "tags");
          (counts.rowsIn, counts.rowsPassed, counts.rowsFiltered, counts.rowsMade) = (36, 32, 4, 64)
          counts.reasons = ["no-tags": 4]; return counts
        }())
  }

  @Test("What ends the run ends it for all that would ask") func end() async throws {
    let folder = TemporaryFolder()
    let flow = try Self.flow(folder, blocks: Self.chat)
    let outcome = await FlowRunner(flow, columns: ["text"], window: 1) { _ in Scripted { _ in "" } }.run([]) { _ in }
    #expect(outcome.end == nil)
    let stopped = await FlowRunner(flow, columns: ["text"], window: 1) { _ in Quota() }.run(Self.rows(10)) { _ in }
    #expect(stopped.end?.code == "quota")
    #expect(stopped.failures.count == 10)
  }

  private struct Quota: LanguageModel {
    let name = "quota"
    func complete(_ request: ChatRequest) async throws(LanguageModelError) -> ChatReply {
      throw LanguageModelError(.quota, "used up")
    }
  }

  @Test("An answer belongs to the question before it, and the last tag may be open")
  func pairs() {
    let tags = TagRows([TagPair(start: "[Q]", end: "[/Q]"), TagPair(start: "[A]", end: "[/A]")])
    #expect(tags.rows(of: "[Q]1[/Q] [Q]2[/Q][A]a2[/A] [Q]3[/Q][A]a3[/A]") == [["2", "a2"], ["3", "a3"]])
    #expect(tags.rows(of: "[Q]1[/Q][A]a1") == [["1", "a1"]])
    #expect(tags.rows(of: "[Q]1 [A]a1[/A]") == [["1", "a1"]])
    #expect(tags.rows(of: "[A]a[/A]") == [])
    #expect(tags.rows(of: "") == [])
    let bare = TagRows([TagPair(start: "[Q]", end: ""), TagPair(start: "[A]", end: "")])
    #expect(bare.rows(of: "[Q]1 [Q]2 [A]a2 [Q]3 [A]a3") == [["2", "a2"], ["3", "a3"]])
    #expect(TagPair(start: "[Q]", end: "[/Q]").texts(in: "x[Q]1[/Q]y[Q]2", salvages: true) == ["1", "2"])
    #expect(TagPair(start: "[Q]", end: "[/Q]").texts(in: "x[Q]1[/Q]y[Q]2", salvages: false) == ["1"])
    #expect(TagPair(start: "[END]", end: "").texts(in: "x[END]\u{301}y", salvages: false) == ["\u{301}y"])
  }

  @Test("Arrays of objects become rows, and no text inside of JSON is changed") func json() async throws {
    let folder = TemporaryFolder()
    let parser = "  - {block_type: JSONParserBlock, block_config: {block_name: parse, input_cols: text, output_cols: [u]}}\n"
    let flow = try Self.flow(folder, blocks: parser)
    let texts = [#"Here: [{"u": "a"}, {"u": "http://x,]y"}]"#, #"{"u": "b,}"}"#, "no JSON", #"[{"u": "c"}, {"u": "d"#]
    var made: [FlowRow] = []
    let rows = texts.map { FlowRow([.init("text", .string($0))]) }
    let outcome = await FlowRunner(flow, columns: ["text"]) { _ in nil }.run(rows) { made.append($0) }
    #expect(made.compactMap { $0["u"]?.stringValue } == ["a", "http://x,]y", "b,}", "c"])
    #expect(outcome.failures.map(\.failure.code) == ["unreadable-reply"])
    #expect(outcome.failures[0].failure.reply == "no JSON")
  }

  @Test("Rows that hold the same are answered each for itself") func copies() async throws {
    let folder = TemporaryFolder()
    let many = "  - {block_type: RowMultiplierBlock, block_config: {block_name: many, num_samples: 3}}\n"
    let flow = try Self.flow(folder, blocks: many + Self.chat)
    let seen = Mutex<[String]>([])
    let model = Scripted { request in
      seen.withLock { $0.append(request.key) }
      return "x"
    }
    _ = await FlowRunner(flow, columns: ["text"]) { _ in model }.run(Self.rows(2)) { _ in }
    #expect(Set(seen.withLock { $0 }).count == 6)
  }

  @Test(
    "What is wrong with a flow is said with its line",
    arguments: [
      ("  - {block_type: NopeBlock, block_config: {block_name: a}}\n", "NopeBlock"),
      ("  - {block_type: AgentBlock, block_config: {block_name: a}}\n", "agent"),
      (
        "  - {block_type: LLMChatBlock, block_config: {block_name: a, input_cols: text, output_cols: b, max_tokenz: 5}}\n",
        "max_tokens"
      ),
      (
        "  - {block_type: LLMChatBlock, block_config: {block_name: a, input_cols: text, output_cols: b, temperature: 9}}\n",
        "temperature"
      ),
      ("  - {block_type: LLMChatBlock, block_config: {block_name: a, input_cols: text, output_cols: b, api_key: k}}\n", "key"),
      (
        "  - {block_type: PromptBuilderBlock, block_config: {block_name: a, input_cols: [other], output_cols: b, prompt_config_path: ask.yaml}}\n",
        "text"
      ),
      (
        "  - {block_type: PromptBuilderBlock, block_config: {block_name: a, input_cols: [text], output_cols: b, prompt_config_path: ../../../etc/passwd}}\n",
        "outside"
      ),
      (
        "  - {block_type: TagParserBlock, block_config: {block_name: a, input_cols: text, output_cols: b, start_tags: [x, y], end_tags: [z]}}\n",
        "tags"
      ),
      (
        "  - {block_type: RegexParserBlock, block_config: {block_name: a, input_cols: text, output_cols: b, parsing_pattern: '(x'}}\n",
        "pattern"
      ),
      (
        "  - {block_type: ColumnValueFilterBlock, block_config: {block_name: a, input_cols: text, filter_value: 1, operation: near}}\n",
        "near"
      ),
      ("  - [1]\n", "block_type"),
    ])
  func mistakes(block: String, word: String) throws {
    let error = #expect(throws: FlowError.self) { try Self.flow(TemporaryFolder(), blocks: block) }
    #expect(error?.description.contains(word) == true, "\(error?.description ?? "")")
    #expect(error?.line != nil)
  }

  @Test("Lint finds tags, values and keys that do not fit the prompts") func lint() throws {
    let folder = TemporaryFolder()
    let blocks =
      Self.chat + """
          - {block_type: TagParserBlock, block_config: {block_name: tags, input_cols: got_content, output_cols: verdict, start_tags: '[V]', end_tags: '[/V]', expand_fields: true}}
          - {block_type: ColumnValueFilterBlock, block_config: {block_name: keep, input_cols: verdict, filter_value: 'YES', operation: eq}}
        """
    let found = FlowLint.findings(try Self.flow(folder, blocks: blocks)).map(\.message)
    #expect(found.contains { $0.contains("[V]") && $0.contains("ask.yaml") })
    #expect(found.contains { $0.contains("`YES`") })
    #expect(found.contains { $0.contains("expand_fields") })
    #expect(found.count == 4)
  }

  @Test("Tool calls must fit their tools, the query and the text") func toolCalls() throws {
    let tools = ToolSet([
      [
        "type": "function",
        "function": [
          "name": "find",
          "parameters": [
            "type": "object",
            "properties": [
              "query": ["type": "string"], "limit": ["type": "integer", "minimum": 1], "kind": ["enum": ["a", "b"]],
            ],
            "required": ["query"], "additionalProperties": false,
          ],
        ],
      ]
    ])
    func accepted(_ calls: String) throws -> Int? {
      let object = try JSONValue(parsing: #"{"query": "who lights the lamps", "tool_calls": \#(calls)}"#)
      return try? tools.calls(of: object, query: "who lights the lamps", source: "Keepers light every lamp at dusk.").get().count
    }
    #expect(try accepted(#"[{"name": "find", "arguments": {"query": "lights the lamps"}}]"#) == 1)
    #expect(try accepted(#"[{"function": {"name": "find", "arguments": "{\"query\": \"keepers dusk\", \"limit\": 3}"}}]"#) == 1)
    for wrong in [
      "[]", #"[{"name": "other", "arguments": {"query": "lamps"}}]"#, #"[{"name": "find", "arguments": {}}]"#,
      #"[{"name": "find", "arguments": {"query": 3}}]"#, #"[{"name": "find", "arguments": {"query": "lamps", "limit": 0}}]"#,
      #"[{"name": "find", "arguments": {"query": "lamps", "more": 1}}]"#,
      #"[{"name": "find", "arguments": {"query": "lamps", "kind": "c"}}]"#,
      #"[{"name": "find", "arguments": {"query": "unheard foreign words"}}]"#,
      #"[{"name": "find", "arguments": {"query": "lamps"}}, {"name": "find", "arguments": {"query": "lamps"}}]"#,
    ] {
      #expect(try accepted(wrong) == nil, "\(wrong)")
    }
  }

  @Test("Columns that are missing are found before anything is asked") func columns() throws {
    let folder = TemporaryFolder()
    let block = "  - {block_type: TextConcatBlock, block_config: {block_name: a, input_cols: [text, other], output_cols: b}}\n"
    let flow = try Self.flow(folder, blocks: block)
    #expect(throws: FlowError.self) { try FlowInput.check(Self.rows(1), for: flow) }
    #expect(throws: FlowError.self) { try FlowInput.check([], for: flow) }
    #expect(throws: FlowError.self) { try FlowInput.check([FlowRow([.init("x", 1)])], for: flow) }
    try FlowInput.check([FlowRow([.init("text", "a"), .init("other", "b")])], for: flow)
  }
}
