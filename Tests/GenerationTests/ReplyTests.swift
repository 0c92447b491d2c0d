import JSONText
import LanguageModels
import Testing

@testable import Generation

@Suite("Reading a model's replies")
struct ReplyTests {
  private let seed = SeedChunk(
    id: "c",
    text:
      "A **vessel** shall show\na light unless it is moored. The fine is 1,200 crowns.\n\n| Dock | Fee |\n|---|---|\n| North | 12 |\n",
    headingPath: ["Lights"])

  @Test(
    "The objects of a reply are found whatever stands around them",
    arguments: [
      (#"{"pairs": [{"a": 1}, {"a": 2}]}"#, 2),
      (#"[{"a": 1}, {"a": "]}"}]"#, 2),
      ("Sure! [1]\n```json\n{\"pairs\": [{\"a\": \"x ] \\\" {\"}]}\n```", 1),
      (#"<think>maybe [{"b": 1}]</think>{"pairs": []}"#, 0),
      (#"{"question": "one alone"}"#, 1),
      (#"{"pairs": [{"a": 1}, {"a": 2}, {"a": "cut o"#, 2),
      ("[]", 0), ("{}", 0),
    ])
  func objects(reply: String, count: Int) {
    #expect(ReplyObjects.objects(in: reply)?.count == count)
  }

  @Test("A reply without JSON has no objects", arguments: ["", "I cannot.", "{\"pairs\": [", "[1, 2]", "{not json}"])
  func noObjects(reply: String) {
    #expect(ReplyObjects.objects(in: reply) == nil)
  }

  @Test("Evidence is found by its words, and its range is the document's")
  func alignment() throws {
    let alignment = EvidenceAlignment(seed.text)
    func found(_ quotation: String) -> String? {
      alignment.range(of: quotation).map { String(decoding: Array(seed.text.utf8)[$0], as: UTF8.self) }
    }
    #expect(found("a vessel shall show a light") == "A **vessel** shall show\na light")
    #expect(found("“The fine is 1,200 crowns.”") == "The fine is 1,200 crowns.")
    #expect(found("North 12") == "North | 12")
    #expect(found("a vessel shall show no light") == nil)
    #expect(found("vessel light") == nil && found("…") == nil && found("") == nil)
  }

  private func verdict(_ question: String, _ answer: String, _ evidence: String) -> PairCheck.Rejection? {
    switch PairCheck(seed).pair(["question": .string(question), "answer": .string(answer), "evidence": .string(evidence)]) {
    case .success: nil
    case .failure(let rejection): rejection
    }
  }

  @Test("Only a whole pair with evidence and without foreign numbers is taken")
  func check() {
    let evidence = "The fine is 1,200 crowns."
    #expect(verdict("How high is the fine for a vessel without a light?", "It is 1200 crowns.", evidence) == nil)
    #expect(verdict("What does the text of a fine say?", "It is 1,200 crowns.", evidence) == nil)
    #expect(verdict("How high is the fine?", "", evidence) == .incomplete)
    #expect(verdict("Tell me the fine.", "1,200 crowns.", evidence) == .noQuestion)
    #expect(verdict("How high is the fine in the passage?", "1,200 crowns.", evidence) == .leansOnPassage)
    #expect(verdict("What is the fee in the table above?", "12", "North 12") == .leansOnPassage)
    #expect(verdict("Who may sit at the table?", "No one.", evidence) == nil)
    #expect(verdict("How high is the fine?", "1,200 crowns.", "The fine is 1,300 crowns.") == .noEvidence)
    #expect(verdict("How high is the fine?", "It is 1,300 crowns.", evidence) == .foreignNumber)
    #expect(verdict("Is it 1,300 crowns or less?", "Less than 1,300 crowns.", evidence) == nil)
  }

  @Test("Nothing to ask is an answer; a repeated question counts once; a cut reply keeps its whole pairs")
  func outcomes() {
    let pair = #"{"question": "How high is the fine?", "answer": "1,200 crowns.", "evidence": "The fine is 1,200 crowns."}"#
    let empty = DocumentQA.outcome(of: ChatReply(content: #"{"pairs": []}"#), for: seed)
    #expect(empty == DocumentQA.Outcome())
    let twice = DocumentQA.outcome(of: ChatReply(content: "[\(pair), \(pair)]"), for: seed)
    #expect(twice.accepted.count == 1 && twice.rejected == [.repeated: 1])
    let cut = DocumentQA.outcome(of: ChatReply(content: "[\(pair), {\"question\": \"Wh", finishReason: .length), for: seed)
    #expect(cut.accepted.count == 1 && cut.isTruncated && cut.failure == nil)
    let many = DocumentQA.outcome(
      of: ChatReply(content: "[" + Array(repeating: pair, count: 20).joined(separator: ",") + "]"), for: seed)
    #expect(many.rejected == [.repeated: 9, .tooMany: 10])
    #expect(DocumentQA.outcome(of: ChatReply(content: "No."), for: seed).failure == "unreadable-reply")
    #expect(DocumentQA.outcome(of: ChatReply(content: "{", finishReason: .length), for: seed).failure == "truncated")
  }
}
