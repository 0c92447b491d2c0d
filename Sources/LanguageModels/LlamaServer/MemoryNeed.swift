internal import Foundation

/// What a model takes of the memory, at the least: its file, and a cache of keys and values for the tokens of all requests.
///
/// The cache is estimated at a 100,000th of the file for each token: 11 kB for the 1.5B model of the catalogue, which takes 28 kB by its
/// layers and heads, and less than what most models of 4 to 16 bits take. Buffers for computing are not counted. So a model that
/// fails here does not fit, and one that passes may still not.
struct MemoryNeed: Equatable {
  /// Bytes.
  let file: Int
  let cache: Int
  private let model: String
  private let tokens: Int

  /// - Parameter plan: of a file that can be read; one that cannot needs nothing.
  init(_ plan: LlamaServerPlan) {
    file = LocalModelFile.size(of: plan.model) ?? 0
    tokens = plan.context * plan.slots
    cache = file / 100_000 * tokens
    model = plan.name
  }

  /// - Parameter available: bytes; nil, where they are not known, is no reason to stop.
  func check(available: Int?) throws(LanguageModelError) {
    guard let available, available < file + cache else { return }
    throw LanguageModelError(
      .engine,
      "the model `\(model)` needs at least \(Self.text(file + cache)) of memory, \(Self.text(file)) for its file and about "
        + "\(Self.text(cache)) for \(tokens) tokens of context, and \(Self.text(available)) are free",
      hint: "take a smaller model, or a smaller `--context` or `--concurrency`, or end other programs")
  }

  private static func text(_ bytes: Int) -> String {
    let megabytes = (bytes + 500_000) / 1_000_000
    return megabytes < 1000 ? "\(megabytes) MB" : "\(megabytes / 1000).\(megabytes % 1000 / 100) GB"
  }

  /// Bytes that programs may still take, as Linux estimates them (`MemAvailable` of proc(5)); nil elsewhere.
  static func available(_ file: String = "/proc/meminfo") -> Int? {
    guard let text = FileManager.default.contents(atPath: file).map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
    let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
    let fields = line?.split(separator: " ") ?? []
    guard fields.count == 3, fields[2] == "kB", let kilobytes = Int(fields[1]) else { return nil }
    return kilobytes * 1024
  }
}
