import Foundation
import JSONText
import TestSupport
import Testing

/// A batch from plan to records, with the built program.
@Suite("A batch of requests and its replies")
struct ReplayCommandTests {
  private let folder = TemporaryFolder()
  private let documents = ["corpora/policy/policy.md", "corpora/handbook/handbook.html"]

  private func requests() throws -> [String] {
    let outcome = Program.run(["plan"] + documents + ["--model-name", "m", "--requests", folder.file("requests.jsonl")])
    #expect(outcome.status == 0 && outcome.output.contains("prompt tokens"))
    return try #require(folder.text("requests.jsonl")).split(separator: "\n").map(String.init)
  }

  private func kept() -> Int {
    Program.run(["select"] + documents).lines.count { $0.contains("\"kept\": true") }
  }

  @Test("A plan holds one request a kept chunk, and the prompt of none that was dropped")
  func plan() throws {
    let requests = try requests()
    #expect(requests.count == kept() && requests.count > 5)
    #expect(Set(requests.compactMap { try? JSONValue(parsing: $0)["custom_id"]?.stringValue }).count == requests.count)
    #expect(requests.allSatisfy { $0.contains("\"model\": \"m\"") })
  }

  @Test("Replies become records with evidence, in a run and in a pipe, byte for byte")
  func records() throws {
    let requests = try requests()
    let model =
      "replay/" + folder.write("replies.jsonl", text: FakeBatch.replies(to: requests, fault: { $0 % 3 == 1 ? .fenced : .none }))
    let run = Program.run(["run"] + documents + ["--model", model, "-o", folder.file("out")])
    #expect(run.status == 0)
    let piped = Program.run(["generate"] + documents + ["--model", model])
    #expect(piped.status == 0 && piped.output == folder.text("out/dataset.jsonl"))
    #expect(piped.lines.count == requests.count)
    for line in piped.lines {
      let record = try JSONValue(parsing: line)
      let name = record["document"]?.stringValue?.split(separator: "/").last?.split(separator: ".").first ?? ""
      let text = Array(try #require(folder.text("out/documents/\(name).md")).utf8)
      let range = try #require(Range(json: record["range"]))
      #expect(String(decoding: text[range], as: UTF8.self) == record["evidence"]?.stringValue)
    }
  }

  @Test("Every fault of a reply is counted and costs no other record")
  func faults() throws {
    let requests = try requests()
    let faults = FakeBatch.Fault.allCases
    let model =
      "replay/" + folder.write("replies.jsonl", text: FakeBatch.replies(to: requests, fault: { faults[$0 % faults.count] }))
    let run = Program.run(["run"] + documents + ["--model", model, "-o", folder.file("out")])
    #expect(run.status == 1)
    for word in ["no-reply", "rejected", "unreadable-reply", "no-evidence", "foreign-number", "cut off"] {
      #expect(run.errors.contains(word), "\(word)")
    }
    let manifest = try #require(folder.text("out/run.json"))
    let counts = try #require(try JSONValue(parsing: manifest)["counts"]?["generation"])
    func number(_ part: String, _ key: String) -> Int { counts[part]?[key]?.intValue ?? -1 }
    for part in ["chunks", "pairs"] {
      #expect(number(part, "in") == number(part, "out") + number(part, "filtered") + number(part, "failed"))
    }
    #expect(number("chunks", "in") == requests.count)
    #expect(number("pairs", "out") == folder.text("out/dataset.jsonl")?.split(separator: "\n").count)
  }

  @Test("A model that is not there is named, with what to do", arguments: ["gpt-9", "replay/missing.jsonl"])
  func missing(name: String) {
    let outcome = Program.run(["run", "corpora/policy/policy.md", "--model", name, "-o", folder.file("out")])
    #expect(outcome.status == 2 && outcome.errors.contains("hint:"))
  }

  @Test("Replies of other requests give no records, and the hint says why")
  func stale() throws {
    let model = "replay/" + folder.write("replies.jsonl", text: FakeBatch.replies(to: try requests()))
    let outcome = Program.run(["generate"] + documents + ["--model", model, "--tokens", "120"])
    #expect(outcome.status == 1 && outcome.errors.contains("no-reply"))
  }
}
