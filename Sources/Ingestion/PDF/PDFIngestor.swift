public import DocumentModel
internal import Hashing

/// Reads PDF files through poppler.
///
/// Pages first, each by itself (glyphs to lines); then the whole document in one place: running heads, the style of the body,
/// headings, paragraphs that cross pages.
public struct PDFIngestor: Ingestor {
  private let options: IngestionOptions
  private let progress: @Sendable (IngestionProgress) -> Void

  public init(
    options: IngestionOptions = IngestionOptions(), progress: @escaping @Sendable (IngestionProgress) -> Void = { _ in }
  ) {
    self.options = options
    self.progress = progress
  }

  public func read(_ source: Source) throws(IngestionError) -> Document {
    let pdf = try open(source)
    let numbers = try pageNumbers(pdf.pageCount, source.name)
    var pages: [PDFPageLines] = []
    let reader = options.ocr == .never ? nil : Tesseract(language: options.ocrLanguage)
    for number in numbers where !options.skippedPages.contains(number) {
      progress(IngestionProgress(page: number, count: numbers.upperBound))
      guard let page = pdf.page(number) else { continue }
      var lines = PDFPageLines(page) { pdf.raster(ofPage: number, dotsPerInch: $0) }
      if let reader, options.ocr == .always || lines.needsOCR {
        progress(IngestionProgress(page: number, count: numbers.upperBound, isOCR: true))
        lines.read(with: reader, pdf.raster(ofPage: number, dotsPerInch: Tesseract.dotsPerInch))
      }
      pages.append(lines)
    }
    guard !pages.isEmpty else {
      throw IngestionError(.damaged, source.name, "has no page that can be opened", hint: "export the file again")
    }
    var metadata = pdf.metadata
    if let reader, pages.contains(where: \.isOCR) { metadata.extra.append(.init(name: "ocr", value: reader.version)) }
    let outline = pdf.outline
    return PDFAssembler(
      source: Document.SourceInfo(name: source.name, format: .pdf, byteCount: source.bytes.count),
      id: ContentHash.sha256(source.bytes),
      metadata: metadata, outline: outline, tags: pdf.taggedHeadings(beside: outline), pages: pages,
      missingPages: numbers.count - pages.count - options.skippedPages.count,
      isFaithful: options.furniture == .keep
    ).document()
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
