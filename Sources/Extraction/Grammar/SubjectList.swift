internal import TextAnalysis

/// Subjects that name several things: `Batteries, paint and fluorescent tubes`.
enum SubjectList {
  /// Words of an item at most.
  private static let longest = 5
  /// First words with which a comma parts no list.
  private static let openers: WordSet = [
    "first", "second", "third", "besides", "moreover", "furthermore", "meanwhile", "still", "later", "here", "like", "unlike",
    "yes", "well", "indeed", "too", "once", "thus",
  ]

  /// Whether the commas of a range part items of a list, the last of which `and` or `or` joins to the others.
  static func isList(_ sentence: Sentence, _ range: Range<Int>) -> Bool {
    let words = sentence.words
    let first = words[range.lowerBound]
    if openers.contains(first) || Phrases.connecting.contains(first) || first.folded.hasSuffix("ly") { return false }
    let breaks = range.filter { sentence.isBreak(after: $0) }
    guard let last = breaks.last, last + 1 < range.upperBound, breaks.allSatisfy({ sentence.isComma(after: $0) }) else {
      return false
    }
    var start = range.lowerBound
    for end in breaks {
      let item = words[start...end]
      if item.count > longest || item.contains(where: { FunctionWords.auxiliaries.contains($0) }) { return false }
      start = end + 1
    }
    let joint = words[start..<range.upperBound].prefix(longest).firstIndex { $0.folded == "and" || $0.folded == "or" }
    return joint.map { $0 + 1 < range.upperBound } ?? false
  }
}
