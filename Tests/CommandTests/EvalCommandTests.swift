import Foundation
import JSONText
import TestSupport
import Testing

/// Measuring a dataset, as a user does.
@Suite("quern eval")
struct EvalCommandTests {
  private let folder = TemporaryFolder()

  private func measured(_ arguments: [String]) throws -> JSONValue {
    let outcome = Program.run(["eval"] + arguments + ["--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try JSONValue(parsing: outcome.output)
  }

  @Test("A run is measured with its chunks, its records alone without")
  func run() throws {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--quiet"])
    let run = try measured([folder.file("out")])
    func value(_ name: String, _ json: JSONValue) -> Double? { json["measures"]?[name]?["value"]?.doubleValue }
    #expect(value("exact-evidence", run) == 1 && value("rejected-answers", run) == 0)
    #expect(
      value("faithfulness", run) ?? 0 > 0.95 && value("search-mrr", run) ?? 0 > 0.7 && value("covered-sections", run) ?? 0 > 0)
    #expect(run["coverage"]?["sections"]?.arrayValue?.isEmpty == false)
    let records = try measured([folder.file("out/dataset.jsonl")])
    #expect(value("search-mrr", records) == nil && value("records", records) == value("records", run))
    let piped = Program.shell("quern generate corpora/policy/policy.md | quern eval - --json")
    #expect(piped.status == 0)
    #expect(try JSONValue(parsing: piped.output) == records)
    let text = Program.run(["eval", folder.file("out")]).output
    for word in ["EVIDENCE", "COVERAGE", "self-bleu-4", "kind", "question"] { #expect(text.contains(word)) }
  }

  @Test("The page has its charts and needs nothing from outside")
  func report() throws {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--quiet"])
    #expect(Program.run(["eval", folder.file("out"), "--mutations", "--report", folder.file("eval.html")]).status == 0)
    let page = try #require(folder.text("eval.html"))
    #expect(
      page.contains("<svg") && page.contains("Question words") && page.contains("default-src 'none'") && page.contains("</html>"))
    #expect(!page.contains("<script") && !page.contains("src=\""))
  }

  @Test("The check of answers is measured on answers made wrong, the same for the same seed")
  func mutations() throws {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--quiet"])
    let found = try measured([folder.file("out"), "--mutations"])["mutations"]
    let all = try #require(found?["mutants"]?.arrayValue?.first)
    #expect(all["mutation"]?.stringValue == "all" && all["auc_chunk"]?.doubleValue ?? 0 >= 0.97)
    #expect(try measured([folder.file("out"), "--mutations"])["mutations"] == found)
  }

  @Test("What is no dataset is said to be none")
  func wrong() {
    #expect(Program.run(["eval", folder.file("none")]).status == 2)
    let broken = Program.run(["eval", folder.write("x.jsonl", text: "{\"type\": \"record\"}\n")])
    #expect(broken.status == 2 && broken.errors.contains("line 1 is no record"))
    let empty = Program.run(["eval", folder.write("empty.jsonl", text: "\n")])
    #expect(empty.status == 0 && empty.output.contains("records"))
  }
}
