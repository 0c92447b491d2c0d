import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("OCR")
struct OCRTests {
  static let hasTesseract = Tesseract(language: "eng") != nil

  /// A page of text as a scanner would give it.
  private func scan(_ lines: [TestPDF.Line]) throws -> Source {
    let pdf = try PopplerDocument(TestPDF(pages: [lines]).bytes, password: nil)
    let painted = pdf.raster(ofPage: 1, dotsPerInch: 200)
    let raster = try #require(painted)
    let bytes = TestPDF.scan(width: raster.width, height: raster.height, gray: raster.darkness.map { 255 - $0 })
    return Source(name: "scan.pdf", bytes: bytes)
  }

  private var page: [TestPDF.Line] {
    [
      TestPDF.Line("Harbour dues", x: 72, y: 90, size: 20, isBold: true),
      TestPDF.Line("A vessel that lies in the harbour after sunset must pay the", x: 72, y: 130, size: 11),
      TestPDF.Line("dues of the night, unless it shelters from a storm.", x: 72, y: 144, size: 11),
      TestPDF.Line("The harbour master may remit them once a year.", x: 72, y: 172, size: 11),
    ]
  }

  @Test("A scan is read through tesseract, with headings, paragraphs and confidence", .enabled(if: hasTesseract))
  func read() throws {
    let document = try PDFIngestor().read(try scan(page))
    #expect(document.text.contains("A vessel that lies in the harbour after sunset must pay the dues of the night"))
    #expect(document.elements.filter(\.isHeading).map { document.plainText(of: $0.range) } == ["Harbour dues"])
    #expect(document.diagnostics.map(\.code) == [.ocr])
    #expect(document.metadata.extra.first { $0.name == "ocr" }?.value.hasPrefix("tesseract ") == true)
  }

  @Test("Without OCR a scan is a page without text, with what to do")
  func never() throws {
    let document = try PDFIngestor(options: IngestionOptions(ocr: .never)).read(try scan(page))
    #expect(document.elements.isEmpty && document.diagnostics.map(\.code) == [.noTextLayer])
    #expect(document.diagnostics[0].message.contains("tesseract"))
  }

  @Test("Text is left as it is, unless all pages are asked for", .enabled(if: hasTesseract))
  func always() throws {
    let source = Source(name: "a.pdf", bytes: TestPDF(pages: [page]).bytes)
    #expect(try PDFIngestor().read(source).diagnostics.isEmpty)
    #expect(try PDFIngestor(options: IngestionOptions(ocr: .always)).read(source).diagnostics.map(\.code) == [.ocr])
  }

  @Test("hOCR gives words in points; noise is left out and counted")
  func hocr() {
    let page = HOCRPage(
      """
      <span class='ocr_line' title="bbox 100 100 900 150; x_size 50"><span class='ocrx_word' title='bbox 100 105 300 150; x_wconf 96'>Tide</span>
      <span class='ocrx_word' title='bbox 310 105 400 150; x_wconf 12'>q%</span><span class='ocrx_word' title='bbox 410 120 420 130; x_wconf 60'>~</span>
      <span class='ocrx_word' title='bbox 500 105 900 150; x_wconf 90'><strong>turns</strong></span></span>
      """, scale: 0.24)
    #expect(page.words.map(\.text) == ["Tide", "turns"] && page.dropped == 2 && page.confidence == 93)
    #expect(page.words[0].x0 == 24 && page.words[0].y0 == 24 && page.words[0].style.size == 12)
  }

  @Test("Languages are names and no options or paths", arguments: ["", "-x", "../eng", "eng;ls", "a b"])
  func languages(text: String) {
    #expect(!Tesseract.isLanguage(text) && Tesseract(language: text) == nil)
    #expect(Tesseract.isLanguage("deu+eng") && Tesseract.isLanguage("script/Latin"))
  }
}
