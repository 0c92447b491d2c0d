internal import Chunking
internal import TextAnalysis

extension Feature {
  static let contentsLines = Feature(name: "contents-lines", summary: "share of lines that lead to a page number") { view in
    view.shareOfLines(LineShapes.isContentsEntry)
  }

  static let headingLines = Feature(name: "heading-lines", summary: "share of lines that repeat a heading of the document") {
    view in
    view.shareOfLines { line in
      guard line.utf8.count < 160 else { return false }
      let folded = DocumentContext.folded(String(line))
      return folded.utf8.count > 3 && view.context.headings.contains(folded)
    }
  }

  static let indexLines = Feature(name: "index-lines", summary: "share of lines that are a term and page numbers") { view in
    guard view.tableLength * 2 < view.chunk.text.utf8.count else { return 0 }
    return view.shareOfLines(LineShapes.isIndexEntry)
  }

  static let blankLines = Feature(name: "blank-lines", summary: "share of lines with blanks to fill in") { view in
    view.shareOfLines { LineShapes.isBlankToFill($0) && !LineShapes.isContentsEntry($0) }
  }
}
