import Foundation
import JSONText
import TestSupport
import Testing

/// Bad input: one clear line each, the exit code that the manual promises, and the other inputs still finish.
@Suite("Bad input on the command line")
struct BadInputTests {
  private let folder = TemporaryFolder()

  private var bad: [(path: String, words: String)] {
    var generator = SeededGenerator(seed: 5)
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let pdf = Repository.bytes("corpora/rulebook/rulebook.pdf")
    return [
      (folder.file("missing.pdf"), "does not exist"),
      (folder.write("empty.md", text: ""), "is empty"),
      (folder.write("truncated.pdf", Array(pdf.prefix(900))), "is damaged"),
      (Repository.path("fixtures/bad/encrypted.pdf"), "is encrypted"),
      (folder.write("noise.html", noise), "is not PDF, HTML, Markdown or text"),
      (folder.file("none"), "holds no file"),
    ]
  }

  private func makeEmptyFolder() {
    try? FileManager.default.createDirectory(atPath: folder.file("none"), withIntermediateDirectories: true)
    folder.write("none/picture.png", text: "not read")
  }

  @Test("Each bad input is one line with its reason, and the good one is done")
  func batch() throws {
    makeEmptyFolder()
    let outcome = Program.run(["run"] + bad.map(\.path) + ["corpora/policy/policy.md", "-o", folder.file("out")])
    #expect(outcome.status == 1)
    for input in bad {
      let lines = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("quern: error: ") && $0.contains(input.words) }
      #expect(lines.count == 1, "\(input.words): \(outcome.errors)")
    }
    #expect(outcome.errors.split(separator: "\n").count { $0.hasPrefix("hint: ") } == bad.count)
    #expect((folder.text("out/dataset.jsonl") ?? "").contains("policy.md"))
  }

  @Test("Nothing but bad input is exit code 2")
  func noneSucceeded() {
    makeEmptyFolder()
    for input in bad {
      #expect(Program.run(["ingest", input.path]).status == 2, "\(input.path)")
      #expect(Program.run(["run", input.path, "-o", folder.file("o")]).status == 2, "\(input.path)")
    }
  }

  @Test("An encrypted file opens with its password")
  func password() {
    let outcome = Program.run([
      "ingest", Repository.path("fixtures/bad/encrypted.pdf"), "--password", "lantern", "--format", "text",
    ])
    #expect(outcome.status == 0 && outcome.output == "The gate must be shut at night.\n")
  }

  @Test("An output folder that cannot be written")
  func unwritable() throws {
    let file = folder.write("file", text: "x")
    for output in [file, file + "/below", "/proc/quern"] {
      let outcome = Program.run(["run", "corpora/policy/policy.md", "-o", output])
      #expect(outcome.status == 2 && outcome.errors.contains("hint: "), "\(output): \(outcome.errors)")
    }
  }

  @Test("An output that is also the input is whole before and after")
  func sameFile() throws {
    let text = "# Lamps\n\nThe lamp must be lit at dusk.\n"
    let file = folder.write("a.md", text: text)
    #expect(Program.run(["ingest", file, "--format", "jsonl", "-o", file]).status == 0)
    #expect(folder.text("a.md")?.hasPrefix("{\"type\": \"document\"") == true)
    let kept = folder.write("b.jsonl", text: "kept")
    #expect(Program.run(["chunk", folder.file("missing.md"), "--config", folder.file("missing.yaml"), "-o", kept]).status == 2)
    #expect(folder.text("b.jsonl") == "kept" && !folder.names.contains("b.jsonl.part"))
  }

  @Test("Force takes away a run and nothing else")
  func force() {
    folder.write("out/documents/mine.txt", text: "mine")
    let refused = Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out"), "--force"])
    #expect(refused.status == 2 && refused.errors.contains("`documents` of its own"))
    #expect(folder.text("out/documents/mine.txt") == "mine")
  }

  @Test("A folder in which nothing could be read takes the corrected command")
  func correctedCommand() {
    #expect(Program.run(["run", folder.file("typo.md"), "-o", folder.file("out")]).status == 2)
    #expect(Program.run(["run", "corpora/policy/policy.md", "-o", folder.file("out")]).status == 0)
  }

  @Test("Closed and full streams end in an exit code, never in a trap")
  func closedStreams() {
    #expect(Program.shell("quern ingest none.md 2>/dev/full").status == 2)
    #expect(Program.shell("quern ingest - <&-").status == 2)
    #expect(Program.shell("quern ingest corpora/policy/policy.md >/dev/full").status == 2)
    #expect(Program.shell("quern run corpora/policy/policy.md none.md -o \(folder.file("o")) 2>&-").status == 1)
    #expect(Program.shell("quern chunk - </dev/null").errors.contains("nothing came in"))
  }

  @Test(
    "Odd numbers are wrong usage",
    arguments: [["--timeout", "nan"], ["--timeout", "0"], ["--duplicates", "nan"], ["--threshold", "7"], ["--jobs", "0"]])
  func oddNumbers(options: [String]) {
    #expect(Program.run(["ingest", "corpora/policy/policy.md"] + options).status == 64)
  }

  @Test("Pages that run over the range of numbers are no pages")
  func oddPages() {
    let line = #"{"id": "x", "text": "The gate must be shut.", "pages": [-9223372036854775808, 9223372036854775807]}"#
    #expect(Program.run(["select", "-", "--format", "table"], input: line + "\n").status == 0)
  }

  @Test("Threads that read their first page at the same moment do not wait for each other", .timeLimit(.minutes(1)))
  func firstUse() {
    for number in 0..<8 {
      folder.write("many/\(number).html", text: "<p>The lamp must be lit at dusk by the keeper of gate \(number).</p>")
      folder.write("many/\(number).md", text: "# Gate \(number)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    }
    for _ in 0..<10 {
      #expect(Program.run(["ingest", folder.file("many"), "--in-process", "--jobs", "8", "-o", "/dev/null"]).status == 0)
    }
  }

  @Test("A worker ends with its parent")
  func orphans() throws {
    let marker = folder.write("slow.md", text: String(repeating: "[", count: 400_000))
    _ = Program.shell("quern ingest \(marker) -o /dev/null & P=$!; sleep 0.3; kill -9 $P; sleep 1")
    let left = Program.shell("ps -eo ppid,args | grep '__worker' | grep -v grep | awk '$1 == 1' | grep -c \(Program.path)")
    #expect(left.output.split(separator: "\n").first == "0")
  }

  @Test("A stream of rubbish is reported by line")
  func rubbish() {
    let outcome = Program.run(["chunk", "-"], input: "{\"type\": \"document\"}\nnot json\n\n")
    #expect(
      outcome.status == 2 && outcome.errors.contains("line 1 is no document") && outcome.errors.contains("line 2 is not JSON"))
  }

  @Test("A reader that goes away ends the program quietly")
  func closedPipe() {
    let outcome = Program.shell("quern ingest corpora/rulebook/rulebook.pdf corpora/harbour-code/harbour-code.txt | head -c 10")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
  }

  @Test("A run that is killed goes on where it was, and ends as if nothing had been")
  func killed() throws {
    let inputs = Repository.demo.joined(separator: " ")
    _ = Program.shell("quern run \(inputs) -o \(folder.file("whole")) --quiet")
    for delay in ["0.05", "0.3", "0.8"] {
      _ = Program.shell("quern run \(inputs) -o \(folder.file("cut")) --jobs 1 --quiet & P=$!; sleep \(delay); kill -9 $P")
      let again = Program.shell("quern run \(inputs) -o \(folder.file("cut")) --quiet")
      #expect(again.status == 0, "\(again.errors)")
      #expect(folder.text("cut/dataset.jsonl") == folder.text("whole/dataset.jsonl"))
      #expect(folder.text("cut/chunks.jsonl") == folder.text("whole/chunks.jsonl"))
      try? FileManager.default.removeItem(atPath: folder.file("cut"))
    }
  }

  @Test("A scan without OCR says that it has no text, and what would read it")
  func scan() {
    let folder = TemporaryFolder()
    let gray = [UInt8](repeating: 60, count: 200 * 280)
    let path = folder.write("scan.pdf", TestPDF.scan(width: 200, height: 280, gray: gray))
    for command in [["ingest", path], ["run", path, "-o", folder.file("out")]] {
      let outcome = Program.run(command + ["--ocr", "never"])
      #expect(outcome.errors.contains("no text was found") && outcome.errors.contains("tesseract"))
    }
  }
}
