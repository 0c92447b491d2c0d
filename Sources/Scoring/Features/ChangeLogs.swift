/// Signs of change logs and release notes.
extension Feature {
  static let changeWords = Feature(
    "change-words", "words of change logs per hundred, full at six", marks: .change, isOfWords: true, sign: .junk
  ) { $0.rate(.change, full: 6) }
  static let months = Feature(
    "months", "names of months per hundred words, full at four", marks: .month, isOfWords: true, sign: .junk
  ) { $0.rate(.month, full: 4) }
}
