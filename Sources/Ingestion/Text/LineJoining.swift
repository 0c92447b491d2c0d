/// Mends words that a line end broke.
enum LineJoining {
  /// The word made of `head`, which ends a line, and `tail`, which begins the next; nil where they are two words.
  ///
  /// A soft hyphen (U+00AD) always goes. `letter-` before a lower-case letter is a broken word and loses its hyphen, unless the
  /// document has the word with its hyphen and not the joined one. After a digit or before a capital the hyphen stays. A dash
  /// keeps its neighbours close.
  static func joined(_ head: String, _ tail: String, vocabulary: Vocabulary) -> String? {
    guard let last = head.unicodeScalars.last, let first = tail.unicodeScalars.first else { return nil }
    if last == "\u{AD}" { return String(head.unicodeScalars.dropLast()) + tail }
    guard last == "-" || last == "\u{2010}" || last == "—" else { return nil }
    let stem = String(head.unicodeScalars.dropLast())
    guard let before = stem.unicodeScalars.last, before.properties.isAlphabetic else {
      return stem.unicodeScalars.last?.properties.numericType != nil && last != "—" ? head + tail : nil
    }
    guard last != "—", first.properties.isLowercase else { return head + tail }
    return vocabulary.keepsHyphen(stem, tail) ? head + tail : stem + tail
  }

  /// The words of lines in one list, broken ones mended.
  static func words(of lines: [String], vocabulary: Vocabulary) -> [String] {
    var words: [String] = []
    for line in lines {
      var pieces = line.split(separator: " ").map(String.init)
      if let head = words.last, let tail = pieces.first, let joined = joined(head, tail, vocabulary: vocabulary) {
        words[words.count - 1] = joined
        pieces.removeFirst()
      }
      words.append(contentsOf: pieces)
    }
    return words
  }

  /// The words of a document that stand inside lines, by which broken ones are judged.
  struct Vocabulary: Sendable {
    private var words: Set<String> = []

    /// Notes the words of a line, without the last, which may be broken.
    mutating func note(_ line: [String]) {
      for word in line.dropLast() {
        let core = Self.core(of: word)
        if core.utf8.count > 2 { words.insert(core) }
      }
    }

    /// The core of a word in ASCII, which nearly all are; nil for others.
    private static func asciiCore(of word: String) -> String? {
      func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
      var word = word
      return word.withUTF8 { utf8 -> String? in
        guard utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        guard let first = utf8.firstIndex(where: isLetter), let last = utf8.lastIndex(where: isLetter) else { return "" }
        return String(decoding: utf8[first...last].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
      }
    }

    func keepsHyphen(_ head: String, _ tail: String) -> Bool {
      let first = Self.core(of: head)
      let second = Self.core(of: tail)
      return !words.contains(first + second) && words.contains(first + "-" + second)
    }

    /// Lower case, without what is no letter at either end.
    private static func core(of word: String) -> String {
      if let ascii = asciiCore(of: word) { return ascii }
      let letters = word.lowercased().unicodeScalars.drop { !$0.properties.isAlphabetic }
      var view = String.UnicodeScalarView(letters)
      while let last = view.last, !last.properties.isAlphabetic { view.removeLast() }
      return String(view)
    }
  }
}
