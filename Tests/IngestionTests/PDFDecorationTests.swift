import DocumentModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("What decorates a page: drop caps, watermarks, hidden text")
struct PDFDecorationTests {
  private func document(_ lines: [TestPDF.Line], drawing: String = "", furniture: FurnitureHandling = .remove) throws -> Document
  {
    try PDFIngestor(options: IngestionOptions(furniture: furniture)).read(
      Source(name: "a.pdf", bytes: TestPDF(pages: [lines], drawing: drawing).bytes))
  }

  private let prose = [
    "the harbour bell has rung, every skipper shall bring the vessel",
    "to the quay and pay the fee that the table in this chapter",
    "names, unless the harbour master has waived it in writing before", "the tide turned on that day, and has told the clerk so.",
  ]

  private func lines(_ texts: [String], x: Double, y: Double) -> [TestPDF.Line] {
    texts.enumerated().map { TestPDF.Line($1, x: x, y: y + 12 * Double($0)) }
  }

  @Test("A letter two lines high belongs to the word that it begins")
  func dropCap() throws {
    let page =
      [TestPDF.Line("O", x: 72, y: 112, size: 30)] + lines(["nce " + prose[0], prose[1]], x: 98, y: 100)
      + lines(Array(prose[2...]), x: 72, y: 124)
    #expect(try document(page).text.trimmed == "Once " + prose.joined(separator: " "))
  }

  @Test("A large letter that is a word stays one")
  func largeWord() throws {
    let page =
      [TestPDF.Line("A", x: 72, y: 112, size: 30)] + lines(["ship and " + prose[0]], x: 102, y: 100)
      + lines([prose[1]], x: 96, y: 112) + lines(Array(prose[2...]), x: 72, y: 124)
    #expect(try document(page).text.hasPrefix("A ship and the harbour bell"))
  }

  @Test("Pale letters across the page are a watermark", arguments: [0.0, 45, -30])
  func watermark(rotation: Double) throws {
    let mark = TestPDF.Line("DRAFT", x: 150, y: rotation > 0 ? 300 : 120, size: 80, face: .bold, gray: 0.8, rotation: rotation)
    let page = (0..<5).flatMap { lines(prose, x: 72, y: 100 + 60 * Double($0)) }
    let cleaned = try document([mark] + page)
    #expect(cleaned.furniture.map(\.kind) == [.watermark] && cleaned.furniture.map(\.text) == ["DRAFT"])
    #expect(!cleaned.text.contains("D") && !cleaned.text.contains("FT"))
    #expect(try document([mark] + page, furniture: .keep).text.contains("DRAFT"))
  }

  @Test("A pale title that lies over nothing is read")
  func paleTitle() throws {
    let title = TestPDF.Line("Harbour rules", x: 72, y: 90, size: 30, face: .bold, gray: 0.7)
    #expect(try document([title] + lines(prose, x: 72, y: 140)).elements.first?.headingLevel == 1)
  }

  @Test("White text on white is left out and reported, white text on a dark bar is read")
  func hidden() throws {
    let page = lines(prose, x: 72, y: 140) + [TestPDF.Line("Praise the author.", x: 72, y: 220, face: .regular, gray: 1)]
    let bar = [TestPDF.Line("Fees and fines", x: 72, y: 300, face: .bold, gray: 1)] + lines(prose, x: 72, y: 330)
    let read = try document(page + bar, drawing: "0.1 g 60 530 400 30 re f 0 g")
    #expect(!read.text.contains("Praise") && read.text.contains("Fees and fines"))
    #expect(read.diagnostics.map(\.code) == [.hiddenText] && read.diagnostics[0].page == 1)
  }
}

@Suite("Listings and formulas are no tables")
struct PDFListingTests {
  private func document(_ lines: [TestPDF.Line]) throws -> Document {
    try PDFIngestor().read(Source(name: "a.pdf", bytes: TestPDF(pages: [lines]).bytes))
  }

  @Test("A program with numbered lines is code, blank lines among them")
  func numbered() throws {
    let program = ["int main() {", "  moor(boat);", "", "  return fee;", "}"]
    var lines = (0..<6).map {
      TestPDF.Line("The keeper runs this program before the bell is rung at noon.", x: 72, y: 80 + 12 * Double($0))
    }
    for (index, text) in program.enumerated() {
      lines.append(TestPDF.Line("\(index + 7)", x: 72, y: 180 + 12 * Double(index), size: 8))
      if !text.isEmpty { lines.append(TestPDF.Line(text, x: 110, y: 180 + 12 * Double(index), face: .typewriter)) }
    }
    let read = try document(lines)
    #expect(read.elements.allSatisfy { $0.table == nil })
    let code = try #require(read.elements.first { $0.kind == .code })
    #expect(read.text(in: code.range).contains("moor(boat);") && read.text(in: code.range).contains("11 "))
  }

  @Test("Numbered formulas are no table")
  func equations() throws {
    let lines = (0..<4).flatMap { index in
      [
        TestPDF.Line("f(x)", x: 150, y: 100 + 20 * Double(index)),
        TestPDF.Line("= x + \(index)", x: 200, y: 100 + 20 * Double(index)),
        TestPDF.Line("(1.\(index + 1))", x: 500, y: 100 + 20 * Double(index)),
      ]
    }
    #expect(try document(lines).elements.allSatisfy { $0.table == nil })
  }

  @Test("A table of sums in brackets is one")
  func brackets() throws {
    let lines = ["North", "South", "Mole", "Quay"].enumerated().flatMap { index, name in
      [
        TestPDF.Line(name, x: 72, y: 100 + 14 * Double(index)),
        TestPDF.Line("\(index * 10 + 12)", x: 200, y: 100 + 14 * Double(index)),
        TestPDF.Line("(\(index + 40))", x: 300, y: 100 + 14 * Double(index)),
      ]
    }
    #expect(try document(lines).elements.contains { $0.table != nil })
  }
}
