import Datasets
import Evaluation
import Testing

@Suite("Measures of a dataset")
struct DatasetMeasuresTests {
  private func record(_ question: String, answer: String = "The gate is shut.", short: String? = nil, range: Range<Int> = 0..<17)
    -> Record
  {
    Record(
      id: question, kind: "condition", question: question, answer: answer, shortAnswer: short,
      evidence: .init(documentID: "d", documentName: "a.md", range: range, pages: nil, text: "The gate is shut."), chunkID: "c",
      headingPath: ["H"],
      score: 1)
  }

  private func value(_ name: String, _ records: [Record], texts: (String) -> String? = { _ in nil }) -> Double? {
    DatasetMeasures(records, texts: texts).measures.first { $0.name == name }?.value
  }

  @Test("A good dataset has good figures")
  func good() {
    let records = [record("What happens at night in the port?"), record("Who shuts the gate when the tide turns?")]
    #expect(value("records", records) == 2 && value("leaked-answers", records) == 0 && value("repeated-questions", records) == 0)
    #expect(value("supported-answers", records) == 1 && value("distinct-pairs", records) == 1)
    #expect(value("exact-evidence", records, texts: { _ in "The gate is shut. More." }) == 1)
  }

  @Test("Each fault shows in its figure")
  func faults() {
    #expect(value("leaked-answers", [record("Is it 25 silver pieces?", short: "25 silver")]) == 1)
    #expect(
      value("repeated-questions", [record("What happens at night in the port?"), record("What happens at night in the PORT?")])
        == 0.5)
    #expect(value("supported-answers", [record("What happens?", answer: "Dragons sing loudly.")]) == 0)
    #expect(value("exact-evidence", [record("What happens?", range: 1..<18)], texts: { _ in "The gate is shut. More." }) == 0)
    #expect(value("exact-evidence", [record("What happens?", range: 90..<99)], texts: { _ in "Short." }) == 0)
    #expect(value("exact-evidence", [record("What happens?")]) == nil)
  }

  @Test("No records give zeros")
  func empty() { #expect(DatasetMeasures([]).measures.allSatisfy { $0.value == 0 }) }
}
