internal import TextAnalysis

/// How well a sentence of a passage does as the answer of a question.
///
/// It must be whole, be understood behind its question, and lay down something (``TextAnalysis/StatedFact``). What is left is ranked by
/// how much it lays down.
enum AnswerWorth {
  /// Words that an answer may have.
  private static let lengths = 5...45

  /// The places of the best sentences, at most `count`, in the order of the passage. Of sentences that say the same the first counts.
  ///
  /// None of a passage that OCR has garbled in more than one word of eighty is taken: what looks right there often is not.
  static func best(_ count: Int, of sentences: [PassageSentences.Sentence], under outline: String = "") -> [Int] {
    if isNoisy(sentences) { return [] }
    var seen: Set<String> = []
    let ranked = sentences.enumerated().compactMap { place, sentence -> (place: Int, rank: Int)? in
      let words = Words.words(in: sentence.text)
      guard seen.insert(words.map(\.folded).joined(separator: " ")).inserted else { return nil }
      return (sentence.isRow ? rank(ofRow: sentence.text, words) : rank(of: sentence.text, words, under: outline)).map {
        (place, $0)
      }
    }
    let best = ranked.sorted { $0.rank == $1.rank ? $0.place < $1.place : $0.rank > $1.rank }.prefix(count)
    return best.map(\.place).sorted()
  }

  /// How much a sentence lays down, from 1; nil where it is no answer.
  private static func rank(of text: String, _ words: [Word], under outline: String) -> Int? {
    let folded = words.map(\.folded)
    guard lengths.contains(words.count), isWhole(text), StandaloneSentence.stands(words, under: outline) else { return nil }
    guard !words.contains(where: isGarbled), !hasJunk(text), !isTitle(words), !leansOnPlace(folded) else { return nil }
    guard words.contains(where: isNoun), !offers(folded), opinions.isDisjoint(with: folded) else { return nil }
    let stated = StatedFact.facts(in: folded)
    // “You can also sort the list”: what is only possible, or will be, is seldom worth a question, but for what a named thing can do.
    let isFirm = stated != [.rule] || folded.contains(where: firm.contains)
    if stated.isEmpty || !isFirm { return isOfNamed(words) ? 1 : nil }
    return 2 * stated.count + (words.count >= 8 ? 1 : 0)
  }

  /// “You can also …”, “If you like that, you may …”: one way among others; but “To restore it, you can run …” says how.
  private static func offers(_ words: [String]) -> Bool {
    words.first != "to"
      && zip(words, words.dropFirst()).contains { $0 == "you" && ["can", "could", "may", "might", "will"].contains($1) }
  }

  /// Whether the sentence is of eight words at the least and begins with a name, or what it is about, and then a verb: “The Harbour Office keeps
  /// …”, “Lamps are kept …”.
  private static func isOfNamed(_ words: [Word]) -> Bool {
    guard words.count >= 8, let first = words.first, first.folded != "you", !startsAside(words) else { return false }
    let subject = words.prefix(7).prefix { !FunctionWords.auxiliaries.contains($0.folded) }
    let hasName = subject.dropFirst().contains { $0.isCapitalised && isNoun($0) }
    return hasName || subject.count < min(7, words.count) && subject.last.map(isNoun) == true
  }

  private static func startsAside(_ words: [Word]) -> Bool {
    FunctionWords.conditionals.union(FunctionWords.conjunctions.words).contains(words[0].folded)
      || words[0].folded.hasSuffix("ing")
  }

  private static func isNoisy(_ sentences: [PassageSentences.Sentence]) -> Bool {
    let words = sentences.flatMap { $0.text.split(separator: " ") }
    let noisy = words.count { word in
      !word.contains("`") && (hasJunk(String(word)) || Words.words(in: String(word)).contains(where: isGarbled))
    }
    return noisy > 1 && noisy * 80 > words.count
  }

  /// A row needs a name and a value below named columns.
  private static func rank(ofRow text: String, _ words: [Word]) -> Int? {
    let cells = text.split(separator: "; ")
    guard cells.count >= 2, cells.allSatisfy({ $0.contains(": ") }), words.count <= lengths.upperBound else { return nil }
    return StatedFact.facts(in: words.map(\.folded)).isEmpty ? nil : 1
  }

  /// Begins as a sentence does and ends in a full stop.
  private static func isWhole(_ text: String) -> Bool {
    let closers: Set<Character> = ["”", "\"", "’", "'", ")", "]"]
    let end = text.reversed().drop { closers.contains($0) }.first
    let start = text.drop { "“\"‘'(`".contains($0) }.first
    // A number before a capital is that of a note or a section: “69 The assessment”.
    guard end == ".", let start, text.prefixMatch(of: /[\d.]+\s+\p{Lu}/) == nil else { return false }
    let open = text.count { $0 == "(" } - text.count { $0 == ")" }
    return (start.isUppercase || start.isNumber) && open == 0 && !text.contains("…") && !text.contains("...")
  }

  /// Whether no language has the word, what stands before its `'s` taken alone: `BARGEOO2I's`.
  private static func isGarbled(_ word: Word) -> Bool {
    Words.isGarbled(word.folded) || word.folded.split { "'’-".contains($0) }.first.map { Words.isGarbled(String($0)) } ?? false
  }

  /// Whether most words of content have a capital, as those of titles do.
  private static func isTitle(_ words: [Word]) -> Bool {
    let nouns = words.filter(isNoun)
    return nouns.count >= 4 && 10 * nouns.count(where: \.isCapitalised) > 7 * nouns.count
  }

  /// Whether bad OCR shows: a mark in the midst of a word, or signs that no sentence has.
  private static func hasJunk(_ text: String) -> Bool {
    text.contains(/\p{L}[;,!?]\p{L}|(^|\s)[;,!?:]\p{L}|[~^¢\\|{}<>=_]|\s\d{1,2}\s*\.$/)
  }

  private static func isNoun(_ word: Word) -> Bool {
    !FunctionWords.all.contains(word.folded) && !FunctionWords.modals.contains(word.folded) && !word.isNumber
  }

  /// Whether it speaks of a place of the page: “the table below”, “see Figure 3”, “the following”.
  private static func leansOnPlace(_ words: [String]) -> Bool {
    if words.contains("see") || words.contains("following") || words.contains("above") || words.contains("below") { return true }
    if words.contains("information"), !Set(words).isDisjoint(with: ["more", "further", "available", "refer"]) { return true }
    return zip(words, words.dropFirst()).contains { pair in
      pair.0 == "this" && places.contains(pair.1)
        || places.contains(pair.0) && pair.1.utf8.first.map { $0 &- 0x30 < 10 } == true
    }
  }

  private static let firm = FunctionWords.modals.union(["if", "unless", "except"]).subtracting(["can", "will", "may"])
  /// Words of praise and of talk.
  private static let opinions: Set<String> = [
    "great", "excellent", "amazing", "wonderful", "beautiful", "love", "enjoy", "fun", "perfect", "exciting", "truthfully",
    "really",
    "very", "quite", "awesome", "fantastic", "probably", "hopefully", "unfortunately", "fortunately",
  ]
  private static let places: Set<String> = [
    "section", "chapter", "document", "manual", "page", "table", "figure", "example", "paragraph", "article", "list", "appendix",
  ]
}
