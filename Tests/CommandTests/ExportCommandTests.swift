import Foundation
import JSONText
import TestSupport
import Testing

/// Exports, as a user makes them.
@Suite("The export command")
struct ExportCommandTests {
  private let folder = TemporaryFolder()
  private static let records = "fixtures/exports/records.jsonl"

  private func names(_ path: String) -> [String] {
    (FileManager.default.enumerator(atPath: folder.file(path))?.compactMap { $0 as? String } ?? []).filter { $0.contains(".") }
      .sorted()
  }

  @Test("Answers and tool calls are refused in one stream, and get two files of a folder, each with its provenance")
  func kinds() throws {
    let refused = Program.run(["export", Self.records, "--format", "openai"])
    #expect(refused.status == 2 && refused.output.isEmpty && refused.errors.contains("-o NAME/"))
    let written = Program.run(["export", Self.records, "--format", "openai", "-o", folder.file("chat/")])
    #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
    #expect(names("chat") == ["qa.jsonl", "qa.provenance.jsonl", "tools.jsonl", "tools.provenance.jsonl"])
    let provenance = try JSONValue(parsing: folder.text("chat/tools.provenance.jsonl") ?? "")
    #expect(provenance["line"]?.intValue == 1 && provenance["id"]?.stringValue == "a000000000000004")
  }

  @Test("What a format has no place for is counted and costs no other record")
  func leftOut() throws {
    let outcome = Program.run(["export", Self.records, "--format", "alpaca"])
    #expect(outcome.status == 1 && outcome.errors.contains("1 record, a000000000000004, was left out of `alpaca`"))
    #expect(try JSONValue(parsing: outcome.output).arrayValue?.count == 3)
    #expect(!outcome.errors.contains("Which article"))
  }

  @Test("Lines that are no records are named, and the rest is exported")
  func badLines() {
    let input = "{\"type\": \"document\"}\nprivate\n" + Repository.lines(Self.records)[0] + "\n"
    let outcome = Program.run(["export", "-", "--format", "openai"], input: input)
    #expect(outcome.status == 1 && outcome.lines.count == 1 && outcome.errors.contains("`-` line 2 is no record"))
    #expect(!outcome.errors.contains("private"))
    let empty = Program.run(["export", "-", "--format", "alpaca"], input: "")
    #expect(empty.status == 0 && empty.output == "[\n]\n")
    let folders = ["openai", "hf"].map { Program.run(["export", "-", "--format", $0, "-o", folder.file("\($0)/")], input: "") }
    #expect(folders.map(\.status) == [0, 2] && folders.allSatisfy { $0.errors.contains("no records") })
    #expect(Program.run(["export", folder.file("none")]).status == 2)
  }

  @Test("A folder for the Hub has its card, and files that share no document")
  func hub() throws {
    let demo = ["corpora/policy/policy.md", "corpora/handbook/handbook.html"]
    #expect(Program.run(["run"] + demo + ["-o", folder.file("out"), "--quiet"]).status == 0)
    let split = ["--split", "train=0.8,test=0.2"]
    let outcome = Program.run(["export", folder.file("out"), "--format", "hf", "-o", folder.file("hub")] + split)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(names("hub") == ["README.md", "data/test-00000-of-00001.jsonl", "data/train-00000-of-00001.jsonl"])
    let documents = try ["train", "test"].map { name in
      Set(
        try (folder.text("hub/data/\(name)-00000-of-00001.jsonl") ?? "").split(separator: "\n").map {
          try JSONValue(parsing: String($0))["document"]?.stringValue
        })
    }
    #expect(documents.allSatisfy { $0.count == 1 } && documents[0].isDisjoint(with: documents[1]))
    let three = Program.run(
      ["export", folder.file("out"), "--split", "a=0.5,b=0.3,c=0.2", "-o", folder.file("three")])
    #expect(three.status == 2 && three.errors.contains("--split-by chunk") && names("three").isEmpty)
    let left = Program.run(["export", folder.file("out"), "--format", "hf", "-o", folder.file("hub")])
    #expect(left.status == 0 && left.errors.contains("did not write: data/test-00000-of-00001.jsonl"))
  }

  @Test("Passages are the chunks of a run; a file of records has only evidence, and that is said")
  func context() throws {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--quiet"])
    let options = ["--format", "alpaca", "--with-context"]
    let chunks = Program.run(["export", folder.file("out")] + options)
    let evidence = Program.run(["export", folder.file("out/dataset.jsonl")] + options)
    func inputs(_ outcome: Program.Outcome) throws -> [String] {
      try JSONValue(parsing: outcome.output).arrayValue?.compactMap { $0["input"]?.stringValue } ?? []
    }
    let pairs = zip(try inputs(chunks), try inputs(evidence))
    #expect(pairs.allSatisfy { $0.count >= $1.count && !$1.isEmpty } && pairs.contains { $0.count > 3 * $1.count })
    #expect(chunks.errors.isEmpty && evidence.errors.contains("show the evidence alone"))
    #expect(Program.run(["export", folder.file("out"), "--format", "openai", "-o", folder.file("out")]).status == 2)
  }

  @Test(
    "Options that say nothing together are wrong usage",
    arguments: [
      ["--columns", "id"], ["--format", "csv", "--columns", "id,colour"], ["--format", "csv", "--system", "x"],
      ["--format", "openai", "--messages"], ["--format", "hf"], ["--split", "train=0.8,test=0.2"],
      ["--split", "train=0.8", "-o", "x"],
      ["--format", "parquet"],
    ])
  func usage(options: [String]) { #expect(Program.run(["export", Self.records] + options).status == 64) }

  @Test("Queries with their calls are written without a model, valid by their tools, and become tool calls of a chat")
  func toolSelection() throws {
    let out = folder.file("tools")
    let run = Program.run(["run", "corpora/policy/policy.md", "--tool-selection", "-o", out, "--quiet"])
    #expect(run.status == 0, "\(run.errors)")
    let records = (folder.text("tools/dataset.jsonl") ?? "").split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))
    }
    #expect(records.count > 8 && records.allSatisfy { $0["tool_calls"]?.arrayValue?.count == 1 && $0["tools"] != nil })
    let measured = Program.run(["eval", out])
    #expect(measured.lines.contains { $0.hasPrefix("valid-calls") && $0.contains("100.0 %") })
    #expect(Program.run(["export", out, "--format", "openai", "-o", folder.file("chat.jsonl")]).status == 0)
    #expect(folder.text("chat.jsonl")?.contains("vector_search") == true)
    let both = Program.run([
      "run", "corpora/policy/policy.md", "--tool-selection", "--model", "openai/x", "-o", folder.file("no"),
    ])
    #expect(both.status == 64 && both.errors.contains("leave `--model` out"))
  }
}
