internal import DocumentModel
internal import Hashing
internal import TextAnalysis

/// Turns ranges of a document into chunks: path, pages, tokens, ids.
struct ChunkMaker {
  let document: Document
  let tokens: any TokenCounter
  private var occurrences: [String: Int] = [:]
  private var path = HeadingPath()
  private var nextElement = 0

  init(document: Document, tokens: any TokenCounter) {
    self.document = document
    self.tokens = tokens
  }

  /// The chunk of `range`. Must be called in the order of the text.
  mutating func chunk(_ range: Range<Int>, context: String = "") -> Chunk {
    let headings = headingPath(of: range)
    let text = document.text(in: range)
    let key = text + "\u{0}" + headings.joined(separator: "\u{0}")
    let occurrence = occurrences[key, default: 0]
    occurrences[key] = occurrence + 1
    let id = String(ContentHash.sha256(parts: [text] + headings + [String(occurrence)]).prefix(16))
    return Chunk(
      id: id, documentID: document.id, range: range, headingPath: headings, context: context, pages: document.pages(in: range),
      tokenCount: tokens.count(text) + (context.isEmpty ? 0 : tokens.count(context)), text: text)
  }

  /// The path of the first element in `range` that is no heading, or of the last heading where all are.
  private mutating func headingPath(of range: Range<Int>) -> [String] {
    var result: [String]?
    while nextElement < document.elements.count, document.elements[nextElement].range.lowerBound < range.upperBound {
      let element = document.elements[nextElement]
      if let level = element.headingLevel {
        path.open(level: level, title: document.plainText(of: element.range))
      } else if result == nil {
        result = path.titles
      }
      nextElement += 1
    }
    return result ?? path.titles
  }
}

/// The headings that are open at a place of the text.
struct HeadingPath {
  private var open: [(level: Int, title: String)] = []

  var titles: [String] { open.map(\.title).filter { !$0.isEmpty } }

  mutating func open(level: Int, title: String) {
    while let last = open.last, last.level >= level { open.removeLast() }
    open.append((level, title))
  }
}
