/// Verbs that say what something is.
extension Feature {
  static let definitions = Feature(
    "definitions", "verbs of definition in sentences per hundred words, full at three", marks: .definition, isOfWords: true,
    sign: .content
  ) { $0.rate(.definition, full: 3) }
}
