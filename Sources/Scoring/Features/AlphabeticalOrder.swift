/// Signs of an index: entries that end in numbers parted by commas, and entries in the order of the alphabet.
extension Feature {
  static let indexEntries = Feature(
    "index-entries", "numbers behind a comma before the next entry per hundred words, full at eight", marks: .indexEntry,
    sign: .junk
  ) { $0.rate(.indexEntry, full: 8) }
  static let listedNumbers = Feature(
    "listed-numbers", "numbers behind a comma per hundred words, full at ten", marks: .numberBehindComma, sign: .junk
  ) { $0.rate(.numberBehindComma, full: 10) }
  static let alphabeticalEntries = Feature(
    "alphabetical-entries", "how far entries stand in the order of the alphabet, beyond chance", sign: .junk
  ) { $0.alphabeticalOrder }
}
