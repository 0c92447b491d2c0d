extension Document {
  /// A piece of a document: one heading, one paragraph, one list item, one table.
  public struct Element: Sendable, Equatable {
    public var kind: Kind
    /// UTF-8 bytes of the document's text, with the Markdown marks of the element (`#`, `-`, `|`).
    public var range: Range<Int>
    /// Where the element stands on paper, in reading order; empty where the source has no pages.
    public var regions: [Region]
    /// The lines of the source file that it was written on, from 1; nil where the source is not read by lines.
    public var lines: ClosedRange<Int>?
    /// The name by which the source lets others link to it: the `id` of a heading on a web page.
    public var anchor: String?
    /// The share of its letters and marks that look like what OCR makes of bad scans, 0 to 1; nil where little or unknown.
    public var noise: Double?

    public init(
      kind: Kind, range: Range<Int>, regions: [Region] = [], lines: ClosedRange<Int>? = nil, anchor: String? = nil,
      noise: Double? = nil
    ) {
      self.kind = kind
      self.range = range
      self.regions = regions
      self.lines = lines
      self.anchor = anchor
      self.noise = noise
    }

    /// What an element is.
    public enum Kind: Sendable, Equatable {
      /// Level from 1 (the highest) to 6.
      case heading(level: Int)
      case paragraph
      /// Depth from 1; an item's range leaves out the items nested in it.
      case listItem(depth: Int)
      case table(Table)
      case code
      case quote
      case formula
      case caption
      case footnote
    }

    /// A box on a page.
    public struct Region: Sendable, Equatable {
      /// The page's number, from 1.
      public var page: Int
      /// Nil where only the page is known.
      public var box: Box?

      public init(page: Int, box: Box? = nil) {
        self.page = page
        self.box = box
      }
    }
  }
}

extension Document.Element {
  /// The level of a heading, or nil.
  public var headingLevel: Int? {
    if case .heading(let level) = kind { level } else { nil }
  }

  /// The cells of a table, or nil.
  public var table: Table? {
    if case .table(let table) = kind { table } else { nil }
  }

  public var isHeading: Bool { headingLevel != nil }
}

/// A rectangle in points (1/72 inch), its origin at the top left of the page and y growing downwards.
public struct Box: Sendable, Equatable {
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  public var maxX: Double { x + width }
  public var maxY: Double { y + height }

  /// The smallest box around both.
  public func union(_ other: Box) -> Box {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Box(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}
