import Foundation
import JSONText
import TestSupport
import Testing

/// Training, measuring and explaining scores, as a user does.
@Suite("The scorer's commands")
struct ScoreCommandTests {
  /// Labelled chunks of two kinds that any reader could tell apart.
  private static func labels(_ count: Int) -> String {
    (0..<count).map { number in
      let isRule = number % 2 == 0
      let text =
        isRule
        ? "A vessel of \(number + 10) metres must wait until the master has given leave. If it does not, a fee of \(number + 5) per cent is due."
        : "Falling … \(number)\nDrowning … \(number + 1)\nCold … \(number + 2)\nFire … \(number + 3)\nPoison … \(number + 4)"
      return JSONValue.object([
        .init("id", .string("c\(number)")), .init("text", .string(text)), .init("label", .string(isRule ? "rules" : "toc")),
        .init("keep", .bool(isRule)), .init("rich", .bool(isRule)), .init("group", .string("d\(number / 4)")),
      ]).text
    }.joined(separator: "\n") + "\n"
  }

  @Test("A model is trained, twice the same, measured, and used")
  func training() throws {
    let folder = TemporaryFolder()
    let labels = folder.write("labels.jsonl", text: Self.labels(40))
    for name in ["a.json", "b.json"] {
      let trained = Program.run(["score", "train", labels, "-o", folder.file(name), "--name", "mine"])
      #expect(trained.status == 0 && trained.errors.contains("40 chunks"), "\(trained.errors)")
    }
    #expect(folder.text("a.json") == folder.text("b.json"))
    let measured = Program.run(["score", "eval", labels, "--scorer", folder.file("a.json"), "--json"])
    let figures = try JSONValue(parsing: measured.output)
    #expect(figures["chunks"]?.intValue == 40 && figures["auc_keep"]?.doubleValue == 1)
    #expect((figures["brier"]?.doubleValue ?? 1) < 0.1)
    let table = Program.run(["score", "eval", labels])
    #expect(table.output.contains("AUC keep") && table.output.contains("contents"))
    let scored = Program.run(["score", "corpora/policy/policy.md", "--scorer", folder.file("a.json")])
    #expect(scored.status == 0 && scored.output != Program.run(["score", "corpora/policy/policy.md"]).output)
  }

  @Test("Scored chunks with judgements added are labels too, in their documents")
  func labelledStream() throws {
    let folder = TemporaryFolder()
    let lines = Program.run(["score", "corpora/policy/policy.md"]).lines.map { line in
      guard case .object(let members)? = try? JSONValue(parsing: line), line.contains("\"type\": \"chunk\"") else { return line }
      let isKept = !line.contains("\"heading_path\": [\"Data Retention and Access Policy\", \"C")
      return JSONValue.object(
        members + [
          .init("keep", .bool(isKept)), .init("rich", .bool(isKept)), .init("label", .string(isKept ? "rules" : "contents")),
        ]
      ).text
    }
    let labels = folder.write("labels.jsonl", text: lines.joined(separator: "\n") + "\n")
    let measured = Program.run(["score", "eval", labels, "--json"])
    #expect(try JSONValue(parsing: measured.output)["chunks"]?.intValue == lines.count - 1)
  }

  @Test(
    "What cannot be learnt from is named by its line, and never printed",
    arguments: [
      (
        #"{"id": "a", "text": "private", "label": "weather", "keep": true, "rich": true}"#,
        "line 1 has a `label` that there is not"
      ),
      (#"{"id": "a", "text": "private", "label": "rules"}"#, "line 1 has no `keep`"), ("private", "line 1 is not JSON"),
      (#"{"id": "a", "label": "rules", "keep": true}"#, "line 1 is no chunk"), ("", "no labelled chunks"),
      (#"{"id": "a", "text": "private", "label": "rules", "keep": true, "rich": true}"#, "too few"),
    ])
  func badLabels(line: String, message: String) {
    let folder = TemporaryFolder()
    let outcome = Program.run(["score", "train", folder.write("labels.jsonl", text: line + "\n")])
    #expect(outcome.status != 0 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!outcome.errors.contains("private"))
  }

  @Test("A model of another version is refused, and the hint says what makes one")
  func otherModel() {
    let folder = TemporaryFolder()
    let model = folder.write("m.json", text: #"{"format": "quern-scoring/9", "name": "x", "bias": {}, "features": {}}"#)
    let outcome = Program.run(["score", "corpora/policy/policy.md", "--scorer", model])
    #expect(outcome.status != 0 && outcome.errors.contains("another version") && outcome.errors.contains("quern score train"))
  }

  @Test("Explanations name the words that moved a density, of scores and of selections")
  func explanations() {
    let scored = Program.run(["score", "corpora/policy/policy.md", "--explain"])
    #expect(scored.output.contains("under-changes") && scored.output.contains("quantities: numbers with a unit"))
    #expect(scored.output.contains("(60 days, 30 days"))
    let selected = Program.run(["select", "corpora/policy/policy.md", "--explain"])
    #expect(selected.output.contains("dropped: contents") && selected.output.contains("heading-lines"))
    let lines = Program.run(["score", "corpora/policy/policy.md", "--explain", "--format", "jsonl"]).lines
    #expect(lines.contains { $0.contains("\"evidence\": {\"") })
  }
}
