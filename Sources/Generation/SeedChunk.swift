/// What a flow knows of a chunk. The flow half of Quern knows nothing of documents.
public struct SeedChunk: Sendable, Equatable {
  public var id: String
  /// The document's title; nil where it has none.
  public var documentTitle: String?
  /// Markdown.
  public var text: String
  /// The titles above the text, the highest first.
  public var headingPath: [String]
  /// What a reader of the text alone would miss, such as the header of a table; mostly empty.
  public var context: String

  public init(id: String, documentTitle: String? = nil, text: String, headingPath: [String] = [], context: String = "") {
    self.id = id
    self.documentTitle = documentTitle
    self.text = text
    self.headingPath = headingPath
    self.context = context
  }
}

/// A question with its answer and the part of the chunk that proves it.
public struct QuestionAnswer: Sendable, Equatable {
  public var question: String
  public var answer: String
  /// UTF-8 bytes of the chunk's text.
  public var evidence: Range<Int>
}
