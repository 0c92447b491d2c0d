import Foundation
import JSONText
import TestSupport
import Testing

/// Selecting chunks and pages, as a user does.
@Suite("The selection's commands")
struct SelectCommandTests {
  private func decisions(_ arguments: [String]) throws -> [(path: [String], kept: Bool, reason: String?)] {
    let result = Program.run(["select"] + arguments)
    #expect(result.status == 0, "\(result.errors)")
    return try result.lines.map { try JSONValue(parsing: $0) }.filter { $0["type"]?.stringValue == "chunk" }.map { line in
      (
        (line["heading_path"]?.arrayValue ?? []).compactMap(\.stringValue), line["selection"]?["kept"]?.boolValue ?? false,
        line["selection"]?["reason"]?.stringValue
      )
    }
  }

  @Test("Limits, quotas and coverage on the demo's policy")
  func limits() throws {
    let file = "corpora/policy/policy.md"
    let all = try decisions([file, "--tokens", "100"]).count { $0.kept }
    #expect(all > 6)
    #expect(try decisions([file, "--tokens", "100", "--limit", "4"]).count { $0.kept } == 4)
    let quota = try decisions([file, "--tokens", "100", "--per-section", "1"])
    let sections = Set(quota.filter { $0.kept }.map { $0.path.dropFirst().first ?? "" })
    #expect(quota.count { $0.kept } == sections.count && sections.count > 1)
    let covering = try decisions([file, "--tokens", "100", "--limit", "\(sections.count)", "--cover-outline"])
    #expect(Set(covering.filter { $0.kept }.map { $0.path.dropFirst().first ?? "" }) == sections)
    #expect(try decisions([file, "--tokens", "100", "--limit", "4", "--diversity", "0.5"]).count { $0.kept } == 4)
    for (_, kept, reason) in try decisions([file, "--tokens", "100", "--profile", "tables"]) {
      #expect(kept || reason != nil)
    }
  }

  @Test("Documents that repeat each other go on once, and the copy says so")
  func duplicates() throws {
    let folder = TemporaryFolder()
    let text = try String(contentsOfFile: Repository.path("corpora/policy/policy.md"), encoding: .utf8)
    let copy = folder.write("copy.md", text: text.replacing("shall", with: "must"))
    let same = folder.write("same.md", text: text)
    let found = try decisions(["corpora/policy/policy.md", same, copy])
    let count = found.count / 3
    #expect(!found[..<count].contains { $0.reason == "duplicate" || $0.reason == "near-duplicate" })
    #expect(!found[count..<2 * count].contains { $0.kept })
    #expect(found[count..<2 * count].contains { $0.reason == "duplicate" })
    #expect(found[(2 * count)...].contains { $0.reason == "near-duplicate" || $0.reason == "duplicate" })
  }

  @Test("Pages that hold nothing are named with the reason")
  func pages() throws {
    let folder = TemporaryFolder()
    let rules = """
      CHAPTER 1

      ENTRY AND DEPARTURE

      1. A vessel of more than 30 metres must wait outside the boom until the harbour master has given leave by radio.

      2. If it enters without leave, a fee of 5 per cent of the harbour dues is payable within 14 days.

      3. Anchors may not be dropped within 200 metres of the ferry berth, except in an emergency that is reported at once.

      4. The owner of a wreck shall mark it with two lights by night and remove it before 30 September of the same year.
      """
    let contents = (1...20).map { "Chapter \($0) ........................ \($0 * 3)" }.joined(separator: "\n")
    let file = folder.write(
      "book.txt", text: "=== PAGE 1 ===\nCONTENTS\n\n\(contents)\n=== PAGE 2 ===\n\n=== PAGE 3 ===\n\(rules)\n")
    let text = Program.run(["pages", file])
    #expect(text.status == 0 && text.output.contains("1 of 3 pages"), "\(text.output)\(text.errors)")
    #expect(text.output.contains("goes on: 3; contents: 1; blank: 2"), "\(text.output)")
    let lines = try Program.run(["pages", file, "--format", "jsonl"]).lines.map { try JSONValue(parsing: $0) }
    #expect(lines.map { $0["reason"]?.stringValue } == ["contents", "blank", nil])
    #expect(Program.run(["pages", file, "--format", "table"]).output.contains("goes on"))
    let run = Program.run(["run", file, "-o", folder.file("out"), "--chunker", "page"])
    #expect(run.errors.contains("contents: 1; blank: 2"), "\(run.errors)")
    let manifest = try JSONValue(parsing: folder.text("out/run.json") ?? "")
    #expect(manifest["inputs"]?.arrayValue?.first?["pages_skipped"]?.arrayValue?.count == 2)
  }

  @Test(
    "Options that mean nothing are refused",
    arguments: [
      ["--limit", "0"], ["--per-section", "0"], ["--diversity", "2"], ["--profile", "best"], ["--threshold", "-1"],
    ])
  func refused(_ options: [String]) {
    #expect(Program.run(["select", "corpora/policy/policy.md"] + options).status == 64)
  }
}
