import Foundation
import JSONText
import TestSupport
import Testing

@Suite("quern flow")
struct FlowCommandTests {
  private let folder = TemporaryFolder()

  /// A flow of two questions to a model a row, and rows for it.
  private func prepare(rows: Int, temperature: Double = 0.5) {
    folder.write("flow/ask.yaml", text: "- {role: user, content: 'Ask about {{ text }} with [Q] [/Q] [A] [/A]'}\n")
    folder.write("flow/check.yaml", text: "- {role: user, content: 'Is {{ q }} answered by {{ a }}?'}\n")
    folder.write(
      "flow/flow.yaml",
      text: """
        metadata: {name: two-steps, id: two-steps, dataset_requirements: {required_columns: [text]}}
        blocks:
          - {block_type: PromptBuilderBlock, block_config: {block_name: ask, input_cols: [text], output_cols: m, prompt_config_path: ask.yaml}}
          - {block_type: LLMChatBlock, block_config: {block_name: chat, input_cols: m, output_cols: raw, temperature: \(temperature)}}
          - {block_type: LLMResponseExtractorBlock, block_config: {block_name: got, input_cols: raw}}
          - {block_type: TagParserBlock, block_config: {block_name: tags, input_cols: got_content, output_cols: [q, a], start_tags: ['[Q]', '[A]'], end_tags: ['[/Q]', '[/A]']}}
          - {block_type: PromptBuilderBlock, block_config: {block_name: check, input_cols: [q, a], output_cols: m2, prompt_config_path: check.yaml}}
          - {block_type: LLMChatBlock, block_config: {block_name: judge, input_cols: m2, output_cols: raw2}}

        """)
    folder.write("rows.jsonl", text: (0..<rows).map { #"{"text": "row \#($0)"}"# + "\n" }.joined())
  }

  private func run(_ server: FakeServer, _ more: [String] = []) -> Program.Outcome {
    Program.run(
      [
        "flow", "run", folder.file("flow"), folder.file("rows.jsonl"), "-o", folder.file("out"), "--model", "openai/fake",
        "--base-url", server.address + "/v1",
      ] + more)
  }

  private var made: [JSONValue] {
    (folder.text("out/rows.jsonl") ?? "").split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
  }

  @Test("A run asks each thing once, and again nothing; a change asks only what it touches") func resume() throws {
    prepare(rows: 10)
    let server = FakeChat.server()
    let first = run(server)
    #expect(first.status == 0, "\(first.errors)")
    #expect(made.count == 20 && server.requests.count == 30)
    let rows = folder.text("out/rows.jsonl")
    #expect(run(server).status == 0)
    #expect(server.requests.count == 30)
    #expect(folder.text("out/rows.jsonl") == rows)
    prepare(rows: 10, temperature: 0.6)
    #expect(run(server).status == 0)
    // The questions are asked again; what is made of the same ones is not.
    #expect(server.requests.count == 40)
    let manifest = try JSONValue(parsing: try #require(folder.text("out/run.json")))
    for block in manifest["blocks"]?.arrayValue ?? [] {
      let count = { block[$0]?.intValue ?? -1 }
      #expect(count("in") == count("passed") + count("filtered") + count("failed"))
    }
    #expect(run(server, ["--force"]).status == 0)
    #expect(server.requests.count == 40, "what was paid for is kept")
  }

  @Test("Whatever fails is told, kept and made good by the same command") func failures() throws {
    prepare(rows: 8)
    let bad = FakeChat.server { $0 % 5 == 2 ? .answer(status: 400, body: "{}") : nil }
    let first = run(bad, ["--concurrency", "1"])
    #expect(first.status == 1)
    let failed = (folder.text("out/failed.jsonl") ?? "").split(separator: "\n").count
    #expect(failed > 0 && first.errors.contains("given up: \(failed) rejected"))
    let good = FakeChat.server()
    #expect(run(good).status == 0)
    #expect(made.count == 16 && bad.requests.count + good.requests.count < 24 + 2 * failed)
    #expect(folder.text("out/failed.jsonl") == "")
  }

  @Test("A server that is not there is told of while it is tried again, and no longer than the time that was given")
  func nowhere() {
    prepare(rows: 3)
    let outcome = Program.run([
      "flow", "run", folder.file("flow"), folder.file("rows.jsonl"), "-o", folder.file("out"), "--model", "openai/fake",
      "--base-url", "http://127.0.0.1:1/v1", "--max-time", "2",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("the model server cannot be reached: what may pass is tried again"))
    #expect(outcome.errors.contains("unreachable"))
  }

  @Test("A used-up quota ends the run with its own status") func quota() {
    prepare(rows: 8)
    let server = FakeServer { _, _ in .answer(status: 429, body: #"{"error":{"code":"insufficient_quota"}}"#) }
    let outcome = run(server)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("quota"))
    let refused = FakeServer { _, _ in .answer(status: 401, body: "") }
    let other = run(refused, ["--concurrency", "1"])
    #expect(other.status == 2 && other.errors.contains("key") && refused.requests.count == 1)
  }

  @Test("A killed run loses no reply and asks no more again than was on its way") func killed() async throws {
    prepare(rows: 30)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<3 {
      try? FileManager.default.removeItem(atPath: folder.file("out"))
      let server = FakeChat.server()
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = [
        "flow", "run", folder.file("flow"), folder.file("rows.jsonl"), "-o", folder.file("out"), "--model", "openai/fake",
        "--base-url", server.address + "/v1", "--concurrency", "4", "--quiet",
      ]
      try process.run()
      let target = Int.random(in: 5...80, using: &generator)
      while process.isRunning, server.requests.count < target { try await Task.sleep(for: .milliseconds(1)) }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let before = server.requests.count
      #expect(run(server).status == 0)
      #expect(made.count == 60)
      #expect(server.requests.count <= 90 + 4, "\(before) requests before the kill")
      #expect(Set(server.requests.map(\.body)).count == 90)
    }
  }

  @Test("Two runs cannot write into one folder, and a folder of another flow is left alone") func folders() {
    prepare(rows: 2)
    let server = FakeChat.server()
    #expect(run(server).status == 0)
    let text = folder.text("flow/flow.yaml") ?? ""
    folder.write("flow/flow.yaml", text: text.replacing("id: two-steps", with: "id: other"))
    let other = run(server)
    #expect(other.status == 2 && other.errors.contains("--force"))
  }

  @Test("Settings, limits and mistakes") func settings() {
    prepare(rows: 6)
    let server = FakeChat.server()
    #expect(run(server, ["--set", "chat.n=2", "--rows", "2", "--quiet"]).status == 0)
    #expect(server.requests.contains { $0.body.contains("\"n\": 2") } && made.count == 8)
    for (arguments, word) in [
      (["--set", "nope.n=2"], "nope"), (["--set", "chat.temprature=1"], "temperature"), (["--block-model", "x=openai/y"], "x"),
      (["--set", "chat"], "block.key=value"),
    ] {
      let outcome = run(server, arguments)
      #expect(outcome.status == 2 && outcome.errors.contains(word), "\(outcome.errors)")
    }
    let missing = Program.run(["flow", "show", folder.file("nothing")])
    #expect(missing.status == 2 && missing.errors.contains("hint"))
    let shown = Program.run(["flow", "show", folder.file("flow")])
    #expect(shown.output.contains("requires  text") && shown.output.contains("Ask about {{ text }}"))
    let lint = Program.run(["flow", "lint", folder.file("flow")])
    #expect(lint.status == 0, "\(lint.output)")
  }

  @Test(
    "The flows that come with Quern make rows of documents, each with the bytes that prove it",
    arguments: [
      ("document-qa", "evidence", "question"), ("key-facts", "evidence", "question"),
      ("detailed-summary", "evidence", "question"),
      ("extractive-summary", "sentence", "question"), ("rag-evaluation", "evidence", "user_input"),
    ])
  func bundled(flow: String, quotation: String, question: String) throws {
    let server = FakeChat.server()
    let arguments = [
      "flow", "run", flow, "corpora/policy/policy.md", "-o", folder.file("out"), "--model", "openai/fake", "--base-url",
      server.address + "/v1",
    ]
    let outcome = Program.run(arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("document  ←  the chunk"))
    let document = Program.run(["ingest", "corpora/policy/policy.md", "--format", "markdown"]).output
    #expect(made.count > 3)
    for row in made {
      let chunk = try #require(Range(json: row["quern_range"])), evidence = try #require(Range(json: row["evidence_range"]))
      let bytes = Array(document.utf8)[chunk]
      let text = try #require(row["document"]?.stringValue)
      #expect(text.hasSuffix(String(decoding: bytes, as: UTF8.self)))
      let quoted = row[quotation]?.stringValue ?? row["reference_contexts"]?.arrayValue?.first?.stringValue
      #expect(quoted == String(decoding: Array(text.utf8)[evidence], as: UTF8.self))
      #expect(row[question]?.stringValue?.hasSuffix("?") == true)
      #expect(row["quern_document"]?.stringValue == "corpora/policy/policy.md")
    }
    let count = server.requests.count
    #expect(Program.run(arguments).status == 0)
    #expect(server.requests.count == count)
    #expect(Program.run(["flow", "lint", flow]).status == 0)
  }

  @Test("Page by page, queries with the tool calls that serve them, each with its page") func toolSelection() throws {
    let server = FakeChat.server()
    let outcome = Program.run([
      "flow", "run", "tool-selection", "corpora/harbour-code/harbour-code.txt", "-o", folder.file("out"), "--chunker", "page",
      "--pages",
      "1-10", "--model", "openai/fake", "--base-url", server.address + "/v1",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(made.count > 2 && made.count == server.requests.count)
    for row in made {
      #expect(row["quern_pages"]?.arrayValue?.count == 2 && row["query"]?.stringValue?.isEmpty == false)
      #expect(row["tool_calls"]?.arrayValue?.first?["name"]?.stringValue == "full_text_search")
    }
    #expect(server.requests[0].body.contains("vector_search"))
  }

  @Test("One conversation a document: the system's message once, and each passage with the turns before it") func documentChat()
    throws
  {
    let server = FakeChat.server()
    let outcome = Program.run([
      "flow", "run", "tool-selection-chat", "corpora/harbour-code/harbour-code.txt", "-o", folder.file("out"), "--chunker",
      "page", "--pages", "1-10", "--model", "openai/fake", "--base-url", server.address + "/v1",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(made.count > 2)
    let turns = server.requests.compactMap { try? JSONValue(parsing: $0.body) }.map { body in
      (body["messages"]?.arrayValue ?? []).compactMap { $0["role"]?.stringValue }
    }
    #expect(turns.allSatisfy { $0.first == "system" && $0.count { $0 == "system" } == 1 && $0.last == "user" })
    // Three turns go before the passage at most.
    #expect(turns.map(\.count) == turns.indices.map { 2 + 2 * min($0, 3) })
  }

  @Test("What was recorded answers again, with no server") func recorded() {
    prepare(rows: 3)
    let server = FakeChat.server()
    #expect(run(server, ["--record", folder.file("recorded.jsonl")]).status == 0)
    let rows = folder.text("out/rows.jsonl")
    let again = Program.run([
      "flow", "run", folder.file("flow"), folder.file("rows.jsonl"), "-o", folder.file("again"), "--model",
      "replay/" + folder.file("recorded.jsonl"),
    ])
    #expect(again.status == 0, "\(again.errors)")
    #expect(folder.text("again/rows.jsonl") == rows && rows?.isEmpty == false)
    #expect(server.requests.count == 9)
  }

  @Test("Documents become records through a server") func documents() throws {
    let server = FakeServer { _, request in
      guard let body = try? JSONValue(parsing: request.body),
        let prompt = body["messages"]?.arrayValue?.last?["content"]?.stringValue
      else { return .answer(status: 400, body: "") }
      let passage = prompt.range(of: "Passage:\n").map { String(prompt[$0.upperBound...]) } ?? ""
      let line = passage.split(separator: "\n").max { $0.utf8.count < $1.utf8.count } ?? ""
      let pair: JSONValue = [
        "question": .string("What holds under number \(passage.utf8.count)?"), "answer": "What is written.",
        "evidence": .string(String(line)),
      ]
      let pairs: JSONValue = ["pairs": [pair]]
      let message: JSONValue = ["role": "assistant", "content": .string(pairs.text)]
      return .answer(body: JSONValue.object([.init("choices", [["message": message, "finish_reason": "stop"]])]).text)
    }
    let outcome = Program.run([
      "run", "corpora/policy/policy.md", "-o", folder.file("out"), "--model", "openai/fake", "--base-url", server.address + "/v1",
      "--quiet",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let records = (folder.text("out/dataset.jsonl") ?? "").split(separator: "\n")
    #expect(records.count > 3 && records.count <= server.requests.count)
  }
}
