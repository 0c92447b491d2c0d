import Foundation
import TextAnalysis

/// Texts of about 1,400 bytes of made words with the frequencies of natural ones, some of them edited copies of earlier ones. The
/// same with every run.
///
/// Every fourth text is a copy of one of the last thousand originals with words replaced, added and left out, as many as make their
/// shingles 0.4 to 1 alike. Which copies repeat an original is told by their whole sets of shingles.
struct MadeDuplicates {
  private let similarity: Double
  /// The state of SplitMix64.
  private var state: UInt64 = 20_110_101
  private var words: [[UInt8]] = []
  private var recent: [[Int]] = []
  private var originals = 0
  /// How many copies were given that are as similar as asked for.
  private(set) var copies = 0

  init(similarity: Double) {
    self.similarity = similarity
    for _ in 0..<20_000 { words.append((0..<2 + Int(random() * 9)).map { _ in UInt8(ascii: "a") + UInt8(random() * 26) }) }
  }

  private mutating func random() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Double(Hashing64.mix(state) >> 11) / 9_007_199_254_740_992
  }

  /// A word by Zipf's law.
  private mutating func word() -> Int { min(words.count - 1, Int(pow(Double(words.count), random())) - 1) }

  /// The next text, and whether it repeats an earlier one.
  mutating func next() -> (text: [UInt8], isCopy: Bool) {
    guard random() < 0.25, !recent.isEmpty else {
      let original = (0..<Int(150 + random() * 100)).map { _ in word() }
      if recent.count < 1000 { recent.append(original) } else { recent[originals % 1000] = original }
      originals += 1
      return (text(original), false)
    }
    let original = recent[Int(random() * Double(recent.count))]
    let copy = edited(original, share: random() * 0.12)
    let (first, second) = (text(original), text(copy))
    let alike = first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { ShingleSet(first).jaccard(ShingleSet($0)) }
    }
    if alike >= similarity { copies += 1 }
    return (second, alike >= similarity)
  }

  private mutating func edited(_ original: [Int], share: Double) -> [Int] {
    var copy: [Int] = []
    for item in original {
      guard random() < share else {
        copy.append(item)
        continue
      }
      switch Int(random() * 3) {
      case 0: copy.append(word())
      case 1: copy += [item, word()]
      default: break
      }
    }
    return copy
  }

  private func text(_ items: [Int]) -> [UInt8] { Array(items.map { words[$0] }.joined(separator: [0x20])) }
}
