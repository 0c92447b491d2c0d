internal import TextAnalysis

/// What every record must satisfy, whatever rule wrote it.
enum QuestionCheck {
  static func accepts(_ draft: Draft) -> Bool {
    let question = draft.question
    guard question.hasSuffix("?"), question.count <= 300, Words.words(in: question).count >= 4, Phrases.isBalanced(question)
    else { return false }
    guard !draft.range.isEmpty, draft.answer.contains(where: \.isLetter), draft.answer.count <= 1200 else { return false }
    guard !question.contains("…"), !draft.answer.contains("\u{FFFD}"), !question.contains("\u{FFFD}") else { return false }
    return !leaks(draft)
  }

  /// Whether the question gives its short answer away: it holds all words of it in a row.
  private static func leaks(_ draft: Draft) -> Bool {
    guard let short = draft.shortAnswer else { return false }
    let answer = Words.words(in: short).map(\.folded)
    let question = Words.words(in: draft.question).map(\.folded)
    guard !answer.isEmpty, question.count >= answer.count else { return false }
    return (0...question.count - answer.count).contains { question[$0..<$0 + answer.count].elementsEqual(answer) }
  }
}
