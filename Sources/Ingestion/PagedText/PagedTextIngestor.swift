public import DocumentModel
internal import Hashing

/// Reads plain text, with or without page markers: finds pages, running heads, headings, lists and tables set with spaces, and
/// joins hard-wrapped lines to paragraphs.
public struct PagedTextIngestor: Ingestor {
  private let options: IngestionOptions

  public init(options: IngestionOptions = IngestionOptions()) {
    self.options = options
  }

  public func read(_ source: Source) throws(IngestionError) -> Document {
    let (text, diagnostics) = TextDecoding.decode(source.bytes)
    let lines = text.lines
    var pages = [TextPage(number: nil, lines: lines[...])]
    var notes = diagnostics
    let markers = PageMarkers(lines, pattern: options.pageMarker)
    if let markers {
      pages = try select(
        markers.pages.map { TextPage(number: $0.number, lines: markers.lines(of: $0, in: lines)[...]) }, source.name)
      notes.append(contentsOf: markers.diagnostics)
    } else if options.pageMarker != nil {
      notes.append(Diagnostic(.pageMarkers, "no line holds a match of the page marker given; the text is one page"))
    }
    var document = TextAssembler(pages: pages, isFaithful: options.furniture == .keep).document(
      id: ContentHash.sha256(source.bytes),
      source: .init(name: source.name, format: markers == nil ? .text : .pagedText, byteCount: source.bytes.count))
    document.diagnostics.insert(contentsOf: notes, at: 0)
    document.metadata.extra.append(contentsOf: markers?.metadata ?? [])
    return document
  }

  private func select(_ pages: [TextPage], _ name: String) throws(IngestionError) -> [TextPage] {
    guard let asked = options.pages else { return pages }
    let chosen = pages.filter { asked.contains($0.number ?? 0) }
    guard !chosen.isEmpty else {
      let range = "\(pages.first?.number ?? 0) to \(pages.last?.number ?? 0)"
      throw IngestionError(.noSuchPage, name, "has pages \(range), none of those asked for", hint: "change `--pages`")
    }
    return chosen
  }
}

/// The lines of a page, without what does not belong to its content.
struct TextPage {
  /// The marker's number; nil for text without pages.
  var number: Int?
  /// Trailing white space and form feeds removed.
  var lines: [String]

  init(number: Int?, lines: ArraySlice<Substring>) {
    self.number = number
    self.lines = lines.map { line in
      var text = String(line.filter { $0 != "\u{0C}" }.map { $0 == "\t" ? "    " : String($0) }.joined())
      while text.last?.isWhitespace == true { text.removeLast() }
      // Text without pages was typed, where a brace alone on its line is meant.
      return number != nil && Self.isSpeck(text) ? "" : text
    }
  }

  /// A scanner's speck: one or two marks that are no letters or digits, and no rule.
  private static func isSpeck(_ line: String) -> Bool {
    let marks = line.filter { !$0.isWhitespace }
    return !marks.isEmpty && marks.count <= 2 && !marks.contains { $0.isLetter || $0.isNumber }
  }
}
