/// Where the chunk stands: the matter around the content is at its edges.
extension Feature {
  static let edge = Feature("edge", "nearness to the start or end of a long document", sign: .junk) { $0.edge }
  static let headingShare = Feature("heading-share", "share of the text that is headings, full at a half") {
    saturating($0.headingShare, at: 0.5)
  }
}
