import DocumentModel
import Testing

@testable import Ingestion

@Suite("Page markers")
struct PageMarkerTests {
  private func pages(_ text: String) throws -> [Int] {
    try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8))).pages.map(\.number)
  }

  @Test(
    "Conventions found in the wild",
    arguments: [
      "=== PAGE % ===", "===== Page % =====", "=== PDF PAGE % of 12 ===", "--- Page % ---",
      "# ---------------- PAGE % ----------------",
      "## --- [Page %] ---", "## Page %", "## Seite %", "<!-- Page % -->", "<!-- page % / 3 -->", "<!-- page: % -->", "[Page %]",
      "[PAGE %]", "[p.%]", "{p. %}", "[[PAGE %]]", "<<<PAGE:%>>>", "<<<PAGE=%>>>", "------ PAGE % START ------",
      "{%}------------------------------------------------", "<page number=\"%\">", "<pb n=\"%\"/>", "**Page %**",
      "#### Página % ####",
      "--- Страница % ---", "=== 第 % 页 ===", "━━━━ Page % ━━━━", "-----\nPage %\n-----", "~~~ slide % ~~~", "=== PAGE no. % ===",
    ])
  func conventions(marker: String) throws {
    let text = [3, 4, 6].map { marker.replacing("%", with: "\($0)") + "\nThe text of this page is here, and it is whole.\n" }
      .joined()
    #expect(try pages(text) == [3, 4, 6])
  }

  @Test(
    "Markers behind their pages, counted from 0 too",
    arguments: ["--- end of page=% ---", "=== END PAGE % ===", "--- Page % ---"])
  func behind(marker: String) throws {
    let words = ["Boats moor at the quay.", "The gate is shut at dusk.", "No lamp burns below.", "Ropes are checked each day."]
    let text = (0...3).map { words[$0] + "\n\n" + marker.replacing("%", with: "\($0)") + "\n" }.joined()
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    #expect(document.pages.map(\.number) == [0, 1, 2, 3])
    #expect(document.elements.map { $0.regions.map(\.page) } == [[0], [1], [2], [3]])
  }

  @Test("Lines that close a page belong to no page")
  func paired() throws {
    let text = (1...3).map { "=== PAGE \($0) ===\nThe text of page \($0) is here.\n=== END PAGE \($0) ===\n" }.joined()
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    #expect(document.pages.map(\.number) == [1, 2, 3] && !document.text.contains("END"))
  }

  @Test("The convention and how sure it is are told; what is missing, repeats or falls is reported")
  func reported() throws {
    let text = [1, 2, 3, 5, 6, 6, 7, 8, 4, 9, 10, 11, 12, 13, 14].map { "=== PAGE \($0) ===\nWords of a page.\n" }.joined()
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    #expect(document.pages.count == 15)
    #expect(document.metadata.extra.contains { $0.name == "page-markers" && $0.value == "=== PAGE N ===" })
    let confidence = document.metadata.extra.first { $0.name == "page-marker-confidence" }.flatMap { Double($0.value) }
    #expect(try (0.6..<0.9).contains(#require(confidence)))
    let messages = document.diagnostics.filter { $0.code == .pageMarkers }.map(\.message)
    #expect(messages.contains { $0.contains("more than once") && $0.hasSuffix(": 6") })
    #expect(messages.contains { $0.contains("behind higher ones") && $0.hasSuffix(": 4") })
    let gap = [1, 2, 3, 7, 8, 9].map { "=== PAGE \($0) ===\nWords of a page.\n" }.joined()
    let other = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(gap.utf8)))
    #expect(other.diagnostics.contains { $0.message.hasSuffix(": 4–6") })
  }

  @Test("A page marker that the user gives is taken, with and without a number")
  func given() throws {
    func read(_ text: String, _ name: String, _ pattern: String) throws -> Document {
      let options = IngestionOptions(pageMarker: try #require(PageMarkerPattern(pattern)))
      return try DocumentIngestor(options: options).read(Source(name: name, bytes: Array(text.utf8)))
    }
    let numbered = "Folio 7r\nSome words of the first leaf.\nFolio 9v\nMore words on the next.\n"
    #expect(try read(numbered, "a.txt", #"^Folio (\d+)[rv]$"#).pages.map(\.number) == [7, 9])
    let parted = "# Title\n\nOne.\n\n***\n\nTwo.\n\n***\n\nThree.\n"
    let document = try read(parted, "a.md", #"^\*\*\*$"#)
    #expect(document.pages.map(\.number) == [1, 2, 3] && document.source.format == .markdown)
    #expect(document.elements.map { $0.regions.map(\.page) } == [[1], [1], [2], [3]])
    #expect(PageMarkerPattern("(") == nil)
    #expect(try read("Words.\n", "a.txt", "^PAGE$").diagnostics.contains { $0.code == .pageMarkers })
  }

  @Test("Pages of Markdown that a converter wrote keep their Markdown")
  func markdownPages() throws {
    let text = (0...2).map { "# Chapter \($0)\n\n| a | b |\n|---|---|\n| 1 | \($0) |\n\n--- end of page=\($0) ---\n\n" }.joined()
    let document = try DocumentIngestor().read(Source(name: "a.md", bytes: Array(text.utf8)))
    #expect(document.source.format == .markdown && document.pages.map(\.number) == [0, 1, 2])
    #expect(document.elements.map(\.kindName) == ["heading", "table", "heading", "table", "heading", "table"])
    #expect(document.elements.flatMap { $0.regions.map(\.page) } == [0, 0, 1, 1, 2, 2])
    let options = IngestionOptions(pages: 1...1)
    let one = try DocumentIngestor(options: options).read(Source(name: "a.md", bytes: Array(text.utf8)))
    #expect(one.pages.map(\.number) == [1] && one.pages[0].range == 0..<one.text.utf8.count)
    #expect(one.text.contains("Chapter 1") && !one.text.contains("Chapter 0") && !one.text.contains("Chapter 2"))
    #expect(one.elements.map(\.lines) == [9...9, 11...13])
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
      "/* === PAGE === */\n", "- Page 1\n- Page 2\n- Page 3\n- Page 4\n",
      "Rules [p. 3]\nTides [p. 9]\nGates [p. 12]\nLamps [p. 20]\n",
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

  @Test("Noise of bad scans is measured by page and marked where it stands; names, numbers, prices and dates are none")
  func noise() throws {
    let clean = "On 3/10/75 Mr. McArthur paid $1,250.50 (see p. 12-13, §4) to O'Brien & Co., e.g. for the x86 and the mp3."
    #expect(OCRNoise.count(clean).noise == 0)
    let garbled = "TtHhE^ `~ S{b pr1s} :;. xZq~v | ot}her"
    #expect(OCRNoise.count(garbled).noise * 10 >= OCRNoise.count(garbled).all * 8)
    let text = "=== PAGE 1 ===\n\(clean)\n\n=== PAGE 2 ===\n\(garbled)\n\nAnd then it goes on in words again.\n"
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    #expect(document.pages[0].noise == 0)
    #expect(try #require(document.pages[1].noise) > 0.3)
    #expect(document.elements.contains { ($0.noise ?? 0) > 0.7 } && document.elements.last?.noise == nil)
    #expect(document.diagnostics.contains { $0.code == .ocr && $0.message.contains("1 of 2 pages") })
    #expect(Document(json: document.json) == document)
  }

  @Test("Plain text: headings of wikis are headings by their marks; equations are not")
  func wikiHeadings() throws {
    let text = "= Game =\nIt is one.\n\n== Plot ==\nIt thickens.\n=== End ===\nAll is well.\n\nx = a + b = 7\n"
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    let headings = document.elements.filter { $0.headingLevel != nil }
    #expect(headings.map { document.text(in: $0.range) } == ["# Game", "## Plot", "### End"])
    let sum = try DocumentIngestor().read(Source(name: "b.txt", bytes: Array("= a =\n\nIt is said so.\n".utf8)))
    #expect(sum.elements.allSatisfy { $0.headingLevel == nil })
  }

  @Test("Plain text: underlined and numbered lines are headings, rules and numbered items are not")
  func headings() throws {
    let text = """
      Harbour Rules
      =============

      Words that go on for a while and end with a stop.

      Signals
      -------
      A signal is given at dusk.

      3.2 Signals at Night

      A lamp is lit.

      ------

      1. First item

      2.5 metres of chain are enough.

      """
    let document = try DocumentIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
    let headings = document.elements.filter(\.isHeading).map { document.text(in: $0.range) }
    #expect(headings == ["# Harbour Rules", "## Signals", "### 3.2 Signals at Night"])
  }

  private func typed(_ text: String) throws -> Document {
    try PagedTextIngestor().read(Source(name: "a.txt", bytes: Array(text.utf8)))
  }

  @Test("Typed text keeps braces and code, and two spaces behind a full stop are no column")
  func typedText() throws {
    let prose = "It goes on here as it does elsewhere, for two\nlines or more.\n"
    let code = try typed("Install it thus:\n\n    $ make\n    $ sudo make install\n\n\(prose)")
    #expect(code.text.contains("```\n$ make\n$ sudo make install\n```"))
    #expect(try typed("An object:\n\n{\n\"a\": 1\n}\n").text.contains("{"))
    let licence = try typed(
      "that is so, and the same\nfreedoms that you received.  You must make sure that they, too, receive\n"
        + "or can get the source code.  And you must show them these terms so they\nknow their rights.  We protect them.\n")
    #expect(licence.elements.map(\.kind) == [.paragraph])
  }

  @Test("The last line of a paragraph in capitals is no heading, nor are the many capitals of a form")
  func capitals() throws {
    let prose = String(repeating: "Ordinary words that fill a line of the text and go on to the next one, as\n", count: 8)
    let notice = "EVEN IF SUCH HOLDER HAS BEEN ADVISED OF THE POSSIBILITY OF ANY OF THE\nSUCH DAMAGES.\n"
    #expect(try !typed(prose + "\nbut\n" + notice).elements.contains { $0.isHeading })
    let form = (1...40).map { "RECEIVED\n\n2/10/\($0)\n\nRETURNED\n" }.joined(separator: "\n")
    #expect(try !typed(form).elements.contains { $0.isHeading })
    #expect(try typed("THE FIRST PART\n\n\(prose)").elements.first?.isHeading == true)
  }
}
