import Foundation
import JSONText
import Synchronization
import TestSupport
import Testing

@Suite("quern run --flow answer-first")
struct AnswerFirstCommandTests {
  private let folder = TemporaryFolder()

  /// A model that asks as it was asked, and remembers with which answer; `choose` may turn what it found into another.
  private static func server(
    _ choose: @escaping @Sendable (_ found: String, _ choices: [String]) -> String = { found, _ in found }
  )
    -> FakeServer
  {
    let answers = Mutex<[String: String]>([:])
    return FakeServer { _, request in
      guard let body = try? JSONValue(parsing: request.body),
        let prompt = body["messages"]?.arrayValue?.last?["content"]?.stringValue,
        let properties = body["response_format"]?["json_schema"]?["schema"]?["properties"]
      else { return .answer(status: 400, body: "{}") }
      let lines = prompt.split(separator: "\n").map(String.init)
      guard let choices = properties["choice"]?["enum"]?.arrayValue?.compactMap(\.stringValue) else {
        let (question, answer) = (value("Its question: ", lines), value("Answer: ", lines))
        answers.withLock { $0[question] = answer }
        return reply(["question": .string(question)])
      }
      let answer = answers.withLock { $0[value("Question: ", lines)] } ?? ""
      let found = choices.max { likeness(value($0 + ". ", lines), answer) < likeness(value($1 + ". ", lines), answer) }
      return reply(["choice": .string(choose(found ?? "none", choices))])
    }
  }

  /// What stands behind the last line's label.
  private static func value(_ label: String, _ lines: [String]) -> String {
    lines.last { $0.hasPrefix(label) }.map { String($0.dropFirst(label.count)) } ?? ""
  }

  /// The share of the words of two texts that both have, small words aside.
  private static func likeness(_ first: String, _ second: String) -> Double {
    func words(_ text: String) -> Set<Substring> {
      Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 3 || $0.allSatisfy(\.isNumber) })
    }
    return Double(words(first).intersection(words(second)).count) / Double(max(1, words(first).union(words(second)).count))
  }

  private static func reply(_ content: JSONValue) -> FakeServer.Reply {
    let message: JSONValue = ["role": "assistant", "content": .string(content.text)]
    let reply: JSONValue = [
      "choices": [["index": 0, "message": message, "finish_reason": "stop"]],
      "usage": ["prompt_tokens": 100, "completion_tokens": 5],
    ]
    return .answer(body: reply.text)
  }

  private func run(_ server: FakeServer) -> Program.Outcome {
    Program.run([
      "run", "corpora/policy/policy.md", "--flow", "answer-first", "-o", folder.file("out"), "--model", "openai/fake",
      "--base-url", server.address + "/v1", "--rows", "24",
    ])
  }

  private func lines(_ name: String) -> [JSONValue] {
    (folder.text("out/" + name) ?? "").split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
  }

  /// What the manifest says of a block.
  private func block(_ name: String) throws -> JSONValue {
    let manifest = try JSONValue(parsing: try #require(folder.text("out/run.json")))
    let block = try #require(manifest["flow"]?["blocks"]?.arrayValue?.first { $0["block"]?.stringValue == name })
    let count = { block[$0]?.intValue ?? -1 }
    #expect(count("in") == count("passed") + count("filtered") + count("failed"))
    return block
  }

  @Test("Answers are words of the document, and evidence is exact") func records() throws {
    let outcome = run(Self.server())
    #expect(outcome.status == 0, "\(outcome.errors)")
    let records = lines("dataset.jsonl")
    #expect(records.count >= 8)
    let text = Array(try #require(folder.text("out/documents/policy.md")).utf8)
    for record in records {
      let range = try #require(Range(json: record["range"]))
      #expect(record["evidence"]?.stringValue == String(decoding: text[range], as: UTF8.self))
      #expect(record["kind"]?.stringValue == "answer-first")
      let words = { (text: String?) in (text ?? "").split { !$0.isLetter && !$0.isNumber }.map(String.init) }
      // Addresses of links stand in the document's text and not in the answer; “means” stands for the colon behind a term. What stands
      // behind a semicolon is told with a capital.
      var rest = words(record["evidence"]?.stringValue)[...]
      let isTerm = record["evidence"]?.stringValue?.hasPrefix("**") == true
      let isInOrder = words(record["answer"]?.stringValue).enumerated().allSatisfy { index, word in
        if isTerm, word == "means" { return true }
        let isTold = index == 0 && rest.first.map { $0.prefix(1).uppercased() + $0.dropFirst() } == word
        guard let place = isTold ? rest.startIndex : rest.firstIndex(of: word) else { return false }
        rest = rest[(place + 1)...]
        return true
      }
      #expect(record["evidence"]?.stringValue?.hasPrefix("|") == true || isInOrder)
    }
    #expect(try block("find")["filtered"]?.intValue == 0)
  }

  @Test("The flow has nothing that lint finds, and what was answered is not asked again") func again() {
    #expect(Program.run(["flow", "lint", "answer-first"]).status == 0)
    let server = Self.server()
    let first = run(server)
    let (count, records) = (server.requestCount, folder.text("out/dataset.jsonl"))
    #expect(first.status == 0 && run(server).status == 0)
    #expect(server.requestCount == count && folder.text("out/dataset.jsonl") == records)
  }

  @Test("Where the model finds another sentence, or none, the pair is left out and counted") func roundTrip() throws {
    let outcome = run(Self.server { found, choices in found == choices[0] ? "none" : choices[0] })
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(lines("dataset.jsonl").isEmpty)
    let find = try block("find")
    #expect(find["in"]?.intValue ?? 0 >= 8 && find["filtered_by_reason"]?["round-trip"] == find["in"])
    #expect(outcome.errors.contains("round-trip"))
  }

  @Test("A reply that is none of the choices fails its row, and costs no other") func unreadable() throws {
    let outcome = run(Self.server { found, choices in found == choices[0] ? "something else" : found })
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(try block("find")["failed"]?.intValue == lines("failed.jsonl").count)
    #expect(
      lines("failed.jsonl").allSatisfy { $0["reason"]?.stringValue == "unreadable-reply" } && !lines("dataset.jsonl").isEmpty)
  }
}
