import Foundation
import JSONText
import LanguageModels
import Synchronization
import TestSupport
import Testing

@testable import Generation

@Suite("Blocks of our own")
struct OwnBlockTests {
  private static func flow(_ folder: TemporaryFolder, _ blocks: String) throws -> Flow {
    folder.write("ask.yaml", text: "- role: system\n  content: Be short.\n- role: user\n  content: \"{{ text }}\"\n")
    folder.write("judge.yaml", text: "- role: user\n  content: \"{{ text }} | {{ answer }} <verdict>SUPPORTED</verdict>\"\n")
    return try Flow(path: folder.write("flow.yaml", text: "metadata:\n  name: made\nblocks:\n" + blocks))
  }

  private static func run(_ flow: Flow, _ rows: [[String: String]], _ model: any LanguageModel) async -> (
    rows: [FlowRow], outcome: FlowRunner.Outcome
  ) {
    let rows = rows.map { row in FlowRow(row.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }) }
    var made: [FlowRow] = []
    let outcome = await FlowRunner(flow, columns: rows.flatMap(\.names)) { _ in model }.run(rows) { made.append($0) }
    for block in outcome.blocks { #expect(block.rowsIn == block.rowsPassed + block.rowsFiltered + block.rowsFailed) }
    return (made, outcome)
  }

  // MARK: One conversation a document

  private static let conversation = """
      - {block_type: PromptBuilderBlock, block_config: {block_name: ask, input_cols: [text], output_cols: messages, prompt_config_path: ask.yaml}}
      - {block_type: DocumentChatBlock, block_config: {block_name: chat, input_cols: {messages: messages, document: conversation}, output_cols: raw, window: 2, temperature: 0.5}}
      - {block_type: LLMResponseExtractorBlock, block_config: {block_name: got, input_cols: raw}}

    """

