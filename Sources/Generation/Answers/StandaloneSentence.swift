internal import TextAnalysis

/// Whether a sentence says by itself what it is about, so that it can stand behind a question without the sentences before it.
///
/// By its words alone, English ones: what points back (*this*, *such*, *the latter*), goes on (*also*, *instead*), speaks for its writer
/// (*I*, *our*), orders something of nobody in particular, or has a pronoun before anything that it could stand for does not.
enum StandaloneSentence {
  /// - Parameters:
  ///   - words: of the sentence.
  ///   - outline: the title and headings that the sentence stands under.
  static func stands(_ words: [Word], under outline: String) -> Bool {
    let folded = words.map { bare($0.folded) }
    guard let first = folded.first, folded.allSatisfy({ !leaning.contains($0) }) else { return false }
    if openings.contains(first) || isContinued(folded) { return false }
    return !leansOnPronoun(words, folded) && !startsBehind(folded, outline) && !isOrder(words, folded)
  }

  /// What is before an apostrophe: `it` of `it's`.
  private static func bare(_ word: String) -> String {
    word.firstIndex { $0 == "'" || $0 == "’" }.map { String(word[..<$0]) } ?? word
  }

  /// “In addition, …”, “On the other hand, …”, “As a result, …”.
  private static func isContinued(_ words: [String]) -> Bool {
    guard words.count > 1, ["in", "on", "at", "as", "of", "for", "by", "with", "after", "from"].contains(words[0]) else {
      return false
    }
    return continuing.contains(words[1]) || words[1] == "the" && words.count > 2 && continuing.contains(words[2])
  }

  // MARK: Pronouns

  /// Before the first pronoun must stand a name, a noun behind an article or, for *they*, a plural; before *he* and *she* a name.
  private static func leansOnPronoun(_ words: [Word], _ folded: [String]) -> Bool {
    guard let place = folded.firstIndex(where: { things.contains($0) || persons.contains($0) }) else { return false }
    return !words.indices.prefix(place).contains { (index: Int) -> Bool in
      let isContent = !FunctionWords.all.contains(folded[index]) && !words[index].isNumber
      let isName = isContent && words[index].isCapitalised && index > 0
      if persons.contains(folded[place]) { return isName }
      let isPlural = plurals.contains(folded[place]) && folded[index].hasSuffix("s")
      return isName || isContent && (index == 0 || isPlural || articles.contains(folded[index - 1]))
    }
  }

  private static let things: Set<String> = ["it", "its", "itself", "they", "them", "their", "themselves"]
  private static let plurals: Set<String> = ["they", "them", "their", "themselves"]
  private static let persons: Set<String> = ["he", "him", "his", "himself", "she", "her", "hers", "herself"]
  private static let articles = FunctionWords.articles.union(["your", "two", "three", "all", "both"])

  // MARK: Beginnings

  /// “The platform is …”: one noun that the nearest heading does not have was named before.
  private static func startsBehind(_ words: [String], _ outline: String) -> Bool {
    guard words.count > 2, words[0] == "the", isVerb(words[2]) else { return false }
    let heading = outline.split(separator: " > ").last ?? ""
    return !Words.words(in: String(heading)).contains { WordStem.stem($0.folded) == WordStem.stem(words[1]) }
  }

  /// “Answer any questions that come up”: a verb, then what it is done to, and no verb that could be the sentence's own.
  private static func isOrder(_ words: [Word], _ folded: [String]) -> Bool {
    guard folded.count > 2, !FunctionWords.all.contains(folded[0]), !words[1].isCapitalised else { return false }
    let behind = FunctionWords.articles.union(["your", "all", "up", "out", "to", "in", "on", "for", "it", "that", "if"])
    return behind.contains(folded[1]) && !folded.dropFirst().prefix(4).contains(where: isVerb)
  }

  private static func isVerb(_ word: String) -> Bool {
    FunctionWords.auxiliaries.contains(word) || FunctionWords.modals.contains(word)
  }

  // MARK: Words

  /// Words that no answer has, wherever they stand.
  private static let leaning: Set<String> = [
    "this", "these", "those", "such", "also", "too", "latter", "former", "another", "others", "thing", "things", "again", "then",
    "however", "instead", "otherwise", "therefore", "thus", "hence", "already", "previously", "earlier", "above", "below",
    "following", "here",
    "aforementioned",
    "i", "me", "my", "mine", "we", "us", "our", "ours", "let", "likewise", "moreover", "furthermore", "nevertheless",
  ]

  /// Words that no answer begins with.
  private static let openings: Set<String> = [
    "it", "its", "they", "their", "he", "his", "she", "her", "that", "what", "there", "but", "and", "or", "so", "yet", "nor",
    "both",
    "neither", "either", "some", "sometimes", "usually", "generally", "ideally", "additionally", "similarly", "consequently",
    "finally",
    "still", "thank", "thanks", "only", "first", "second", "third", "firstly", "secondly", "note", "please", "perhaps", "maybe",
    "afterwards", "meanwhile", "one", "many", "most", "more", "several", "few", "reference",
  ]

  /// Words that make of a preposition before them one that leans on the sentence before.
  private static let continuing: Set<String> = [
    "addition", "case", "cases", "fact", "general", "particular", "contrast", "turn", "short", "example", "instance", "result",
    "course", "upside", "downside", "contrary", "hand", "same", "end", "time", "many", "most", "that", "other", "average",
    "first",
  ]
}
