/// What bad OCR leaves.
extension Feature {
  static let garbledWords = Feature(
    "garbled-words", "words that no language has, full at fifteen in a hundred", marks: .garbled, sign: .junk
  ) { $0.shareOfWords(.garbled, full: 0.15) }
  static let singleLetters = Feature(
    "single-letters", "letters that stand alone, full at fifteen in a hundred words", marks: .singleLetter
  ) { $0.shareOfWords(.singleLetter, full: 0.15) }
  static let blanks = Feature(
    "blanks", "lines to write on and empty boxes, from three per hundred words on, full at twelve", marks: .blank, sign: .junk
  ) { saturating($0.perHundred($0.scan.count(.blank)) - 3, at: 9) }
}
