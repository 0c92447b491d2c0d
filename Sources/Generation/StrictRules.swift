internal import TextAnalysis

/// What a question must satisfy beside ``PairRules`` where a small model wrote it for a sentence that was given.
struct StrictRules {
  private let source: Set<String>
  private let numbers: Set<String>
  private let outline: String

  /// - Parameters:
  ///   - source: what the question may take names and numbers from.
  ///   - outline: the title and headings among it, from which it may take all words.
  init(source: String, outline: String = "") {
    self.outline = outline
    self.source = Set(Self.stems(Words.words(in: source)))
    numbers = PairRules.numbers(in: source)
  }

  /// Why a question is left out, for counts; nil where nothing speaks against it.
  func rejection(question: String, answer: String) -> String? {
    let words = Words.words(in: question)
    if let fault = QuestionFault.faults(of: question).first { return fault.rawValue }
    // A sentence is no answer to a question for yes or no, and a second question is not answered by it.
    if ["yes-no", "other"].contains(QuestionType.name(of: question)) { return "no-question-word" }
    if question.dropLast().contains("?") { return "two-questions" }
    if let bare = words.first(where: { Self.selves.contains($0.folded) }) {
      return bare.folded == "this" ? "pointing-questions" : "bare-pronouns"
    }
    // “What did the keeper do when she looked past him?”: one of the two stands for nobody.
    if Self.others.count(where: { family in words.contains { family.contains($0.folded) } }) > 1 { return "bare-pronouns" }
    if !PairRules.numbers(in: question).isSubset(of: numbers) { return "foreign-number" }
    let names = words.dropFirst().filter { $0.isCapitalised && !$0.isNumber }
    if !source.isEmpty, names.contains(where: { !source.contains(WordStem.stem($0.folded)) }) { return "foreign-name" }
    let (asked, said) = (Set(Self.stems(words)), Set(Self.stems(Words.words(in: answer))))
    if asked.isDisjoint(with: said) { return "unrelated" }
    return QuestionFit(question: question, answer: answer).rejection(outline: outline)
  }

  private static func stems(_ words: [Word]) -> [String] {
    words.map(\.folded).filter { !FunctionWords.all.contains($0) }.map(WordStem.stem)
  }

  private static let others: [Set<String>] = [
    ["he", "him", "his"], ["she", "her", "hers"], ["it", "its"], ["they", "them", "their"],
  ]

  /// Words that speak to or of someone that a question alone does not name.
  private static let selves: Set<String> = ["i", "me", "my", "we", "us", "our", "this", "these"]
}
