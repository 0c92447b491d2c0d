import Datasets
import Evaluation
import JSONText
import Testing

@Suite("Verdicts of a judge")
struct JudgeTests {
  @Test(
    "Wilson's interval",
    arguments: [(0, 0, 0.0, 1.0), (8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (45, 50, 0.7864, 0.9565)])
  func wilson(_ found: Int, _ count: Int, _ low: Double, _ high: Double) {
    let interval = WilsonInterval(found, of: count)
    #expect(abs(interval.low - low) < 0.0001 && abs(interval.high - high) < 0.0001, "\(interval)")
  }

  @Test("A verdict needs both words, and a word that is none makes it unreadable") func reading() {
    func read(_ json: JSONValue) -> Judgement? { Judgement(record: "r", json: json) }
    #expect(read(["reason": "so\nit is", "question": "good", "answer": "right"])?.isRight == true)
    #expect(read(["reason": "so\nit is", "question": "good", "answer": "right"])?.reason == "so it is")
    #expect(read(["question": "good", "answer": "incomplete"])?.isRight == false)
    #expect(read(["question": "good"]) == nil && read(["question": "fine", "answer": "right"]) == nil)
  }

  @Test("A sample is drawn without repetition, in order, the same for the same seed") func sample() {
    let records = (0..<50).map { Made.record("Question \($0) of what?") }
    let sample = RecordSample.records(10, of: records, seed: 3).map(\.question)
    #expect(sample.count == 10 && Set(sample).count == 10)
    #expect(sample == RecordSample.records(10, of: records, seed: 3).map(\.question))
    #expect(sample != RecordSample.records(10, of: records, seed: 4).map(\.question))
    #expect(sample == records.map(\.question).filter(sample.contains))
    #expect(RecordSample.records(99, of: records, seed: 1).count == 50 && RecordSample.records(0, of: records, seed: 1).isEmpty)
  }
}
