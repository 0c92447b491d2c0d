import Foundation
import JSONText
import Synchronization
import TestSupport
import Testing

/// A model as the judge of a dataset, as a user asks for it.
@Suite("quern eval --judge")
struct JudgeCommandTests {
  private let folder = TemporaryFolder()

  /// A server that says of the request of each number what `verdict` makes of it: the text of a reply.
  private static func server(_ verdict: @escaping @Sendable (Int) -> String) -> FakeServer {
    FakeServer { number, _ in
      let message: JSONValue = ["role": "assistant", "content": .string(verdict(number))]
      let reply: JSONValue = [
        "choices": [["index": 0, "message": message, "finish_reason": "stop"]],
        "usage": ["prompt_tokens": 100, "completion_tokens": 10],
      ]
      return .answer(body: reply.text)
    }
  }

  private static func verdict(_ question: String, _ answer: String) -> String {
    #"{"reason": "As it is.", "question": "\#(question)", "answer": "\#(answer)"}"#
  }

  private func evaluate(_ server: FakeServer, _ more: [String] = []) -> Program.Outcome {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--quiet"])
    return Program.run(
      ["eval", folder.file("out"), "--judge", "openai/fake", "--base-url", server.address + "/v1", "--concurrency", "1"] + more)
  }

  private func value(_ name: String, _ json: JSONValue) -> Double? { json["measures"]?[name]?["value"]?.doubleValue }

  @Test("Verdicts are counted, with the interval of the sample, and each names its record") func verdicts() throws {
    let server = Self.server { number in
      switch number {
      case 0: Self.verdict("not-self-contained", "right")
      case 1: Self.verdict("good", "wrong")
      case 2: "I think that it is good."
      default: Self.verdict("good", "right")
      }
    }
    let outcome = evaluate(server, ["--judge-sample", "11", "--json", "--report", folder.file("eval.html")])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("7 billion"))
    let json = try JSONValue(parsing: outcome.output)
    #expect(value("judged", json) == 10 && value("judged-right", json) == 0.8 && value("judge-unreadable", json) == 1)
    #expect(value("judged-right-low", json) == 0.4902 && value("judged-right-high", json) == 0.9433)
    #expect(value("judged-not-alone", json) == 0.1 && value("judged-wrong", json) == 0.1)
    #expect(json["judge"]?["verdicts"]?.arrayValue?.count == 10)
    #expect(json["measures"]?["judged-right"]?["records"]?.arrayValue?.count == 2)
    #expect(folder.text("eval.html")?.contains("judged-right") == true)
    let text = evaluate(server, ["--judge-sample", "11"])
    #expect(text.output.contains("JUDGE") && text.output.contains("80.0 %"))
  }

  @Test("What was judged is not sent again, and another seed draws other records") func onlyOnce() {
    let server = Self.server { _ in Self.verdict("good", "right") }
    let first = evaluate(server, ["--judge-sample", "5"])
    #expect(first.status == 0 && server.requestCount == 5 && folder.text("out/judge.sqlite") != nil)
    #expect(evaluate(server, ["--judge-sample", "5"]).output == first.output && server.requestCount == 5)
    #expect(evaluate(server, ["--judge-sample", "5", "--seed", "2"]).status == 0 && server.requestCount > 5)
  }

  @Test("A judge that refuses, and one that fails, are counted and not taken for a verdict") func silent() throws {
    let refusing = FakeServer { _, _ in
      .answer(body: #"{"choices": [{"index": 0, "message": {"content": null, "refusal": "No."}, "finish_reason": "stop"}]}"#)
    }
    let refused = evaluate(refusing, ["--judge-sample", "3", "--json"])
    #expect(value("judge-refusals", try JSONValue(parsing: refused.output)) == 3)
    let failing = FakeServer { _, _ in .answer(status: 400, body: "{}") }
    let failed = evaluate(failing, ["--judge-sample", "4", "--json", "--judge-workspace", folder.file("other.sqlite")])
    let json = try JSONValue(parsing: failed.output)
    #expect(failed.status == 2 && value("judge-unanswered", json) == 4)
  }

  @Test("A limit of cost stops the judge with what there is") func cost() throws {
    let server = Self.server { _ in Self.verdict("good", "right") }
    let prices = folder.write("prices.yaml", text: "fake: {prompt: 0, completion: 1}\n")
    let outcome = evaluate(server, ["--judge-sample", "9", "--json", "--max-cost", "0.00002", "--prices", prices])
    #expect(outcome.status == 1 && server.requestCount == 2, "\(outcome.errors)")
    #expect(value("judged", try JSONValue(parsing: outcome.output)) == 2)
    // The same command goes on from there.
    #expect(evaluate(server, ["--judge-sample", "9"]).status == 0 && server.requestCount == 9)
  }

  @Test("A sample without a judge, and records from a pipe without a workspace, are refused") func refused() {
    #expect(Program.run(["eval", "out", "--judge-sample", "4"]).status == 64)
    let piped = Program.shell(
      "quern generate corpora/policy/policy.md | quern eval - --judge openai/fake --base-url http://127.0.0.1:1/v1")
    #expect(piped.status == 2 && piped.errors.contains("--judge-workspace"))
  }
}
