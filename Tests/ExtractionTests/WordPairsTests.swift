import JSONText
import Testing
import TextAnalysis

@testable import Extraction

@Suite("What wording tells of a question")
struct WordPairsTests {
  private func pairs(_ weights: String) throws -> WordPairs {
    let model = #"{"common": ["what", "the", "is"], "endings": ["ing", "s"], "question": \#(weights)}"#
    return try #require(WordPairs(try JSONValue(parsing: model), part: "question"))
  }

  private func sum(_ text: String, _ weights: String) throws -> Double { try pairs(weights).sum(Words.words(in: text)[...]) }

  @Test(
    "Common words count as they are, others by their ending or as numbers, each with the next",
    arguments: [
      ("What", #"{"what": 2}"#, 2), ("boats", #"{"-s": 3, "boats": 50}"#, 3), ("sailing", #"{"-ing": 4}"#, 4),
      ("lamp", #"{"-": 5, "lamp": 50}"#, 5), ("7", ##"{"#": 6}"##, 6), ("b2s", ##"{"#": 6, "-s": 50}"##, 6),
      // An ending needs a stem of three bytes before it.
      ("bus", #"{"-s": 50, "-": 1}"#, 1), ("What is", #"{"what is": 2, "is what": 50}"#, 2 / 2.0.squareRoot()),
      ("what", #"{"^ what": 1, "what $": 2, "what ^": 50}"#, 3), ("the lamp is the", #"{"the": 1, "- is": 4}"#, 3),
    ])
  func weighed(text: String, weights: String, expected: Double) throws {
    #expect(abs(try sum(text, weights) - expected) < 1e-9)
  }

  @Test("A text without words weighs nothing, and words behind the limit do not count")
  func limits() throws {
    let weights = ##"{"what": 1, "#": 1, "# $": 7}"##
    #expect(try sum("", weights) == 0 && sum(" …", weights) == 0)
    let most = String(repeating: "7 ", count: WordPairs.limit)
    #expect(try sum(most, weights) == sum(most + "what what", weights))
  }

  @Test("A model that lacks a part is refused")
  func refused() throws {
    let model = try JSONValue(parsing: #"{"common": [], "endings": [], "question": {}}"#)
    #expect(WordPairs(model, part: "question") != nil && WordPairs(model, part: "answer") == nil)
  }
}
