import DocumentModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("Words of a PDF: links, code, emphasis, scripts")
struct PDFInlineTests {
  private func text(_ lines: [TestPDF.Line], links: [TestPDF.Link] = [], options: IngestionOptions = IngestionOptions()) throws
    -> String
  {
    try PDFIngestor(options: options).read(Source(name: "a.pdf", bytes: TestPDF(pages: [lines], links: links).bytes)).text.trimmed
  }

  private func line(_ text: String, _ x: Double, _ y: Double, _ face: TestPDF.Face = .regular) -> TestPDF.Line {
    TestPDF.Line(text, x: x, y: y, face: face)
  }

  @Test("Words that lead to the web become a link, and the comma behind them does not")
  func links() throws {
    let lines = [line("Read the harbour rules, and pay.", 72, 100)]
    let link = TestPDF.Link(x0: 112, y0: 90, x1: 180, y1: 102, address: "https://example.org/a (b)")
    #expect(try text(lines, links: [link]) == "Read the [harbour rules](https://example.org/a%20%28b%29), and pay.")
    #expect(try text(lines, links: [link], options: IngestionOptions(furniture: .keep)) == "Read the harbour rules, and pay.")
  }

  @Test(
    "A link to anything but the web or mail is none",
    arguments: ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http:\u{1}x"])
  func foreignSchemes(address: String) throws {
    let link = TestPDF.Link(x0: 70, y0: 90, x1: 200, y1: 102, address: address)
    #expect(try text([line("Read the rules.", 72, 100)], links: [link]) == "Read the rules.")
  }

  @Test("An address that is printed stays as it is, and one that a line end broke is whole again")
  func printedAddress() throws {
    let lines = [line("See the rules at https://example.org/harbour/", 72, 100), line("rules.html, and pay.", 72, 112)]
    let links = [100.0, 112].map {
      TestPDF.Link(
        x0: $0 == 100 ? 148 : 72, y0: $0 - 9, x1: $0 == 100 ? 300 : 116, y1: $0 + 3,
        address: "https://example.org/harbour/rules.html")
    }
    #expect(try text(lines, links: links) == "See the rules at https://example.org/harbour/rules.html, and pay.")
  }

  @Test("Words in a typewriter face are code, without the marks of the sentence")
  func code() throws {
    let lines = [
      line("Call", 72, 100), line("moor(boat)", 96, 100, .typewriter), line(", then read", 156, 100),
      line("/var/log/", 72, 112, .typewriter), line("of the day.", 132, 112),
    ]
    #expect(try text(lines) == "Call `moor(boat)`, then read `/var/log/` of the day.")
  }

  @Test("A path that a line end broke is whole again")
  func brokenPath() throws {
    let lines = [
      line("The harbour master reads the log in", 72, 100), line("/var/", 236, 100, .typewriter),
      line("log/harbour", 72, 112, .typewriter), line("every day, before the bell is rung.", 142, 112),
    ]
    #expect(
      try text(lines) == "The harbour master reads the log in `/var/log/harbour` every day, before the bell is rung.")
  }

  @Test("Bold words in a caption keep their weight")
  func emphasis() throws {
    #expect(
      try text([line("Table 3.", 72, 100, .bold), line("Depths of the docks", 116, 100)])
        == "**Table 3.** Depths of the docks")
  }

  @Test("Names of TeX's bold faces are bold", arguments: ["ABCDEF+CMBX10", "CMB10", "NimbusRomNo9L-Medi", "SFBX1200"])
  func boldOfTeX(name: String) {
    #expect(TextStyle(PDFPage.Font(name: name, size: 10)).isBold)
    #expect(!TextStyle(PDFPage.Font(name: "CMR10", size: 10)).isBold)
  }

  @Test("Chinese and Japanese lines are joined without a space, Korean and English ones with one")
  func unspaced() throws {
    let lines = [
      line("每艘船必须在中午十二点三十分之前支付停泊费任何人不得在夜间", 72, 100, .unicode), line("离开港口。", 72, 112, .unicode),
    ]
    #expect(try text(lines) == "每艘船必须在中午十二点三十分之前支付停泊费任何人不得在夜间离开港口。")
    let korean = [line("항만청장이나 그 대리인의 서면 허가 없이는", 72, 100, .unicode), line("떠날 수 없다.", 72, 112, .unicode)]
    #expect(try text(korean) == "항만청장이나 그 대리인의 서면 허가 없이는 떠날 수 없다.")
  }

  /// Letters of Hebrew words as they stand on paper, from the left.
  private func onPaper(_ text: String) -> String { String(text.reversed()) }

  @Test("Hebrew lines are read from the right, numbers and English among them from the left")
  func fromTheRight() throws {
    let first = "זוהי פסקה קצרה בעברית המסבירה את כללי הנמל."
    let second = "על כל ספינה לשלם לפני השעה 1230 בצהריים."
    let lines = [
      line(onPaper(first), 72, 100, .unicode), line(onPaper(second).replacing("0321", with: "1230"), 72, 112, .unicode),
    ]
    #expect(try text(lines) == first + " " + second)
    let mixed = [line("The word", 72, 100), line(onPaper("הנמל"), 120, 100, .unicode), line("means the harbour.", 150, 100)]
    #expect(try text(mixed) == "The word הנמל means the harbour.")
  }

  @Test("No line of a page that is read from the right is lost")
  func wholePage() throws {
    let lines = (0..<12).map { index in
      line(onPaper("על כל ספינה לשלם את דמי העגינה") + " .\(index)", 72, 100 + 24 * Double(index), .unicode)
    }
    let read = try text(lines)
    for index in 0..<12 { #expect(read.contains("\(index)"), "line \(index) in \(read)") }
  }
}
