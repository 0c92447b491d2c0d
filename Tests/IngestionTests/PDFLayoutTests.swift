import DocumentModel
import Foundation
import TestSupport
import Testing

@testable import Ingestion

@Suite("Layout of PDF pages")
struct PDFLayoutTests {
  private func read(_ pages: [[TestPDF.Line]], _ options: IngestionOptions = IngestionOptions()) throws -> Document {
    try PDFIngestor(options: options).read(Source(name: "a.pdf", bytes: TestPDF(pages: pages).bytes))
  }

  private static let words = [
    "harbour", "tide", "moor", "light", "north", "rope", "pilot", "ebb", "quay", "anchor", "sail", "net",
  ]

  /// A line of words that differ from line to line, about `width` points wide in Helvetica 10.
  private func line(_ seed: Int, width: Double) -> String {
    var text = ""
    var index = seed * 5
    while Double(text.count) * 4.9 < width - 30 {
      text += (text.isEmpty ? "" : " ") + Self.words[index % Self.words.count]
      index += 1 + seed % 3
    }
    return text
  }

  @Test("A short column beside a long one is read after it")
  func shortColumn() throws {
    let left = (0..<30).map { TestPDF.Line("left \($0) " + line($0, width: 190), x: 72, y: 100 + 13 * Double($0)) }
    let right = (0..<8).map { TestPDF.Line("right \($0) " + line($0 + 3, width: 190), x: 320, y: 100 + 13 * Double($0)) }
    let text = try read([zip(left, right).flatMap { [$0, $1] } + left.dropFirst(8)]).text
    let lastLeft = try #require(text.range(of: "left 29"))
    let firstRight = try #require(text.range(of: "right 0"))
    #expect(lastLeft.lowerBound < firstRight.lowerBound)
  }

  @Test("A gutter no wider than a space is found over many lines, and the spaces of one column are not")
  func tightGutter() {
    func word(_ x0: Double, _ x1: Double, _ row: Int) -> LayoutWord {
      LayoutWord(text: "w", x0: x0, y0: 12 * Double(row), x1: x1, y1: 12 * Double(row) + 10, style: TextStyle(size: 10))
    }
    let columns = (0..<12).flatMap { row in
      [word(0, 60 + Double(row % 4), row), word(68, 97, row), word(103, 140, row), word(145, 200 - Double(row % 5), row)]
    }
    #expect(TightGutters.places(in: LineBuilder.lines(of: columns)).contains { $0 > 97 && $0 < 103 })
    let justified = (0..<12).flatMap { row in
      (0..<5).map { column -> LayoutWord in
        let start = Double(column * 40 + (row * 7) % 40)
        return word(start, start + 35, row)
      }
    }
    #expect(TightGutters.places(in: LineBuilder.lines(of: justified)).isEmpty)
  }

