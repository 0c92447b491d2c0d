import JSONText
import LanguageModels
import Synchronization
import TestSupport
import Testing

@testable import Generation

@Suite("Answers that are there before their questions")
struct AnswerFirstTests {
  private static let passage = """
    ## Lights

    A vessel must show a white light at night unless it is **moored**. It is lit at dusk.
    Is there a fine? The fine is [40 crowns](tariff.html).

    - Lamps of fewer than two watts are refused by the Harbour Office.
    - oil lamps

    ```
    A lamp must not stand in code.
    ```

    | Craft | Lamps |
    |---|---|
    | Tug | 3 |
    | Barge | none |
    """

  // MARK: Passages

  @Test("A passage is cut into sentences, items and rows; headings, code and headers stand between them") func cut() {
    let passage = PassageSentences(Self.passage)
    #expect(
      passage.sentences.map(\.text) == [
        "A vessel must show a white light at night unless it is moored.", "It is lit at dusk.", "Is there a fine?",
        "The fine is 40 crowns.", "Lamps of fewer than two watts are refused by the Harbour Office.", "oil lamps",
        "Craft: Tug; Lamps: 3", "Craft: Barge; Lamps: none",
      ])
    #expect(passage.lines.first == "Lights" && passage.lines.contains("A lamp must not stand in code."))
    #expect(passage.lines.contains("A. \(passage.sentences[0].text)") && passage.lines.contains("H. Craft: Barge; Lamps: none"))
  }

  @Test("Each range holds the words of its sentence, in order and without overlap") func ranges() {
    let (passage, bytes) = (PassageSentences(Self.passage), Array(Self.passage.utf8))
    var end = 0
    for sentence in passage.sentences {
      #expect(sentence.range.lowerBound >= end)
      end = sentence.range.upperBound
      let own = String(decoding: bytes[sentence.range], as: UTF8.self)
      #expect(sentence.isRow ? own.hasPrefix("|") && own.hasSuffix("|") : PlainLine.text(own) == sentence.text)
    }
  }

  @Test("Sentences are lettered, also more than the alphabet has") func letters() {
    #expect([0, 25, 26, 27, 51, 52, 701, 702].map(PassageSentences.letter) == ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test(
    "Marks of Markdown go, words and code stay",
    arguments: [
      ("a **bold** _word_ and `*code*`", "a bold word and `*code*`"), ("see [the *list*](a.html \"t\")!", "see the list!"),
      ("![a picture](a.png) stands[^1] here", "stands here"), ("3 \\* 4 is snake_case", "3 * 4 is snake_case"),
      ("2 * 3", "2 * 3"),
    ])
  func plain(_ markdown: String, _ text: String) { #expect(PlainLine.text(markdown) == text) }

  @Test("A passage that OCR has garbled is known") func noise() {
    let good = "A vessel must show two white lights at night. "
    #expect(PassageSentences(good + "The crwn wbrk was good.").isGarbled)
    #expect(!PassageSentences(good + "The crew was good.").isGarbled)
  }

  // MARK: The flow

  /// Two questions about the passage, of which the first is of one sentence; and one that has the first one's sentence too.
  private struct Written: ReferenceWriter {
    var lead = "According to “Lights” of “Harbour Code”, "

    func questions(about passage: String, under outline: String, confidence: Double) -> [ReferenceQuestion] {
      let sentences = PassageSentences(passage).sentences
      guard outline.hasSuffix("Lights"), confidence > 0.5 else { return [] }
      func made(_ core: String, _ places: ClosedRange<Int>, isGeneral: Bool = false) -> ReferenceQuestion {
        ReferenceQuestion(
          lead: lead, core: core, question: lead + core, answer: places.map { sentences[$0].text }.joined(separator: " "),
          evidence: sentences[places.lowerBound].range.lowerBound..<sentences[places.upperBound].range.upperBound,
          isGeneral: isGeneral)
      }
      return [
        made("what is said about lights?", 0...3, isGeneral: true), made("which lamps are refused by the Harbour Office?", 4...4),
        made("when must a vessel show a white light?", 0...0),
      ]
    }
  }

  private static func run(
    _ model: ScriptedModel, under outline: String = "Harbour Code > Lights", with references: (any ReferenceWriter)? = Written()
  ) async throws -> (rows: [FlowRow], outcome: FlowRunner.Outcome) {
    let flow = try Flow(path: "\(BundledFlows.root)/answer-first/flow.yaml")
    let row = FlowRow([.init("document", .string(passage)), .init("document_outline", .string(outline))])
    var made: [FlowRow] = []
    let outcome = await FlowRunner(flow, columns: row.names, references: references) { _ in model }.run([row]) { made.append($0) }
    return (made, outcome)
  }

  private static func isFinding(_ request: ChatRequest) -> Bool { choices(request) != nil }

  /// What a request may choose from.
  private static func choices(_ request: ChatRequest) -> [String]? {
    let format = request.parameters.last { $0.key == "response_format" }?.value
    return format?["json_schema"]?["schema"]?["properties"]?["choice"]?["enum"]?.arrayValue?.compactMap(\.stringValue)
  }

  private static func asksFirst(_ request: ChatRequest) -> Bool {
    request.messages.last?.content.contains(/(must|does) a vessel/) ?? false
  }

  /// The first question in other words that ask the same, and the second in words that do not.
  private static func wording(_ request: ChatRequest) -> String {
    let wording = asksFirst(request) ? "At what time must a vessel in the Harbour show a white light?" : "Why are lamps refused?"
    return JSONValue.object([.init("question", .string(wording))]).text
  }

  /// A model that finds what was asked for.
  private static func findingModel() -> ScriptedModel {
    ScriptedModel { request in
      guard let choices = choices(request) else { return wording(request) }
      return JSONValue.object([.init("choice", .string(choices[asksFirst(request) ? 0 : 4]))]).text
    }
  }

  @Test("A pair is kept where the model finds its sentence again, with the bytes of the sentence") func kept() async throws {
    let model = Self.findingModel()
    let (rows, outcome) = try await Self.run(model)
    #expect(rows.map { $0["answer"]?.stringValue?.prefix(8) } == ["A vessel", "Lamps of"])
    for row in rows {
      let range = try #require(Range(json: row["evidence_range"]))
      let own = String(decoding: Array(Self.passage.utf8)[range], as: UTF8.self)
      #expect(PlainLine.text(own) == row["answer"]?.stringValue)
    }
    let asked = model.asked.withLock { $0 }
    #expect(asked.count == 4 && asked.filter(Self.isFinding).allSatisfy { Self.choices($0)?.last == "none" })
    #expect(outcome.failures.isEmpty)
  }

  @Test("A wording that asks the same is taken, and for one that does not the reference stands; both are counted")
  func wordings() async throws {
    let (rows, outcome) = try await Self.run(Self.findingModel())
    #expect(
      rows.map { $0["question"]?.stringValue } == [
        "At what time must a vessel in the Harbour show a white light?",
        "According to “Lights” of “Harbour Code”, which lamps are refused by the Harbour Office?",
      ])
    #expect(rows.map { $0["wording"]?.stringValue } == ["model", "other-aim"])
    #expect(outcome.blocks.first { $0.name == "same" }?.values == ["model": 1, "other-aim": 1])
  }

  @Test("Where the same words are left without what names the place, they are taken if they name it themselves")
  func bare() async throws {
    let model = ScriptedModel { request in
      guard let choices = Self.choices(request) else {
        return Self.asksFirst(request)
          ? #"{"question": "When must a vessel show a white light?"}"#
          : #"{"question": "Which lamps are refused by the Harbour Office?"}"#
      }
      return JSONValue.object([.init("choice", .string(choices[Self.asksFirst(request) ? 0 : 4]))]).text
    }
    let lead = "According to “Harbour Office”, "
    let (rows, _) = try await Self.run(model, with: Written(lead: lead))
    #expect(
      rows.map { $0["question"]?.stringValue } == [
        lead + "when must a vessel show a white light?", "Which lamps are refused by the Harbour Office?",
      ])
    #expect(rows.map { $0["wording"]?.stringValue } == ["same-words", "bare"])
  }

  @Test("A question that leads to another sentence or to none is filtered, and a reply that names no choice fails")
  func roundTrip() async throws {
    for (reply, reason) in [("B", "round-trip"), ("none", "round-trip"), ("Something else", nil)] {
      let model = ScriptedModel { request in
        Self.isFinding(request) ? JSONValue.object([.init("choice", .string(reply))]).text : Self.wording(request)
      }
      let (rows, outcome) = try await Self.run(model)
      #expect(rows.isEmpty)
      let find = try #require(outcome.blocks.first { $0.name == "find" })
      #expect(find.rowsIn == 2 && find.rowsIn == find.rowsPassed + find.rowsFiltered + find.rowsFailed)
      #expect(find.reasons == (reason.map { [$0: 2] } ?? [:]))
      #expect(outcome.failures.map(\.failure.code) == (reason == nil ? ["unreadable-reply", "unreadable-reply"] : []))
    }
  }

  @Test("Both requests of a passage begin alike up to its last line, so that a server reads it once") func prefix() async throws {
    let model = ScriptedModel { Self.isFinding($0) ? #"{"choice": "none"}"# : Self.wording($0) }
    _ = try await Self.run(model)
    let asked = model.asked.withLock { $0 }
    let (asking, finding) = (try #require(asked.first { !Self.isFinding($0) }), try #require(asked.first(where: Self.isFinding)))
    #expect(asking.messages.dropLast() == finding.messages.dropLast())
    let shared = zip(asking.messages.last?.content ?? "", finding.messages.last?.content ?? "").prefix { $0 == $1 }.count
    #expect(shared > Self.passage.count / 2)
    #expect(asking.messages.last?.content.contains("</passage>") == true)
  }

  @Test("A passage about which nothing can be asked asks nothing, and where nothing writes questions the run ends")
  func nothing() async throws {
    let model = ScriptedModel { _ in "{}" }
    let unasked = try await Self.run(model, under: "Views")
    #expect(unasked.outcome.blocks[0].reasons == ["no-answer": 1])
    let ended = try await Self.run(model, with: nil)
    #expect(ended.outcome.end?.code == "no-references" && model.asked.withLock { $0.isEmpty })
  }

  @Test(
    "A question that names nothing gets the title of its document, or goes where there is none",
    arguments: [
      ("When does Tarn write a backup?", "Tarn Manual > Backups", "When does Tarn write a backup?"),
      ("What does `tarn restore` need?", "x", "What does `tarn restore` need?"),
      ("When is a backup written?", "Tarn Manual > Backups", "According to “Tarn Manual”, when is a backup written?"),
      ("When is a backup written?", "65%%9 Docid:329 > Backups", nil), ("When is a backup written?", "notes", nil),
    ])
  func subject(_ question: String, _ outline: String, _ named: String?) async throws {
    let folder = TemporaryFolder()
    let flow = try Flow(
      path: folder.write(
        "flow.yaml",
        text: "metadata: {name: made}\nblocks:\n  - {block_type: QuestionSubjectBlock, "
          + "block_config: {block_name: subject, input_cols: {question: question, outline: outline}}}\n"))
    let row = FlowRow([.init("question", .string(question)), .init("outline", .string(outline))])
    var made: [FlowRow] = []
    let outcome = await FlowRunner(flow, columns: row.names) { _ in nil }.run([row]) { made.append($0) }
    #expect(made.first?["question"]?.stringValue == named)
    #expect(outcome.blocks[0].reasons == (named == nil ? ["no-name": 1] : [:]))
  }

  // MARK: Strict checks

  @Test(
    "Questions that a small model writes and no reader can use",
    arguments: [
      ("What must a vessel show at night in the harbour?", nil), ("What must it show at night?", "bare-pronouns"),
      ("Must a vessel show a light at night?", "no-question-word"),
      ("What must a vessel show after 9 at night?", "foreign-number"),
      ("What must a vessel of Lindow show at night?", "foreign-name"), ("What do captains eat for dinner?", "unrelated"),
      ("What must we show on a vessel?", "bare-pronouns"),
      ("Why must a vessel show a light?", "wrong-kind"), ("When must a vessel show a light?", nil),
      ("How many lights must a vessel show?", "wrong-kind"),
      ("What must a vessel show when she sees him at night?", "bare-pronouns"),
      ("What must a vessel show? When must a vessel show it?", "two-questions"),
      ("What is the purpose of a light at night?", "foreign-words"),
    ])
  func strict(_ question: String, _ reason: String?) {
    let rules = StrictRules(source: "A vessel must show a light at night.\nHarbour Code", outline: "Harbour Code")
    #expect(rules.rejection(question: question, answer: "A vessel must show a light at night.") == reason)
  }
}
