/// Signs of navigation: text that is links, and words of menus.
extension Feature {
  static let linkShare = Feature("link-share", "share of the text that is links", sign: .junk) { $0.linkShare }
  static let navigationWords = Feature(
    "navigation-words", "words of menus per hundred, full at ten", marks: .navigation, isOfWords: true, sign: .junk
  ) { $0.rate(.navigation, full: 10) }
}
