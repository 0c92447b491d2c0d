import DocumentModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("Headings of PDF pages")
struct HeadingShapeTests {
  @Test(
    "The parts of a number in front are counted",
    arguments: [
      ("3 Rules", 1), ("3. Rules", 1), ("3.1 Dice", 2), ("10.2.14 Dice", 3), ("A.2 Tables", 2), ("2022 was a year", nil),
      ("3.1", nil),
      ("A table", nil), ("1.5 m", 2), ("v1.2 notes", nil),
    ] as [(String, Int?)])
  func depth(text: String, depth: Int?) {
    #expect(HeadingShape.numberDepth(text) == depth)
  }

  @Test("Labels, numerals and dates are told from titles")
  func words() {
    #expect(
      HeadingShape.isChapterLabel("Chapter 12") && HeadingShape.isChapterLabel("APPENDIX B")
        && HeadingShape.isChapterLabel("PART IV"))
    #expect(!HeadingShape.isChapterLabel("Chapter and verse") && !HeadingShape.isChapterLabel("Parting words"))
    #expect(HeadingShape.isNumeral("TWENTYONE") && HeadingShape.isNumeral("Seven") && !HeadingShape.isNumeral("Often"))
    #expect(HeadingShape.isDate("May 31, 2022") && !HeadingShape.isDate("May this be a lesson") && !HeadingShape.isDate("2022"))
    #expect(HeadingShape.withoutLabel("Chapter 3 Dice and cards") == "Dice and cards")
  }

  /// A page of paragraphs with `heading` among them, as the headings that are found.
  private func headings(_ heading: [TestPDF.Line], body: String = "The tide turns twice a day and the harbour empties with it.")
    throws
    -> [String]
  {
    var lines = (0..<6).map { TestPDF.Line(body, x: 72, y: 120 + 12 * Double($0)) }
    lines += heading
    lines += (0..<6).map { TestPDF.Line(body, x: 72, y: 270 + 12 * Double($0)) }
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: TestPDF(pages: [lines]).bytes))
    return document.elements.filter { $0.headingLevel != nil }.map { document.plainText(of: $0.range) }
  }

  @Test("A number, capitals or weight make a heading of a line that stands apart")
  func quiet() throws {
    #expect(try headings([TestPDF.Line("4.2 Tides and moorings", x: 72, y: 230)]) == ["4.2 Tides and moorings"])
    #expect(try headings([TestPDF.Line("TIDES AND MOORINGS", x: 72, y: 230)]) == ["TIDES AND MOORINGS"])
    #expect(try headings([TestPDF.Line("Tides and moorings", x: 72, y: 230, isBold: true)]) == ["Tides and moorings"])
  }

  @Test("A plain short line, a sentence, a term in bold and labels far apart are none")
  func none() throws {
    #expect(try headings([TestPDF.Line("Tides and moorings", x: 72, y: 230)]).isEmpty)
    #expect(try headings([TestPDF.Line("4.2 knots were measured at noon.", x: 72, y: 230)]).isEmpty)
    #expect(try headings([TestPDF.Line("mooring line", x: 72, y: 230, isBold: true)]).isEmpty)
    #expect(
      try headings([TestPDF.Line("Flood", x: 72, y: 230, size: 14), TestPDF.Line("Ebb", x: 300, y: 230, size: 14)]).isEmpty)
  }

  @Test("Numbers give the levels where there is no outline")
  func levels() throws {
    let body = "The tide turns twice a day and the harbour empties with it."
    let titles = ["1 Tides", "1.1 Spring tides", "1.1.1 Tables of springs", "1.2 Neap tides", "2 Moorings"]
    var lines: [TestPDF.Line] = []
    for (index, title) in titles.enumerated() {
      let y = 80 + 100 * Double(index)
      lines.append(TestPDF.Line(title, x: 72, y: y, size: title.contains(".") ? 12 : 16, isBold: true))
      lines += (0..<4).map { TestPDF.Line(body, x: 72, y: y + 24 + 12 * Double($0)) }
    }
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: TestPDF(pages: [lines]).bytes))
    #expect(document.elements.compactMap(\.headingLevel) == [1, 2, 3, 2, 1])
  }

  @Test("The structure tree says what is a heading, whatever the lines look like")
  func tags() throws {
    func text(_ words: String, _ y: Double, _ size: Double = 10) -> TestPDF.Line { TestPDF.Line(words, x: 72, y: y, size: size) }
    let bytes = TestPDF.tagged([
      (text("Tides of the Wendel", 90), "H1"), (text("The tide turns twice a day.", 120), "P"), (text("Springs", 150), "H2"),
      (text("A large line that is none", 180, 18), "P"), (text("The harbour empties with it.", 220), "P"),
    ])
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: bytes))
    let headings = document.elements.filter(\.isHeading).map { document.text(in: $0.range) }
    #expect(headings == ["# Tides of the Wendel", "## Springs"])
    #expect(document.outline.map(\.level) == [1, 2])
  }

  @Test("A numeral above a title is its label; alone it is the title")
  func numerals() throws {
    func title(_ words: String, _ y: Double, _ size: Double) -> TestPDF.Line {
      TestPDF.Line(words, x: 72, y: y, size: size, isBold: true)
    }
    #expect(try headings([title("SEVEN", 205, 12), title("The storm", 232, 18)]) == ["The storm"])
    #expect(try headings([title("SEVEN", 225, 14)]) == ["SEVEN"])
  }
}
