/// Rules oblige, permit and forbid, and say on what condition.
extension Feature {
  static let modals = Feature(
    "modals", "words that oblige, permit or forbid per hundred, full at five", marks: .modal, isOfWords: true, sign: .content
  ) { $0.rate(.modal, full: 5) }
  static let conditionals = Feature(
    "conditionals", "words of condition and exception per hundred, full at four", marks: .conditional, isOfWords: true,
    sign: .content
  ) { $0.rate(.conditional, full: 4) }
  static let plainness = Feature(
    "plainness", "lack of rules and quantities: six per hundred words are enough", isOfWords: true, sign: .junk
  ) { 1 - saturating($0.perHundred([.modal, .conditional, .quantity]), at: 6) }
}
