import Testing

@testable import Generation

@Suite("Questions that fit their answers")
struct QuestionFitTests {
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
