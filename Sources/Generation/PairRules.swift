internal import TextAnalysis

/// What a question and its answer must satisfy, whoever wrote them.
enum PairRules {
  /// The longest question, in characters.
  static let longestQuestion = 400

  /// Why a pair is left out; nil where nothing speaks against it.
  ///
  /// - Parameter source: what numbers of the answer must stand in, beside the question; nil to leave numbers alone.
  static func rejection(question: String, answer: String, source: String?) -> PairCheck.Rejection? {
    guard !question.isEmpty, !answer.isEmpty else { return .incomplete }
    let words = Words.words(in: question)
    guard question.hasSuffix("?"), words.count >= 3, question.count <= longestQuestion else { return .noQuestion }
    if leans(words.map(\.folded)) { return .leansOnPassage }
    if hasMarkup(question) || hasMarkup(answer) { return .markup }
    if saysNothingNew(answer, question) { return .nothingNew }
    let named = numbers(in: answer).subtracting(numbers(in: question))
    if let source, !named.isEmpty, !named.isSubset(of: numbers(in: source)) { return .foreignNumber }
    return nil
  }

  static func numbers(in text: String) -> Set<String> {
    Set(Words.words(in: text).filter(\.isNumber).map { $0.folded.replacing(",", with: "") })
  }

  /// Whether tags of prompts or places of templates were left.
  private static func hasMarkup(_ text: String) -> Bool {
    if text.contains("{{") || text.contains("[END]") || text.contains("[INST]") { return true }
    return text.contains(/<\/?(question|answer|fact|evidence|verdict|think|passage|quote|sentence|summary|reason|topic|example)>/)
  }

  /// Whether all that the answer says stands in the question, which does not ask for yes, no or one of several.
  private static func saysNothingNew(_ answer: String, _ question: String) -> Bool {
    let said = Words.words(in: answer).map(\.folded)
    if let first = said.first, first == "yes" || first == "no" { return false }
    let words = Words.words(in: question).map(\.folded)
    if words.contains("or") { return false }
    let asked = Set(words.map(WordStem.stem))
    let own = said.filter { !FunctionWords.all.contains($0) }
    return !own.isEmpty && own.allSatisfy { asked.contains(WordStem.stem($0)) }
  }

  // MARK: Questions that lean on what their reader does not see

  private static let things: Set<String> = [
    "passage", "text", "excerpt", "document", "context", "table", "paragraph", "sentence", "summary",
  ]

  /// Whether the words hold “the passage”, “this table above”, and their like.
  private static func leans(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).enumerated().contains { index, pair in
      guard things.contains(pair.1) else { return pair.1 == "above" && things.contains(pair.0) }
      return pair.0 == "this" || (pair.0 == "the" && (pair.1 == "passage" || pair.1 == "excerpt" || isPointed(words, index + 1)))
    }
  }

  /// Whether “the text”, “the table” stand alone: “according to the text”, and not “the text of a warning”.
  private static func isPointed(_ words: [String], _ index: Int) -> Bool {
    guard index + 1 < words.count else { return words[index] != "table" && words[index] != "document" }
    return ["above", "below", "say", "says", "state", "states", "describe", "describes", "provided", "given"].contains(
      words[index + 1])
  }
}
