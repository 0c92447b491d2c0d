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
  /// The titles above the chunk's first content, the highest first; among them those that the chunk itself begins with.
  public var headingPath: [String]
  /// What a reader of the chunk alone would miss: the header rows of a table that began before it. Markdown, mostly empty.
  public var context: String
  /// From 1; nil where the source has no pages.
  public var pages: ClosedRange<Int>?
  /// The tokens of context and text.
  public var tokenCount: Int
  public var text: String

  public init(
    id: String, documentID: String, range: Range<Int>, headingPath: [String], context: String, pages: ClosedRange<Int>?,
    tokenCount: Int,
    text: String
  ) {
    self.id = id
    self.documentID = documentID
    self.range = range
    self.headingPath = headingPath
    self.context = context
    self.pages = pages
    self.tokenCount = tokenCount
    self.text = text
  }
}

/// Cuts a document into chunks whose ranges partition its text.
public protocol Chunker: Sendable {
  /// The chunks in order. A document without elements has none.
  func chunks(of document: Document) -> [Chunk]
  /// A text that differs whenever the result may differ.
  var cacheKey: String { get }
}
