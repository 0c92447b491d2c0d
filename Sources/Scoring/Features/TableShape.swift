/// Tables, as the document's structure has them.
extension Feature {
  static let tableShare = Feature("table-share", "share of the text that stands in tables", sign: .content) { $0.tableShare }
  static let tableFill = Feature("table-fill", "share of filled cells, times the share of text in tables", sign: .content) {
    $0.tableFill
  }
}
