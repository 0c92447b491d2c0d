/// Lines that repeat a heading of the document: a table of contents needs neither dots nor page numbers to be one.
extension Feature {
  static let headingLines = Feature("heading-lines", "share of lines that repeat a heading of the document", sign: .junk) {
    $0.headingMatch
  }
}
