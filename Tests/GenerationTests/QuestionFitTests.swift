import Testing
import TextAnalysis

@testable import Generation

@Suite("Sentences that stand alone, and questions that fit them")
struct QuestionFitTests {
  @Test(
    "A sentence stands alone that names what it is about",
    arguments: [
      "A vessel must show a light.", "If the disc does not boot, check that it was inserted correctly.",
      "To use the winch, open the valve.", "In 1921 the harbour was widened.", "Captain Hale wrote that he had seen two lights.",
      "Vessels must keep their lights clean.", "The harbour is closed at night.",
    ])
  func standing(_ sentence: String) {
    #expect(StandaloneSentence.stands(Words.words(in: sentence), under: "Code > The Harbour"))
  }

  @Test(
    "A sentence does not stand alone that leans on another, speaks for its writer or orders nobody",
    arguments: [
      "It must show a light.", "Vessels must show this light.", "The crew may also show a light.", "We show two lights.",
      "The lamp is lit at dusk.", "If they are late, vessels wait.", "Then the captain shows a light.", "There are two lights.",
      "In addition, vessels show a light.", "On the other hand, vessels show a light.", "He had seen two lights.",
      "The pilot said that he had seen two lights.", "Answer all questions of the pilot.", "It's lit at dusk.",
    ])
  func leaning(_ sentence: String) {
    #expect(!StandaloneSentence.stands(Words.words(in: sentence), under: "Code > The Harbour"))
  }

  @Test(
    "The beginning of a question follows the form of its answer",
    arguments: [
      ("If the disc does not boot, check that it was inserted correctly.", "What should you do if"),
      ("When a lamp is dark, you must wait.", "What must you do when"),
      (
        "If a visitor loses a key, the desk charges 15 crowns.",
        "What happens if"
      ),
      ("If you want space, tiny house living is not for you.", "What happens if"),
      ("To use the winch, open the valve.", "How do you"), ("A quota in Tarn is a limit on space.", "What is"),
      ("Index funds are a type of fund.", "What are"), ("The lamp that is lit is a signal.", ""),
      ("Tarn writes two backups.", ""),
    ])
  func opening(_ sentence: String, _ opening: String) { #expect(QuestionOpening.opening(to: sentence) == opening) }

  private static let disc = "If the disc does not boot, check that it was inserted correctly and is not dirty."

  @Test(
    "A question fits an answer of whose words it is made, and that says what it asks for",
    arguments: [
      ("What should you do if the disc does not boot?", disc, nil), ("What should you check?", disc, "lost-condition"),
      ("What should you check if the disc does not boot and was inserted correctly but is dirty?", disc, "gives-away"),
      ("When should you check that the disc was inserted correctly and is not dirty?", disc, nil),
      ("What is the purpose of the disc that does not boot?", disc, "foreign-words"),
      ("What is a quota in Tarn?", "A quota in Tarn is a limit on space.", nil),
      ("What does a small house mean?", "A small house means living better, and with less.", "no-definition"),
      (
        "What is an alternative to aptitude?", "An alternative to aptitude is apt-get, which is a program of the command line.",
        nil
      ),
      ("What is a disc?", "A disc must be clean and dry.", "no-definition"),
      ("Why must a disc be clean?", "A disc must be clean to be read.", "wrong-kind"),
      ("Why must a disc be clean?", "A disc must be clean because dust stops the reader.", nil),
      ("Where are discs kept?", "Discs are kept in the drawer of the desk.", nil),
      ("Where are discs kept?", "Discs are kept clean.", "wrong-kind"),
      ("Who keeps the discs?", "The discs are kept clean and dry.", "wrong-kind"),
      ("Who keeps the discs?", "The discs are kept by the librarian.", nil),
      ("How are discs cleaned?", "Discs are cleaned with a dry cloth.", nil),
      ("How are discs cleaned?", "Discs are cleaned on Mondays.", "wrong-kind"),
      ("What does the platform charge?", "The platform charges sellers 15 crowns.", "bare-thing"),
      ("What does the platform of sellers charge?", "The platform of sellers charges 15 crowns.", nil),
      ("What happens to discs if they are broken?", "The librarian charges 15 crowns for broken discs.", "foreign-condition"),
      ("Where is the reference to in the drawer kept?", "The reference to discs is kept in the drawer.", "mangled"),
      ("What are discs all about?", "Discs are all about clean drawers.", "mangled"),
      ("What do discs need?", "The librarian charges 15 crowns for broken discs.", "names-little"),
    ])
  func fit(_ question: String, _ answer: String, _ reason: String?) {
    #expect(QuestionFit(question: question, answer: answer).rejection(outline: "") == reason)
  }
}
