/// The words that hold sentences together: half of all prose, little of any list.
extension Feature {
  static let functionWords = Feature(
    "function-words", "share of function words, full at a half", marks: .function, isOfWords: true, sign: .content
  ) { $0.shareOfWords(.function, full: 0.5) }
  static let gaps = Feature(
    "gaps", "words with no function word among the four before, full at a half", marks: .gap, isOfWords: true
  ) { $0.shareOfWords(.gap, full: 0.5) }
}
