/// Code, as the document's structure has it, and what code looks like without it.
extension Feature {
  static let codeShare = Feature("code-share", "share of the text that is code", sign: .content) { $0.codeShare }
  static let symbols = Feature("symbols", "share of symbols, full at a fifth of all tokens", marks: .symbol) {
    $0.share(.symbol, full: 0.2)
  }
  static let identifiers = Feature(
    "identifiers", "words with capitals, digits or underscores inside, full at a fifth", marks: .identifier
  ) { $0.shareOfWords(.identifier, full: 0.2) }
}
