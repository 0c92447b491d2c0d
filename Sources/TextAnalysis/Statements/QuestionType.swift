/// What a question asks for, by its first question word.
package enum QuestionType {
  /// `what`, `how many`, `yes-no`, `other`, …
  ///
  /// Words in quotation marks are names and no question words. A question without one asks for yes or no where it begins with an
  /// auxiliary, at its start or behind a comma.
  package static func name(of question: String) -> String {
    let clauses = unquoted(question).split(separator: ",").map { Words.words(in: String($0)).map(\.folded) }
    let words = clauses.flatMap { $0 }
    if let index = words.firstIndex(where: asking.contains) {
      if words[index] == "how", index + 1 < words.count, measured.contains(words[index + 1]) { return "how \(words[index + 1])" }
      return words[index]
    }
    let isYesNo = clauses.contains { $0.first.map(FunctionWords.auxiliaries.contains) ?? false }
    return isYesNo ? "yes-no" : "other"
  }

  private static func unquoted(_ text: String) -> String {
    var isInside = false
    return text.filter { character in
      if character == "“" { isInside = true }
      defer { if character == "”" { isInside = false } }
      return !isInside
    }
  }

  private static let asking: Set<String> = ["what", "who", "whom", "whose", "which", "when", "where", "why", "how"]
  private static let measured: Set<String> = ["many", "much", "long", "often", "far", "large", "high", "old"]
}
