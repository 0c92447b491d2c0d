import DocumentModel
import Generation
import Testing

@testable import Quern

@Suite("Questions about passages alone")
struct ExtractedQuestionsTests {
  private static let passage = """
    ### 2.1 Lamps

    A vessel must show a white light at night. The harbour office must be told of any vessel without a light before it leaves the pier.

    A barge may not carry passengers.
    """

  @Test("A passage is a document below the headings that stand above it, each once") func page() {
    let page = PassagePage(Self.passage, under: "Harbour Code > 2 Lights > 2.1 Lamps")
    #expect(page.document.text == "## 2 Lights\n\n" + Self.passage && page.document.metadata.title == "Harbour Code")
    #expect(page.document.text(in: page.range) == Self.passage)
    let bare = PassagePage("A vessel must show a light.", under: "Harbour Code > 2 Lights > 2.1 Lamps")
    #expect(bare.document.text == "## 2 Lights\n\n### 2.1 Lamps\n\nA vessel must show a light.")
    #expect(PassagePage("A light.", under: "").document.text == "A light.")
  }

  @Test("Each question has its answer in the passage, the parts of the question are all of it, and the surest come first")
  func questions() {
    let written = ExtractedQuestions().questions(about: Self.passage, under: "Harbour Code > 2 Lights > 2.1 Lamps", confidence: 0)
    #expect(written.contains { $0.core.contains("vessel") } && written.contains { $0.core.contains("barge") })
    let bytes = Array(Self.passage.utf8)
    for question in written {
      #expect(question.lead + question.core == question.question || question.isGeneral)
      #expect(String(decoding: bytes[question.evidence], as: UTF8.self).hasPrefix(question.answer.prefix(8)))
    }
    let sure = ExtractedQuestions().questions(about: Self.passage, under: "Harbour Code > 2 Lights > 2.1 Lamps", confidence: 0.6)
    #expect(sure == Array(written.prefix(sure.count)))
  }
}
