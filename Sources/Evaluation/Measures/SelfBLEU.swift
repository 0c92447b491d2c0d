internal import Foundation

/// How like each other texts are: BLEU-4 of one text against another, meaned over pairs.
///
/// Precisions of one word and of runs of two to four, the latter with one added to both counts (Lin and Och, “ORANGE”, 2004); the
/// brevity penalty of Papineni et al., “BLEU”, 2002. All ordered pairs where they are at most 500, else 500 that are drawn by a fixed seed.
enum SelfBLEU {
  private static let pairLimit = 500

  /// 0…1; 0 for fewer than two texts.
  static func mean(_ texts: [[String]]) -> Double {
    let pairs = pairs(texts.count)
    guard !pairs.isEmpty else { return 0 }
    return pairs.reduce(0) { $0 + score(texts[$1.0], against: texts[$1.1]) } / Double(pairs.count)
  }

  static func score(_ text: [String], against reference: [String]) -> Double {
    guard !text.isEmpty, !reference.isEmpty else { return 0 }
    var product = 0.0
    for length in 1...4 {
      let (own, other) = (runs(text, length), runs(reference, length))
      let found = Double(own.reduce(0) { $0 + min($1.value, other[$1.key] ?? 0) })
      let all = Double(own.values.reduce(0, +))
      let added = length == 1 ? 0.0 : 1.0
      guard found + added > 0 else { return 0 }
      product += log((found + added) / (all + added))
    }
    let brevity = text.count >= reference.count ? 1 : exp(1 - Double(reference.count) / Double(text.count))
    return brevity * exp(product / 4)
  }

  private static func runs(_ words: [String], _ length: Int) -> [ArraySlice<String>: Int] {
    guard words.count >= length else { return [:] }
    return (0...words.count - length).reduce(into: [:]) { $0[words[$1..<$1 + length], default: 0] += 1 }
  }

  private static func pairs(_ count: Int) -> [(Int, Int)] {
    guard count > 1 else { return [] }
    if count * (count - 1) <= pairLimit {
      return (0..<count).flatMap { first in (0..<count).filter { $0 != first }.map { (first, $0) } }
    }
    var chance = SeededChance(seed: 4)
    return (0..<pairLimit).map { _ in
      let first = chance.below(count)
      return (first, (first + 1 + chance.below(count - 1)) % count)
    }
  }
}
