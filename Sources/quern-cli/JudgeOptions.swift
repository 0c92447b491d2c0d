import ArgumentParser
import Datasets
import Evaluation
import Foundation
import LanguageModels
import Quern

/// The options of a model that judges records.
struct JudgeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A model that judges a sample of the records, named as for `quern generate --model`. (default: none)", valueName: "name"))
  var judge: String?

  @Option(help: ArgumentHelp("Records that it judges, drawn by the seed. (default: 100)", valueName: "count"))
  var judgeSample: Int?

  @Option(
    help: ArgumentHelp(
      "The file that keeps what it said. (default: judge.sqlite in the run's folder, or beside the file of records)",
      valueName: "file"))
  var judgeWorkspace: String?

  @OptionGroup var connection: ModelOptions

  func validate() throws {
    if let judgeSample, judgeSample < 1 { throw ValidationError("`--judge-sample` must be 1 or more") }
    if judge == nil, judgeSample != nil || judgeWorkspace != nil {
      throw ValidationError("`--judge-sample` and `--judge-workspace` need a model: name it with `--judge`")
    }
  }

  /// What the judge says of records, and whether every one of the sample has a reply; nil where no judge is named.
  func judge(_ records: [Record], of input: String, seed: UInt64) throws -> (measures: JudgeMeasures, isWhole: Bool)? {
    guard let name = judge else { return nil }
    let path = try workspace(of: input)
    let meter = try connection.meter(for: [name])
    let model = ModelTrouble(try connection.open(name, connection.scheduler, meter))
    if let warning = Self.warning(of: name) { Console.say(warning) }
    // An answer is what is judged: records of tool calls have none.
    let sample = RecordSample.records(judgeSample ?? 100, of: records.filter { !$0.answer.isEmpty }, seed: seed)
    let judging = DatasetJudge(model, meter: meter, window: 2 * connection.concurrency)
    let (measures, end) = try judging.verdicts(on: sample, workspace: path)
    let counts = meter.counts
    Console.say(
      "judge: \(counts.replies) replies, \(counts.reused) reused, \(counts.promptTokens) prompt tokens, \(counts.completionTokens) completion tokens"
        + (counts.dollars > 0 ? String(format: ", $%.4f", counts.dollars) : ""))
    if end == nil, !measures.unanswered.isEmpty {
      Console.say("\(measures.unanswered.count) records have no reply of the judge; the same command asks for them again")
    }
    return (measures, measures.unanswered.isEmpty)
  }

  private func workspace(of input: String) throws -> String {
    if let judgeWorkspace { return judgeWorkspace }
    if input == "-" {
      throw Failure.message(
        "records from standard input have no place beside them for what the judge says",
        hint: "name a file with `--judge-workspace`")
    }
    var isFolder: ObjCBool = false
    FileManager.default.fileExists(atPath: input, isDirectory: &isFolder)
    return isFolder.boolValue ? input + "/judge.sqlite" : input + ".judge.sqlite"
  }

  /// What to say of a judge that is too small, or may be; nil where its name has a size that will do.
  ///
  /// Asked whether an answer is supported, models of 0.1 to 1.5 billion parameters said yes to answers that were made up; with the prompt
  /// that is used here, one of 1.5 billion found fault with every question.
  static func warning(of name: String) -> String? {
    let sizes = name.lowercased().matches(of: /(?:^|[-_:.\/])(\d+(?:\.\d+)?)([bm])(?![a-z0-9])/)
    let billions = sizes.last.flatMap { size in Double(size.1).map { size.2 == "m" ? $0 / 1000 : $0 } }
    if let billions, billions >= 7 { return nil }
    return
      "models of fewer than some 7 billion parameters cannot judge, they say yes to nearly everything, or no: "
      + (billions == nil ? "mind the size of this judge" : "this judge is too small for its verdicts to mean much")
  }
}
