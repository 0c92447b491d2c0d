public import DocumentModel
internal import Hashing

/// Reads Markdown.
///
/// The text stays as it is, byte for byte, wherever a piece of it can be read by itself. Rewritten is what cannot: links whose
/// target is defined elsewhere, embedded HTML, headings that are underlined, code that is indented, and what is not CommonMark
/// (wiki links, admonitions). Every element knows the lines of the source that it comes from. A file whose pages are marked and
/// that holds no Markdown otherwise is read as text by ``PagedTextIngestor``.
public struct MarkdownIngestor: Ingestor {
  private let options: IngestionOptions

  public init(options: IngestionOptions = IngestionOptions()) {
    self.options = options
  }

  public func read(_ source: Source) throws(IngestionError) -> Document {
    var (text, diagnostics) = TextDecoding.decode(source.bytes)
    var metadata = Metadata()
    var firstLine = 1
    if let front = FrontMatter.read(text) {
      metadata = front.metadata
      diagnostics.append(contentsOf: front.diagnostics)
      firstLine += text.utf8.prefix(front.end).count { $0 == 0x0A }
      text = text.utf8Slice(front.end..<text.utf8.count)
    }
    var markers = pageMarkers(text, diagnostics: &diagnostics)
    if let found = markers {
      let lines = text.lines
      if found.holdPlainText(lines) { return try PagedTextIngestor(options: options).read(source) }
      if let asked = options.pages {
        let selected = try select(asked, found, source.name)
        text = lines[selected.lines].joined(separator: "\n") + "\n"
        firstLine += selected.lines.lowerBound
        markers = selected.markers
      }
    }
    let dialect = MarkdownDialect(text)
    metadata.extra.append(contentsOf: markers?.metadata ?? [])
    var reader = MarkdownReader(dialect, isRewriting: true)
    if let markers { reader.remove { markers.isMarker($0 - 1) } }
    var result = reader.read()
    let pages = markers.map { MarkdownPages.assign($0.pages, to: &result) } ?? []
    for index in result.elements.indices {
      result.elements[index].lines = result.elements[index].lines.map {
        $0.lowerBound + firstLine - 1...$0.upperBound + firstLine - 1
      }
    }
    return Document(
      id: ContentHash.sha256(source.bytes),
      source: .init(name: source.name, format: .markdown, byteCount: source.bytes.count), metadata: metadata, text: result.text,
      elements: result.elements, pages: pages, diagnostics: diagnostics)
  }

  private func pageMarkers(_ text: String, diagnostics: inout [Diagnostic]) -> PageMarkers? {
    var text = text
    let mayMark = text.withUTF8 { PageMarkers.mayMark($0) }
    guard mayMark || options.pageMarker != nil else { return nil }
    let markers = PageMarkers(text.lines, pattern: options.pageMarker)
    diagnostics.append(contentsOf: markers?.diagnostics ?? [])
    if markers == nil, options.pageMarker != nil {
      diagnostics.append(Diagnostic(.pageMarkers, "no line holds a match of the page marker given; the text has no pages"))
    }
    return markers
  }

  private func select(
    _ asked: ClosedRange<Int>, _ markers: PageMarkers, _ name: String
  ) throws(IngestionError) -> (markers: PageMarkers, lines: Range<Int>) {
    guard let selected = markers.selected(asked) else {
      let range = "\(markers.pages.first?.number ?? 0) to \(markers.pages.last?.number ?? 0)"
      throw IngestionError(.noSuchPage, name, "has pages \(range), none of those asked for", hint: "change `--pages`")
    }
    return selected
  }
}

/// Pages of Markdown whose lines are marked, as converters of PDF write it.
enum MarkdownPages {
  /// Gives each element the page that its first line stands on; the pages with their ranges of the text.
  static func assign(_ pages: [PageMarkers.Page], to result: inout MarkdownReader.Result) -> [Page] {
    var starts = [Int?](repeating: nil, count: pages.count)
    var page = 0
    for index in result.elements.indices {
      guard let line = result.elements[index].lines?.lowerBound else { continue }
      while page + 1 < pages.count, pages[page].lines.upperBound < line { page += 1 }
      result.elements[index].regions = [.init(page: pages[page].number)]
      if starts[page] == nil { starts[page] = result.elements[index].range.lowerBound }
    }
    var end = result.text.utf8.count
    var ranged: [Page] = []
    for index in pages.indices.reversed() {
      let start = index == 0 ? 0 : starts[index] ?? end
      ranged.append(Page(number: pages[index].number, range: start..<end))
      end = start
    }
    return ranged.reversed()
  }
}

/// The elements of a Markdown text.
public enum MarkdownElements {
  /// The elements of `text` as it stands, in order and without overlap; what only arranges or refers (thematic breaks, link
  /// definitions) is none.
  public static func elements(of text: String) -> [Document.Element] {
    var reader = MarkdownReader(MarkdownDialect(asIs: text), isRewriting: false)
    return reader.read().elements.map { element in
      var element = element
      element.lines = nil
      return element
    }
  }
}
