import ArgumentParser
import LanguageModels
import Quern

/// The options of the stages that write records.
struct GenerationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Who writes the records: replay/FILE takes a model's replies from the output file of a batch; see `quern plan`. \
      (default: the built-in extractive generator)
      """, valueName: "name"))
  var model: String?

  /// The model that is named here or, failing that, in the options' file; nil for the extractor.
  func openModel(default other: String?) throws -> (any LanguageModel)? {
    guard let name = model ?? other, name != "extractive" else { return nil }
    do throws(LanguageModelError) {
      return try ModelReference(name).open()
    } catch {
      throw Failure.message(error.message, hint: error.hint)
    }
  }
}

extension GenerationCounts {
  /// Sentences for people about what did not become records; nil where there is nothing to say.
  var remarks: String? {
    var lines: [String] = []
    if failedCount > 0 { lines.append("\(failedCount) chunks got no reply that can be read: \(Self.list(chunksFailed))") }
    if !rejected.isEmpty { lines.append("\(rejected.values.reduce(0, +)) pairs left out: \(Self.list(rejected))") }
    if truncated > 0 { lines.append("\(truncated) replies were cut off by their limit of tokens") }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  private static func list(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }
}
