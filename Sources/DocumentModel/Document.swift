/// A document as Quern sees it: one Markdown text, and ranges of it.
///
/// Every range in this module counts UTF-8 bytes of ``text`` from 0, upper bound excluded, and never cuts a Unicode scalar.
/// Elements are in reading order and do not overlap; what lies between two of them is white space or Markdown that is not
/// content (link definitions, thematic breaks).
public struct Document: Sendable, Equatable {
  /// The SHA-256 of the source's bytes, as 64 lower-case hexadecimal digits.
  public var id: String
  public var source: SourceInfo
  public var metadata: Metadata
  /// The whole content as Markdown.
  public var text: String
  public var elements: [Element]
  /// Empty where the source has no pages (HTML, Markdown).
  public var pages: [Page]
  /// The source's own outline (bookmarks); empty where it has none.
  public var outline: [OutlineEntry]
  /// What was taken out of ``text``: running heads, feet, page numbers.
  public var furniture: [Furniture]
  public var diagnostics: [Diagnostic]

  public init(
    id: String, source: SourceInfo, metadata: Metadata = Metadata(), text: String, elements: [Element], pages: [Page] = [],
    outline: [OutlineEntry] = [], furniture: [Furniture] = [], diagnostics: [Diagnostic] = []
  ) {
    self.id = id
    self.source = source
    self.metadata = metadata
    self.text = text
    self.elements = elements
    self.pages = pages
    self.outline = outline
    self.furniture = furniture
    self.diagnostics = diagnostics
  }
}

extension Document {
  /// Where a document came from.
  public struct SourceInfo: Sendable, Equatable {
    /// The file as the user named it, or `-`; only ever shown, never opened.
    public var name: String
    public var format: Format
    public var byteCount: Int

    public init(name: String, format: Format, byteCount: Int) {
      self.name = name
      self.format = format
      self.byteCount = byteCount
    }
  }

  /// The kind of source.
  public enum Format: String, Sendable, CaseIterable {
    case pdf, html, markdown
    /// Text in which page markers were found.
    case pagedText = "paged-text"
    /// Text without any.
    case text
  }

  /// The text in `range`. Cost: the length of the range.
  public func text(in range: Range<Int>) -> String { text.utf8Slice(range) }

  /// The indices of the elements that lie in `range`, or begin or end in it. Cost: logarithmic.
  public func elementIndices(in range: Range<Int>) -> Range<Int> {
    let first = elements.partitioningIndex { $0.range.upperBound > range.lowerBound }
    let end = elements.partitioningIndex { $0.range.lowerBound >= range.upperBound }
    return first..<max(first, end)
  }

  /// The pages that the elements in `range` stand on, or nil where the source has none.
  public func pages(in range: Range<Int>) -> ClosedRange<Int>? {
    guard !pages.isEmpty else { return nil }
    var (low, high) = (Int.max, Int.min)
    func add(_ number: Int) { (low, high) = (min(low, number), max(high, number)) }
    elements.withUnsafeBufferPointer { elements in
      for index in elementIndices(in: range) {
        if elements[index].regions.isEmpty {
          if let page = page(at: elements[index].range.lowerBound) { add(page.number) }
        } else {
          for region in elements[index].regions { add(region.page) }
        }
      }
    }
    return low <= high ? low...high : page(at: range.lowerBound).map { $0.number...$0.number }
  }

  /// The page whose range holds the byte `offset`.
  public func page(at offset: Int) -> Page? {
    let index = pages.partitioningIndex { $0.range.upperBound > offset }
    return index < pages.count ? pages[index] : pages.last
  }
}

extension String {
  /// The text between two UTF-8 offsets, which lie between scalars. Constant time to find, since the string is native UTF-8; copied
  /// as a part of a string, which unlike bytes is known to be UTF-8.
  package func utf8Slice(_ range: Range<Int>) -> String {
    let view = utf8
    let start = view.index(view.startIndex, offsetBy: range.lowerBound)
    return String(self[start..<view.index(start, offsetBy: range.count)])
  }
}

extension Array {
  /// The first index whose element satisfies `predicate`, in an array where all that do come last. Logarithmic.
  @inlinable package func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
