import Testing

@testable import TextAnalysis

@Suite("Whether a text bears out an answer, by words alone")
struct FaithfulnessTests {
  private static let text = """
    A fighter may re-roll one attack each round. A thief must not wear plate armour unless the guild allows it. The spell lasts 10
    minutes and reaches 60 feet. Captain Orla keeps the keys of the North Gate; Captain Venn keeps those of the South Gate.

    | Weapon | Damage | Cost |
    |---|---|---|
    | Dagger | 1d4 | 2 gp |
    | Long sword | 1d8 | 15 gp |
    """

  private let faithfulness = Faithfulness(Self.text, known: "Weapons and fighting")

  @Test(
    "What the text says in nearly the same words is accepted",
    arguments: [
      ("A fighter may re-roll one attack each round.", "What may a fighter do each round?"),
      ("The spell lasts 10 minutes.", "How long does the spell last?"),
      ("It lasts ten minutes.", "How long does the spell last?"), ("A long sword costs 15 gp.", "What does a long sword cost?"),
      ("A thief must not wear plate armour.", "Which armour is forbidden to a thief?"),
      ("Captain Orla keeps the keys of the North Gate.", "Who keeps the keys of the North Gate?"),
    ])
  func accepted(_ answer: String, _ question: String) {
    let verdict = faithfulness.verdict(of: answer, to: question)
    #expect(verdict.score >= 0.8 && verdict.doubts.isEmpty, "\(verdict)")
  }

  @Test(
    "What differs in a number, a name, a denial or an opposite is not",
    arguments: [
      ("The spell lasts 20 minutes.", "How long does the spell last?", Faithfulness.Doubt.number),
      ("The spell lasts 60 minutes.", "How long does the spell last?", .number),
      ("A dagger costs 15 gp.", "What does a dagger cost?", .number),
      ("Captain Brand keeps the keys of the North Gate.", "Who keeps the keys?", .name),
      ("A thief must wear plate armour.", "What must a thief wear?", .denial),
      ("A fighter may not re-roll one attack each round.", "What may a fighter do?", .denial),
      ("A fighter must re-roll one attack each round.", "What about a fighter?", .opposite),
      ("Wizards prepare their books before breakfast in silence.", "When do wizards prepare?", .words),
    ])
  func doubted(_ answer: String, _ question: String, _ doubt: Faithfulness.Doubt) {
    let verdict = faithfulness.verdict(of: answer, to: question)
    #expect(verdict.score < 0.55 && verdict.doubts.contains(doubt), "\(verdict)")
  }

  @Test("A sentence in place of the one that is meant is not taken, though more of the question stands there")
  func wordForWord() {
    let text = "The order of the Board binds the owner. An order shall be in writing and copied to the agent."
    let verdict = Faithfulness(text).verdict(
      of: "An order shall be in writing and copied to the agent.", to: "What is required of the order of the Board to the owner?")
    #expect(verdict.score == 1 && verdict.doubts.isEmpty, "\(verdict)")
  }

  @Test("Of several sentences each must be borne out, wherever it stands")
  func sentences() {
    let right = "- The spell lasts 10 minutes.\n- A fighter may re-roll one attack each round. Captain Orla keeps the keys."
    #expect(faithfulness.verdict(of: right, to: "Which rules are there?").score >= 0.8)
    let wrong = faithfulness.verdict(of: right.replacing("10", with: "20"), to: "Which rules are there?")
    #expect(wrong.score < 0.3 && wrong.doubts.contains(.number))
    #expect(faithfulness.verdict(of: "1. The spell reaches 60 feet.\n2. It lasts 10 minutes.").doubts.isEmpty)
  }

  @Test("A word in the place of another is doubted, also where the question has that other")
  func swaps() {
    let row = "| Level | Breath |\n|---|---|\n| Novice | 18 |"
    for (text, answer, question) in [
      (Self.text, "A fighter may re-roll one weapon each round.", "What may a fighter do?"),
      (Self.text, "A fighter may re-roll one initiative each round.", "What may a fighter do?"),
      (row, "The colour of “Breath” for Novice is 18.", "What is the value of “Breath” for Novice?"),
    ] {
      let verdict = Faithfulness(text).verdict(of: answer, to: question)
      #expect(verdict.score < 0.8 && verdict.doubts.contains(.swap), "\(answer) \(verdict)")
    }
  }

