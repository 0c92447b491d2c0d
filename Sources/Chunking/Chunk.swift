public import DocumentModel

/// A run of elements for one prompt.
///
/// `text` is exactly the document's text in `range`; what the chunk needs beside it stands in fields of its own.
public struct Chunk: Sendable, Equatable {
  /// Sixteen hexadecimal digits of the hash of text, heading path and occurrence, so that an edit elsewhere leaves it alone.
  public var id: String
  public var documentID: String
  /// UTF-8 bytes of the document's text.
  public var range: Range<Int>
  /// The same in Unicode scalars, as Python counts.
  public var scalarRange: Range<Int>
  /// The titles above the chunk's first content, the highest first; among them those that the chunk itself begins with. Where the
  /// titles above take more than a quarter of the budget the highest are left out.
  public var headingPath: [String]
  /// How many titles of the path stand before the chunk and not in it.
  public var headingsAbove: Int
  /// What a reader of the chunk alone would miss: the header rows of a table that began before it. Markdown, mostly empty.
  public var context: String
  /// Whole sentences right before the chunk, where overlap was asked for; they are part of the chunk before, and not of ``text``.
  public var overlap: String
  /// Where they stand.
  public var overlapRange: Range<Int>?
  /// From 1; nil where the source has no pages.
  public var pages: ClosedRange<Int>?
  /// The labels printed on the first and the last page, where pages have labels.
  public var pageLabels: [String]
  /// What kinds of elements it holds, in the order in which they first occur: `heading`, `paragraph`, `table`.
  public var kinds: [String]
  /// The tokens of headings above, context, overlap and text, each counted by itself.
  public var tokenCount: Int
  /// The vocabulary that tokens are counted by, with `~` before it where the count is an estimate.
  public var tokenizer: String
  /// Whether it is over the budget, being a single unit that cannot be cut.
  public var isOversize: Bool
  /// Why it ends where it does; nil where the text or its page ends.
  public var cut: Cut?
  /// The ids of the chunks before and behind it.
  public var previous: String?
  public var next: String?
  public var text: String

  public init(
    id: String, documentID: String, range: Range<Int>, scalarRange: Range<Int>? = nil, headingPath: [String],
    headingsAbove: Int = 0, context: String, overlap: String = "", overlapRange: Range<Int>? = nil, pages: ClosedRange<Int>?,
    pageLabels: [String] = [], kinds: [String] = [],
    tokenCount: Int, tokenizer: String = "", isOversize: Bool = false, previous: String? = nil, next: String? = nil, text: String
  ) {
    self.id = id
    self.documentID = documentID
    self.range = range
    self.scalarRange = scalarRange ?? range
    self.headingPath = headingPath
    self.headingsAbove = headingsAbove
    self.context = context
    self.overlap = overlap
    self.overlapRange = overlapRange
    self.pages = pages
    self.pageLabels = pageLabels
    self.kinds = kinds
    self.tokenCount = tokenCount
    self.tokenizer = tokenizer
    self.isOversize = isOversize
    self.previous = previous
    self.next = next
    self.text = text
  }

  /// A cut between two chunks.
  public struct Cut: Sendable, Equatable {
    /// What begins behind it.
    public var boundary: Boundary?
    /// What the cut costs, where chunks are made by prices.
    public var price: Float?
    /// What the chunk would have held with the next piece too, in units of the budget; at most the budget where the cut was chosen. Nil
    /// between words, where no more fits.
    public var sizeWithNext: Int?
    /// Whether a top-level section ends: no chunk goes on over that.
    public var isSectionEnd: Bool

    init(boundary: Boundary? = nil, price: Float? = nil, sizeWithNext: Int? = nil, isSectionEnd: Bool = false) {
      self.boundary = boundary
      self.price = price
      self.sizeWithNext = sizeWithNext
      self.isSectionEnd = isSectionEnd
    }
  }

  /// Headings above, context, overlap and text as one, for an index or a prompt that knows no fields.
  public var textWithContext: String {
    [headingPath.prefix(headingsAbove).joined(separator: Self.pathSeparator), context, overlap, text].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// What parts the titles of a path where it is written as text.
  public static let pathSeparator = " > "
}

/// Cuts a document into chunks whose ranges partition its text.
public protocol Chunker: Sendable {
  /// Gives the chunks in order, one at a time. A document without elements has none.
  func forEachChunk(of document: Document, _ body: (Chunk) -> Void)
  /// The chunker for one document, where it must find something out about it first; itself for most. May block its thread.
  func prepared(for document: Document) throws(TextEmbedderError) -> any Chunker
  /// A text that differs whenever the result may differ.
  var cacheKey: String { get }
}

extension Chunker {
  public func prepared(for document: Document) throws(TextEmbedderError) -> any Chunker { self }

  /// The chunks in order.
  public func chunks(of document: Document) -> [Chunk] {
    var chunks: [Chunk] = []
    forEachChunk(of: document) { chunks.append($0) }
    return chunks
  }
}
