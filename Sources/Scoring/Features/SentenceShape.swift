/// Whether the words are sentences.
extension Feature {
  static let sentences = Feature("sentences", "sentence ends per hundred words, full at six", sign: .content) {
    saturating($0.perHundred($0.scan.sentences), at: 6)
  }
  static let inSentences = Feature(
    "in-sentences", "share of words that stand in sentences of four to sixty words", sign: .content
  ) { $0.inSentences }
  static let capitals = Feature(
    "capitals", "capitalised words that stand in no sentence of four to sixty words, full at a half", marks: .capital, sign: .junk
  ) { $0.shareOfWords(.capital, full: 0.5) }
  static let colons = Feature("colons", "colons per hundred words, full at five", marks: .colon) { $0.rate(.colon, full: 5) }
  static let brackets = Feature("brackets", "brackets per hundred words, full at ten", marks: .bracket) {
    $0.rate(.bracket, full: 10)
  }
}
