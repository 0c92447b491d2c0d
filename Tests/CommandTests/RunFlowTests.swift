import Foundation
import JSONText
import TestSupport
import Testing

@Suite("quern run --flow, quern generate --flow")
struct RunFlowTests {
  private let folder = TemporaryFolder()

  private func lines(_ name: String) -> [JSONValue] {
    (folder.text("out/" + name) ?? "").split(separator: "\n").compactMap { try? JSONValue(parsing: String($0)) }
  }

  private func run(_ server: FakeServer, _ arguments: [String]) -> Program.Outcome {
    Program.run(arguments + ["-o", folder.file("out"), "--model", "openai/fake", "--base-url", server.address + "/v1"])
  }

  @Test("One command takes documents through a flow to records, each with its evidence byte for byte") func documentQA() throws {
    let server = FakeChat.server()
    let outcome = run(server, ["run", "corpora/policy/policy.md", "--flow", "document-qa"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("document  ←  the chunk"))
    let records = lines("dataset.jsonl")
    #expect(records.count > 3 && records.count == lines("rows.jsonl").count)
    let text = Array(try #require(folder.text("out/documents/policy.md")).utf8)
    for record in records {
      let range = try #require(Range(json: record["range"]))
      #expect(record["evidence"]?.stringValue == String(decoding: text[range], as: UTF8.self))
      #expect(record["kind"]?.stringValue == "document-qa")
    }
    let judges = Set(lines("rows.jsonl").compactMap { $0["judged_by"]?.stringValue })
    #expect(judges == ["words", "model"])
    #expect(folder.text("out/report.html")?.contains("What holds under number") == true)
    let manifest = try JSONValue(parsing: try #require(folder.text("out/run.json")))
    let chunks = try #require(manifest["counts"]?["generation"]?["chunks"])
    let count = { chunks[$0]?.intValue ?? -1 }
    #expect(count("in") == count("out") + count("filtered") + count("failed"))
    #expect(manifest["flow"]?["blocks"]?.arrayValue?.isEmpty == false)
    // The same command asks nothing again.
    let asked = server.requests.count
    #expect(run(server, ["run", "corpora/policy/policy.md", "--flow", "document-qa"]).status == 0)
    #expect(server.requests.count == asked)
    #expect(lines("dataset.jsonl") == records)
  }

  @Test("Page by page in one command: queries, calls and tools stand in the records") func toolSelection() throws {
    let server = FakeChat.server()
    let outcome = run(
      server,
      [
        "run", "corpora/harbour-code/harbour-code.txt", "--flow", "tool-selection", "--chunker", "page", "--pages", "1-10",
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let records = lines("dataset.jsonl")
    #expect(records.count > 2)
    for record in records {
      #expect(record["tool_calls"]?.arrayValue?.first?["name"]?.stringValue == "full_text_search")
      #expect(record["tools"]?.arrayValue?.count == 2 && record["pages"]?.arrayValue?.count == 2)
    }
  }

  @Test("quern generate --flow does what quern flow run does, and needs a folder") func generate() {
    let server = FakeChat.server()
    #expect(run(server, ["generate", "corpora/policy/policy.md", "--flow", "key-facts", "--rows", "3"]).status == 0)
    #expect(lines("rows.jsonl").count >= 1)
    let piped = Program.shell(
      "quern select corpora/policy/policy.md | quern generate - --flow key-facts --rows 2 -o \(folder.file("piped")) --model openai/fake --base-url \(server.address)/v1"
    )
    #expect(piped.status == 0 && folder.text("piped/rows.jsonl")?.isEmpty == false, "\(piped.errors)")
    let homeless = Program.run([
      "generate", "corpora/policy/policy.md", "--flow", "key-facts", "--model", "openai/x", "--base-url", "http://127.0.0.1:1",
    ])
    #expect(homeless.status == 2 && homeless.errors.contains("folder"))
    let modelless = Program.run(["run", "corpora/policy/policy.md", "--flow", "key-facts", "-o", folder.file("none")])
    #expect(modelless.status == 2 && modelless.errors.contains("--model"))
  }

  @Test("A row that fails costs its chunk alone") func failures() throws {
    let server = FakeChat.server { $0 == 1 ? .answer(status: 400, body: "{}") : nil }
    let outcome = run(server, ["run", "corpora/policy/policy.md", "--flow", "key-facts", "--concurrency", "1"])
    #expect(outcome.status == 1 && lines("failed.jsonl").count == 1)
    #expect(lines("dataset.jsonl").count > 1)
  }

  @Test("A limit of cost needs a price, and stops the run with what there is") func cost() throws {
    let server = FakeChat.server()
    let arguments = ["run", "corpora/policy/policy.md", "--flow", "key-facts", "--concurrency", "1", "--max-cost", "0.00001"]
    let unpriced = run(server, arguments)
    #expect(unpriced.status == 2 && unpriced.errors.contains("--prices") && server.requests.isEmpty)
    let prices = folder.write("prices.yaml", text: "fake: {prompt: 0, completion: 1}\n")
    let outcome = run(server, arguments + ["--prices", prices])
    #expect(outcome.errors.contains("dollars") && outcome.status != 0)
    // Five tokens a reply at a dollar a million: two replies reach the limit.
    #expect(server.requests.count == 2)
  }

  @Test("A disk that takes no more, and a workspace that cannot be written, end in an error and not in a crash")
  func fullDisk() {
    let server = FakeChat.server()
    let command =
      "quern flow run key-facts corpora/policy/policy.md -o \(folder.file("full")) --model openai/fake --base-url \(server.address)/v1"
    let full = Program.shell("ulimit -f 64; exec " + command)
    #expect([1, 2].contains(full.status) && full.errors.contains("error: "), "\(full.status) \(full.errors)")
    folder.write("locked/workspace.sqlite/x", text: "")
    let locked = Program.shell(
      "exec quern flow run key-facts corpora/policy/policy.md -o \(folder.file("locked")) --model openai/fake --base-url \(server.address)/v1"
    )
    #expect(locked.status == 2 && locked.errors.contains("hint: "), "\(locked.status) \(locked.errors)")
  }
}
