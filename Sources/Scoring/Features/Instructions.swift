/// Procedures: sentences that begin with a verb, and the reader spoken to.
extension Feature {
  static let imperatives = Feature(
    "imperatives", "sentences that tell the reader to do something per hundred words, full at four", marks: .imperative,
    isOfWords: true, sign: .content
  ) { $0.rate(.imperative, full: 4) }
  static let addresses = Feature(
    "addresses", "words that speak to the reader per hundred, full at four", marks: .address, isOfWords: true
  ) { $0.rate(.address, full: 4) }
}
