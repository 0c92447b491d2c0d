/// Licences by their text: runs of four words that a known licence has. Words of licences alone also fill true rules.
extension Feature {
  static let licenceRuns = Feature("licence-runs", "share of words that stand as in a known licence", sign: .junk) {
    $0.licenceShare
  }
  static let licenceWords = Feature(
    "licence-words", "words of licences per hundred, full at eight", marks: .licence, isOfWords: true, sign: .junk
  ) { $0.rate(.licence, full: 8) }
}
