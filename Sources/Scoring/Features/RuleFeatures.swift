extension Feature {
  static let modals = Feature(name: "modals", summary: "words that oblige, permit or forbid per hundred, full at five") {
    saturating($0.perHundredWords($0.phrases.modal), at: 5)
  }
  static let conditionals = Feature(name: "conditionals", summary: "words of condition and exception per hundred, full at four") {
    saturating($0.perHundredWords($0.phrases.conditional), at: 4)
  }
  static let quantities = Feature(name: "quantities", summary: "numbers with a unit, and dice, per hundred words, full at four") {
    saturating($0.perHundredWords($0.phrases.quantity), at: 4)
  }
  static let definitions = Feature(name: "definitions", summary: "verbs of definition per hundred words, full at three") {
    saturating($0.perHundredWords($0.phrases.definition), at: 3)
  }
}
