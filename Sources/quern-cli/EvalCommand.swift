import ArgumentParser
import Evaluation
import Foundation
import JSONText
import Quern
import Reports

/// `quern eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure a dataset, without a model or with one as its judge.",
    discussion: """
      Takes the folder of a run or a file of records. Prints, by theme, how well evidence bears answers out, whether questions can be \
      understood alone and give their answer away, whether a search finds the chunk behind a question, how much of what was kept is \
      asked about, how varied the questions are and how often they repeat, and whether tool calls fit their tools. What needs chunks \
      or texts is measured for the folder of a run only. `--json` also names records that speak against each figure.

      `--mutations` asks how good the check of answers itself is: it makes wrong answers of the dataset's own, and prints how often \
      an answer scores above a wrong one (the area under the curve; 1 is perfect, 0.5 is chance).

      `--judge` asks a model about a sample of the records: whether the question can be understood alone and is answered by its \
      evidence, and whether the answer is right and complete. What it was asked once is kept beside the dataset and not asked again.
      """)

  @Argument(help: ArgumentHelp("The folder of a run, a JSONL file, or - for standard input.", valueName: "input"))
  var input: String

  @Flag(help: "Write JSON.")
  var json = false

  @Flag(help: "Also measure the check of answers on answers made wrong on purpose.")
  var mutations = false

  @Option(help: ArgumentHelp("The seed by which answers are made wrong, and records drawn for the judge.", valueName: "number"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("A file for a page with charts.", valueName: "file"))
  var report: String?

  @OptionGroup(title: "Options of the judge") var judging: JudgeOptions

  func run() throws {
    try Command.perform {
      let dataset = try EvalInput(input).dataset
      var measures = DatasetMeasures(dataset)
      let isWhole = try judging.judge(dataset.records, of: input, seed: seed).map { judged in
        measures.add(judged.measures)
        return judged.isWhole
      }
      let gate = mutations ? GateMeasures(dataset, seed: seed) : nil
      let output = try DataOutput(path: nil)
      try output.write(
        json ? Self.json(measures, gate).prettyText : EvalTables.text(measures) + (gate.map(EvalTables.text) ?? ""))
      try output.finish()
      if let report {
        let page = try DataOutput(path: report)
        try page.write(EvaluationReport(title: input == "-" ? "records" : input, measures, gate, version: Quern.version).html)
        try page.finish()
      }
      if isWhole == false { throw ExitCode(measures.judge?.judgements.isEmpty == false ? 1 : 2) }
    }
  }

  private static func json(_ measures: DatasetMeasures, _ gate: GateMeasures?) -> JSONValue {
    guard case .object(var members) = measures.json else { return measures.json }
    if let gate { members.append(.init("mutations", gate.json)) }
    return .object(members)
  }
}
