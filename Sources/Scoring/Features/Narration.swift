/// Stories: who did what.
extension Feature {
  static let narrative = Feature(
    "narrative", "pronouns and verbs of stories per hundred words, full at twelve", marks: .narrative, isOfWords: true
  ) { $0.rate(.narrative, full: 12) }
  static let past = Feature("past", "verbs of the past per hundred words, full at eight", marks: .past, isOfWords: true) {
    $0.rate(.past, full: 8)
  }
}
