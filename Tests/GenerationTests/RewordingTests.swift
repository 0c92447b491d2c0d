import Testing

@testable import Generation

@Suite("Questions in other words")
struct RewordingTests {
  private static let outline = "Tarn Manual > Backups"
  private static let lead = "According to “Backups” of “Tarn Manual”, "

  /// Reference, wording, and what is wrong with it.
  private static let cases: [(String, String, Rewording.Fault?)] = [
    // The same in other words.
    ("When does Tarn write a backup?", "At what time is a backup written by Tarn?", nil),
    ("How do you restore a backup?", "What are the steps to restore a backup with Tarn?", nil),
    ("How do you restore a backup?", "How can one restore backups?", nil),
    ("What is a quota?", "What is meant by a quota for backups in Tarn?", nil),
    ("What is said about quotas?", "What is there to know about quotas in Tarn?", nil),
    ("What happens if the disk is full?", "If the disk is full, what is the consequence?", nil),
    ("How many backups does Tarn keep?", "What number of backups is retained by Tarn?", nil),
    ("What must a user delete?", "What is a user required to remove?", nil),
    ("What should not be done with old backups?", "What should one not do with old backups in Tarn?", nil),
    ("Who may restore a backup?", "Who is allowed to restore a backup?", nil),
    ("What does the `quota` file contain?", "What is contained in the `quota` file of Tarn?", nil),
    (
      "Under what condition may a backup need to be removed?",
      "What is the condition under which a backup may need to be removed?", nil
    ),
    // Not the same.
    ("When does Tarn write a backup?", "Where does Tarn write a backup?", .aim),
    ("What is a quota?", "What is the purpose of a quota?", .aim),
    ("When does Tarn write a backup?", "When does Tarn write?", .lost),
    ("How many backups does Tarn keep of 14 users?", "How many backups does Tarn keep of the users?", .lost),
    ("What does the `quota` file contain?", "What does the quota file contain?", .lost),
    ("What is said about quotas?", "What is a quota?", .lost),
    ("When does Tarn write a backup?", "When does Tarn write a backup to the cloud?", .foreign),
    ("When does Tarn write a backup?", "When does Tarn of Lindow write a backup?", .foreign),
    ("How many backups does Tarn keep?", "How many of 14 backups does Tarn keep?", .foreign),
    ("What should not be done with backups?", "What should be done with backups?", .denial),
    ("What may a user delete?", "What must a user delete?", .modality),
    ("What should a user delete?", "What does a user delete?", .modality),
    ("What happens to a backup if the disk is full?", "What happens to a full disk backup?", .condition),
    ("What is deleted?", "What is deleted unless Tarn is?", .condition),
    ("What does the server ask the user?", "What does the user ask the server?", .roles),
    ("Whom does the server inform?", "Who is the server informed by?", .roles),
    ("What does a backup require?", "What is a backup required for?", .roles),
    ("What does a backup delete?", "What is a backup deleted by?", .roles),
    ("When is the log written?", "When does it write the log?", .form),
    ("When does Tarn write a backup?", "Tarn writes a backup.", .form),
    ("When does Tarn write a backup?", "When does Tarn write a backup? Where does Tarn write?", .form),
  ]

  @Test("What asks the same is told from what does not", arguments: cases)
  func fault(_ reference: String, _ wording: String, _ fault: Rewording.Fault?) {
    #expect(Rewording(of: reference, behind: Self.lead, under: Self.outline).fault(of: wording) == fault)
  }

  @Test("A question asks the same as itself, and as what asks the same the other way round", arguments: cases)
  func itself(_ reference: String, _ wording: String, _ fault: Rewording.Fault?) {
    for question in [reference, wording] where Rewording(of: question, under: "").fault(of: question) != .form {
      #expect(Rewording(of: question, under: Self.outline).fault(of: question) == nil)
      #expect(Rewording.areSame(question, question.lowercased()))
    }
  }

  @Test("Every kind of fault is shown") func faults() {
    #expect(Set(Self.cases.compactMap(\.2)) == Set(Rewording.Fault.allCases))
  }

  @Test(
    "A wording names its place by two of its words, or by a name of the headings",
    arguments: [
      ("When are backups written by Tarn?", true), ("When is a backup written?", false),
      ("When is a backup written as the Manual has it?", true),
    ])
  func place(_ wording: String, _ isNamed: Bool) {
    let rewording = Rewording(of: "when is a backup written?", behind: Self.lead, under: Self.outline)
    #expect(rewording.namesPlace(wording) == isNamed)
  }

  @Test("A wording may not take more than a quarter of what only the answer has from the headings") func givesAway() {
    let rewording = Rewording(
      of: "when are backups written?", behind: Self.lead, under: "Tarn Manual > Nightly backups",
      answer: "Backups are written nightly.")
    #expect(rewording.fault(of: "When are nightly backups written?") == .foreign)
    #expect(rewording.fault(of: "When are backups written by Tarn?") == nil)
    let long = Rewording(
      of: "when are backups written?", under: "Tarn Manual > Nightly backups",
      answer: "Backups are written nightly, once the server has stopped and no user is logged in.")
    #expect(long.fault(of: "When are nightly backups written?") == nil)
  }

  @Test("An answer tells more than its question") func tells() {
    let question = "What is the experimental distribution?"
    #expect(!ReferenceQuestionsBlock.tells("The experimental distribution is a special distribution.", beyond: question))
    #expect(ReferenceQuestionsBlock.tells("The experimental distribution is a staging area for uploads.", beyond: question))
    #expect(ReferenceQuestionsBlock.tells("The experimental distribution is Sid.", beyond: question))
  }

  @Test("What is kept of a question stands in it, in order") func kept() {
    #expect(
      AskedWords("What must a user not do with the `quota` file of 14 users?").kept == [
        "must", "user", "not", "quota", "file", "14", "users",
      ])
  }

  @Test(
    "Words that may stand for each other have one key",
    arguments: [
      ("retrieve", "obtained"), ("configure", "configuration"), ("children", "child"), ("writes", "written"),
      ("install", "installing"), ("responsible", "responsibilities"),
    ])
  func keys(_ first: String, _ second: String) { #expect(ParaphraseWords.key(first) == ParaphraseWords.key(second)) }

  @Test(
    "Words that are not the same have two",
    arguments: [("installer", "install"), ("station", "state"), ("import", "export"), ("user", "use")])
  func others(_ first: String, _ second: String) { #expect(ParaphraseWords.key(first) != ParaphraseWords.key(second)) }

  @Test(
    "What is asked for",
    arguments: [
      ("How many lamps must a tug show?", QuestionAim.extent), ("How is a lamp lit?", .way),
      ("What is the reason for lamps?", .reason),
      ("At what time are lamps lit?", .time), ("Which lamps must a tug show?", .thing),
      ("If it is dark, who lights lamps?", .person),
      ("Must a tug show lamps?", .other), ("What are the correct steps to light a lamp?", .way),
      ("Where are lamps kept?", .place),
      ("Under what circumstances are lamps lit?", .condition), ("What time tables does a tug have?", .time),
    ])
  func aims(_ question: String, _ aim: QuestionAim) { #expect(QuestionAim(AskedWords(question).words) == aim) }
}
