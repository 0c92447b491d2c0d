import ArgumentParser
import Foundation
import JSONText
import Quern
import Scoring

/// `quern score`.
struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score chunks for information density; train and measure the scorer.",
    discussion: "`quern score FILE` is `quern score chunks FILE`.",
    subcommands: [ScoreChunksCommand.self, ScoreTrainCommand.self, ScoreEvalCommand.self, ScoreFeaturesCommand.self],
    defaultSubcommand: ScoreChunksCommand.self)
}

/// `quern score chunks`.
struct ScoreChunksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chunks",
    abstract: "Score chunks for information density.",
    discussion: """
      Takes documents, or the output of an earlier stage on standard input, and adds to each chunk `density` (worth keeping), `rules` \
      (rich in rules and facts), a label and the reasons. A line {"id": …, "text": …} is scored as a chunk without a document.
      """)

  @OptionGroup var input: StageInput
  @OptionGroup var options: StageOptions

  @Flag(
    help: "Say what moved each density, with the words that did; as text, or as `evidence` in JSONL where --format asks for that."
  )
  var explain = false

  func run() throws { try StageOutput.run(.score, input, options, explains: explain) }
}

/// `quern score train`.
struct ScoreTrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train the scorer on your own decisions.",
    discussion: """
      Takes chunks with judgements, one JSON object a line: `id`, `text`, `label`, `keep` and `rich`, with `ambiguous` and `group` \
      (what belongs together, such as a document) where you know them; or the output of `quern score` with these added to its chunks. \
      The same lines give the same model, byte for byte. Use it with `--scorer MODEL`.
      """)

  @Argument(help: ArgumentHelp("JSON Lines files; - reads standard input.", valueName: "labels"))
  var labels: [String]

  @Option(
    name: [.short, .long], help: ArgumentHelp("The file to write the model into. (default: standard output)", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The model's name, part of what scores are kept under.", valueName: "name"))
  var name = "custom"

  func run() throws {
    try Command.perform {
      var trainer = ScorerTrainer()
      for group in try LabelFiles.read(labels) { trainer.add(group.chunks, group.judgements, in: group.document) }
      guard let model = trainer.model(name: name) else {
        throw Failure.message(
          "\(trainer.count) labelled chunks are too few to learn from",
          hint: "there must be chunks with `keep` true and false, and with `rich` true and false; a few hundred make a model")
      }
      let output = try DataOutput(path: output)
      try output.write(ScoringModelText.lines(model.json))
      try output.finish()
      Console.say("trained on \(trainer.count) chunks; `quern score eval LABELS --scorer MODEL` measures it on others")
    }
  }
}

/// `quern score eval`.
struct ScoreEvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure the scorer against readers' judgements.",
    discussion: """
      Takes what `quern score train` takes, and prints how often the scorer ranks a kept chunk over a dropped one (AUC), what the \
      threshold drops rightly (F1) and wrongly, how far probabilities are from what they promise, and how labels are confused. \
      Measure on documents that the model was not trained on.
      """)

  @Argument(help: ArgumentHelp("JSON Lines files; - reads standard input.", valueName: "labels"))
  var labels: [String]

  @Option(help: ArgumentHelp("A model of `quern score train`. (default: the one that ships)", valueName: "file"))
  var scorer: String?

  @Option(help: ArgumentHelp("The density from which on a chunk is kept, 0 to 1.", valueName: "density"))
  var threshold = 0.5

  @Flag(help: "Write the figures as one JSON object.")
  var json = false

  func run() throws {
    try Command.perform {
      let scorer = try ScorerFile.model(scorer).map(LogisticScorer.init(model:)) ?? LogisticScorer()
      var rows: [ScorerMeasures.Row] = []
      for group in try LabelFiles.read(labels) {
        for (judgement, score) in zip(group.judgements, scorer.scores(of: group.chunks, in: group.document)) {
          if let judgement { rows.append(.init(judgement: judgement, score: score)) }
        }
      }
      let measures = ScorerMeasures(rows)
      let output = try DataOutput(path: nil)
      try output.write(json ? ScorerFigures.json(measures, threshold).text + "\n" : ScorerFigures.text(measures, threshold))
      try output.finish()
    }
  }
}

/// Files of labelled chunks.
enum LabelFiles {
  private static let shownProblems = 5

  static func read(_ paths: [String]) throws -> [LabelledChunks.Group] {
    var groups: [LabelledChunks.Group] = []
    for path in paths {
      guard let file = LabelledChunks(path: path) else {
        throw Failure.message("`\(path)` cannot be read", hint: "check the path and its permissions")
      }
      for problem in file.problems.prefix(shownProblems) {
        Console.error("`\(path)` line \(problem.line) \(problem.message)", hint: nil)
      }
      if file.problems.count > shownProblems {
        Console.error("`\(path)` has \(file.problems.count - shownProblems) more lines that cannot be used", hint: nil)
      }
      groups += file.groups
    }
    guard groups.contains(where: { $0.judgements.contains { $0 != nil } }) else {
      throw Failure.message("there are no labelled chunks", hint: "each line needs `id`, `text`, `label`, `keep` and `rich`")
    }
    return groups
  }
}

/// A model file.
enum ScorerFile {
  /// The model that a file holds; nil for no path.
  static func model(_ path: String?) throws -> ScoringModel? {
    guard let path else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Failure.message("`\(path)` cannot be read", hint: "`--scorer` takes a model of `quern score train`")
    }
    do throws(ScoringModel.Failure) {
      return try ScoringModel(json: text)
    } catch {
      throw Failure.message("`\(path)` \(error)", hint: "`quern score train` makes a model")
    }
  }
}

/// `quern score features`.
struct ScoreFeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "List what scores are made of, with the weights of the model that ships.",
    discussion: "A weight is what the whole of a feature adds to the logit of density or of rules.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, markdown
  }

  @Option(help: ArgumentHelp("How to write: table or markdown.", valueName: "name"))
  var format = Format.table

  func run() throws {
    try Command.perform {
      let output = try DataOutput(path: nil)
      try output.write(format == .table ? table : markdown)
      try output.finish()
    }
  }

  private var table: String {
    var table = TextTable(header: ["feature", "density", "rules", "measures"], rightAligned: [1, 2])
    for feature in FeatureDescription.all {
      table.add([feature.name, "\(feature.density)", "\(feature.rules)", feature.summary + Self.words(feature)])
    }
    return table.text
  }

  private var markdown: String {
    let rows = FeatureDescription.all.map { feature in
      "| `\(feature.name)` | \(feature.summary + Self.words(feature)) | \(feature.density) | \(feature.rules) |\n"
    }
    return "| feature | what it measures | density | rules |\n|---|---|--:|--:|\n" + rows.joined()
  }

  private static func words(_ feature: FeatureDescription) -> String { feature.isOfWords ? " (known languages only)" : "" }
}
