import Datasets
import Evaluation
import JSONText

/// Records and chunks that are written by hand.
enum Made {
  static let text = "The gate is shut."

  static func record(
    _ question: String, _ answer: String = text, id: String? = nil, kind: String = "condition", short: String? = nil,
    evidence: String = text, range: Range<Int>? = nil, chunk: String = "c", path: [String] = ["H"],
    calls: [Record.ToolCall] = [], tools: JSONValue? = nil
  ) -> Record {
    Record(
      id: id ?? question, kind: kind, question: question, answer: answer, shortAnswer: short, toolCalls: calls, tools: tools,
      evidence: .init(
        documentID: "d", documentName: "a.md", range: range ?? 0..<evidence.utf8.count, pages: nil, text: evidence),
      chunkID: chunk,
      headingPath: path, score: 1)
  }

  /// Chunks that follow each other, named c0, c1, …
  static func chunks(_ texts: [String], paths: [[String]]? = nil) -> [SourceChunk] {
    var start = 0
    return texts.enumerated().map { index, text in
      defer { start += text.utf8.count }
      return SourceChunk(
        id: "c\(index)", documentID: "d", range: start..<start + text.utf8.count, headingPath: paths?[index] ?? ["H"], text: text)
    }
  }

  static func value(_ name: String, _ records: [Record], _ chunks: [SourceChunk] = [], texts: [String: String] = [:]) -> Double? {
    DatasetMeasures(DatasetInput(records: records, chunks: chunks, texts: texts))[name]?.value
  }
}
