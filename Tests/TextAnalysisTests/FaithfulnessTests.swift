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
}
