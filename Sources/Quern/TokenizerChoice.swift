public import TextAnalysis
public import Tokenization

/// The counter of tokens that a run uses.
public enum TokenizerChoice {
  /// The name for counting without a vocabulary.
  public static let estimate = "estimate"

  /// The counter of a name or file; without one o200k_base where its vocabulary is installed, else an estimate of it, whose name
  /// begins with `~` in every output.
  public static func counter(_ nameOrPath: String?) throws(TokenizerError) -> any TokenCounter {
    guard let nameOrPath else {
      return Vocabularies.isInstalled("o200k_base") ? try Tokenizer.load("o200k_base") : EstimatedTokenCounter()
    }
    return nameOrPath == estimate ? EstimatedTokenCounter() : try Tokenizer.load(nameOrPath)
  }
}
