/// What a sentence lays down, by its words alone.
package enum StatedFact: CaseIterable {
  /// A word of ``FunctionWords/modals`` (*must*, *may*, *cannot*, *required*, …), *if*, *unless* or *except*.
  case rule
  /// A word that begins with a digit, or a number word from *two* to *thousand*.
  case quantity
  /// *means*, *denotes*, *refers to*, *consists of*, *stands for*, *is called*, *is defined*; or *is a*, *are the* and their like behind
  /// one to eight words of which the first points at nothing (*it*, *this*, *there*).
  case definition

  /// What is found, in the order of the cases.
  ///
  /// - Parameter words: in lower case, as ``Word/folded`` has them.
  package static func facts(in words: [String]) -> [StatedFact] {
    allCases.filter { fact in
      switch fact {
      case .rule: words.contains(where: rules.contains)
      case .quantity: words.contains(where: isQuantity)
      case .definition: isDefinition(words)
      }
    }
  }

  private static func isQuantity(_ word: String) -> Bool {
    word.utf8.first.map { $0 &- 0x30 < 10 } == true || numbers.contains(word)
  }

  private static func isDefinition(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).enumerated().contains { index, pair in
      if pair.0 == "means" || pair.0 == "denotes" { return index > 0 }
      if let next = verbs[pair.0], next.contains(pair.1) { return index > 0 }
      return (pair.0 == "is" || pair.0 == "are") && articles.contains(pair.1) && (1...8).contains(index)
        && !pointing.contains(words[0])
    }
  }

  private static let rules = FunctionWords.modals.union(["if", "unless", "except"])
  private static let articles: Set<String> = ["a", "an", "the", "any", "every", "each"]
  private static let pointing: Set<String> = [
    "it", "this", "that", "these", "those", "there", "they", "he", "she", "here", "what",
  ]
  private static let verbs: [String: Set<String>] = [
    "refers": ["to"], "refer": ["to"], "consists": ["of"], "consist": ["of"], "stands": ["for"], "stand": ["for"],
    "is": ["called", "defined"], "are": ["called", "defined"],
  ]
  private static let numbers: Set<String> = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty", "thirty",
    "forty", "fifty", "sixty", "ninety", "hundred", "thousand", "half", "twice",
  ]
}
