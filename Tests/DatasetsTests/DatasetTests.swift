import Datasets
import JSONText
import Testing

@Suite("Records and their formats")
struct DatasetTests {
  static let record = Record(
    id: "0123456789abcdef", kind: "definition", question: "What does “berth” mean?", answer: "“Berth” means a length of quay.",
    shortAnswer: nil,
    evidence: .init(
      documentID: "d", documentName: "a.pdf", range: 3..<40, pages: 2...3, text: "“berth” means, \"a length\"\nof quay"),
    chunkID: "c", headingPath: ["One", "Two"], score: 0.91)

  @Test("A record survives its JSON")
  func roundTrip() throws {
    #expect(Record(json: try JSONValue(parsing: Self.record.json.text)) == Self.record)
    #expect(Record(json: ["type": "record"]) == nil)
  }

  @Test("CSV quotes what it must, and nothing else")
  func csv() {
    let line = CSV.line(CSV.fields(of: Self.record))
    #expect(line.hasPrefix("0123456789abcdef,definition,What does “berth” mean?,"))
    #expect(line.contains("\"“berth” means, \"\"a length\"\"\nof quay\""))
    #expect(line.contains(",2-3,3,40,One > Two,"))
    #expect(line.hasSuffix("\r\n"))
    #expect(CSV.fields(of: Self.record).count == CSV.header.count)
  }

  @Test("What a spreadsheet would run is made text", arguments: ["=1+1", "+cmd", "-x", "@sum", "\tx"])
  func formulas(text: String) {
    #expect(CSV.line([text]).drop { $0 == "\"" }.hasPrefix("'"))
    #expect(!CSV.line([text], guardFormulas: false).contains("'"))
    #expect(CSV.line(["-4.5"]) == "-4.5\r\n")
  }
}
