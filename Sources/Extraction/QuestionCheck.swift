internal import TextAnalysis

/// What every record must satisfy, whatever rule wrote it.
enum QuestionCheck {
  static func accepts(_ draft: Draft) -> Bool {
    let question = draft.question
    guard question.hasSuffix("?"), question.count <= 300, Words.words(in: question).count >= 4, Phrases.isBalanced(question)
    else { return false }
    guard !draft.range.isEmpty, draft.answer.contains(where: \.isLetter), draft.answer.count <= 1200 else { return false }
    guard !question.contains("…"), !draft.answer.contains("\u{FFFD}"), !question.contains("\u{FFFD}") else { return false }
    if let short = draft.shortAnswer, !Phrases.isBalanced(short) { return false }
    return !leaks(draft) && !isMisread(question + " " + draft.answer)
  }

  /// Whether OCR left words that no language has, or a heading's capitals stand for a sentence.
  private static func isMisread(_ text: String) -> Bool {
    let words = Words.words(in: text)
    let garbled = words.count { Words.isGarbled($0.folded) }
    let capitals = text.split(separator: " ").count { word in word.count > 3 && word.allSatisfy { $0.isUppercase } }
    return garbled * 25 > words.count || capitals * 4 > words.count || text.contains("·") || text.contains("~")
      || text.contains("\\")
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
