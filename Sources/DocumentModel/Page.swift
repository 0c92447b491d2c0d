/// A page and the text that starts on it.
public struct Page: Sendable, Equatable {
  /// Counted from 1 for a PDF; the marker's own number for page-marked text.
  public var number: Int
  /// The number as printed on the page, such as `iv`, where it is known and differs.
  public var label: String?
  /// The text of the elements that begin on this page. Pages' ranges follow each other and cover the text.
  public var range: Range<Int>
  /// The share of its letters and marks that look like what OCR makes of bad scans, 0 to 1; nil where that was not looked at.
  public var noise: Double?
  /// In points; nil where unknown.
  public var size: Size?

  public init(number: Int, label: String? = nil, range: Range<Int>, noise: Double? = nil, size: Size? = nil) {
    self.number = number
    self.label = label
    self.range = range
    self.noise = noise
    self.size = size
  }

  /// Width and height in points.
  public struct Size: Sendable, Equatable {
    public var width: Double
    public var height: Double

    public init(width: Double, height: Double) {
      self.width = width
      self.height = height
    }
  }
}

/// One line of a document's own outline.
public struct OutlineEntry: Sendable, Equatable {
  public var title: String
  /// From 1.
  public var level: Int
  /// From 1; nil where the entry leads nowhere.
  public var page: Int?

  public init(title: String, level: Int, page: Int?) {
    self.title = title
    self.level = level
    self.page = page
  }
}

/// Text that belongs to the page and not to the content, kept beside the document's text.
public struct Furniture: Sendable, Equatable {
  /// What it is.
  public enum Kind: String, Sendable {
    case runningHead = "running-head"
    case runningFoot = "running-foot"
    case pageNumber = "page-number"
    /// Text that runs up or down the margin.
    case rotated
    /// Large letters under or over the text.
    case watermark
  }

  public var kind: Kind
  public var text: String
  /// From 1.
  public var page: Int
  /// The UTF-8 offset in the document's text before which it stood.
  public var anchor: Int

  public init(kind: Kind, text: String, page: Int, anchor: Int) {
    self.kind = kind
    self.text = text
    self.page = page
    self.anchor = anchor
  }
}

/// What a reader noticed and could not mend.
public struct Diagnostic: Sendable, Equatable {
  /// A stable word to switch on.
  public enum Code: String, Sendable {
    /// Pages without a text layer.
    case noTextLayer = "no-text-layer"
    /// A page that was read by OCR, with how sure its words are.
    case ocr
    /// Bytes that are not valid in the source's encoding, replaced by U+FFFD.
    case invalidBytes = "invalid-bytes"
    /// Glyphs without a Unicode meaning.
    case unmappedGlyphs = "unmapped-glyphs"
    /// Text that is in the file and cannot be seen.
    case hiddenText = "hidden-text"
    /// The file is damaged; what could be read was.
    case damaged
    /// A page marker that is out of order, or occurs twice.
    case pageMarkers = "page-markers"
    /// Front matter that is not valid YAML.
    case frontMatter = "front-matter"
    /// No main content was found; the whole page was taken.
    case noMainContent = "no-main-content"
    /// Nothing to read was found.
    case noText = "no-text"
    /// An encoding is declared that is not known.
    case unknownEncoding = "unknown-encoding"
    /// A limit cut something off.
    case truncated
  }

  public var code: Code
  /// One sentence that holds no text of the document.
  public var message: String
  /// From 1; nil where it concerns the whole document.
  public var page: Int?

  public init(_ code: Code, _ message: String, page: Int? = nil) {
    self.code = code
    self.message = message
    self.page = page
  }
}

/// What a document says about itself.
public struct Metadata: Sendable, Equatable {
  public var title: String?
  public var authors: [String]
  /// As written in the source, for example `2024-05-01`.
  public var date: String?
  /// A BCP 47 tag such as `en`.
  public var language: String?
  /// Whatever else the source declares, in its order.
  public var extra: [Entry]

  public init(title: String? = nil, authors: [String] = [], date: String? = nil, language: String? = nil, extra: [Entry] = []) {
    self.title = title
    self.authors = authors
    self.date = date
    self.language = language
    self.extra = extra
  }

  /// One further declaration.
  public struct Entry: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}
