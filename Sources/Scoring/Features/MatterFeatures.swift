internal import TextAnalysis

extension Feature {
  static let matterContents = Feature(name: "under-contents", summary: "stands under a heading such as Contents") {
    $0.hasMatter(.contents) ? 1 : 0
  }
  static let matterIndex = Feature(name: "under-index", summary: "stands under the heading Index") {
    $0.hasMatter(.index) ? 1 : 0
  }
  static let matterLicence = Feature(name: "under-licence", summary: "stands under a heading about the licence") {
    // Rules about copyright are not a licence of the work itself.
    $0.hasMatter(.licence) ? 1 - $0.ruleShare : 0
  }
  static let matterCredits = Feature(name: "under-credits", summary: "stands under a heading such as Credits") {
    $0.hasMatter(.credits) || $0.hasMatter(.changes) ? 1 : 0
  }
  static let matterReferences = Feature(name: "under-references", summary: "stands under a heading such as References") {
    $0.hasMatter(.references) ? 1 : 0
  }
  static let matterPreface = Feature(name: "under-preface", summary: "stands under a heading such as Preface") {
    $0.hasMatter(.preface) ? 1 - $0.ruleShare : 0
  }
}
