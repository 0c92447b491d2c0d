/// The dots that lead from a title to its page number in a table of contents.
enum LeaderDots {
  /// `words` with every run of three dots and more as one `…`, whether the dots stand together or apart.
  static func collapsed(_ words: [String]) -> [String] {
    guard words.contains(where: { isDots($0) || holdsRun($0) }) else { return words }
    var result: [String] = []
    var index = 0
    while index < words.count {
      var end = index
      while end < words.count, isDots(words[end]) { end += 1 }
      let dots = words[index..<end].reduce(0) { $0 + $1.unicodeScalars.reduce(0) { $0 + ($1 == "…" ? 3 : 1) } }
      if end > index {
        if dots >= 3, words[index] != "..." || end > index + 1 {
          appendLeader(to: &result)
        } else {
          result.append(contentsOf: words[index..<end])
        }
        index = end
      } else {
        append(words[index], to: &result)
        index += 1
      }
    }
    return result
  }

  /// A word that may hold a leader inside: `Title....12`.
  private static func append(_ word: String, to result: inout [String]) {
    guard let run = dotRun(in: word) else {
      result.append(word)
      return
    }
    let head = String(word[..<run.lowerBound])
    let tail = String(word[run.upperBound...])
    if !head.isEmpty { result.append(head) }
    appendLeader(to: &result)
    if !tail.isEmpty { result.append(tail) }
  }

  /// Whether a line of words, after ``collapsed(_:)``, is an entry of a table of contents: a title, a
  /// leader and a page number.
  static func isEntry(_ words: [String]) -> Bool {
    guard words.count >= 3, let leader = words.lastIndex(of: "…"), leader > 0, leader == words.count - 2, let number = words.last
    else { return false }
    return number.count <= 7 && number.allSatisfy { $0.isNumber || "ivxlcIVXLC–-".contains($0) }
  }

  /// Whether four dots stand in a row.
  static func holdsRun(_ text: String) -> Bool {
    var dots = 0
    for byte in text.utf8 {
      dots = byte == UInt8(ascii: ".") ? dots + 1 : 0
      if dots == 4 { return true }
    }
    return false
  }

  /// Whether the words of a line hold a leader: dots in a row, or apart.
  static func holdsLeader(_ words: [LayoutWord]) -> Bool {
    var dots = 0
    for word in words {
      if holdsRun(word.text) { return true }
      dots = isDots(word.text) ? dots + 1 : 0
      if dots == 3 { return true }
    }
    return false
  }

  private static func appendLeader(to words: inout [String]) {
    if words.last != "…" { words.append("…") }
  }

  private static func isDots(_ word: String) -> Bool {
    guard let first = word.utf8.first, first == 0x2E || first == 0x5F || first >= 0x80 else { return false }
    return word.unicodeScalars.allSatisfy { $0 == "." || $0 == "·" || $0 == "…" || $0 == "_" }
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
