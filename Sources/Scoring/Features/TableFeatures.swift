internal import DocumentModel

extension Feature {
  static let tableShare = Feature(name: "table-share", summary: "share of the text that stands in tables") {
    Double($0.tableLength) / $0.length
  }

  static let tableFill = Feature(name: "table-fill", summary: "share of filled cells, times the share of text in tables") {
    view in
    let cells = view.elements.compactMap(\.table).flatMap { $0.rows.flatMap(\.cells) }
    guard !cells.isEmpty else { return 0 }
    let filled = Double(cells.count { !$0.range.isEmpty }) / Double(cells.count)
    return filled * Double(view.tableLength) / view.length
  }

  static let codeShare = Feature(name: "code-share", summary: "share of the text that is code") {
    Double($0.codeLength) / $0.length
  }
}
