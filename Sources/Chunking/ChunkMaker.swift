internal import DocumentModel
internal import Hashing
internal import TextAnalysis

/// What a chunker has found out about a chunk.
struct ChunkDraft {
  /// UTF-8 bytes of the document's text.
  var range: Range<Int>
  /// The elements that begin in the range.
  var elements: Range<Int>
  /// The headings above it.
  var above = HeadingPath()
  var context = ""
  /// What it is given along of the text before it.
  var overlap: Range<Int>?
  /// Of context, overlap and text, in units of the budget.
  var size: Int
  /// Of the headings above, as one text.
  var aboveSize = 0
  /// Whether it is to be within the budget.
  var isBudgeted: Bool
  /// What ends it; nil where the text or page does.
  var cut: Chunk.Cut?
  /// Given where it is not that of the elements.
  var pages: ClosedRange<Int>?
}

/// Turns drafts into chunks: text, path, pages, ids, neighbours. Gives each when the next one is known.
struct ChunkMaker {
  private let document: Document
  private let elements: ElementShapes
  private let limits: ChunkLimits
  private var counter: any TokenCounter { limits.measure }
  private let utf8: UnsafeBufferPointer<UInt8>
  private var occurrences: [UInt64: Int] = [:]
  private var pending: Chunk?
  private var previous: String?
  private var scalars = 0
  /// By the number of the page.
  private let labels: [Int: String]

  /// `utf8` is the document's text.
  init(_ document: Document, _ elements: ElementShapes, utf8: UnsafeBufferPointer<UInt8>, limits: ChunkLimits) {
    self.document = document
    self.elements = elements
    self.utf8 = utf8
    self.limits = limits
    labels = Dictionary(document.pages.compactMap { page in page.label.map { (page.number, $0) } }) { first, _ in first }
  }

  /// Takes the next draft in the order of the text, and gives the chunk before it.
  mutating func add(_ draft: ChunkDraft, _ body: (Chunk) -> Void) {
    var chunk = chunk(draft)
    chunk.previous = pending?.id ?? previous
    if var last = pending {
      last.next = chunk.id
      body(last)
    }
    pending = chunk
  }

  /// Gives the last chunk.
  mutating func finish(_ body: (Chunk) -> Void) {
    if let last = pending { body(last) }
    pending = nil
  }

  private mutating func chunk(_ draft: ChunkDraft) -> Chunk {
    let path = path(of: draft)
    let text = string(draft.range)
    let start = scalars
    scalars += UnsafeBufferPointer(rebasing: utf8[draft.range]).scalarCount
    let above = zip(path, draft.above.titles).prefix { $0 == $1 }.count
    // A heading of the chunk may close some of those above it.
    let isWhole = above == draft.above.titles.count
    let title = { path.prefix(above).joined(separator: Chunk.pathSeparator) }
    let size = draft.size + (isWhole ? draft.aboveSize : limits.headingSize(title()))
    let pages = draft.pages ?? document.pages(in: draft.range)
    let overlap = draft.overlap.map { string($0) } ?? ""
    var chunk = Chunk(
      id: id(draft.range, path, overlap), documentID: document.id, range: draft.range, scalarRange: start..<scalars,
      headingPath: path,
      headingsAbove: above, context: draft.context, overlap: overlap, overlapRange: draft.overlap, pages: pages,
      pageLabels: labels(pages), kinds: kinds(draft.elements), tokenCount: size, tokenizer: counter.name,
      isOversize: draft.isBudgeted && size > limits.budget, text: text)
    chunk.cut = draft.cut
    if let tokens = limits.tokens {
      chunk.tokenizer = tokens.name
      chunk.tokenCount = [title(), draft.context, overlap, text].reduce(0) { $0 + ($1.isEmpty ? 0 : tokens.count($1)) }
    }
    return chunk
  }

  private func string(_ range: Range<Int>) -> String { document.text(in: range) }

  private mutating func id(_ range: Range<Int>, _ path: [String], _ overlap: String) -> String {
    let text = UnsafeBufferPointer(rebasing: utf8[range])
    // No title is empty, so an empty part ends the path.
    let first = ContentHash.prefix(of: text, path + (overlap.isEmpty ? [] : ["", overlap]))
    let occurrence = occurrences.updateValue(0, forKey: first).map { $0 + 1 } ?? 0
    guard occurrence > 0 else { return ContentHash.hexadecimal(first) }
    occurrences[first] = occurrence
    return ContentHash.hexadecimal(ContentHash.prefix(of: text, path + ["", overlap, String(occurrence)]))
  }

  /// The path of the first element that is no heading, or of the last heading where all are. Titles above that a heading of the
  /// chunk closes stay, since they are what the chunk begins under.
  private func path(of draft: ChunkDraft) -> [String] {
    var path = draft.above
    for index in draft.elements {
      guard elements[index].isHeading else { break }
      path.open(level: Int(elements[index].level), title: elements.title(elements[index]))
    }
    return path.titles
  }

  private func labels(_ pages: ClosedRange<Int>?) -> [String] {
    guard let pages, !labels.isEmpty else { return [] }
    let found = [pages.lowerBound, pages.upperBound].compactMap { labels[$0] }
    return found.count == 2 && found[0] == found[1] ? [found[0]] : found
  }

  private func kinds(_ range: Range<Int>) -> [String] {
    var (kinds, seen): ([String], UInt16) = ([], 0)
    for index in range {
      let kind = elements[index].kind
      if seen & 1 << kind.rawValue == 0 { kinds.append(document.elements[index].kindName) }
      seen |= 1 << kind.rawValue
    }
    return kinds
  }
}
