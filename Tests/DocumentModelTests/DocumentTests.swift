import ByteCoding
import DocumentModel
import Hashing
import JSONText
import TestSupport
import Testing

@Suite("Documents")
struct DocumentTests {
  static let document = Document(
    id: String(repeating: "0", count: 64), source: .init(name: "a.pdf", format: .pdf, byteCount: 9),
    metadata: Metadata(title: "T", authors: ["A"], date: "2024", language: "en", extra: [.init(name: "n", value: "v")]),
    text: "# Tïtle\n\nOne.\n\n| a |\n|---|\n| b |\n",
    elements: [
      .init(kind: .heading(level: 1), range: 0..<8, regions: [.init(page: 1, box: Box(x: 1, y: 2, width: 3, height: 4))]),
      .init(kind: .paragraph, range: 10..<14, regions: [.init(page: 1), .init(page: 2)]),
      .init(
        kind: .table(
          Table(
            rows: [
              .init(range: 16..<21, cells: [.init(range: 18..<19)]),
              .init(range: 28..<33, cells: [.init(range: 30..<31, columnSpan: 2)]),
            ], headerRowCount: 1)), range: 16..<33, regions: [.init(page: 2)]),
    ],
    pages: [Page(number: 1, label: "i", range: 0..<16, size: .init(width: 10, height: 20)), Page(number: 2, range: 16..<34)],
    outline: [.init(title: "T", level: 1, page: 1)], furniture: [.init(kind: .runningHead, text: "H", page: 2, anchor: 16)],
    diagnostics: [.init(.damaged, "d", page: 2)])

  @Test("A document survives its JSON")
  func roundTrip() throws {
    let back = try #require(Document(json: try JSONValue(parsing: Self.document.json.text)))
    #expect(back == Self.document)
  }

  @Test("Ranges out of the text, through a scalar or out of order make no document", arguments: [[0, 99], [0, 4], [12, 14]])
  func unsound(range: [Int]) throws {
    var document = Self.document
    document.elements[0].range = range[0]..<range[1]
    #expect(Document(json: document.json) == nil)
  }

  @Test("A document survives its bytes, and no damaged bytes do more than fail")
  func bytes() throws {
    var writer = ByteWriter()
    Self.document.write(to: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try Document(from: &reader) == Self.document && reader.isAtEnd)
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      var bytes = writer.bytes
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
      var reader = ByteReader(bytes)
      if let document = try? Document(from: &reader) { #expect(document.rangesAreSound) }
    }
  }

  @Test("Pages of a range are those that its elements stand on")
  func pages() {
    #expect(Self.document.pages(in: 0..<8) == 1...1)
    #expect(Self.document.pages(in: 10..<14) == 1...2)
    #expect(Self.document.pages(in: 0..<33) == 1...2)
  }

  @Test("SHA-256 is that of FIPS 180-4")
  func hash() {
    #expect(ContentHash.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(ContentHash.sha256(parts: ["a", "bc"]) != ContentHash.sha256(parts: ["ab", "c"]))
  }
}
