internal import TextAnalysis

/// With which words the question to a sentence begins best, by the form of the sentence.
///
/// A small model asks for the right thing when it is told so: for what happens in a case, for what to do in it, for what a thing is.
enum QuestionOpening {
  /// `What should you do if`, `What happens when`, `How do you`, `What is`, `Why`; empty for sentences of no such form.
  static func opening(to sentence: String) -> String {
    let parts = sentence.split(separator: ",", maxSplits: 1)
    let clause = Words.words(in: parts.first.map(String.init) ?? "").map(\.folded)
    let rest = parts.count > 1 ? Words.words(in: String(parts[1])).map(\.folded) : []
    if let first = clause.first, rest.count > 2 {
      if ["if", "when", "whenever", "once", "unless"].contains(first) { return behindCondition(first, rest) }
      if first == "to" { return "How do you" }
    }
    return definition(Words.words(in: sentence).map(\.folded))
  }

  private static func behindCondition(_ word: String, _ rest: [String]) -> String {
    let word = word == "whenever" ? "when" : word
    if rest[0] == "you", FunctionWords.modals.contains(rest[1]), rest[1] != "will" { return "What \(rest[1]) you do \(word)" }
    if isOrder(rest) { return "What should you do \(word)" }
    return word == "unless" ? "" : "What happens \(word)"
  }

  /// “choose Manual from the menu”, “check that it is clean”; not “tiny houses are …”.
  private static func isOrder(_ words: [String]) -> Bool {
    func isVerb(_ word: String) -> Bool { FunctionWords.auxiliaries.contains(word) }
    guard !FunctionWords.all.contains(words[0]), !isVerb(words[1]) else { return false }
    return FunctionWords.all.contains(words[1]) || !words.prefix(5).contains(where: isVerb)
  }

  /// *is a* and its like behind up to seven words that are all of one name: “A quota in Tarn is a limit …”.
  private static func definition(_ words: [String]) -> String {
    guard let verb = words.firstIndex(where: { $0 == "is" || $0 == "are" }), (1...7).contains(verb), verb + 1 < words.count else {
      return words.contains("because") ? "Why" : ""
    }
    let isPlain = !words[..<verb].contains { ["if", "when", "that", "which", "who", "there"].contains($0) }
    return isPlain && ["a", "an", "any", "every"].contains(words[verb + 1]) ? "What \(words[verb])" : ""
  }
}
