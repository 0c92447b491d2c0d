/// The dots that lead from a title to its page number in a table of contents.
enum LeaderDots {
  /// `words` with every run of dots as one `…`.
  static func collapsed(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      var word = word
      if let range = dotRun(in: word) {
        let head = String(word[..<range.lowerBound])
        let tail = String(word[range.upperBound...])
        if !head.isEmpty { result.append(head) }
        appendLeader(to: &result)
        word = tail
      } else if isDots(word) {
        appendLeader(to: &result)
        word = ""
      }
      if !word.isEmpty { result.append(word) }
    }
    return result
  }

  /// Whether a line of words, after ``collapsed(_:)``, is an entry of a table of contents.
  static func isEntry(_ words: [String]) -> Bool {
    guard words.count >= 2, let leader = words.lastIndex(of: "…"), leader > 0 else { return false }
    let rest = words[(leader + 1)...]
    return rest.count <= 1 && rest.allSatisfy { $0.count <= 7 }
  }

  private static func appendLeader(to words: inout [String]) {
    if words.last != "…" { words.append("…") }
  }

  private static func isDots(_ word: String) -> Bool {
    !word.isEmpty && word.unicodeScalars.allSatisfy { $0 == "." || $0 == "·" || $0 == "…" || $0 == "_" } && (word.unicodeScalars.count != 3 || word == "…")
  }

  /// Four dots or more inside a word: `Title....12`.
  private static func dotRun(in word: String) -> Range<String.Index>? {
    guard let start = word.range(of: "....")?.lowerBound else { return nil }
    let end = word[start...].firstIndex { $0 != "." } ?? word.endIndex
    return start..<end
  }
}

extension String {
  /// The first place where `needle` occurs.
  fileprivate func range(of needle: String) -> Range<String.Index>? { ranges(of: needle).first }
}
