import TestSupport
import Testing
import TextAnalysis

@Suite("Word sets")
struct WordSetTests {
  private static let text = """
    The master's launch must wait at the “Old Quay” until 4.30, unless the harbour-master says no; launches wait, waited and were waiting. \
    Élan and naïve words, I’m told, count too – as do 3,000 others.
    """

  @Test("A set holds its words and no others, as words and as strings", arguments: 0..<40)
  func membership(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pool = (0..<400).map { _ in
      String((0..<Int.random(in: 1...12, using: &random)).map { _ in "abcdefgé-".randomElement(using: &random) ?? "a" })
    }
    let listed = Set(pool.prefix(Int.random(in: 0...200, using: &random)))
    let set = WordSet(listed)
    #expect(pool.allSatisfy { set.contains($0) == listed.contains($0) })
    #expect(set.words == listed)
    for word in Words.words(in: pool.joined(separator: " ")) { #expect(set.contains(word) == listed.contains(word.folded)) }
  }

  @Test("A map gives each word its first value")
  func map() throws {
    let map = WordMap([("quay", 1), ("buoy", 2), ("quay", 3)])
    #expect(map["quay"] == 1 && map["buoy"] == 2 && map["boat"] == nil)
    #expect(Words.words(in: "A Quay, a boat").map { map[$0] } == [nil, 1, nil, nil])
  }

  @Test("Words are counted as they are split")
  func count() {
    let words = Words.words(in: Self.text)
    let found = Words.count(in: Self.text, of: FunctionWords.all)
    #expect(found.all == words.count && found.listed == words.count { FunctionWords.all.contains($0.folded) })
    #expect(Words.count(in: "", of: FunctionWords.all) == (0, 0))
  }

  @Test("Keys are those of the words, with their places, and what is garbled is told while words are split")
  func keys() {
    let text = Self.text + " wo1d xyzzyx brrr mp3 2d6 it's'x"
    var found: [UInt64: Int] = [:]
    Words.forEachKey(in: text) { found[$0.value] = $1 }
    let words = Words.words(in: text)
    #expect(words.allSatisfy { word in found[WordKey(word.folded).value].map { $0 >= word.range.lowerBound } == true })
    #expect(words.allSatisfy { $0.isGarbled == Words.isGarbled($0.folded) } && words.contains { $0.isGarbled })
  }

  @Test("Words with one stem have one key, and others have others")
  func stemKeys() {
    let words =
      Words.words(in: Self.text).map(\.folded) + ["s", "ss", "bus", "buses", "applies", "apply", "using", "used", "naïve"]
    for word in words {
      for other in words {
        #expect((WordStem.key(word) == WordStem.key(other)) == (WordStem.stem(word) == WordStem.stem(other)))
      }
    }
  }
}
