import Foundation
import Generation
import JSONText
import Quern
import TestSupport
import Testing

@Suite("Rows of a flow")
struct FlowRowsTests {
  private let folder = TemporaryFolder()

  @Test("Rows of a file are those that stand in it, in any order of asking, blank lines left out") func file() throws {
    let lines = (0..<300).map { "{\"text\": \"row \($0) – ä\", \"n\": \($0)}" + ($0 % 7 == 0 ? "\n\n" : "\r\n") }
    let path = folder.write("rows.jsonl", text: lines.joined() + "{\"last\": true}")
    let rows = try FlowRows(file: path)
    #expect(rows.count == 301 && rows.names == ["text", "n", "last"])
    for index in [299, 0, 7, 150, 300] {
      #expect(
        rows[index]
          == (index == 300
            ? FlowRow([.init("last", true)])
            : FlowRow([
              .init("text", .string("row \(index) – ä")), .init("n", .int(index)),
            ])))
    }
    #expect(Array(rows) == Array(FlowRows(Array(rows))) && FlowRows(Array(rows)).names == rows.names)
    #expect(try FlowRows(file: path, limit: 5).count == 5)
  }

  @Test("A file that is none, has a line that is none, or is of an earlier stage is told apart") func problems() throws {
    #expect(throws: FlowRows.Problem.unreadable) { try FlowRows(file: folder.file("missing.jsonl")) }
    #expect(throws: FlowRows.Problem.noObject(line: 3)) {
      try FlowRows(file: folder.write("a.jsonl", text: "{\"a\": 1}\n\n[1]\n"))
    }
    #expect(throws: FlowRows.Problem.stage) { try FlowRows(file: folder.write("b.jsonl", text: "{\"type\": \"chunk\"}\n")) }
    #expect(try FlowRows(file: folder.write("c.jsonl", text: "\n")).isEmpty)
  }

  @Test("A row whose file was cut off meanwhile has no columns, and costs no other") func changed() throws {
    let path = folder.write("rows.jsonl", text: "{\"a\": 1}\n{\"a\": 2}\n")
    let rows = try FlowRows(file: path)
    try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: 10)
    #expect(rows[0] == FlowRow([.init("a", 1)]) && rows[1] == FlowRow())
  }
}
