/// Signs of credits: names in a row, initials, addresses, and the words of imprints.
extension Feature {
  static let names = Feature(
    "names", "capitalised words behind one another, full at three tenths of all words", marks: .name, sign: .junk
  ) { $0.shareOfWords(.name, full: 0.3) }
  static let initials = Feature(
    "initials", "initials before names per hundred words, full at three", marks: .initial, sign: .junk
  ) { $0.rate(.initial, full: 3) }
  static let emails = Feature("emails", "mail addresses per hundred words, full at two", marks: .email, sign: .junk) {
    $0.rate(.email, full: 2)
  }
  static let creditWords = Feature(
    "credit-words", "words of credits and imprints per hundred, full at five", marks: .credit, isOfWords: true, sign: .junk
  ) { $0.rate(.credit, full: 5) }
}