  @Test("Denials: two take each other back, none reaches into the next cell, and a question's own must stand")
  func denials() {
    let table = "| Thing | Free | Note |\n|---|---|---|\n| Coat | no | applicable |\n| Hat | no | not without limit |"
    let faithfulness = Faithfulness(table)
    #expect(faithfulness.verdict(of: "The note for “Coat” is applicable.", to: "What is the note for “Coat”?").doubts.isEmpty)
    #expect(
      faithfulness.verdict(of: "The note for “Hat” is without limit.", to: "What is the note for “Hat”?").doubts == [.denial])
    let rule = Faithfulness("Armour does not reduce damage unless the entry says so.")
    let question = "What is the exception to the rule that armour does not reduce damage?"
    #expect(rule.verdict(of: "Armour does reduce damage unless the entry says so.", to: question).doubts.contains(.denial))
    #expect(rule.verdict(of: "Armour does not reduce damage unless the entry says so.", to: question).doubts.isEmpty)
  }

  @Test("The letter of a class is no article")
  func labels() {
    let faithfulness = Faithfulness("| Class | Holds |\n|---|---|\n| A | Public |\n| B | Secret |")
    #expect(faithfulness.verdict(of: "Class A holds Public.", to: "What does Class A hold?").score >= 0.8)
    #expect(faithfulness.verdict(of: "Class B holds Public.", to: "What does Class B hold?").score < 0.8)
  }

  @Test("Scores lie between 0 and 1, and nothing to compare is neither right nor wrong") func bounds() {
    #expect(faithfulness.verdict(of: "").score == 0.5)
    #expect(faithfulness.verdict(of: "Yes, they may.").doubts == [.empty])
    #expect(Faithfulness("").verdict(of: "A dagger costs 2 gp.").score < 0.1)
    for sentence in SentenceSplitter.sentences(of: Self.text) {
      #expect((0.0...1.0).contains(faithfulness.verdict(of: sentence).score))
    }
  }

  @Test(
    "Forms of a word have one stem",
    arguments: [
      ["roll", "rolls", "rolled", "rolling"], ["apply", "applies", "applied"], ["use", "uses", "used", "using"],
      ["stop", "stops", "stopped", "stopping"], ["class"], ["bonus"], ["wizard", "wizard's", "wizards"],
    ])
  func stems(_ forms: [String]) { #expect(Set(forms.map(WordStem.stem)).count == 1, "\(forms.map(WordStem.stem))") }

  @Test("Different words keep different stems")
  func distinctStems() {
    for (one, other) in [("thing", "the"), ("bed", "be"), ("sing", "s"), ("red", "r"), ("spring", "spr"), ("need", "ne")] {
      #expect(WordStem.stem(one) != other)
    }
  }

  private static let weapons = """
    | Weapon | Damage | Kind |
    |---|---:|---|
    | Club | 4 | blunt |
    | **Spear** | 6 | sharp |
    | Sword | 8 | sharp |

    """

  @Test(
    "What an answer says of cells is looked up in them",
    arguments: [
      ("The value of “Damage” for “Spear” is 6.", true), ("The value of “Damage” for “Spear” is 8.", false),
      ("The value of “Damage” for “Spear” is not 6.", false), ("“Sword” has the highest value in the column “Damage”: 8.", true),
      ("“Spear” has the highest value in the column “Damage”: 6.", false),
      ("“Sword” has the higher value in the column “Damage”: 8, against 4 for “Club”.", true),
      ("“Club” has the higher value in the column “Damage”: 4, against 8 for “Sword”.", false),
      ("“Spear” and “Sword” have the value sharp in the column “Kind”.", true),
      ("“Spear” and “Club” have the value sharp in the column “Kind”.", false),
      ("“Spear” have the value sharp in the column “Kind”.", false),
    ])
  func cells(answer: String, isRight: Bool) {
    let verdict = Faithfulness(Self.weapons).verdict(of: answer)
    #expect(isRight ? verdict.score == 1 && verdict.doubts.isEmpty : verdict.score < 0.15 && verdict.doubts == [.cell])
  }
}
