import DocumentModel
import Ingestion
import TestSupport
import Testing

@Suite("Pages without text")
struct PageInkTests {
  private func diagnostics(drawing: String, texts: [String]) throws -> [Diagnostic] {
    let pages = texts.map { $0.isEmpty ? [] : [TestPDF.Line($0, x: 72, y: 100)] }
    let pdf = TestPDF(pages: pages, drawing: drawing)
    return try PDFIngestor(options: IngestionOptions(ocr: .never)).read(Source(name: "a.pdf", bytes: pdf.bytes)).diagnostics
  }

  @Test("A blank page is nothing to speak of; a page with a picture and no text is")
  func ink() throws {
    let picture = "0.3 g 100 200 300 400 re f"
    #expect(try diagnostics(drawing: "", texts: ["Words stand here.", ""]).isEmpty)
    #expect(try diagnostics(drawing: picture, texts: ["Words stand here.", ""]).map(\.page) == [2])
    #expect(try diagnostics(drawing: picture, texts: ["", ""]).map(\.code) == [.noTextLayer])
    #expect(try diagnostics(drawing: "", texts: ["", ""]).map(\.code) == [.noText])
  }
}
