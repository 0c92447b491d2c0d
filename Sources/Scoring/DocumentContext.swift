internal import DocumentModel
internal import TextAnalysis

/// What a whole document tells about its chunks.
struct DocumentContext {
  let document: Document
  let textLength: Int
  /// The folded words of all headings, against which contents lines are held.
  let headings: Set<String>

  init(_ document: Document) {
    self.document = document
    textLength = max(1, document.text.utf8.count)
    headings = Set(document.elements.filter(\.isHeading).map { Self.folded(document.plainText(of: $0.range)) })
  }

  /// Lower-cased words without numbers.
  static func folded(_ text: String) -> String {
    Words.words(in: text).filter { !$0.isNumber }.map(\.folded).joined(separator: " ")
  }
}
