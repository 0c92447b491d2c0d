/// Tells a book's title from what is set large beside it on its title page.
enum TitlePage {
  /// Takes sub-titles, by-lines and imprints for no headings: they head nothing.
  ///
  /// A title page is the first page that holds text, where it holds lines of display type and no running text, list or table.
  /// The lines of the heaviest style are the title.
  static func clear(_ blocks: inout [PDFBlock]) {
    guard let page = blocks.first?.page, blocks.contains(where: { $0.page != page }) else { return }
    let indices = blocks.indices.prefix { blocks[$0].page == page }
    guard indices.allSatisfy({ isDisplay(blocks[$0]) }) else { return }
    let candidates = indices.filter { isCandidate(blocks[$0]) }
    guard let title = candidates.map({ HeadingLevels.Style(blocks[$0].style) }).min() else { return }
    for index in candidates where HeadingLevels.Style(blocks[index].style) != title { blocks[index].role = .paragraph }
  }

  private static func isCandidate(_ block: PDFBlock) -> Bool {
    if case .headingCandidate = block.role { true } else { false }
  }

  private static func isDisplay(_ block: PDFBlock) -> Bool {
    switch block.role {
    case .headingCandidate, .furniture: true
    case .paragraph: block.lines.count <= 2
    default: false
    }
  }
}
