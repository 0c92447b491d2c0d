import Testing

@testable import Extraction

@Suite("Lists that go on with a clause")
struct ListClauseTests {
  @Test(
    "A clause that its items complete turns into a question",
    arguments: [
      (
        "The officer may, for the safety of the port", "board any vessel",
        "what may the officer do for the safety of the port?"
      ),
      (
        "Before selling unclaimed goods the clerk shall", "write to the agent",
        "what shall the clerk do before selling unclaimed goods?"
      ),
      (
        "In fixing the fine the court shall take into account", "any earlier offence",
        "what shall the court take into account in fixing the fine?"
      ),
      (
        "A vessel shall report to the port radio", "on passing the buoy",
        "in which cases shall a vessel report to the port radio?"
      ),
      ("A permit shall not be issued", "for a tank barge", "in which cases shall a permit not be issued?"),
      (
        "A pilot may hold a certificate if that pilot", "has made twelve passages",
        "under what conditions may a pilot hold a certificate?"
      ),
      (
        "Berths are allotted in turn, except that", "a ferry goes first",
        "what are the exceptions to the rule that berths are allotted in turn?"
      ),
      (
        "Every vessel shall land all waste before sailing, unless", "she has a tank for it",
        "what are the exceptions to the rule that every vessel shall land all waste before sailing?"
      ),
      (
        "The application shall be made to the clerk and shall show", "the name of an agent",
        "what shall the application show?"
      ),
      ("Registration requires", "a completed form", "what does registration require?"),
      ("A pass", "is issued by the clerk", "what applies to a pass?"),
    ])
  func questions(opening: String, item: String, question: String) {
    let clause = ListClause(opening, items: [item, item], names: ChunkNames(""))
    #expect(clause.question == question)
  }

  @Test(
    "What leans on something, or does not ask well, is left out",
    arguments: [
      ("This code applies to", "every vessel"), ("", "x"), ("A", "x"), ("Unless", "x"),
      ("It may, for the safety of the port", "board it"),
      ("A pass", "a name and a date"), ("A vessel shall report to the radio", "her name"),
      ("You may, for your safety", "wear a belt"),
      ("Before these the clerk shall", "write"), ("shall", "x"), ("except that", "x"),
    ])
  func leftOut(opening: String, item: String) {
    #expect(ListClause(opening, items: [item, item], names: ChunkNames("")).question == nil)
  }

  @Test("Items of which one is enough are joined by an “or” in lists of cases and exceptions alone")
  func choices() {
    #expect(ListClause.holdsForEach("in which cases may a permit lapse?"))
    #expect(ListClause.holdsForEach("what are the exceptions to the rule that gates are shut?"))
    #expect(!ListClause.holdsForEach("what shall the clerk do?"))
  }
}
