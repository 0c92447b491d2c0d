import Foundation
import JSONText
import TestSupport
import Testing

@Suite("quern flow plan, and another try")
struct FlowPlanTests {
  private let folder = TemporaryFolder()

  private func prepare() {
    folder.write("flow/ask.yaml", text: "- {role: user, content: 'Ask about {{ text }}'}\n")
    folder.write("flow/check.yaml", text: "- {role: user, content: 'Is {{ u }} right?'}\n")
    folder.write(
      "flow/flow.yaml",
      text: """
        metadata: {name: planned, id: planned, dataset_requirements: {required_columns: [text]}}
        blocks:
          - {block_type: PromptBuilderBlock, block_config: {block_name: ask, input_cols: [text], output_cols: m, prompt_config_path: ask.yaml}}
          - {block_type: LLMChatBlock, block_config: {block_name: chat, input_cols: m, output_cols: raw, max_tokens: 100}}
          - {block_type: LLMResponseExtractorBlock, block_config: {block_name: got, input_cols: raw}}
          - {block_type: JSONParserBlock, block_config: {block_name: parse, input_cols: got_content, output_cols: [u]}}
          - {block_type: PromptBuilderBlock, block_config: {block_name: check, input_cols: [u], output_cols: m2, prompt_config_path: check.yaml}}
          - {block_type: LLMChatBlock, block_config: {block_name: judge, input_cols: m2, output_cols: raw2, max_tokens: 10}}

        """)
    folder.write("rows.jsonl", text: (0..<5).map { #"{"text": "row \#($0)"}"# + "\n" }.joined())
  }

  private func server(_ content: @escaping @Sendable (Int) -> String) -> FakeServer {
    FakeServer { number, _ in
      let message: JSONValue = ["role": "assistant", "content": .string(content(number))]
      return .answer(body: JSONValue.object([.init("choices", [["message": message, "finish_reason": "stop"]])]).text)
    }
  }

  private func flow(_ arguments: [String]) -> Program.Outcome {
    Program.run(["flow", arguments[0], folder.file("flow"), folder.file("rows.jsonl")] + arguments.dropFirst())
  }

  @Test("A plan is exact as far as it can be, asks no one, and counts what is kept") func plan() {
    prepare()
    folder.write("prices.yaml", text: "openai/fake: {prompt: 1000000, completion: 2000000}\n")
    let first = flow(["plan", "--model", "openai/fake", "--prices", folder.file("prices.yaml")])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("5 rows; 5 requests are known now; + what comes of their replies"))
    #expect(first.output.contains("their replies at most $1000.0000"))
    #expect(first.lines.contains { $0.hasPrefix("judge") && $0.contains("0+") })
    let server = server { _ in #"{"u": "x"}"# }
    let run = ["run", "-o", folder.file("out"), "--model", "openai/fake", "--base-url", server.address + "/v1"]
    #expect(flow(run + ["--max-requests", "5"]).status == 2)
    let left = flow(["plan", "--model", "openai/fake", "-o", folder.file("out")])
    #expect(left.lines.contains { $0.hasPrefix("chat") && $0.contains(" 0 ") }, "\(left.output)")
    #expect(left.lines.contains { $0.hasPrefix("judge") && $0.contains(" 5 ") }, "\(left.output)")
    #expect(server.requests.count == 5)
    #expect(flow(["plan", "-o", folder.file("nothing")]).status == 2)
    #expect(flow(["plan", "--prices", folder.file("prices.yaml")]).errors.contains("no price"))
  }

  @Test(
    "What cannot be known exactly is bounded where the flow bounds it",
    arguments: [
      ("", "by reply"),
      (
        #"response_format: {type: json_schema, json_schema: {name: u, schema: {type: object, properties: {"#
          + #"us: {type: array, maxItems: 3}}}}}"#, "15"
      ),
      (
        #"response_format: {type: json_schema, json_schema: {name: u, schema: {type: object, properties: {u: {type: string}}}}}"#,
        "5"
      ),
    ])
  func bounds(parameter: String, most: String) throws {
    prepare()
    let flow = try #require(folder.text("flow/flow.yaml"))
    folder.write("flow/flow.yaml", text: flow.replacing("max_tokens: 100", with: "max_tokens: 100, " + parameter))
    let plan = self.flow(["plan", "--model", "openai/fake"])
    let judge = plan.lines.first { $0.hasPrefix("judge") }
    #expect(
      judge?.split(separator: " ", omittingEmptySubsequences: true).dropFirst(2).joined(separator: " ").hasPrefix(most) == true,
      "\(plan.output)\(plan.errors)")
  }

  @Test("What came of a few rows says what all of them will take") func expected() {
    prepare()
    let server = server { _ in #"[{"u": "x"}, {"u": "y"}]"# }
    let run = ["run", "-o", folder.file("out"), "--model", "openai/fake", "--base-url", server.address + "/v1", "--rows", "2"]
    #expect(flow(run).status == 0)
    let plan = flow(["plan", "--model", "openai/fake", "-o", folder.file("out")])
    #expect(plan.lines.contains { $0.hasPrefix("chat") && $0.contains(" 3 ") }, "\(plan.output)")
    #expect(plan.lines.contains { $0.hasPrefix("judge") && $0.contains("0 + ~6") }, "\(plan.output)")
    #expect(plan.output.contains("about 9 are to be expected") && plan.output.contains("where a reply takes"))
    let same = Program.run([
      "plan", folder.file("rows.jsonl"), "--flow", folder.file("flow"), "--model", "openai/fake", "-o", folder.file("out"),
    ])
    #expect(same.output == plan.output)
  }

  @Test("Replies that cannot be used are kept, blamed, and asked for again where that is wanted") func retry() {
    prepare()
    let bad = server { $0 % 2 == 0 ? "I would rather not." : #"{"u": "x"}"# }
    func run(_ server: FakeServer, _ more: [String] = []) -> Program.Outcome {
      flow(
        ["run", "-o", folder.file("out"), "--model", "openai/fake", "--base-url", server.address + "/v1", "--concurrency", "1"]
          + more)
    }
    #expect(run(bad).status == 1)
    let failed = folder.text("out/failed.jsonl") ?? ""
    #expect(failed.contains("unreadable-reply") && failed.contains("I would rather not."))
    let count = failed.split(separator: "\n").count
    let good = server { _ in #"{"u": "y"}"# }
    #expect(run(good).status == 1)
    #expect(good.requests.isEmpty)
    #expect(run(good, ["--retry-failed"]).status == 0)
    #expect(folder.text("out/failed.jsonl") == "")
    // The blamed requests, and one more for what came of them, which is the same.
    #expect(good.requests.count == count + 1)
  }
}
