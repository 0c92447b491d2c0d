import Foundation
import JSONText
import TestSupport
import Testing

/// Two runs side by side, as a user asks for them.
@Suite("quern compare")
struct CompareCommandTests {
  private let folder = TemporaryFolder()

  private func makeRuns() {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("a"), "--quiet"])
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("b"), "--quiet", "--tokens", "100", "--limit", "5"])
  }

  @Test("Options, counts, scores, measures and records that differ are shown")
  func differences() throws {
    makeRuns()
    let outcome = Program.run([
      "compare", folder.file("a"), folder.file("b"), "--samples", "2", "--report", folder.file("page.html"),
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    for word in ["budget", "limit", "over-budget", "density A", "covered-facts", "only in A", "──"] {
      #expect(outcome.output.contains(word), "\(word)")
    }
    let json = try JSONValue(parsing: Program.run(["compare", folder.file("a"), folder.file("b"), "--json"]).output)
    #expect(json["same"]?.boolValue == false && json["options"]?["budget"]?["b"]?.stringValue == "100")
    #expect(json["counts"]?["records"]?["a"]?.intValue ?? 0 > json["counts"]?["records"]?["b"]?.intValue ?? 0)
    let page = try #require(folder.text("page.html"))
    #expect(page.contains("<svg") && page.contains("default-src 'none'") && !page.contains("<script"))
  }

  @Test("A run beside itself, and a dataset beside itself, differ in nothing")
  func itself() {
    makeRuns()
    #expect(Program.run(["compare", folder.file("a"), folder.file("a")]).output.contains("differ in nothing"))
    let records = folder.file("a/dataset.jsonl")
    let outcome = Program.shell("cat \(records) | quern compare - \(records)")
    #expect(outcome.status == 0 && outcome.output.contains("differ in nothing"))
  }

  @Test("Wrong usage is told")
  func wrong() {
    #expect(Program.run(["compare", "-", "-"]).status == 64)
    #expect(Program.run(["compare", folder.file("none"), folder.file("none")]).status == 2)
  }
}
