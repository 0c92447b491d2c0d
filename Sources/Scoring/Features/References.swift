/// Signs of bibliographies and lists of links.
extension Feature {
  static let referenceWords = Feature(
    "reference-words", "words of bibliographies and addresses per hundred, full at eight", marks: [.reference, .url],
    isOfWords: true, sign: .junk
  ) { saturating($0.perHundred([.reference, .url]), at: 8) }
  static let years = Feature("years", "years per hundred words, full at five", marks: .year) { $0.rate(.year, full: 5) }
  static let urls = Feature("urls", "addresses on the web per hundred words, full at four", marks: .url, sign: .junk) {
    $0.rate(.url, full: 4)
  }
}
