/// Lines that stand again and again in the document: running heads, notices, menus.
extension Feature {
  static let repeatedLines = Feature(
    "repeated-lines", "share of lines that stand in three other chunks of the document", sign: .junk
  ) { $0.repetition }
}