  @Test("Tables take rows in their order, and no row has two", arguments: 0..<8)
  func tablesApart(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let stops = [72.0, 150, 180, 240, 300, 390]
      var words: [LayoutWord] = []
      var top = 100.0
      var style = TextStyle(size: 10)
      for _ in 0..<Int.random(in: 6...20, using: &generator) {
        if Int.random(in: 0..<4, using: &generator) == 0 { style.isBold.toggle() }
        for stop in stops where Bool.random(using: &generator) {
          let width = Bool.random(using: &generator) ? 20.0 : 45
          let text = Bool.random(using: &generator) ? "Tide" : "12"
          words.append(LayoutWord(text: text, x0: stop, y0: top, x1: stop + width, y1: top + 10, style: style))
        }
        top += [11.0, 12, 15, 24][Int.random(in: 0..<4, using: &generator)]
      }
      let rows = LayoutRow.rows(of: words.map { LayoutSegment([$0]) })
      let tables = TableFinder.tables(in: rows)
      #expect(tables.allSatisfy { $0.rows.lowerBound >= 0 && $0.rows.upperBound <= rows.count })
      #expect(zip(tables, tables.dropFirst()).allSatisfy { $0.rows.upperBound <= $1.rows.lowerBound })
    }
  }

  /// Ten pages with a running head, a page number and a word that a line end broke.
  private var book: [[TestPDF.Line]] {
    (1...10).map { page in
      [
        TestPDF.Line("The Wendelmouth harbour code", x: 200, y: 40), TestPDF.Line("\(page)", x: 300, y: 800),
        TestPDF.Line("On page \(page) the \(Self.words[page]) stands with some other words of its har-", x: 72, y: 100),
        TestPDF.Line("bour, and then the page is over for number \(page).", x: 72, y: 112),
      ]
    }
  }

  @Test("Running heads go aside and broken words are mended")
  func removed() throws {
    let document = try read(book)
    #expect(!document.text.contains("Wendelmouth") && document.text.contains("its harbour, and"))
    #expect(
      document.furniture.count { $0.kind == .runningHead } == 10 && document.furniture.count { $0.kind == .pageNumber } == 10)
  }

  @Test("A faithful copy keeps heads, numbers and line-end hyphens, and holds no furniture beside the text")
  func kept() throws {
    let document = try read(book, IngestionOptions(furniture: .keep))
    #expect(document.text.ranges(of: "Wendelmouth").count == 10 && document.text.contains("its har- bour"))
    #expect(document.furniture.isEmpty && document.elements.allSatisfy { $0.headingLevel == nil })
    #expect(IngestionOptions(furniture: .keep).cacheKey != IngestionOptions().cacheKey)
  }

  /// Body lines at ten points, a raised mark behind a word, and a small note at the foot.
  private func annotated(mark: String, note: String) throws -> Document {
    var lines = (0..<8).map { TestPDF.Line(line($0, width: 400), x: 72, y: 100 + 13 * Double($0)) }
    lines += [
      TestPDF.Line("The fine is doubled at night", x: 72, y: 230), TestPDF.Line(mark, x: 192.3, y: 226, size: 6),
      TestPDF.Line("and no one is spared.", x: 198.5, y: 230), TestPDF.Line(note, x: 72, y: 640, size: 6),
      TestPDF.Line("From sunset until sunrise.", x: 80, y: 644, size: 8),
    ]
    return try read([lines])
  }

  @Test("A raised mark refers to the note at the foot of its page")
  func footnote() throws {
    let document = try annotated(mark: "1", note: "1")
    #expect(document.text.contains("at night[^1] and no one"))
    let note = try #require(document.elements.first { $0.kind == .footnote })
    #expect(document.text(in: note.range) == "[^1]: From sunset until sunrise.")
    #expect(document.plainText(of: 0..<document.text.utf8.count).contains("at night and no one is spared."))
  }

  @Test("A raised digit without a note stays raised, and is glued to no word")
  func exponent() throws {
    let document = try annotated(mark: "3", note: "1")
    #expect(document.text.contains("at night³ and no one") && !document.text.contains("[^"))
  }

  @Test("Authors and language are read from what files declare")
  func metadata() {
    #expect(PDFMetadata.authors("Ada Byron; Mary Fairfax") == ["Ada Byron", "Mary Fairfax"])
    #expect(PDFMetadata.authors("Ada Byron, Mary Fairfax") == ["Ada Byron", "Mary Fairfax"])
    #expect(PDFMetadata.authors("Byron, Ada") == ["Byron, Ada"] && PDFMetadata.authors(nil).isEmpty)
    let packet = "<x><dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language></x>"
    #expect(PDFMetadata.language(inXMP: packet) == "en-GB" && PDFMetadata.language(inXMP: "<dc:language>") == nil)
  }

  @Test("A title page has one heading, its title; a page that goes on in text keeps what heads it")
  func titlePage() throws {
    let text = (0..<6).map { TestPDF.Line(line($0, width: 400), x: 72, y: 140 + 13 * Double($0)) }
    let cover = [
      TestPDF.Line("The Wendelmouth Code", x: 150, y: 200, size: 30, isBold: true),
      TestPDF.Line("Rules for Boats and Gates", x: 170, y: 260, size: 20, isBold: true),
      TestPDF.Line("Set down by the harbour office", x: 180, y: 400, size: 14),
    ]
    let chapter = [
      TestPDF.Line("Chapters", x: 72, y: 80, size: 20, isBold: true),
      TestPDF.Line("Berths", x: 72, y: 120, size: 14, isBold: true),
    ]
    #expect(try read([cover, chapter + text]).elements.filter { $0.headingLevel != nil }.count == 3)
    #expect(try read([chapter + text, text]).elements.filter { $0.headingLevel != nil }.count == 2)
  }

  @Test("Labels beside texts of a line each make a table; text beside a margin of labels does not")
  func labelledLines() throws {
    let labels = ["Rules", "Editing and index", "Cover", "Layout", "Typefaces", "Reading"]
    func page(_ place: Double, _ textPlace: Double) -> [TestPDF.Line] {
      labels.enumerated().flatMap { index, label in
        let y = 140 + 18 * Double(index)
        return [TestPDF.Line(label, x: place, y: y), TestPDF.Line(line(index, width: 260), x: textPlace, y: y)]
      }
    }
    #expect(try read([page(72, 220)]).elements.contains { $0.table?.rows.count == 6 })
    let margin = page(420, 72).enumerated().filter { ![0, 4, 8].contains($0.offset) }.map(\.element)
    #expect(try !read([margin]).elements.contains { $0.table != nil })
  }

  @Test("A head that reaches over the white strip to its left stays whole")
  func wideHead() throws {
    let rows = (0..<6).flatMap { row -> [TestPDF.Line] in
      let y = 130 + 14 * Double(row)
      return [
        TestPDF.Line("state \(row)", x: 72, y: y), TestPDF.Line("\(row)7", x: 222, y: y),
        TestPDF.Line("some words", x: 300, y: y),
      ]
    }
    let head = [
      TestPDF.Line("State", x: 72, y: 112, isBold: true), TestPDF.Line("Minutes to next high", x: 165, y: 112, isBold: true),
      TestPDF.Line("Meaning", x: 300, y: 112, isBold: true),
    ]
    #expect(try read([head + rows]).text.contains("| State | Minutes to next high | Meaning |"))
  }

  @Test("Headings make the outline of a file without one")
  func outline() throws {
    let lines =
      [TestPDF.Line("Tides", x: 72, y: 90, size: 16, isBold: true)]
      + (0..<6).map { TestPDF.Line(line($0, width: 400), x: 72, y: 120 + 13 * Double($0)) }
    #expect(
      try read([lines, lines]).outline == [.init(title: "Tides", level: 1, page: 1), .init(title: "Tides", level: 1, page: 2)])
  }

  @Test("Code keeps its lines and its indentation, and no comment in it passes for a heading")
  func code() {
    func line(_ text: String, _ column: Double, _ y: Double) -> LayoutSegment {
      var x = 72 + 6 * column
      var words: [LayoutWord] = []
      for word in text.split(separator: " ") {
        let end = x + 6 * Double(word.count)
        let style = TextStyle(size: 10, isMonospaced: true)
        words.append(LayoutWord(text: String(word), x0: x, y0: y, x1: end, y1: y + 10, style: style))
        x = end + 6
      }
      return LayoutSegment(words)
    }
    let lines = [line("# make the net", 0, 100), line("for knot in net {", 0, 112), line("tie(knot)", 2, 124), line("}", 0, 148)]
    #expect(CodeLines.text(lines) == " # make the net\n for knot in net {\n   tie(knot)\n\n }")
    #expect(CodeLines.text(Array(lines[1...2])) == "for knot in net {\n  tie(knot)")
    #expect(CodeLines.isCode("$ ls -l") && !CodeLines.isCode("exit status"))
  }

  @Test("What runs up the margin is no part of the lines that it crosses, and is kept in a faithful copy")
  func rotated() throws {
    let lines = (0..<20).map { TestPDF.Line(line($0, width: 400), x: 72, y: 100 + 13 * Double($0)) }
    let margin = "BT /F1 8 Tf 0 1 -1 0 520 500 Tm (PROPOSALS IN PRINT) Tj ET"
    let source = Source(name: "a.pdf", bytes: TestPDF(pages: [lines], drawing: margin).bytes)
    let document = try PDFIngestor().read(source)
    #expect(!document.text.contains("PROPOSALS"))
    #expect(document.furniture.first { $0.kind == .rotated }?.text.contains("PROPOSALS") == true)
    #expect(try PDFIngestor(options: IngestionOptions(furniture: .keep)).read(source).text.contains("PROPOSALS"))
  }
}
