import Testing

@testable import Evaluation

/// Figures that are worked out by hand.
@Suite("Variety of questions")
struct VarietyTests {
  @Test("Different runs of words")
  func distinct() {
    let words = [["a", "b", "a"], ["a", "b"]]
    #expect(VarietyMeasures.distinct(words, 1) == 2.0 / 5)
    #expect(VarietyMeasures.distinct(words, 2) == 2.0 / 3)
    #expect(VarietyMeasures.distinct(words, 3) == 1)
    #expect(VarietyMeasures.distinct(words, 4) == 0)
  }

  @Test("BLEU of texts that are the same is 1, of texts without a word in common 0")
  func bleu() {
    let text = ["what", "is", "a", "gate"]
    #expect(SelfBLEU.score(text, against: text) == 1 && SelfBLEU.score(text, against: ["who", "pays"]) == 0)
    // Precisions 2/4, 1+1 of 3+1, 1 of 3 and 1 of 2: the fourth root of 1/24.
    #expect(abs(SelfBLEU.score(text, against: ["what", "is", "that", "thing"]) - 0.4518) < 0.0001)
    // Half as long as the reference: exp(1 − 2), and all runs are found.
    #expect(abs(SelfBLEU.score(["what", "is"], against: text) - 0.3679) < 0.0001)
    #expect(SelfBLEU.mean([text]) == 0 && SelfBLEU.mean([text, text, text]) == 1)
    let many = (0..<100).map { ["what", "is", "number", "\($0 % 10)"] }
    #expect(SelfBLEU.mean(many) == SelfBLEU.mean(many) && (0.5..<1).contains(SelfBLEU.mean(many)))
  }

  @Test("What repeats is compressed, what does not is not")
  func compression() {
    #expect(CompressionRatio.of("") == 0)
    var chance = SeededChance(seed: 3)
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEF")
    let noise = String((0..<20_000).map { _ in letters[chance.below(32)] })
    // 32 letters by chance hold five bits each.
    #expect((1.5...1.7).contains(CompressionRatio.of(noise)))
    #expect(CompressionRatio.of(String(repeating: "What is the fine for a late vessel? ", count: 500)) > 20)
  }

  @Test("Entropy in bits")
  func entropy() {
    #expect(VarietyMeasures.entropy([]) == 0 && VarietyMeasures.entropy([Tally(name: "a", count: 9)]) == 0)
    #expect(VarietyMeasures.entropy((0..<8).map { Tally(name: "\($0)", count: 5) }) == 3)
  }
}
