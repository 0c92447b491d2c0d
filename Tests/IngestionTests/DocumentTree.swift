import DocumentModel

extension Document {
  /// The document as a tree that a person can read.
  var tree: String {
    var lines = ["\(source.format.rawValue) “\(metadata.title ?? "")”, \(pages.count) pages"]
    for element in elements { lines.append("├─ " + describe(element)) }
    for item in furniture { lines.append("○ \(item.kind.rawValue) p.\(item.page) “\(item.text)”") }
    for diagnostic in diagnostics { lines.append("! \(diagnostic.code.rawValue): \(diagnostic.message)") }
    return lines.joined(separator: "\n") + "\n"
  }

  private func describe(_ element: Element) -> String {
    let pages =
      element.regions.isEmpty ? "" : " p." + Set(element.regions.map(\.page)).sorted().map(String.init).joined(separator: ",")
    let words = plainText(of: element.range).replacing("\n", with: " ⏎ ")
    switch element.kind {
    case .heading(let level): return "heading \(level) “\(words)”\(pages)"
    case .listItem(let depth): return "list-item \(depth) “\(words)”\(pages)"
    case .table(let table):
      let rows = table.rows.map { row in "│    " + row.cells.map { plainText(of: $0.range) }.joined(separator: " | ") }
      return "table \(table.rows.count)×\(table.columnCount), \(table.headerRowCount) header\(pages)\n"
        + rows.joined(separator: "\n")
    default: return "\(element.kindName) “\(words)”\(pages)"
    }
  }
}
