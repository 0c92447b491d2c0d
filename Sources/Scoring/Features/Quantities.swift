/// Facts that can be checked: numbers with a unit, percentages, dice, decimals, and numbers side by side as in tables.
extension Feature {
  static let quantities = Feature(
    "quantities", "numbers with a unit, percentages and dice per hundred words, full at four", marks: .quantity, isOfWords: true,
    sign: .content
  ) { $0.rate(.quantity, full: 4) }
  static let decimals = Feature("decimals", "share of decimals, full at a tenth of all tokens", marks: .decimal) {
    $0.share(.decimal, full: 0.1)
  }
  static let numberRuns = Feature(
    "number-runs", "share of numbers behind numbers, full at a fifth of all tokens", marks: .numberRun
  ) { $0.share(.numberRun, full: 0.2) }
}
