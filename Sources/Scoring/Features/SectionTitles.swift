internal import TextAnalysis

/// What the titles above a chunk announce.
extension Feature {
  static let underContents = Feature("under-contents", "stands under a heading such as Contents", sign: .junk) {
    $0.isUnder(.contents)
  }
  static let underIndex = Feature("under-index", "stands under the heading Index", sign: .junk) { $0.isUnder(.index) }
  static let underLicence = Feature(
    "under-licence", "stands under a heading about the licence, and states few duties", sign: .junk
  ) { $0.isUnder(.licence) * (1 - $0.ruleShare) }
  static let underCredits = Feature("under-credits", "stands under a heading such as Credits", sign: .junk) {
    $0.isUnder(.credits)
  }
  static let underChanges = Feature("under-changes", "stands under a heading such as Change log", sign: .junk) {
    $0.isUnder(.changes)
  }
  static let underReferences = Feature("under-references", "stands under a heading such as References", sign: .junk) {
    $0.isUnder(.references)
  }
  static let underPreface = Feature("under-preface", "stands under a heading such as Preface, and states few duties", sign: .junk)
  { $0.isUnder(.preface) * (1 - $0.ruleShare) }
}
