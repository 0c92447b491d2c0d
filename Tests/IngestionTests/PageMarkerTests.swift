import DocumentModel
import Ingestion
import Testing

@Suite("Page markers")
struct PageMarkerTests {
  private func pages(_ text: String) throws -> [Int] {
    try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8))).pages.map(\.number)
  }

  @Test(
    "Conventions found in the wild",
    arguments: [
      "=== PAGE % ===", "===== Page % =====", "=== PDF PAGE % of 12 ===", "--- Page % ---", "## Page %", "<!-- Page % -->",
      "<!-- page % / 3 -->",
      "[Page %]", "[[PAGE %]]", "<<<PAGE:%>>>", "------ PAGE % START ------", "## Seite %", "{p. %}",
    ])
  func conventions(marker: String) throws {
    let text = [3, 4, 6].map { marker.replacing("%", with: "\($0)") + "\nThe text of this page is here, and it is whole.\n" }
      .joined()
    #expect(try pages(text) == [3, 4, 6])
  }

  @Test("Markdown whose headings count pages is OCR text, other Markdown is not")
  func pageHeadings() throws {
    func format(_ text: String) throws -> Document.Format {
      try DocumentIngestor().read(Source(name: "a.md", bytes: Array(text.utf8))).source.format
    }
    #expect(try format((1...4).map { "## Page \($0)\n\nText of the page.\n" }.joined()) == .pagedText)
    #expect(try format("## Page 1\n\nText.\n\n## Notes\n\nText.\n") == .markdown)
  }

  @Test("Form feeds part pages")
  func formFeeds() throws { #expect(try pages("One page of text.\n\u{0C}Another page of text.\n\u{0C}A third.\n") == [1, 2, 3]) }

  @Test(
    "What looks like a marker once, or is printed on the page, is none",
    arguments: [
      "Page 3\nText of a page.\nPage 4\nText.\n", "--- a rule ---\nText.\n", "See [Page 7] for more.\n",
      "## Page 9\nA heading that stands alone.\n",
      "/* === PAGE === */\n",
    ])
  func none(text: String) throws { #expect(try pages(text).isEmpty) }

  @Test("Blank pages keep their place, and a paragraph over a page's end belongs to where it starts")
  func blank() throws {
    let text = """
      === PAGE 1 ===
      A vessel which is made fast to the quay shall show a
      === PAGE 2 ===

      === PAGE 3 ===
      light at the gangway from dusk. The next rule follows.
      """
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    #expect(document.pages.map(\.number) == [1, 2, 3])
    #expect(document.elements.count == 1)
    #expect(document.elements[0].regions.map(\.page) == [1, 3])
    #expect(document.pages[1].range.isEmpty && document.pages[2].range.isEmpty)
  }

  @Test("Markers out of order are kept and reported")
  func disorder() throws {
    let lines = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5].map {
      "=== PAGE \($0) ===\nWords of a page that are enough for one line.\n"
    }
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(lines.joined().utf8)))
    #expect(document.pages.count == 13)
    #expect(document.diagnostics.contains { $0.code == .pageMarkers })
  }
}
