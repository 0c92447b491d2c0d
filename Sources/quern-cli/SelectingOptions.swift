public import ArgumentParser
import Foundation
public import Quern
public import Selection

extension SelectionProfile: ExpressibleByArgument {}

/// The options that say which chunks go on.
struct SelectingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Drop chunks of a density below this, 0 to 1. (default: 0.5)", valueName: "density"))
  var threshold: Double?

  @Option(
    help: ArgumentHelp(
      "What is wanted first where a limit chooses: rules (rich in rules, conditions, quantities), general (dense in anything), or "
        + "tables (chunks with a table, and nothing else). (default: rules)", valueName: "name"))
  var profile: SelectionProfile?

  @Option(help: ArgumentHelp("Keep at most this many chunks, the best by --profile first. (default: all)", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("Keep at most this many tokens of chunks, the best first. (default: all)", valueName: "count"))
  var tokenBudget: Int?

  @Option(
    help: ArgumentHelp("Keep at most this many chunks of each document, the best first. (default: all)", valueName: "count"))
  var perDocument: Int?

  @Option(
    help: ArgumentHelp(
      "Keep at most this many chunks of each top-level section, the best first. (default: all)", valueName: "count")
  )
  var perSection: Int?

  @Option(
    help: ArgumentHelp(
      "How much a chunk that is like those already chosen yields to others where a limit chooses, 0 to 1. (default: 0)",
      valueName: "share"))
  var diversity: Double?

  @Flag(help: "Where a limit chooses, take the best chunk of every top-level section before the next best of any.")
  var coverOutline = false

  @Option(
    help: ArgumentHelp(
      "Drop chunks that share this much of their five-word runs with an earlier one, 0 to 1; 2 keeps all. (default: 0.8)",
      valueName: "similarity"))
  var duplicates: Double?

  func validate() throws {
    if let threshold, !(0...1).contains(threshold) { throw ValidationError("`--threshold` must lie between 0 and 1") }
    for (name, count) in [
      ("limit", limit), ("token-budget", tokenBudget), ("per-document", perDocument), ("per-section", perSection),
    ] {
      if let count, count < 1 { throw ValidationError("`--\(name)` must be 1 or more") }
    }
    if let diversity, !(0...1).contains(diversity) { throw ValidationError("`--diversity` must lie between 0 and 1") }
    if let duplicates, !(duplicates >= 0) { throw ValidationError("`--duplicates` must be 0 or more") }
  }

  /// The options of a selection, those of the file included.
  func resolve(_ file: ConfigFile) throws -> SelectionOptions {
    func share(_ name: String) throws -> Double? {
      try file.value(name) { Double($0).flatMap { (0...1).contains($0) ? $0 : nil } }
    }
    func count(_ name: String) throws -> Int? { try file.value(name) { Int($0).flatMap { $0 > 0 ? $0 : nil } } }
    var options = SelectionOptions()
    options.threshold = try threshold ?? share("threshold") ?? options.threshold
    options.profile = try profile ?? file.value("profile", SelectionProfile.init(rawValue:)) ?? options.profile
    options.limit = try limit ?? count("limit")
    options.tokenBudget = try tokenBudget ?? count("token-budget")
    options.documentQuota = try perDocument ?? count("per-document")
    options.sectionQuota = try perSection ?? count("per-section")
    options.diversity = try diversity ?? share("diversity") ?? options.diversity
    let covers = try file.value("cover-outline") { ["true": true, "false": false][$0] }
    options.coversOutline = coverOutline || covers ?? false
    options.duplicateSimilarity =
      try duplicates ?? file.value("duplicates") { Double($0).flatMap { $0 >= 0 ? $0 : nil } } ?? options.duplicateSimilarity
    return options
  }
}