  @Test("A document's rows are asked in one conversation: the system's message once, and the last turns only")
  func conversation() async throws {
    let flow = try Self.flow(TemporaryFolder(), Self.conversation)
    let model = ScriptedModel { "re " + ($0.messages.last?.content ?? "") }
    let rows = ["a", "b", "a", "a", "b", "a"].enumerated().map { ["text": "\($1)\($0)", "document": $1] }
    let (made, _) = await Self.run(flow, rows, model)
    #expect(made.compactMap { $0["got_content"]?.stringValue } == rows.map { "re " + ($0["text"] ?? "") })
    let requests = model.asked.withLock { $0 }
    let last = try #require(requests.first { $0.messages.last?.content == "a5" })
    #expect(
      last.messages == [
        ChatMessage(.system, "Be short."), ChatMessage(.user, "a2"), ChatMessage(.assistant, "re a2"), ChatMessage(.user, "a3"),
        ChatMessage(.assistant, "re a3"), ChatMessage(.user, "a5"),
      ])
    #expect(last.parameters == [.init("temperature", 0.5)])
  }

  @Test("A row without a reply leaves no turn, and costs no other row") func failedTurn() async throws {
    let flow = try Self.flow(TemporaryFolder(), Self.conversation)
    let model = ScriptedModel { request in
      if request.messages.last?.content == "two" { throw ScriptedModel.Refused() }
      return "yes"
    }
    let (made, outcome) = await Self.run(flow, ["one", "two", "three"].map { ["text": $0, "document": "d"] }, model)
    #expect(made.count == 2 && outcome.failures.map(\.origin) == [1])
    let third = model.asked.withLock { $0.last }
    #expect(third?.messages.map(\.content) == ["Be short.", "one", "yes", "three"])
  }

  // MARK: What needs no model

  @Test("Rows that say nearly the same go, and are counted with their reason") func nearDuplicates() async throws {
    let flow = try Self.flow(
      TemporaryFolder(), "  - {block_type: NearDuplicateBlock, block_config: {block_name: fresh, input_cols: question}}\n")
    let questions = ["What does a dagger cost?", "what does a dagger COST", "What does a long sword cost in the city?"]
    let (made, outcome) = await Self.run(flow, questions.map { ["question": $0] }, ScriptedModel { _ in "" })
    #expect(made.count == 2)
    #expect(outcome.blocks[0].reasons == ["near-duplicate": 1])
  }

  @Test(
    "Pairs that no model is needed to reject",
    arguments: [
      ("What does a dagger cost?", "It costs 2 gp.", nil), ("Daggers.", "They cost 2 gp.", "no-question"),
      ("What does the passage say of daggers?", "They cost 2 gp.", "leans-on-passage"),
      ("What does a dagger cost?", "It costs 9 gp.", "foreign-number"),
      ("What does a dagger cost?", "A dagger has a cost.", "nothing-new"),
      ("What does a dagger cost?", "It costs 2 gp. </answer>", "markup"), ("What does a dagger cost?", "", "incomplete"),
    ])
  func pairs(_ question: String, _ answer: String, _ reason: String?) async throws {
    let flow = try Self.flow(
      TemporaryFolder(),
      "  - {block_type: PairCheckBlock, block_config: {block_name: form, input_cols: {question: question, answer: answer, document: text}}}\n"
    )
    let row = ["question": question, "answer": answer, "document": "A dagger costs 2 gp."]
    let (made, outcome) = await Self.run(flow, [row], ScriptedModel { _ in "" })
    #expect(made.count == (reason == nil ? 1 : 0))
    #expect(outcome.blocks[0].reasons == (reason.map { [$0: 1] } ?? [:]))
  }

  // MARK: The gate

  private static let gate = """
      - {block_type: FaithfulnessBlock, block_config: {block_name: check, input_cols: {text: text, question: question, answer: answer}, output_cols: [score, judge], prompt_config_path: judge.yaml}}

    """

  @Test("Words decide what is plain, and the model is asked about the rest") func greyZone() async throws {
    let flow = try Self.flow(TemporaryFolder(), Self.gate)
    let text = "A dagger costs 2 gp. A thief must not wear plate armour unless the guild allows it."
    let model = ScriptedModel {
      $0.messages[0].content.contains("metal") ? "<verdict>supported" : "No. <verdict>UNSUPPORTED</verdict>"
    }
    let rows = [
      ("What does a dagger cost?", "A dagger costs 2 gp."), ("What does a dagger cost?", "A dagger costs 9 gp."),
      ("What may a thief not wear?", "A thief wears no plate armour of metal."),
      ("When may a thief wear plate armour?", "The masters of the guild may permit it."),
    ].map { ["text": text, "question": $0.0, "answer": $0.1] }
    let (made, outcome) = await Self.run(flow, rows, model)
    #expect(made.compactMap { $0["judge"]?.stringValue } == ["words", "model"])
    #expect(model.asked.withLock { $0.count } == 2)
    #expect(outcome.blocks[0].reasons == ["foreign-number": 1, "model": 1])
  }

  @Test("A verdict that cannot be read is a failure with the reply, and not a verdict") func noVerdict() async throws {
    let flow = try Self.flow(TemporaryFolder(), Self.gate)
    let row = ["text": "A thief must not wear plate armour.", "question": "What of thieves?", "answer": "Thieves shun armour."]
    let (made, outcome) = await Self.run(flow, [row], ScriptedModel { _ in "I cannot say" })
    #expect(made.isEmpty)
    #expect(outcome.failures.first?.failure.code == "unreadable-reply")
    #expect(outcome.failures.first?.failure.reply == "I cannot say")
    #expect(outcome.failures.first?.failure.request != nil)
  }

  // MARK: Lint

  @Test("All blocks that cannot be read are named, each with its file and line") func severalMistakes() throws {
    let folder = TemporaryFolder()
    folder.write("bad.yaml", text: "- role: user\n  content: |\n    Good.\n    {{ text | shout }}\n")
    let path = folder.write(
      "flow.yaml",
      text: """
        metadata: {name: made}
        blocks:
          - {block_type: NoSuchBlock, block_config: {block_name: one}}
          - {block_type: PromptBuilderBlock, block_config: {block_name: two, input_cols: [text], output_cols: m, prompt_config_path: bad.yaml}}
          - {block_type: LLMChatBlock, block_config: {block_name: three, input_cols: m, output_cols: raw, temperature: 9}}

        """)
    let findings = FlowLint.findings(path: path, isCompatible: nil)
    let lines = findings.map { "\(URL(fileURLWithPath: $0.file).lastPathComponent):\($0.line)" }
    #expect(lines == ["bad.yaml:4", "flow.yaml:3", "flow.yaml:5"])
  }

  @Test("Columns taken away and read again, schemas without a column, and prompts that ignore what they get")
  func contradictions() throws {
    let folder = TemporaryFolder()
    folder.write("ask.yaml", text: "- role: user\n  content: \"{{ text }}\"\n")
    let path = folder.write(
      "flow.yaml",
      text: """
        metadata:
          name: made
          dataset_requirements: {required_columns: [text, extra]}
        blocks:
          - {block_type: PromptBuilderBlock, block_config: {block_name: ask, input_cols: [text, extra], output_cols: m, prompt_config_path: ask.yaml}}
          - block_type: LLMChatBlock
            block_config:
              block_name: chat
              input_cols: m
              output_cols: raw
              response_format: {type: json_schema, json_schema: {name: a, schema: {type: object, properties: {fact: {type: string}}}}}
          - {block_type: LLMResponseExtractorBlock, block_config: {block_name: got, input_cols: raw}}
          - {block_type: RenameColumnsBlock, block_config: {block_name: move, input_cols: {text: passage}}}
          - {block_type: DuplicateColumnsBlock, block_config: {block_name: copy, input_cols: {text: again}}}
          - {block_type: JSONParserBlock, block_config: {block_name: parse, input_cols: got_content, output_cols: [facts]}}

        """)
    let messages = FlowLint.findings(path: path, isCompatible: nil).map(\.message)
    for part in [
      "gives `extra` to the prompt `ask.yaml`, which does not use it", "`text`: block `move` has taken it away",
      "takes `facts`, which the schema of block `chat` does not have",
    ] {
      #expect(messages.contains { $0.contains(part) }, "\(messages)")
    }
  }
}
