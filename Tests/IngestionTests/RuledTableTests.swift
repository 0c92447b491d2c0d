import DocumentModel
import TestSupport
import Testing

@testable import Ingestion

@Suite("Tables drawn with rules")
struct RuledTableTests {
  /// A text at a place in points from the top left.
  private func text(_ words: String, _ x: Double, _ y: Double) -> TestPDF.Line { TestPDF.Line(words, x: x, y: y) }

  /// PDF operators for lines between points from the top left of an A4 page.
  private func lines(_ ends: [(Double, Double, Double, Double)], width: Double = 0.5) -> String {
    "\(width) w " + ends.map { "\($0.0) \(842 - $0.1) m \($0.2) \(842 - $0.3) l S" }.joined(separator: " ")
  }

  private func table(_ page: [TestPDF.Line], _ drawing: String) throws -> [[String]] {
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: TestPDF(pages: [page], drawing: drawing).bytes))
    let table = try #require(document.elements.compactMap(\.table).first, "no table in \(document.text)")
    return table.rows.map { row in row.cells.map { document.plainText(of: $0.range) } }
  }

  /// Rows 20 points high from y = 100, columns at 72, 200 and 300.
  private let grid: [(Double, Double, Double, Double)] =
    [100, 120, 140, 160].map { (72, $0, 400, $0) } + [72, 200, 300, 400].map { ($0, 100, $0, 160) }

  private var cells: [TestPDF.Line] {
    [
      text("Dock", 76, 114), text("Depth", 204, 114), text("Fee", 304, 114), text("North", 76, 134), text("4 m", 204, 134),
      text("12", 304, 134), text("South", 76, 154), text("6 m", 204, 154), text("15", 304, 154),
    ]
  }

  @Test("A grid of hairlines gives its cells", arguments: [0.25, 0.5, 1, 2])
  func hairlines(width: Double) throws {
    #expect(
      try table(cells, lines(grid, width: width)) == [
        ["Dock", "Depth", "Fee"], ["North", "4 m", "12"], ["South", "6 m", "15"],
      ])
  }

  @Test("Lines of a cell stay together, however close the next row stands")
  func wrapped() throws {
    let page = [
      text("Rule", 76, 112), text("Who", 204, 112), text("Sum", 304, 112), text("Boats without a", 76, 131),
      text("light pay twice", 76, 139), text("Owner", 204, 131), text("12", 304, 131), text("Nets left on the", 76, 151),
      text("quay are sold", 76, 159), text("Crew", 204, 151), text("15", 304, 151),
    ]
    let drawing = lines([100, 120, 141, 162].map { (72, $0, 400, $0) } + [72, 200, 300, 400].map { ($0, 100, $0, 162) })
    #expect(
      try table(page, drawing) == [
        ["Rule", "Who", "Sum"], ["Boats without a light pay twice", "Owner", "12"],
        ["Nets left on the quay are sold", "Crew", "15"],
      ])
  }

  @Test("Where no line parts two fields they are one cell, and its words are not cut")
  func spanning() throws {
    let drawing = lines(grid.filter { !($0.0 == 200 && $0.1 == 100) } + [(200, 120, 200, 160)])
    var page = cells
    page[0] = text("Docks and their depths", 120, 114)
    page.remove(at: 1)
    let rows = try table(page, drawing)
    #expect(rows[0].filter { !$0.isEmpty } == ["Docks and their depths", "Fee"] && rows[1] == ["North", "4 m", "12"])
  }

  @Test("A head over two columns spans them, and both of its rows are header")
  func spans() throws {
    // Row 1: `Dock` over both rows, `Depth` over two columns, which row 2 parts.
    let drawing = lines(
      [(72, 100, 400, 100), (200, 120, 400, 120)] + [140, 160, 180].map { (72, $0, 400, $0) }
        + [72, 200, 400].map { ($0, 100, $0, 180) } + [(300, 120, 300, 180)])
    let page = [
      text("Dock", 76, 122), text("Depth", 280, 114), text("spring", 204, 134), text("neap", 304, 134), text("North", 76, 154),
      text("6 m", 204, 154), text("4 m", 304, 154), text("South", 76, 174), text("8 m", 204, 174), text("5 m", 304, 174),
    ]
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: TestPDF(pages: [page], drawing: drawing).bytes))
    let table = try #require(document.elements.compactMap(\.table).first)
    #expect(table.headerRowCount == 2 && table.columnCount == 3)
    #expect(table.rows[0].cells.map { [$0.columnSpan, $0.rowSpan] } == [[1, 2], [2, 1]])
    let words = table.grid.map { row in row.map { $0.map { document.plainText(of: $0.range) } ?? "-" } }
    #expect(words.prefix(3) == [["Dock", "Depth", "Depth"], ["Dock", "spring", "neap"], ["North", "6 m", "4 m"]])
    #expect(Document(json: document.json) == document)
  }

  @Test("Rows of numbers without rules between them are taken apart")
  func missingRules() throws {
    let drawing = lines(grid.filter { $0.1 != 140 || $0.3 != 140 })
    #expect(try table(cells, drawing) == [["Dock", "Depth", "Fee"], ["North", "4 m", "12"], ["South", "6 m", "15"]])
  }

  @Test("A shaded head and white rules on it are no obstacle")
  func shaded() throws {
    let shade = "0.8 g 72 722 328 20 re f 0 G 0 g "
    #expect(try table(cells, shade + lines(grid)).first == ["Dock", "Depth", "Fee"])
  }

  @Test("A frame around text is no table")
  func frame() throws {
    let drawing = lines([(60, 90, 500, 90), (60, 200, 500, 200), (60, 90, 60, 200), (500, 90, 500, 200)])
    let page = (0..<5).map { text("A line of running text that stands in a frame, number \($0).", 72, 110 + 14 * Double($0)) }
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: TestPDF(pages: [page], drawing: drawing).bytes))
    #expect(document.elements.allSatisfy { $0.table == nil })
  }

  @Test("Pieces of a line are joined, and lines apart are not")
  func joining() {
    let pieces = [
      Ruling(position: 10, start: 0, end: 50), Ruling(position: 10.4, start: 52, end: 90),
      Ruling(position: 14, start: 0, end: 90),
    ]
    #expect(Ruling.joined(pieces).map(\.length) == [90, 90])
  }

  /// Two pages of a table without rules: places and depths, the second page beginning with `head`.
  private func twoPages(_ head: [TestPDF.Line], x: Double = 200) throws -> Document {
    func rows(_ names: [String], from y: Double, x: Double) -> [TestPDF.Line] {
      names.enumerated().flatMap { [text($1, 76, y + 14 * Double($0)), text("\($1.count) m", x, y + 14 * Double($0))] }
    }
    let first =
      [text("Dock", 76, 700), text("Depth", 200, 700)] + rows(["North", "South", "Fishery", "Mole"], from: 714, x: 200)
    return try PDFIngestor().read(
      Source(name: "a.pdf", bytes: TestPDF(pages: [first, head + rows(["Quay", "Slipway", "Basin"], from: 74, x: x)]).bytes))
  }

  @Test("A table goes on over the page, and the header that is repeated stands once")
  func continued() throws {
    let names = ["Dock", "North", "South", "Fishery", "Mole", "Quay", "Slipway", "Basin"]
    for head in [[], [text("Dock", 76, 60), text("Depth", 200, 60)]] {
      let document = try twoPages(head)
      let tables = document.elements.compactMap(\.table)
      #expect(tables.count == 1)
      #expect(tables.first?.rows.compactMap { $0.cells.first.map { document.plainText(of: $0.range) } } == names)
      #expect(document.elements.first { $0.table != nil }?.regions.map(\.page) == [1, 2])
    }
  }

  @Test("A table with columns elsewhere is another")
  func notContinued() throws {
    #expect(try twoPages([], x: 300).elements.count { $0.table != nil } == 2)
  }

  @Test("A caption right above a ruled table stays with it")
  func caption() throws {
    let page = [text("Table 3. Depths of the docks", 76, 92)] + cells
    let bytes = TestPDF(pages: [page], drawing: lines(grid)).bytes
    let document = try PDFIngestor().read(Source(name: "a.pdf", bytes: bytes))
    #expect(document.elements.map { $0.kind == .caption } == [true, false] && document.elements.last?.table != nil)
  }

  @Test("Rows of words without rules between them are taken apart, a broken sentence is not")
  func entries() throws {
    let drawing = lines([
      (72, 100, 400, 100), (72, 120, 400, 120), (72, 180, 400, 180), (72, 100, 72, 180), (200, 100, 200, 180),
      (400, 100, 400, 180),
    ])
    let head = [text("Vessel", 76, 114), text("Owner", 204, 114)]
    func rows(_ left: [String], _ right: [String]) -> [TestPDF.Line] {
      left.enumerated().map { text($1, 76, 134 + 14 * Double($0)) }
        + right.enumerated().map { text($1, 204, 134 + 14 * Double($0)) }
    }
    let names = rows(["Kittiwake", "Merganser", "Old Tom"], ["Byron", "Fairfax", "Harker"])
    #expect(
      try table(head + names, drawing).dropFirst().map { $0 } == [
        ["Kittiwake", "Byron"], ["Merganser", "Fairfax"], ["Old Tom", "Harker"],
      ])
    let sentence = rows(["The boat that lies", "at the old quay", "by the mill"], ["Byron and all", "of her heirs", "for ever"])
    #expect(try table(head + sentence, drawing).count == 2)
  }

  @Test("Rows that stand close below a header far above are rows, where all their cells open with a capital or a digit")
  func closeRows() throws {
    let head = [text("Number", 76, 100), text("Vessel", 204, 100), text("Owner", 304, 100)]
    let rows = ["Byron", "Fairfax", "Harker"].enumerated().flatMap { index, owner in
      [
        text("\(index + 1)", 76, 124 + 11 * Double(index)), text("Vessel \(owner)", 204, 124 + 11 * Double(index)),
        text(owner, 304, 124 + 11 * Double(index)),
      ]
    }
    #expect(try table(head + rows, "").count == 4)
  }
}
