public import ArgumentParser
import Chunking
import Foundation
public import Quern
import TextAnalysis
import Tokenization

extension RunOptions.ChunkerName: ExpressibleByArgument {}

/// The options that say how documents are cut.
struct CuttingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How to cut: structural (the best cuts the structure offers), recursive (the strongest divisions first), sentence (whole "
        + "sentences), fixed (whole words), semantic (where the topic turns), or page for one chunk a page, whatever its length. "
        + "(default: structural)",
      valueName: "name"))
  var chunker: RunOptions.ChunkerName?

  @Option(
    help: ArgumentHelp("Tokens a chunk may hold, with the headings above it; 16 or more. (default: 400)", valueName: "count"))
  var tokens: Int?

  @Option(help: ArgumentHelp("Characters a chunk may hold, in place of tokens; 64 or more.", valueName: "count"))
  var characters: Int?

  @Option(help: ArgumentHelp("Sentences a chunk may hold, in place of tokens; headings above it are none.", valueName: "count"))
  var sentences: Int?

  @Option(
    help: ArgumentHelp(
      "Merge chunks that hold less with a neighbour of the same top-level section, where both fit; counted as the budget is. "
        + "(default: 0)", valueName: "count"))
  var minimum: Int?

  @Option(
    help: ArgumentHelp(
      "Whole sentences of the text before that a chunk is given along, in a field of their own; up to 100. "
        + "(default: 0)", valueName: "count")
  )
  var overlap: Int?

  @Option(
    help: ArgumentHelp(
      "How tokens are counted: o200k_base, cl100k_base, a tokenizer.json or GGUF file, or estimate. (default: o200k_base where "
        + "it is installed, else estimate)", valueName: "name"))
  var tokenizer: String?

  @Option(
    help: ArgumentHelp(
      "For the semantic chunker: the address of a server that embeds texts as OpenAI's does, up to and without /embeddings, such "
        + "as http://localhost:11434/v1. The text of the documents is sent there, with the key in QUERN_EMBEDDINGS_KEY where it "
        + "is set. (default: none; the vocabulary tells where the topic turns)", valueName: "address"))
  var embeddings: String?

  @Option(help: ArgumentHelp("The server's name for the model that embeds.", valueName: "name"))
  var embeddingModel: String?

  static let (leastTokens, leastCharacters) = (16, 64)

  func validate() throws {
    if [tokens, characters, sentences].count(where: { $0 != nil }) > 1 {
      throw ValidationError("a chunk has one budget: give one of `--tokens`, `--characters` and `--sentences`")
    }
    if let tokens, tokens < Self.leastTokens { throw ValidationError("`--tokens` must be \(Self.leastTokens) or more") }
    if let characters, characters < Self.leastCharacters {
      throw ValidationError("`--characters` must be \(Self.leastCharacters) or more")
    }
    if let sentences, sentences < 1 { throw ValidationError("`--sentences` must be 1 or more") }
    if let minimum, minimum < 0 { throw ValidationError("`--minimum` must be 0 or more") }
    if chunker == .page, (overlap ?? 0) + (minimum ?? 0) > 0 {
      throw ValidationError("pages are neither cut nor merged: leave out `--overlap` and `--minimum`, or choose another chunker")
    }
    if let overlap, !(0...100).contains(overlap) { throw ValidationError("`--overlap` must lie between 0 and 100 sentences") }
  }

  static func counter(_ name: String?) throws -> any TokenCounter {
    do { return try TokenizerChoice.counter(name) } catch { throw Failure.message(error.message, hint: error.hint) }
  }

  private static func embedder(_ address: String?, _ model: String?, _ chunker: RunOptions.ChunkerName) throws -> (
    any TextEmbedder
  )? {
    guard address != nil || model != nil else { return nil }
    guard let address, let model else {
      throw Failure.message("`--embeddings` and `--embedding-model` go together", hint: "name both the server and its model")
    }
    guard chunker == .semantic else {
      throw Failure.message("only the semantic chunker embeds text", hint: "add `--chunker semantic`")
    }
    guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
      throw Failure.message("`--embeddings` takes an address with http:// or https://", hint: "such as http://localhost:11434/v1")
    }
    let key = ProcessInfo.processInfo.environment["QUERN_EMBEDDINGS_KEY"].flatMap { $0.isEmpty ? nil : $0 }
    return EndpointEmbedder(base: address, model: model, key: key)
  }

  /// Fills in the options of a run, those of the file included; with `cuts` off no vocabulary is loaded.
  func resolve(into options: inout RunOptions, _ file: ConfigFile, cuts: Bool) throws {
    func count(_ name: String, from least: Int) throws -> Int? {
      try file.value(name) { Int($0).flatMap { $0 >= least ? $0 : nil } }
    }
    options.chunker = try chunker ?? file.value("chunker", RunOptions.ChunkerName.init(rawValue:)) ?? options.chunker
    let isGiven = tokens != nil || characters != nil || sentences != nil
    let filed = (
      tokens: try count("tokens", from: Self.leastTokens), characters: try count("characters", from: Self.leastCharacters),
      sentences: try count("sentences", from: 1)
    )
    let minimum = try minimum ?? count("minimum", from: 0) ?? 0
    let overlap = try overlap ?? count("overlap", from: 0) ?? 0
    let name = try tokenizer ?? file.value("tokenizer") { $0 }
    let server = try embeddings ?? file.value("embeddings") { $0 }
    let model = try embeddingModel ?? file.value("embedding-model") { $0 }
    guard cuts else { return }
    options.embedder = try Self.embedder(server, model, options.chunker)
    let tokenizer = try Self.counter(name)
    let budget = isGiven ? (tokens: tokens, characters: characters, sentences: sentences) : filed
    let (count, measure): (Int, any TokenCounter) =
      if let characters = budget.characters {
        (characters, CharacterCounter())
      } else if let sentences = budget.sentences {
        (sentences, SentenceCounter())
      } else {
        (budget.tokens ?? ChunkLimits.defaultBudget, tokenizer)
      }
    guard minimum <= count else { throw Failure.message("`--minimum` is over the budget of \(count)", hint: nil) }
    options.chunkLimits = ChunkLimits(
      budget: count, minimum: minimum, overlap: overlap, measure: measure,
      tokens: measure.name == tokenizer.name ? nil : tokenizer)
  }
}
