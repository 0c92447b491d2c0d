/// Reads one page of a PDF after the other, by OCR where that is asked and needed.
struct PageReader {
  private let options: IngestionOptions
  private let firstPage: Int
  private let pageCount: Int
  private let progress: @Sendable (IngestionProgress) -> Void
  /// Nil where there is none, or none is wanted.
  let ocr: Tesseract?

  /// - Parameter numbers: the pages that are to be read.
  init(options: IngestionOptions, numbers: ClosedRange<Int>, progress: @escaping @Sendable (IngestionProgress) -> Void) {
    self.options = options
    firstPage = numbers.lowerBound
    pageCount = numbers.count
    self.progress = progress
    ocr = options.ocr == .never ? nil : Tesseract(language: options.ocrLanguage)
  }

  /// The lines of the page with this number; nil where it cannot be opened, or made a reader hang before.
  func lines(ofPage number: Int, of pdf: borrowing PopplerDocument) -> PDFPageLines? {
    guard !options.skippedPages.contains(number) else { return nil }
    progress(IngestionProgress(page: number, count: pageCount, done: number - firstPage + 1))
    guard let page = pdf.page(number) else { return nil }
    var lines = PDFPageLines(page, raster: { pdf.raster(ofPage: number, dotsPerInch: $0) })
    if let ocr, options.ocr == .always || lines.needsOCR {
      progress(IngestionProgress(page: number, count: pageCount, done: number - firstPage + 1, isOCR: true))
      lines.read(with: ocr, pdf.raster(ofPage: number, dotsPerInch: Tesseract.dotsPerInch))
    }
    return lines
  }
}
