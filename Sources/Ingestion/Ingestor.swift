public import DocumentModel

/// Reads one kind of source.
public protocol Ingestor: Sendable {
  /// The document in `source`.
  ///
  /// Bad content is not an error: the document then carries diagnostics. Throws only when there is nothing to give.
  func read(_ source: Source) throws(IngestionError) -> Document
}

/// The bytes of a document and the name that a user knows them by.
public struct Source: Sendable {
  /// As the user gave it; shown, and its extension used as a hint. Never opened.
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// How documents are read. Part of the key under which results are kept, so every option must show in ``cacheKey``.
public struct IngestionOptions: Sendable, Equatable {
  /// The pages to read, from 1; nil for all. Sources without pages ignore it.
  public var pages: ClosedRange<Int>?
  /// For encrypted PDF files.
  public var password: String?
  /// What becomes of running heads, feet and page numbers, broken words and leader dots, of PDF and plain text.
  public var furniture: FurnitureHandling
  /// What is taken of web pages.
  public var content: PageContent
  /// When pages of PDF files are read by `tesseract`.
  public var ocr: OCRMode
  /// As `tesseract -l` takes it: `eng`, `deu+eng`.
  public var ocrLanguage: String
  /// What marks the pages of text and Markdown; nil to find it out.
  public var pageMarker: PageMarkerPattern?
  /// Pages that are not opened, since that made a reader hang or crash before. Part of no key.
  public var skippedPages: [Int] = []

  public init(
    pages: ClosedRange<Int>? = nil, password: String? = nil, furniture: FurnitureHandling = .remove,
    content: PageContent = .main, ocr: OCRMode = .auto, ocrLanguage: String = "eng",
    pageMarker: PageMarkerPattern? = nil
  ) {
    self.pages = pages
    self.password = password
    self.furniture = furniture
    self.content = content
    self.ocr = ocr
    self.ocrLanguage = ocrLanguage
    self.pageMarker = pageMarker
  }

  /// A text that differs whenever the result may differ. Holds no password.
  public var cacheKey: String {
    "ingest/3 pages=\(pages.map { "\($0.lowerBound)-\($0.upperBound)" } ?? "all") furniture=\(furniture.rawValue) "
      + "content=\(content.rawValue) ocr=\(ocrKey)"
      + (pageMarker.map { " page-marker=\($0.text)" } ?? "")
  }

  /// A scan that could not be read must be read anew when `tesseract` has come.
  private var ocrKey: String {
    ocr == .never || Tesseract(language: ocrLanguage) == nil ? "no" : "\(ocr.rawValue)/\(ocrLanguage)"
  }
}

/// When pages of PDF files are read by OCR.
public enum OCRMode: String, Sendable, CaseIterable {
  /// Pages that are not blank and have no text, or none that can be read.
  case auto
  /// All pages, whatever text they have.
  case always
  case never
}

/// What is taken of web pages.
public enum PageContent: String, Sendable, CaseIterable {
  /// What a reader came for, without navigation, banners, teasers and footers.
  case main
  /// All text, also what waits for a script to show it: tabs, menus.
  case all
}

/// What becomes of what belongs to the page and not to the content.
public enum FurnitureHandling: String, Sendable, CaseIterable {
  /// Running heads, feet and page numbers go aside, broken words are mended: a text to read and to train on.
  case remove
  /// All stays where it was printed, line-end hyphens and leader dots too: a faithful copy.
  case keep
}

/// Why there is no document.
public struct IngestionError: Error, Equatable, CustomStringConvertible {
  /// What to switch on.
  public enum Code: String, Sendable {
    case missing, unreadable, empty, encrypted, damaged, unsupported
    case tooLarge = "too-large"
    /// The reader ran out of time or memory, or crashed.
    case readerFailed = "reader-failed"
    /// The asked pages are not in the document.
    case noSuchPage = "no-such-page"
    /// The document was read, and a model that was to embed its text gave no answer.
    case notEmbedded = "not-embedded"
  }

  public var code: Code
  /// The source's name.
  public var name: String
  /// What happened, to stand behind the name: `is encrypted`.
  public var message: String
  /// What to do about it.
  public var hint: String?

  public init(_ code: Code, _ name: String, _ message: String, hint: String? = nil) {
    self.code = code
    self.name = name
    self.message = message
    self.hint = hint
  }

  public var description: String { "`\(name)` \(message)" }
}
