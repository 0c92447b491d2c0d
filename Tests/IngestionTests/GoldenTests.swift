import DocumentModel
import Foundation
import Ingestion
import TestSupport
import Testing

/// What is read of each fixture, as a tree in the file beside it. `make golden` rewrites them.
@Suite("GoldenTests: ingestion")
struct GoldenTests {
  static let fixtures = [
    "html/article-among-furniture.html", "html/table-with-spans.html", "markdown/front-matter-and-nesting.md",
    "text/page-markers.txt",
    "text/headings-and-lists.txt",
  ]

  @Test(arguments: fixtures)
  func tree(fixture: String) throws {
    let path = "fixtures/ingestion/" + fixture
    let document = try DocumentIngestor().read(Source(name: fixture, bytes: Repository.bytes(path)))
    let difference = Golden.difference(document.tree, path + ".tree")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test(
    "A two-column page",
    arguments: ["pdf/two-columns", "pdf/three-columns", "pdf/table", "pdf/tables-under-captions", "pdf/running-heads"])
  func pdf(name: String) throws {
    let pdf = try #require(PDFFixtures.all[name])
    let document = try DocumentIngestor().read(Source(name: name + ".pdf", bytes: pdf.bytes))
    let difference = Golden.difference(document.tree, "fixtures/ingestion/\(name).tree")
    #expect(difference == nil, "\(difference ?? "")")
  }
}

/// PDF files written by the tests, each for what it shows.
enum PDFFixtures {
  static let all: [String: TestPDF] = [
    "pdf/two-columns": twoColumns, "pdf/three-columns": threeColumns, "pdf/table": table,
    "pdf/tables-under-captions": tablesUnderCaptions,
    "pdf/running-heads": runningHeads,
  ]

  private static let left = [
    "The keeper of the gate must light", "the lamp at dusk and must not let it", "go out before the bell has rung for",
    "the second time, unless a gale is re-",
    "ported from the outer wall. Anyone", "who sees the lamp fail shall tell the", "warden without delay.",
  ]
  private static let right = [
    "A warden who is told of a failed", "lamp has ten minutes to mend it. If", "it cannot be mended, the gate is shut",
    "and the chain is drawn across the",
    "water until the morning watch takes", "over and the lamp has been seen by", "two keepers.",
  ]

  private static func column(_ lines: [String], x: Double) -> [TestPDF.Line] {
    lines.enumerated().map { TestPDF.Line($1, x: x, y: 120 + 13 * Double($0)) }
  }

  static let twoColumns = TestPDF(pages: [
    [.init("Of Lamps and Gates", x: 60, y: 80, size: 20, isBold: true)] + column(left, x: 60) + column(right, x: 310)
  ])

  /// Columns whose lines share base lines, as the rows of a table would.
  static let threeColumns = TestPDF(
    pages: [
      (0..<3).flatMap { column in
        (0..<12).map { line in
          TestPDF.Line(
            "Column \(column + 1) line \(line + 1) fills its width", x: 50 + 170 * Double(column), y: 80 + 13 * Double(line))
        }
      }
    ])

  static let table = TestPDF(pages: [
    [
      .init("Tools", x: 60, y: 80, size: 18, isBold: true),
      .init("Every tool has a price and a weight, and a tool that is lent must come back within a day.", x: 60, y: 110),
      .init("Item", x: 60, y: 140, isBold: true), .init("Price", x: 220, y: 140, isBold: true),
      .init("Weight", x: 300, y: 140, isBold: true),
      .init("Lantern, brass", x: 60, y: 156), .init("25 sp", x: 220, y: 156), .init("3 lb", x: 300, y: 156),
      .init("Rope, 50 feet", x: 60, y: 172), .init("5 sp", x: 220, y: 172), .init("8 lb", x: 300, y: 172),
      .init("Spanner", x: 60, y: 188), .init("8 sp", x: 220, y: 188), .init("5 lb", x: 300, y: 188),
      .init("Prices double in a flood.", x: 60, y: 225),
    ]
  ])

  /// Two tables close together, the first with a header cell of two lines.
  static let tablesUnderCaptions = TestPDF(pages: [
    [
      .init("Every keeper chooses one of these, and no keeper may choose two of them in a year.", x: 60, y: 80),
      .init("Table 1. Lamps", x: 60, y: 100, isBold: true),
      .init("Oil", x: 150, y: 113, isBold: true),
      .init("Lamp", x: 60, y: 124, isBold: true), .init("(drams)", x: 150, y: 124, isBold: true),
      .init("Colour", x: 230, y: 124, isBold: true),
      .init("Hearth", x: 60, y: 140), .init("2", x: 150, y: 140), .init("red", x: 230, y: 140),
      .init("Beacon", x: 60, y: 155), .init("5", x: 150, y: 155), .init("white", x: 230, y: 155),
      .init("Veil", x: 60, y: 170), .init("3", x: 150, y: 170), .init("grey", x: 230, y: 170),
      .init("Table 2. Gates", x: 60, y: 190, isBold: true),
      .init("Gate", x: 60, y: 205, isBold: true), .init("Width", x: 190, y: 205, isBold: true),
      .init("North", x: 60, y: 220), .init("12 feet", x: 190, y: 220),
      .init("South", x: 60, y: 235), .init("9 feet", x: 190, y: 235),
    ]
  ])

  static let runningHeads = TestPDF(
    pages: (1...6).map { page in
      [
        .init("The Book of Gates", x: 60, y: 40, size: 8),
        .init("Rule \(page)", x: 60, y: 90, size: 16, isBold: true),
        .init("This is the text of rule number \(page), which must be read before rule \(page + 1).", x: 60, y: 120),
        .init("\(page)", x: 290, y: 810, size: 8),
      ]
    })
}
