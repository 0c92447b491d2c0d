import Foundation
import JSONText
import TestSupport
import Testing

/// The built program, as a user runs it.
@Suite("The command line")
struct CommandTests {
  private let folder = TemporaryFolder()

  @Test("A run leaves what it promises, and says what it did")
  func run() throws {
    let outcome = Program.run(["run"] + Repository.demo + ["-o", folder.file("out")])
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let found = names(folder.file("out"))
    #expect(found == ["chunks.jsonl", "dataset.jsonl", "documents", "report.html", "run.json", "workspace.sqlite"])
    for word in ["pages", "chunks", "kept", "records", "seconds", "dropped:", "contents", "report.html"] {
      #expect(outcome.errors.contains(word))
    }
    #expect(folder.text("out/report.html")?.contains("</html>") == true)
  }

  @Test("Stages in a pipe give what a run gives, byte for byte")
  func pipes() throws {
    let documents = Repository.demo.joined(separator: " ")
    _ = Program.run(["run"] + Repository.demo + ["-o", folder.file("out")])
    let piped = Program.shell("quern ingest \(documents) | quern chunk - | quern score - | quern select -")
    #expect(piped.status == 0)
    #expect(
      piped.lines.filter { $0.hasPrefix("{\"type\": \"chunk\"") }.joined(separator: "\n") + "\n"
        == folder.text("out/chunks.jsonl"))
    let generated = Program.shell("quern ingest \(documents) | quern chunk - | quern score - | quern select - | quern generate -")
    #expect(generated.output == folder.text("out/dataset.jsonl"))
    #expect(Program.run(["generate"] + Repository.demo).output == folder.text("out/dataset.jsonl"))
  }

  @Test("The semantic chunker embeds sentences through a server, and says so where it gives no answer")
  func embeddings() {
    let server = FakeServer { _, request in
      let count = (try? JSONValue(parsing: request.body))?["input"]?.arrayValue?.count ?? 0
      let rows = (0..<count).map { #"{"index":\#($0),"embedding":[\#($0 % 3),1]}"# }
      return request.body.contains("broken")
        ? .answer(status: 404, body: "") : .answer(body: #"{"data":[\#(rows.joined(separator: ","))]}"#)
    }
    let options = ["chunk", "corpora/policy/policy.md", "--chunker", "semantic", "--embeddings", server.address + "/v1"]
    let missing = Program.run(options)
    #expect(missing.status != 0 && missing.errors.contains("--embedding-model"))
    let refused = Program.run(options + ["--embedding-model", "broken"])
    #expect(refused.status != 0 && refused.errors.contains("404") && refused.errors.contains("could not be cut"))
    #expect(!refused.errors.contains(server.requests.last?.body ?? "?"))
    #expect(server.requests.count == 1)
    let cut = Program.run(options + ["--embedding-model", "thirds"])
    let lexical = Program.run(Array(options.dropLast(2)))
    #expect(cut.status == 0 && cut.lines.count > 5 && cut.output != lexical.output)
    #expect(cut.output == Program.run(options + ["--embedding-model", "thirds"]).output)
  }

  @Test("A bare chunk goes through the stages without a document")
  func bareChunk() throws {
    let line = #"{"id": "x1", "text": "A vessel must show a light at night unless it is moored. The fine is 40 crowns."}"#
    let outcome = Program.shell("echo '\(line)' | quern score - | quern select - | grep '\"type\": \"chunk\"'")
    let json = try JSONValue(parsing: try #require(outcome.lines.first))
    #expect(json["id"]?.stringValue == "x1" && (json["score"]?["density"]?.doubleValue ?? 0) > 0.5)
  }

  @Test("Documents become files of a folder")
  func markdownFolder() {
    let outcome = Program.run(["ingest", "corpora", "--format", "markdown", "-o", folder.file("md")])
    #expect(outcome.status == 0)
    #expect(
      names(folder.file("md")) == ["MANIFEST.md", "handbook.md", "harbour-code.md", "policy.md", "rulebook-2.md", "rulebook.md"])
  }

  @Test(
    "Every format of every stage writes something",
    arguments: [
      ["ingest", "--format", "text"], ["ingest", "--format", "table"], ["chunk", "--format", "text"],
      ["score", "--format", "table"],
      ["select", "--format", "table"], ["generate", "--format", "text"], ["generate", "--format", "table"],
    ])
  func formats(arguments: [String]) {
    let outcome = Program.run([arguments[0], "corpora/policy/policy.md"] + arguments.dropFirst())
    #expect(outcome.status == 0 && outcome.output.count > 200 && !outcome.output.hasPrefix("{"))
  }

  @Test("A dataset is exported as CSV and as JSONL")
  func export() {
    _ = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--quiet"])
    #expect(Program.run(["export", folder.file("out")]).output == folder.text("out/dataset.jsonl"))
    let csv = Program.run(["export", folder.file("out"), "--format", "csv"])
    #expect(
      csv.status == 0
        && csv.output.hasPrefix(
          "id,kind,question,answer,short_answer,evidence,document,pages,start,end,heading_path,chunk,score\r\n")
    )
  }

  @Test("Options come from a file, and the command line wins")
  func config() throws {
    let config = folder.write("quern.yaml", text: "tokens: 60\nthreshold: 0\n")
    let small = Program.run(["chunk", "corpora/policy/policy.md", "--config", config])
    let large = Program.run(["chunk", "corpora/policy/policy.md", "--config", config, "--tokens", "900"])
    #expect(small.lines.count > 2 * large.lines.count)
    let wrong = Program.run(["chunk", "corpora/policy/policy.md", "--config", folder.write("x.yaml", text: "tokns: 60\n")])
    #expect(wrong.status == 2 && wrong.errors.contains("no option `tokns`"))
    #expect(Program.run(["chunk", "x.md", "--config", folder.write("y.yaml", text: "tokens: [\n")]).errors.contains("not YAML"))
  }

  @Test("Help, version and wrong usage")
  func usage() {
    #expect(Program.run(["--version"]).output == "0.1.0\n")
    for command in [[], ["run"], ["ingest"], ["chunk"], ["score"], ["select"], ["generate"], ["export"], ["eval"]] {
      let help = Program.run(command + ["--help"])
      #expect(help.status == 0 && help.output.contains("USAGE: quern"))
    }
    #expect(Program.run(["run"]).status == 64)
    #expect(Program.run(["run", "a.pdf", "-o", "x", "--tokens", "3"]).status == 64)
    #expect(Program.run(["grind"]).status == 64)
  }

  @Test("Events for machines are JSON")
  func events() throws {
    let outcome = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--json", "--quiet"])
    let events = try outcome.lines.map { try JSONValue(parsing: $0)["event"]?.stringValue }
    #expect(events == ["read", "generated", "finished"] && outcome.errors.isEmpty)
  }
}

/// The names in a folder, sorted, those that begin with a dot left out.
private func names(_ path: String) -> [String] {
  ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
}
