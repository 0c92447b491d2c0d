import ArgumentParser
import Evaluation
import Foundation
import JSONText
import Quern
import Reports

/// `quern compare`.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Show two runs side by side.",
    discussion: """
      Takes the folders of two runs, or two files of records. Prints the options that differ, what each stage let through and why the \
      rest was dropped, how the scores of kept chunks lie, every measure of `quern eval`, which records only one of them has, and what \
      both made of the same chunks. Only what differs is printed, and how much is the same; `--json` has everything.
      """)

  @Argument(help: ArgumentHelp("The first: the folder of a run, a JSONL file, or - for standard input.", valueName: "a"))
  var first: String

  @Argument(help: ArgumentHelp("The second.", valueName: "b"))
  var second: String

  @Option(help: ArgumentHelp("Chunks, or sections where none is shared, to show with the records of both.", valueName: "number"))
  var samples = 5

  @Flag(help: "Write JSON.")
  var json = false

  @Option(help: ArgumentHelp("A file for a page with charts.", valueName: "file"))
  var report: String?

  func validate() throws {
    if samples < 0 { throw ValidationError("`--samples` is 0 or more") }
    if first == "-", second == "-" { throw ValidationError("standard input can be read once: name a file or a folder beside -") }
  }

  func run() throws {
    try Command.perform {
      let comparison = RunComparison(try Self.contents(first), try Self.contents(second), samples: samples)
      let output = try DataOutput(path: nil)
      try output.write(json ? comparison.json.prettyText : CompareTables.text(comparison))
      try output.finish()
      if let report {
        let page = try DataOutput(path: report)
        try page.write(ComparisonReport(comparison, version: Quern.version).html)
        try page.finish()
      }
    }
  }

  private static func contents(_ path: String) throws -> RunContents {
    let input = try EvalInput(path)
    return RunContents(name: path, dataset: input.dataset, manifest: input.manifest)
  }
}
