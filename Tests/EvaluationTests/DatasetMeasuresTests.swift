import Datasets
import Evaluation
import JSONText
import Testing

@Suite("Measures of a dataset")
struct DatasetMeasuresTests {
  @Test("A good dataset has good figures")
  func good() {
    let records = [Made.record("Is the gate shut at night?"), Made.record("Who shuts the gate when the tide turns?")]
    for (name, value) in [
      ("records", 2.0), ("documents", 1), ("chunks", 1), ("leaked-answers", 0.5), ("repeated-questions", 0), ("faithfulness", 1),
      ("accepted-answers", 1), ("rejected-answers", 0), ("foreign-numbers", 0), ("self-contained", 1),
    ] {
      #expect(Made.value(name, records) == value, "\(name)")
    }
    #expect(Made.value("exact-evidence", records, texts: ["d": "The gate is shut. More."]) == 1)
  }

  @Test("Each fault shows in its figure")
  func faults() {
    #expect(Made.value("leaked-answers", [Made.record("Is it 25 silver pieces?", short: "25 silver")]) == 1)
    let night = "What happens at night in the port?"
    #expect(Made.value("repeated-questions", [Made.record(night), Made.record(night.uppercased())]) == 0.5)
    #expect(
      Made.value("repeated-pairs", [Made.record(night), Made.record(night, evidence: "Boats wait outside until the bell.")]) == 0)
    #expect(Made.value("rejected-answers", [Made.record("What happens?", "Dragons sing loudly.")]) == 1)
    let fine = "The fine is 40 crowns."
    #expect(Made.value("foreign-numbers", [Made.record("How much is the fine?", "The fine is 50 crowns.", evidence: fine)]) == 1)
    #expect(Made.value("foreign-numbers", [Made.record("How much is the fine?", fine, evidence: fine)]) == 0)
    let text = ["d": "The gate is shut. More."]
    #expect(Made.value("exact-evidence", [Made.record("What happens?", range: 1..<18)], texts: text) == 0)
    #expect(Made.value("exact-evidence", [Made.record("What happens?", range: 90..<99)], texts: ["d": "Short."]) == 0)
    #expect(Made.value("exact-evidence", [Made.record("What happens?")]) == nil)
  }

  @Test(
    "Questions that lean on what is not there are told by kind",
    arguments: [
      ("What does the table above say about fines?", "pointing-questions"),
      ("What is the purpose of this document?", "pointing-questions"),
      ("According to the passage, who pays the fine?", "pointing-questions"), ("What must they pay?", "bare-pronouns"),
      ("What happens when it expires?", "bare-pronouns"), ("What is the penalty?", "no-subject"),
      ("What must be done?", "no-subject"),
    ])
  func leaning(_ question: String, _ name: String) {
    #expect(Made.value(name, [Made.record(question)]) == 1)
    #expect(Made.value("self-contained", [Made.record(question)]) == 0)
  }

  @Test(
    "Questions that can be understood alone are left in peace",
    arguments: [
      "What is a longship?", "When a thief climbs, what does he need?", "What does “this table” mean in “Tides”?",
      "Which vessels must pay their dues in advance?", "In which table do sailors look up the tides?", "Who is Captain Orla?",
      "According to “It”, what may a guest do?", "How does the text of a warning begin?",
    ])
  func alone(_ question: String) { #expect(Made.value("self-contained", [Made.record(question)]) == 1) }

  @Test("Question words and their entropy")
  func questionWords() {
    let questions = [
      "What is it?", "According to “What to do”, how many boats wait?", "May a boat wait?", "How long does a test last?",
    ]
    let measures = DatasetMeasures(DatasetInput(records: questions.map { Made.record($0) }))
    #expect(Set(measures.questionTypes.map(\.name)) == ["what", "how many", "yes-no", "how long"])
    #expect(measures["question-entropy"]?.value == 2)
  }

  @Test("Tool calls are held against their tools, and arguments against what was asked")
  func tools() {
    let tools: JSONValue = [
      [
        "type": "function",
        "function": [
          "name": "search",
          "parameters": ["type": "object", "required": ["query"], "properties": ["query": ["type": "string"]]],
        ],
      ]
    ]
    func record(_ calls: [Record.ToolCall]) -> Record { Made.record("When is the gate shut?", "", calls: calls, tools: tools) }
    let good = Record.ToolCall(name: "search", arguments: ["query": "gate shut"])
    for (calls, valid, aligned) in [
      ([good], 1.0, 1.0), ([good, good], 0, 1), ([.init(name: "search", arguments: ["text": "gate"])], 0, 1),
      ([.init(name: "find", arguments: ["query": "gate"])], 0, 1), ([.init(name: "search", arguments: ["query": 3])], 0, 1),
      ([.init(name: "search", arguments: ["query": "dragon gold gate"])], 1, 0),
    ] {
      #expect(Made.value("valid-calls", [record(calls)]) == valid && Made.value("aligned-arguments", [record(calls)]) == aligned)
    }
    #expect(Made.value("valid-calls", [Made.record("Is it?")]) == nil)
  }

  @Test("No records give zeros")
  func empty() { #expect(DatasetMeasures(DatasetInput(records: [])).measures.allSatisfy { $0.value == 0 }) }

  @Test("Records that speak against a figure are named, and every share lies between 0 and 1")
  func laws() {
    let records = (0..<60).map { Made.record("What must they pay under rule \($0 % 7)?", "They pay \($0) crowns.", id: "r\($0)") }
    let measures = DatasetMeasures(DatasetInput(records: records, chunks: Made.chunks([Made.text, "Another text of 3 words."])))
    #expect(measures["bare-pronouns"]?.offenders.count == 20 && measures["bare-pronouns"]?.offenders.first == "r0")
    #expect(measures.measures.allSatisfy { $0.unit != .share || (0...1).contains($0.value) })
    #expect(measures.faithfulness.reduce(0, +) == 60)
    #expect(Set(measures.measures.map(\.name)).count == measures.measures.count)
    #expect(
      measures == DatasetMeasures(DatasetInput(records: records, chunks: Made.chunks([Made.text, "Another text of 3 words."]))))
  }
}
