/// Closed classes of English words.
public enum FunctionWords {
  /// Articles, pronouns, prepositions, conjunctions, auxiliaries: the words that hold sentences together.
  public static let all: WordSet = WordSet(
    articleWords + pronounWords + prepositionWords + conjunctionWords + auxiliaryWords)

  public static let articles = WordSet(articleWords)
  private static let articleWords = [
    "a", "an", "the", "this", "that", "these", "those", "each", "every", "any", "some", "no", "such",
  ]

  public static let pronouns = WordSet(pronounWords)
  private static let pronounWords = [
    "i", "you", "he", "she", "it", "we", "they", "me", "him", "her", "us", "them", "my", "your", "his", "its", "our", "their",
    "mine",
    "yours", "hers", "ours", "theirs", "who", "whom", "whose", "which", "what", "itself", "himself", "herself", "themselves",
    "one",
  ]

  public static let prepositions = WordSet(prepositionWords)
  private static let prepositionWords = [
    "of", "in", "to", "for", "with", "on", "at", "from", "by", "about", "as", "into", "through", "during", "before", "after",
    "above",
    "below", "between", "under", "over", "within", "without", "against", "among", "upon", "per", "than", "behind", "beyond",
    "until",
  ]

  public static let conjunctions = WordSet(conjunctionWords)
  private static let conjunctionWords = [
    "and", "or", "but", "nor", "so", "yet", "if", "because", "while", "when", "where", "although", "though", "unless", "since",
    "whether", "then", "also", "not", "only", "both", "either", "neither", "there", "how", "why",
  ]

  public static let auxiliaries = WordSet(auxiliaryWords)
  private static let auxiliaryWords = [
    "is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "having", "do", "does", "did", "will", "would",
    "shall", "should", "can", "could", "may", "might", "must", "cannot",
  ]

  /// Words that oblige, permit or forbid.
  public static let modals: Set<String> = [
    "must", "shall", "may", "should", "cannot", "can", "required", "requires", "require", "prohibited", "forbidden", "entitled",
    "obliged", "permitted", "allowed", "mandatory", "will", "ought",
  ]

  /// Words that open a condition or an exception.
  public static let conditionals: Set<String> = [
    "if", "unless", "except", "until", "provided", "whenever", "otherwise", "notwithstanding", "when", "where",
  ]
}
