import DocumentModel
import Foundation
import Ingestion
import TestSupport
import Testing

/// What holds for every document, whatever it is made of.
@Suite("Laws of ingestion")
struct IngestionLawTests {
  private func check(_ document: Document, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(document.rangesAreSound, sourceLocation: sourceLocation)
    if let first = document.pages.first, let last = document.pages.last {
      #expect(first.range.lowerBound == 0 && last.range.upperBound == document.text.utf8.count, sourceLocation: sourceLocation)
      #expect(
        zip(document.pages, document.pages.dropFirst()).allSatisfy { $0.range.upperBound == $1.range.lowerBound },
        sourceLocation: sourceLocation)
    }
    for element in document.elements {
      for row in element.table?.rows ?? [] {
        #expect(row.cells.allSatisfy { !document.text(in: $0.range).contains("\n") }, sourceLocation: sourceLocation)
      }
    }
  }

  @Test("Ranges are sound and pages partition the text of the demo corpus", arguments: Repository.demo)
  func demo(path: String) throws {
    check(try DocumentIngestor().read(Source(name: path, bytes: Repository.bytes(path))))
  }

  @Test("Markdown that Quern has written is kept byte for byte and says the same", arguments: 0..<150 as Range<UInt64>)
  func markdown(seed: UInt64) throws {
    func read(_ text: String) throws -> Document {
      try DocumentIngestor().read(Source(name: "x.md", bytes: Array(text.utf8)))
    }
    let first = try read("Words before. " + RandomMarkdown.document(seed: seed, elements: 14))
    check(first)
    let second = try read(first.text)
    #expect(second.text == first.text)
    #expect(second.elements.map(\.kind) == first.elements.map(\.kind))
    #expect(second.elements.map { second.plainText(of: $0.range) } == first.elements.map { first.plainText(of: $0.range) })
  }

  @Test("Noise of any kind gives a document or a reason", arguments: 0..<120 as Range<UInt64>)
  func noise(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let alphabet = Array("<p>&#|*`[]()=-> PAGE 12\n\r\t\u{FF}é\u{0}".utf8)
    let bytes = (0..<Int.random(in: 0...4000, using: &generator)).map { _ in
      Bool.random(using: &generator)
        ? alphabet.randomElement(using: &generator) ?? 0 : UInt8.random(in: 0...255, using: &generator)
    }
    for name in ["x.html", "x.md", "x.txt", "x.pdf", "x"] {
      guard let document = try? DocumentIngestor().read(Source(name: name, bytes: bytes)) else { continue }
      check(document)
    }
  }

  @Test("A PDF cut anywhere gives a document or a reason", arguments: [0, 7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98])
  func truncated(percent: Int) throws {
    let bytes = PDFFixtures.twoColumns.bytes
    let cut = Array(bytes.prefix(bytes.count * percent / 100))
    do {
      check(try DocumentIngestor().read(Source(name: "cut.pdf", bytes: cut)))
    } catch {
      #expect([.damaged, .empty, .unsupported].contains((error as? IngestionError)?.code))
    }
  }

  @Test("The same bytes give the same document")
  func stable() throws {
    let source = Source(name: "a.pdf", bytes: PDFFixtures.runningHeads.bytes)
    #expect(try DocumentIngestor().read(source) == DocumentIngestor().read(source))
  }
}

@Suite("Reasons why there is no document")
struct IngestionErrorTests {
  private func code(_ name: String, _ bytes: [UInt8], _ options: IngestionOptions = IngestionOptions()) -> IngestionError.Code? {
    do {
      _ = try DocumentIngestor(options: options).read(Source(name: name, bytes: bytes))
      return nil
    } catch {
      return (error as? IngestionError)?.code
    }
  }

  @Test func empty() {
    #expect(code("a.txt", []) == .empty)
    #expect(code("a.pdf", Array(" \n\t ".utf8)) == .empty)
  }

  @Test func binaryNoise() {
    var generator = SeededGenerator(seed: 3)
    let noise = (0..<4096).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for name in ["a.html", "a.md", "a.txt", "a.pdf"] { #expect(code(name, noise) == .unsupported) }
  }

  @Test func damaged() { #expect(code("a.pdf", Array("%PDF-1.4\nnothing".utf8)) == .damaged) }

  @Test func encrypted() {
    let bytes = Repository.bytes("fixtures/bad/encrypted.pdf")
    #expect(code("a.pdf", bytes) == .encrypted)
    #expect(code("a.pdf", bytes, IngestionOptions(password: "wrong")) == .encrypted)
    #expect(code("a.pdf", bytes, IngestionOptions(password: "lantern")) == nil)
  }

  @Test func pages() {
    #expect(code("a.pdf", PDFFixtures.runningHeads.bytes, IngestionOptions(pages: 9...12)) == .noSuchPage)
    #expect(code("a.txt", Array("=== PAGE 1 ===\nWords here.\n".utf8), IngestionOptions(pages: 2...3)) == .noSuchPage)
  }

  @Test("Only the pages asked for are read")
  func range() throws {
    let document = try DocumentIngestor(options: IngestionOptions(pages: 2...3)).read(
      Source(name: "a.pdf", bytes: PDFFixtures.runningHeads.bytes))
    #expect(document.pages.map(\.number) == [2, 3])
  }
}

@Suite("Encodings")
struct EncodingTests {
  private func text(_ bytes: [UInt8], name: String = "a.txt") throws -> String {
    try DocumentIngestor().read(Source(name: name, bytes: bytes)).text
  }

  @Test func byteOrderMarks() throws {
    #expect(try text([0xEF, 0xBB, 0xBF] + Array("Zürich".utf8)) == "Zürich\n")
    #expect(try text([0xFF, 0xFE] + "Zürich".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == "Zürich\n")
    #expect(try text([0xFE, 0xFF] + "Zürich".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == "Zürich\n")
  }

  @Test("Undeclared Western text is windows-1252")
  func windows1252() throws { #expect(try text([0x93, 0x5A, 0xFC, 0x72, 0x69, 0x63, 0x68, 0x94]) == "“Zürich”\n") }

  @Test("A page's declaration counts where its bytes are not UTF-8")
  func declared() throws {
    let page =
      Array("<meta charset=\"iso-8859-2\"><p>".utf8) + [0xB9] + Array("koda, that is harm, is a word of this page.</p>".utf8)
    #expect(try text(page, name: "a.html").hasPrefix("škoda"))
  }

  @Test(
    "East Asian encodings and old Cyrillic are known",
    arguments: [
      ("gb2312", [0xC4, 0xE3, 0xBA, 0xC3] as [UInt8], "你好"), ("big5", [0xA7, 0x41, 0xA6, 0x6E], "你好"),
      ("euc-kr", [0xBE, 0xC8, 0xB3, 0xE7], "안녕"),
      ("shift_jis", [0x93, 0xFA, 0x96, 0x7B], "日本"), ("euc-jp", [0xC6, 0xFC, 0xCB, 0xDC], "日本"),
      ("koi8-r", [0xD0, 0xD2, 0xC9], "при"),
    ])
  func declaredCharset(example: (label: String, bytes: [UInt8], text: String)) throws {
    let page = Array("<meta charset=\"\(example.label)\"><p>".utf8) + example.bytes + Array("</p>".utf8)
    #expect(try text(page, name: "a.html") == example.text + "\n")
  }

  @Test("Line ends are made alike, and NUL is dropped")
  func lineEnds() throws { #expect(try text(Array("one\r\ntwo\rthree\u{0}\n".utf8), name: "a.md") == "one\ntwo\nthree\n") }
}
