extension Feature {
  static let licenceWords = Feature(name: "licence-words", summary: "words of licences per hundred, full at six") {
    saturating($0.perHundredWords($0.phrases.licence), at: 6)
  }
  static let creditWords = Feature(name: "credit-words", summary: "words of credits and imprints per hundred, full at six") {
    saturating($0.perHundredWords($0.phrases.credit), at: 6)
  }
  static let referenceWords = Feature(name: "reference-words", summary: "words of bibliographies per hundred, full at eight") {
    saturating($0.perHundredWords($0.phrases.reference), at: 8)
  }
  static let navigationWords = Feature(name: "navigation-words", summary: "words of menus per hundred, full at ten") {
    saturating($0.perHundredWords($0.phrases.navigation), at: 10)
  }
  static let boilerplateWords = Feature(
    name: "boilerplate-words", summary: "phrases about the document itself per hundred words, full at four"
  ) {
    saturating($0.perHundredWords($0.phrases.boilerplate), at: 4)
  }
  static let garbledWords = Feature(name: "garbled-words", summary: "share of words that no language has, full at a quarter") {
    $0.codeLength > 0 ? 0 : saturating(Double($0.phrases.garbled) / Double(max(1, $0.words.count)), at: 0.25)
  }
}
