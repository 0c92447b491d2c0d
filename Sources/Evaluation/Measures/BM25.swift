internal import Foundation
internal import TextAnalysis

/// Okapi BM25 with k1 = 1.2 and b = 0.75 over stems of words without function words (Robertson and Zaragoza, “The Probabilistic
/// Relevance Framework: BM25 and Beyond”, 2009); a word in n of N texts weighs ln(1 + (N − n + ½) / (n + ½)).
struct BM25 {
  private struct Posting {
    let text: Int32
    let weight: Float
  }

  private static let (k1, b): (Float, Float) = (1.2, 0.75)

  private var postings: [String: [Posting]] = [:]
  private let count: Int
  /// The sums of a question by text; all 0 between questions.
  private var sums: [Float]

  init(_ texts: [String]) {
    count = texts.count
    sums = [Float](repeating: 0, count: count)
    let terms = texts.map { Self.terms(in: $0) }
    let mean = Float(terms.reduce(0) { $0 + $1.count }) / Float(max(1, count))
    for (index, words) in terms.enumerated() {
      var frequencies: [String: Int] = [:]
      for word in words { frequencies[word, default: 0] += 1 }
      let norm = Self.k1 * (1 - Self.b + Self.b * Float(words.count) / max(1, mean))
      for (word, frequency) in frequencies {
        let weight = Float(frequency) * (Self.k1 + 1) / (Float(frequency) + norm)
        postings[word, default: []].append(Posting(text: Int32(index), weight: weight))
      }
    }
  }

  static func terms(in text: String) -> [String] {
    Words.words(in: text).map(\.folded).filter { !FunctionWords.all.contains($0) }.map(WordStem.stem)
  }

  /// The place of a text, from 1, among all when they are searched for a question; nil where the two have no word in common. Of texts
  /// with the same score those before it stand above it. Cost: how often the question's words occur in texts.
  mutating func rank(of target: Int, for question: String) -> Int? {
    var found: [Int] = []
    var seen: Set<String> = []
    for term in Self.terms(in: question) where seen.insert(term).inserted {
      guard let list = postings[term] else { continue }
      let rarity = Float(log(1 + (Double(count - list.count) + 0.5) / (Double(list.count) + 0.5)))
      for posting in list {
        let text = Int(posting.text)
        if sums[text] == 0 { found.append(text) }
        sums[text] += rarity * posting.weight
      }
    }
    let score = sums[target]
    let rank = 1 + found.count { sums[$0] > score || (sums[$0] == score && $0 < target) }
    for text in found { sums[text] = 0 }
    return score > 0 ? rank : nil
  }
}
