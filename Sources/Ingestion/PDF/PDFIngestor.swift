public import DocumentModel
internal import Hashing

/// Reads PDF files through poppler.
///
/// Pages first, each by itself (glyphs to lines); then the whole document in one place: running heads, the style of the body,
/// headings, paragraphs that cross pages.
public struct PDFIngestor: Ingestor {
  private let options: IngestionOptions
  private let sharing: PageSharing?
  private let progress: @Sendable (IngestionProgress) -> Void

  public init(
    options: IngestionOptions = IngestionOptions(), progress: @escaping @Sendable (IngestionProgress) -> Void = { _ in }
  ) {
    self.init(options: options, sharing: nil, progress: progress)
  }

  package init(
    options: IngestionOptions, sharing: PageSharing?, progress: @escaping @Sendable (IngestionProgress) -> Void
  ) {
    self.options = options
    self.sharing = sharing
    self.progress = progress
  }

  public func read(_ source: Source) throws(IngestionError) -> Document {
    let pdf = try open(source)
    let numbers = try pageNumbers(pdf.pageCount, source.name)
    let reader = PageReader(options: options, numbers: numbers, progress: progress)
    let shared = pages(numbers, of: pdf, by: reader)
    let pages = shared.lines
    guard !pages.isEmpty else {
      throw IngestionError(.damaged, source.name, "has no page that can be opened", hint: "export the file again")
    }
    var metadata = pdf.metadata
    if let ocr = reader.ocr, pages.contains(where: \.isOCR) { metadata.extra.append(.init(name: "ocr", value: ocr.version)) }
    let outline = pdf.outline
    return PDFAssembler(
      source: Document.SourceInfo(name: source.name, format: .pdf, byteCount: source.bytes.count),
      id: ContentHash.sha256(source.bytes),
      metadata: metadata, outline: outline, tags: pdf.taggedHeadings(beside: outline), pages: pages,
      missingPages: numbers.count - pages.count - options.skippedPages.count, hasFaults: shared.hasFaults || pdf.hasFaults,
      isFaithful: options.furniture == .keep
    ).document()
  }

  /// The pages alone, which another process puts together with others.
  package func readPages(_ source: Source) throws(IngestionError) -> SharedPages {
    let pdf = try open(source)
    let numbers = try pageNumbers(pdf.pageCount, source.name)
    let reader = PageReader(options: options, numbers: numbers, progress: progress)
    let lines = numbers.compactMap { reader.lines(ofPage: $0, of: pdf) }
    return SharedPages(lines: lines, hasFaults: pdf.hasFaults)
  }

  /// The pages of a document, those that others read among them. The first tells whether they are scans.
  private func pages(_ numbers: ClosedRange<Int>, of pdf: borrowing PopplerDocument, by reader: PageReader) -> SharedPages {
    var pages: [PDFPageLines] = []
    var hasFaults = false
    func read(_ numbers: some Sequence<Int>) {
      for number in numbers { if let lines = reader.lines(ofPage: number, of: pdf) { pages.append(lines) } }
    }
    read(CollectionOfOne(numbers.lowerBound))
    guard let sharing else {
      read(numbers.dropFirst())
      return SharedPages(lines: pages, hasFaults: pdf.hasFaults)
    }
    let isOCR = pages.first?.isOCR == true
    let parts = PageSharing.parts(numbers, helperCount: sharing.helperCount, isOCR: isOCR)
    if parts.count > 1 { sharing.begin(Array(parts.dropFirst())) }
    read(parts[0].dropFirst())
    for (index, part) in parts.dropFirst().enumerated() {
      if let shared = sharing.pages(index).flatMap(SharedPages.init), shared.lines.allSatisfy({ part.contains($0.number) }) {
        pages.append(contentsOf: shared.lines)
        hasFaults = hasFaults || shared.hasFaults
      } else {
        read(part)
      }
    }
    return SharedPages(lines: pages, hasFaults: hasFaults || pdf.hasFaults)
  }

  private func open(_ source: Source) throws(IngestionError) -> PopplerDocument {
    do throws(PopplerDocument.Failure) {
      return try PopplerDocument(source.bytes, password: options.password)
    } catch {
      switch error {
      case .encrypted:
        throw IngestionError(.encrypted, source.name, "is encrypted", hint: "pass the password with `--password`")
      case .damaged:
        throw IngestionError(
          .damaged, source.name, "is damaged: it cannot be opened as PDF", hint: "download or export the file again")
      }
    }
  }

  private func pageNumbers(_ count: Int, _ name: String) throws(IngestionError) -> ClosedRange<Int> {
    guard count >= 1 else { throw IngestionError(.damaged, name, "has no pages", hint: "download or export the file again") }
    guard let asked = options.pages else { return 1...count }
    guard asked.lowerBound <= count else {
      throw IngestionError(
        .noSuchPage, name, "has only \(count) page\(count == 1 ? "" : "s")", hint: "ask for pages up to \(count) with `--pages`")
    }
    return asked.lowerBound...min(count, asked.upperBound)
  }
}
