/// Plain statistics of the words. Prose has longer words, repeats them, and has numbers now and then; lists of
/// names, entries and cells do not. Taken from the first two hundred words, so that length does not count.
extension Feature {
  static let wordLength = Feature("word-length", "mean length of words, three to seven letters") {
    saturating($0.wordLength - 3, at: 4)
  }
  static let monotony = Feature("monotony", "how few of the first two hundred words differ, against prose", sign: .junk) {
    $0.monotony
  }
  static let abundance = Feature("abundance", "how many of the first two hundred words differ, against prose") { $0.abundance }
  static let entropy = Feature("entropy", "evenness of the first two hundred words") { $0.entropy }
  static let numbers = Feature(
    "numbers", "share of numbers that stand behind no other, full at a quarter of all tokens", marks: .number
  ) { $0.share(.number, without: .numberRun, full: 0.25) }
  static let brevity = Feature("brevity", "how far the chunk stays below sixty words", sign: .junk) {
    1 - saturating(Double($0.scan.words), at: 60)
  }
  static let length = Feature("length", "words beyond fifty-five, ever less of each, full at four hundred") { $0.length }
}
