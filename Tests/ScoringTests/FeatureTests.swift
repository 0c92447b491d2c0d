import Chunking
import DocumentModel
import Ingestion
import Testing

@testable import Scoring

/// Each feature is high where it should be and low where it should not: of a document's last chunk.
@Suite("Features")
struct FeatureTests {
  private static let prose = """
    The keeper opens the gate in the morning and closes it when the tide turns. A boat that comes late waits at the buoy until the
    next tide, since nobody opens the gate at night. Those who wait may sleep in the hut on the mole, where the keeper leaves a
    lamp and some bread for them.
    """

  /// A feature with a text that has it and one that has not.
  struct Case: Sendable {
    var feature: String
    var high: String
    var low: String

    init(_ feature: String, _ high: String, not low: String = FeatureTests.prose) {
      self.feature = feature
      self.high = high
      self.low = low
    }
  }

  private static let many = String(repeating: "word and ", count: 60)
  private static let long = String(repeating: prose + "\n\n", count: 90)

  static let cases: [Case] = [
    Case(
      "word-length", "International organisations establish administrative requirements concerning transportation infrastructure."
    ),
    Case("monotony", String(repeating: "red blue ", count: 40)),
    Case(
      "abundance",
      (0..<26).map { "alpha\(Character(UnicodeScalar(97 + $0) ?? "a")) beta\(Character(UnicodeScalar(97 + $0) ?? "a"))" }.joined(
        separator: " ")),
    Case("entropy", prose, not: String(repeating: "red red red red blue ", count: 30)),
    Case("numbers", "a 1 b 2 c 3 d 4 e 5 f 6 g 7 h 8 i 9 j 10 k 11 l 12"),
    Case("brevity", "Three short words"), Case("length", long, not: "Three short words"),
    Case("leaders", "Gates ........ 12\n\nBoats ........ 14\n\nTides … 15"),
    Case("page-numbers", "Gates 12 Boats 14 Tides 15 Lamps 17"),
    Case(
      "rising-numbers", "Gates 12 Boats 14 Tides 15 Lamps 17 Buoys 18 Huts 20",
      not: "Gates 20 Boats 4 Tides 15 Lamps 7 Buoys 18 Huts 2"),
    Case("section-numbers", "1.1. Scope 1.2. Purpose 2.1 Gates 2.2 Boats 2.3.1 Tides"),
    Case("heading-lines", "# One\n\n## Gates\n\nOpen them.\n\n## Boats\n\nMoor them.\n\n# Contents\n\n- Gates\n- Boats"),
    Case("index-entries", "anchors, 3 appeals, 41 ballast, 12 berths, 9 boats, 4 bollards, 16"),
    Case("listed-numbers", "anchors, 3, 17; appeals, 41, 42; ballast, 12, 13, 14"),
    Case("alphabetical-entries", "anchors, appeals, ballast, berths, boats, bollards, buoys, cargo, chains"),
    Case("names", "Anna Smith, Boris Miller, Carla Weaver and Dora Baker"),
    Case("initials", "by A. Smith, B. Miller and C. Weaver"), Case("emails", "write to anna@example.org or boris@example.org"),
    Case("credit-words", "Editor Anna, layout by Boris, illustrations by Carla, printed by the publisher"),
    Case(
      "licence-runs",
      "This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details."
    ),
    Case(
      "licence-words",
      "Copyright reserved. No warranty. The licensor grants no trademark or patent licence; redistribution needs permission."),
    Case("function-words", prose, not: "gate keeper boat tide buoy hut lamp bread mole night morning"),
    Case("gaps", "gate keeper boat tide buoy hut lamp bread mole night morning"),
    Case("modals", "A boat must wait. It shall not enter. It may leave. It can turn. It should call."),
    Case("conditionals", "If the tide is low, wait, unless the keeper calls, except when it rains, provided that all agree."),
    Case(
      "plainness", prose + " The hut is grey. The lamp is old. Bread is good.",
      not: "If it rains, a boat must wait 2 hours unless the keeper shall call."),
    Case("quantities", "Wait 2 hours, pay 15 %, keep 30 metres away, roll 2d6 for 3 rounds."),
    Case("decimals", "0.5 0.7 1.2 4.8 and 9.9 or 3.3"), Case("number-runs", "Gates 12 14 15 17 18 Boats 3 4 5 6"),
    Case("definitions", "A berth means a place to moor. A mole is defined as a wall. A set consists of two. It denotes both."),
    Case("reference-words", "Journal of Tides, vol. 3, pp. 4; Proc. Conference, University Press, doi, ISBN"),
    Case("years", "in 1912, in 1956, in 2001 and in 2020"), Case("urls", "see https://example.org/a and https://example.org/b"),
    Case(
      "self-references",
      "This chapter of the manual tells the reader of the guide what each section and appendix of the book holds."),
    Case("boilerplate", "This book and this manual: see also the authors. All rights reserved. Read more."),
    Case("imperatives", "Open the gate. Press the lever. Remove the pin. Check the chain. Use the lamp."),
    Case("addresses", "You open your gate, and you close it yourself for your boat."),
    Case("table-share", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"),
    Case(
      "table-fill", "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |",
      not: "| a | b | c | d |\n|---|---|---|---|\n| 1 |  |  |  |\n|  |  |  |  |"),
    Case("code-share", "```\nlet a = 1\nlet b = 2\n```"), Case("symbols", "a = b + c; d = {e} * f; g < h & i"),
    Case("identifiers", "openGate closeGate gate2 wait_time maxTide"),
    Case("link-share", "[Home](a) [Gates](b) [Boats](c) [Tides](d)"),
    Case("navigation-words", "Home Login Register Search Next Previous Share"),
    Case("repeated-lines", (0..<8).map { "# Part \($0)\n\n- Harbour of Skelhaven\n\n\(prose)" }.joined(separator: "\n\n")),
    Case("under-contents", "# Contents\n\nGates and boats"),
    Case("under-index", "# Boat Index\n\nGates and boats", not: "# Boats\n\nGates"),
    Case("under-licence", "# Licence\n\nGates and boats"), Case("under-credits", "# Credits\n\nGates and boats"),
    Case("under-changes", "# Change log\n\nGates and boats"), Case("under-references", "# Bibliography\n\nGates and boats"),
    Case("under-preface", "# Preface\n\nGates and boats"), Case("edge", long),
    Case("heading-share", "# A heading that is long\n\nGo."),
    Case("garbled-words", "Thr kpr bcdfg hjklm npqrst vwxz of teh"), Case("single-letters", "x y z and b c d"),
    Case("blanks", "Name ________ Flag ________ Length ________ [ ]"),
    Case("sentences", "It rains. We wait. They go. All sleep. Nobody calls.", not: many),
    Case("in-sentences", prose, not: "gate keeper boat tide buoy hut lamp bread"),
    Case("capitals", "the Gate and the Keeper of the Mole at Skelhaven Harbour"),
    Case(
      "capitals", "Opening Skelhaven Harbour, Closing Skelhaven Harbour, Gates of the Mole",
      not: "The master of the Sea Rose waited off Skelhaven Harbour.22 On Monday the Harbour Board let the Sea Rose in."),
    Case("definitions", "A mole is a wall defined by the Board.", not: "User-defined gates, defined terms, called boats"),
    Case("numbered-titles", "VIII. Harbour gates IX. The Mole 9.1. Opening of gates 9.2. Closing of gates 10. Boats"),
    Case(
      "numbered-titles", "Chapters: 1. Harbour gates 2. The Mole 3. Boats and ferries 4. Lamps",
      not: "Steps: 1. Open the gate when the tide turns. 2. Close it before the next one. 3. Light the lamp."),
    Case("colons", "Gate: open. Boat: moored. Tide: low."),
    Case("brackets", "gate (open) boat (moored) tide (low)"),
    Case("change-words", "Added gates. Fixed a bug. Updated boats. Removed tides. New version released."),
    Case("months", "in January, in March, in May and in October"),
    Case("narrative", "He said that she had lost her way, and they followed him to his hut."),
    Case("past", "He opened the gate, waited, called, walked and turned."),
  ]

  private static func value(_ feature: String, _ text: String) throws -> Double {
    let document = try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(text.utf8)))
    let chunks = StructuralChunker(budget: feature == "length" ? 2000 : 150).chunks(of: document)
    let place = try #require(Feature.all.firstIndex { $0.name == feature })
    return try #require(FeatureVector.values(of: chunks, in: document).last)[place]
  }

  @Test("A feature is higher where it belongs than where it does not", arguments: cases)
  func feature(found: Case) throws {
    let (high, low) = (try Self.value(found.feature, found.high), try Self.value(found.feature, found.low))
    #expect(high > low + 0.1, "\(found.feature): \(high) and \(low)")
    #expect((0...1).contains(high) && (0...1).contains(low))
  }

  @Test("Every feature has such a test")
  func complete() {
    #expect(Set(Self.cases.map(\.feature)) == Set(Feature.all.map(\.name)))
  }

  @Test(
    "The language is told by function words, and nothing is guessed of others",
    arguments: [
      ("en", prose),
      (
        "de",
        "Das Boot, das zu spät kommt, wartet an der Boje, bis die nächste Flut da ist, weil niemand das Tor in der Nacht öffnet. Wer wartet, darf in der Hütte auf der Mole schlafen, wo der Wärter eine Lampe und etwas Brot für ihn lässt."
      ),
      (
        "fr",
        "Le bateau qui arrive en retard attend à la bouée jusqu'à la prochaine marée, car personne n'ouvre la porte pendant la nuit. Ceux qui attendent peuvent dormir dans la cabane sur le môle, où le gardien laisse une lampe et du pain pour eux."
      ),
      (
        "es",
        "El barco que llega tarde espera en la boya hasta la próxima marea, porque nadie abre la puerta durante la noche. Los que esperan pueden dormir en la cabaña del muelle, donde el guarda les deja una lámpara y algo de pan para ellos."
      ),
      (
        nil,
        "Човекът отваря портата сутрин и я затваря, когато дойде приливът. Лодка, която закъснее, чака при шамандурата до следващия прилив, защото никой не отваря портата през нощта и всички спят в колибата на вълнолома до сутринта."
      ),
    ] as [(String?, String)])
  func language(expected: String?, text: String) throws {
    let document = try MarkdownIngestor().read(Source(name: "x.md", bytes: Array(text.utf8)))
    let score = try #require(LogisticScorer().scores(of: StructuralChunker(budget: 400).chunks(of: document), in: document).first)
    #expect(score.language == expected)
    if expected == nil {
      #expect(score.reasons.allSatisfy { reason in Feature.named(reason.feature)?.isOfWords == false })
    }
  }
}
