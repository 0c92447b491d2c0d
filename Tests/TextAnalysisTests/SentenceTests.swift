import TestSupport
import Testing
import TextAnalysis

@Suite("Sentences")
struct SentenceTests {
  @Test(
    "Sentences end where a reader stops",
    arguments: [
      ("One. Two! Three?", ["One.", "Two!", "Three?"]),
      ("See Art. 6(1) and p. 12. Then go.", ["See Art. 6(1) and p. 12.", "Then go."]),
      ("Mr. Smith paid 3.50 crowns. He left.", ["Mr. Smith paid 3.50 crowns.", "He left."]),
      ("It holds, e.g. oil. J. Doe agreed.", ["It holds, e.g. oil.", "J. Doe agreed."]),
      ("He said “stop.” She went on.", ["He said “stop.”", "She went on."]),
      ("**Bold.** Next.", ["**Bold.**", "Next."]),
      ("Il vient. « Oui. » dit-il. Bon.", ["Il vient.", "« Oui. » dit-il.", "Bon."]),
      ("Er ging. »Nein.« Sie blieb.", ["Er ging.", "»Nein.«", "Sie blieb."]),
      ("No stop", ["No stop"]),
      ("First\n\nSecond", ["First", "Second"]),
      ("", []),
    ])
  func sentences(pair: (text: String, sentences: [String])) {
    #expect(SentenceSplitter.sentences(of: pair.text) == pair.sentences)
  }

  @Test("Legal and technical prose, a list of sentences with the bar between them")
  func legal() {
    let items = Repository.lines("fixtures/sentences/legal.txt").filter { !$0.isEmpty }
    #expect(items.count >= 100)
    let wrong = items.filter { item in
      let expected = item.split(separator: " ‖ ").map(String.init)
      return SentenceSplitter.sentences(of: expected.joined(separator: " ")) != expected
    }
    #expect(wrong.count * 100 <= items.count * 3, "\(wrong)")
  }

  @Test(
    "Lists that run on in a line are cut before their marks",
    arguments: [
      ("1. The first 2. The second", ["1. The first", "2. The second"]),
      ("1.) One. 2.) Two.", ["1.) One.", "2.) Two."]), ("• 9. Nine • 10. Ten", ["• 9. Nine", "• 10. Ten"]),
      ("a) Alpha b) Beta c) Gamma", ["a) Alpha", "b) Beta", "c) Gamma"]), ("In 1. it says 2. not", ["In 1. it says 2. not"]),
    ])
  func lists(text: String, sentences: [String]) {
    #expect(SentenceSplitter.sentences(of: text) == sentences)
  }

  @Test("Sentences partition the text", arguments: 0..<100 as Range<UInt64>)
  func partition(seed: UInt64) {
    var text = RandomMarkdown.document(seed: seed, elements: 12)
    text.withUTF8 { utf8 in
      let ranges = SentenceSplitter.ranges(of: utf8)
      var end = 0
      for range in ranges {
        #expect(range.lowerBound == end && !range.isEmpty)
        end = range.upperBound
      }
      #expect(end == utf8.count)
    }
  }
}

@Suite("Words and lines")
struct WordTests {
  @Test(
    "Words are runs of letters and digits",
    arguments: [
      ("The master’s re-entry, 1,200.50!", ["the", "master’s", "re-entry", "1,200.50"]),
      ("naïve 日本語 — “x”", ["naïve", "日本語", "x"]),
      ("", []),
    ])
  func words(pair: (text: String, words: [String])) {
    #expect(Words.words(in: pair.text).map(\.folded) == pair.words)
  }

  @Test("A phrase is held word by word, not letter by letter")
  func holds() {
    #expect(Words.holds("Is it 25 Silver pieces?", phrase: "25 silver"))
    #expect(!Words.holds("Is it 125 silver?", phrase: "25 silver") && !Words.holds("Anything", phrase: "…"))
  }

  @Test(
    "Titles of matter around the content",
    arguments: [
      ("Contents", .contents), ("TABLE OF CONTENTS", .contents), ("8. Index", .index), ("Licence and copyright", .licence),
      ("Credits", .credits), ("Change log", .changes), ("How to Use This Book", .preface), ("Combat", nil),
      ("The index of leading lights", nil),
      ("Authors must register every work within a year of it", nil),
    ] as [(String, SectionTitles.Matter?)])
  func matter(pair: (title: String, matter: SectionTitles.Matter?)) {
    #expect(SectionTitles.matter(pair.title) == pair.matter)
  }

  @Test("Contents, index and form lines are told apart from prose")
  func shapes() {
    #expect(LineShapes.isContentsEntry("- Falling … 13"))
    #expect(LineShapes.isContentsEntry("2.1 Scope . . . . . . . . 9"))
    #expect(!LineShapes.isContentsEntry("A fall of 10 feet deals 1d6 damage, to a maximum of 8"))
    #expect(LineShapes.isIndexEntry("- lanterns, 9, 16"))
    #expect(!LineShapes.isIndexEntry("The fee is 12"))
    #expect(LineShapes.isBlankToFill("Signed .............. Date ........"))
    #expect(!LineShapes.isBlankToFill("A sentence. And another."))
  }
}

@Suite("Tokens")
struct TokenTests {
  @Test("The estimate grows with the text and is nothing for nothing")
  func estimate() {
    let counter = EstimatedTokenCounter()
    #expect(counter.count("") == 0)
    #expect(counter.name.hasPrefix("~"))
    let sentence = "The quick brown fox jumps over the lazy dog. "
    #expect((9...13).contains(counter.count(sentence)))
    #expect(counter.count(String(repeating: sentence, count: 100)) > 90 * counter.count(sentence) / 10 * 10)
  }
}
