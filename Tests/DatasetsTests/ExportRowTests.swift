import Datasets
import JSONText
import TestSupport
import Testing

@Suite("Rows of exports")
struct ExportRowTests {
  /// Options with all that a format can show.
  private static func options(_ format: ExportFormat, isFull: Bool) -> ExportOptions {
    var options = ExportOptions(format)
    guard isFull, format.hasPrompt else { return options }
    options.system = "Be exact.\n\"Quote\"."
    options.passages = Passages()
    options.asMessages = true
    return options
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    RandomMarkdown.document(seed: generator.next() % 500, elements: 2)
  }

  /// Records with any text, among them some that no reader takes.
  private static func record(seed: UInt64) -> Record {
    var generator = SeededGenerator(seed: seed)
    var record = Record(
      id: "r\(seed)", kind: "k", question: text(&generator), answer: text(&generator), shortAnswer: nil,
      evidence: .init(documentID: "d", documentName: "d.md", range: 3..<9, pages: nil, text: text(&generator)), chunkID: "c",
      headingPath: ["A", "B"], score: 0.5)
    guard Bool.random(using: &generator) else { return record }
    record.answer = ""
    let names = ["search", "open_page", "not a name"]
    record.tools = .array(names.prefix(Int.random(in: 1...3, using: &generator)).map { ["name": .string($0)] })
    record.toolCalls = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      Record.ToolCall(
        name: names.randomElement(using: &generator) ?? "", arguments: ["text": .string(text(&generator)), "limit": [1, .null]])
    }
    return record
  }

  /// The question's turn, and the answer or the calls, as a reader of the format finds them.
  private static func pair(_ row: JSONValue, _ format: ExportFormat) -> (question: String?, answer: String?, calls: [JSONValue]) {
    switch format {
    case .alpaca: return (row["instruction"]?.stringValue, row["output"]?.stringValue, [])
    case .sharegpt:
      let turns = row["conversations"]?.arrayValue ?? []
      let value = turns.last?["value"]?.stringValue
      guard turns.last?["from"]?.stringValue == "function_call" else { return (turns[0]["value"]?.stringValue, value, []) }
      let calls = value.flatMap { try? JSONValue(parsing: $0) } ?? .null
      return (turns[0]["value"]?.stringValue, "", calls.arrayValue ?? [calls])
    case .jsonl: return (row["question"]?.stringValue, row["answer"]?.stringValue, row["tool_calls"]?.arrayValue ?? [])
    default:
      if let prompt = row["prompt"]?.stringValue { return (String(prompt.dropLast()), row["completion"]?.stringValue, []) }
      let turns = row["messages"]?.arrayValue ?? (row["prompt"]?.arrayValue ?? []) + (row["completion"]?.arrayValue ?? [])
      let calls = (turns.last?["tool_calls"]?.arrayValue ?? []).map { call in
        let arguments = call["function"]?["arguments"]
        let value = arguments?.stringValue.flatMap { try? JSONValue(parsing: $0) } ?? arguments
        return JSONValue.object([.init("name", call["function"]?["name"] ?? .null), .init("arguments", value ?? .null)])
      }
      return (turns.dropLast().last?["content"]?.stringValue, turns.last?["content"]?.stringValue ?? "", calls)
    }
  }

  static let rowFormats = ExportFormat.allCases.filter { $0 != .csv && $0 != .markdown }

  @Test(
    "Every row that is written passes its reader's rules and says what the record says", arguments: rowFormats, [false, true])
  func laws(format: ExportFormat, isFull: Bool) throws {
    let options = Self.options(format, isFull: isFull)
    let shape = try #require(options.shape)
    var writer = RowWriter(options)
    var keys: [Subset: Set<[String]>] = [:]
    for seed in 0..<300 as Range<UInt64> {
      let record = Self.record(seed: seed)
      guard let line = try? writer.row(record) else { continue }
      let row = try JSONValue(parsing: String(line.trimmingPrefix(",")))
      try shape.check(row)
      let pair = Self.pair(row, format)
      #expect(pair.question?.hasSuffix(record.question) == true)
      #expect(pair.answer == record.answer && pair.calls == record.toolCalls.map(\.json))
      keys[record.subset, default: []].insert(row.keys)
    }
    #expect(writer.rowCount > 50)
    #expect(keys.values.allSatisfy { $0.count == 1 }, "lines of one file have the same keys")
  }

  @Test("An array of rows is one JSON value, and each row stands on the line that the sidecar names", arguments: [0, 1, 5])
  func arrays(count: Int) throws {
    var writer = RowWriter(ExportOptions(.alpaca))
    var text = writer.opening
    var lines: [Int] = []
    for _ in 0..<count {
      text += try writer.row(DatasetTests.record)
      lines.append(writer.line)
    }
    text += writer.closing
    #expect(try JSONValue(parsing: text).arrayValue?.count == count)
    let split = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { split[$0 - 1].hasPrefix("{") })
  }

  @Test("Provenance names where a row comes from, and nothing of what it asks")
  func provenance() {
    let json = DatasetTests.record.provenance(line: 4)
    #expect(json["line"]?.intValue == 4 && json["document"]?.stringValue == "a.pdf" && json["question"] == nil)
    #expect(
      json.keys == [
        "line", "id", "kind", "document", "document_id", "pages", "range", "heading_path", "chunk", "score", "evidence",
      ])
  }

  @Test("CSV has the columns that are asked for, in their order")
  func columns() throws {
    var options = ExportOptions(.csv)
    options.columns = ["answer", "tool_calls", "id"]
    var writer = RowWriter(options)
    #expect(writer.opening == "answer,tool_calls,id\r\n")
    #expect(try writer.row(DatasetTests.record) == "“Berth” means a length of quay.,,0123456789abcdef\r\n")
    #expect(CSV.fields(of: DatasetTests.record, columns: CSV.columns).count == CSV.columns.count)
  }
}
