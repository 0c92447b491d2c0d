/// Signs of contents pages: dots that lead to a number, numbers that end an entry and rise, numbered sections. Tokens
/// count, not lines, so that a table of contents whose lines were joined is one still.
extension Feature {
  static let leaders = Feature(
    "leaders", "dots that lead to a page, beyond the first, per hundred words, full at six", marks: .leader, sign: .junk
  ) { saturating($0.perHundred($0.scan.count(.leader) - 1), at: 6) }
  static let pageNumbers = Feature(
    "page-numbers", "numbers that end an entry per hundred words, full at fifteen", marks: .pageNumber, sign: .junk
  ) { $0.rate(.pageNumber, full: 15) }
  static let risingNumbers = Feature(
    "rising-numbers", "how steadily numbers that end entries rise, beyond three in five", marks: .pageNumber, sign: .junk
  ) { saturating($0.scan.rise - 0.6, at: 0.3) * saturating(Double($0.scan.pages), at: 6) }
  static let sectionNumbers = Feature(
    "section-numbers", "section numbers per hundred words, full at twelve", marks: .sectionNumber, sign: .junk
  ) { $0.rate(.sectionNumber, full: 12) }
  static let numberedTitles = Feature(
    "numbered-titles", "share of words in titles of up to fourteen words, each behind a number or letter", sign: .junk
  ) { $0.inTitles }
}
