/// Why a question cannot be understood alone.
package enum QuestionFault: String, CaseIterable {
  case pointing = "pointing-questions"
  case pronoun = "bare-pronouns"
  case subject = "no-subject"

  package var summary: String {
    switch self {
    case .pointing: "questions that point at what is not there (“the table above”, “this document”)"
    case .pronoun: "questions with a pronoun before anything that it could stand for"
    case .subject: "questions that name no thing, or one only, with “the” before it"
    }
  }

  /// In the order of the cases. What stands in quotation marks is a name, whatever its words.
  package static func faults(of question: String) -> [QuestionFault] {
    let (bare, hasQuote) = unquoted(question)
    let words = Words.words(in: bare)
    let folded = words.map(\.folded)
    var faults: [QuestionFault] = []
    if points(folded) { faults.append(.pointing) }
    if !hasQuote {
      if leansOnPronoun(words) { faults.append(.pronoun) }
      if lacksSubject(words) { faults.append(.subject) }
    }
    return faults
  }

  /// The question without what stands in “…”, "…" and `…`.
  private static func unquoted(_ question: String) -> (String, Bool) {
    var (text, hasQuote): (String, Bool) = ("", false)
    var end: Character?
    for character in question {
      if let mark = end {
        if character == mark { end = nil }
      } else if let mark = quotes[character] {
        (end, hasQuote) = (mark, true)
      } else {
        text.append(character)
      }
    }
    return (text, hasQuote)
  }

  private static let quotes: [Character: Character] = ["“": "”", "\"": "\"", "`": "`", "«": "»"]

  // MARK: Pointing

  /// `the table above`, `this section`, `as described below`, `the following list`, `the passage`.
  private static func points(_ words: [String]) -> Bool {
    words.indices.contains { index in
      let before = index > 0 ? words[index - 1] : ""
      let after = index + 1 < words.count ? words[index + 1] : ""
      switch words[index] {
      case "above", "below": return index + 1 == words.count || pointers.contains(before) || places.contains(before)
      case "this", "these": return places.contains(after) || after == "case" || after == "cases"
      case "the": return alwaysPlaces.contains(after) || (after == "following" && index + 2 < words.count)
      case "text", "document", "table":
        return before == "the" && index + 1 < words.count && sayings.contains(after)
          || before == "the" && after.isEmpty && index >= 2 && ["to", "in", "by"].contains(words[index - 2])
      case "aforementioned", "aforesaid", "hereof", "thereof", "herein", "therein": return true
      default: return false
      }
    }
  }

  private static let places: Set<String> = [
    "passage", "text", "excerpt", "document", "context", "table", "paragraph", "section", "chapter", "list", "page", "figure",
    "chunk", "snippet", "article", "example",
  ]
  private static let alwaysPlaces: Set<String> = ["passage", "excerpt", "snippet", "chunk"]
  private static let pointers: Set<String> = [
    "described", "given", "listed", "shown", "mentioned", "defined", "noted", "as", "see",
  ]
  private static let sayings: Set<String> = [
    "above", "below", "say", "says", "state", "states", "describe", "describes", "provided", "given", "shown", "mention",
    "mentions",
  ]

  // MARK: Pronouns

  /// Before a pronoun must stand a noun: what follows an article or a number, a name, or for `they` a plural.
  private static func leansOnPronoun(_ words: [Word]) -> Bool {
    for (index, word) in words.enumerated() where pronouns.contains(word.folded) {
      let before = words[..<index]
      let hasNoun = before.indices.contains { place in
        let earlier = words[place]
        if place > 0, earlier.isCapitalised || earlier.isNumber { return true }
        if place > 0, determiners.contains(words[place - 1].folded), isContent(earlier.folded) { return true }
        return plurals.contains(word.folded) && isPlural(earlier.folded)
      }
      if !hasNoun { return true }
      return false
    }
    return false
  }

  private static func isPlural(_ word: String) -> Bool { isContent(word) && word.hasSuffix("s") && word.utf8.count > 3 }

  private static let pronouns: Set<String> = [
    "it", "its", "they", "them", "their", "he", "him", "his", "she", "her", "itself", "themselves",
  ]
  private static let plurals: Set<String> = ["they", "them", "their", "themselves"]
  private static let determiners: Set<String> = [
    "a", "an", "the", "each", "every", "any", "all", "no", "some", "which", "what", "many", "two", "another",
  ]

  // MARK: Subjects

  private static func lacksSubject(_ words: [Word]) -> Bool {
    if words.dropFirst().contains(where: { $0.isCapitalised || $0.isNumber }) { return false }
    let places = words.indices.filter { isContent(words[$0].folded) }
    guard let only = places.first else { return true }
    return places.count == 1 && only > 0 && words[only - 1].folded == "the"
  }

  private static func isContent(_ word: String) -> Bool { !FunctionWords.all.contains(word) && !light.contains(word) }

  /// Words that ask, and verbs that say nothing by themselves.
  private static let light: Set<String> = [
    "happen", "happens", "happened", "mean", "means", "meant", "done", "doing", "made", "make", "makes", "long", "many", "much",
    "often", "far", "case", "cases", "thing", "things", "apply", "applies", "follow", "follows", "say", "says", "said",
    "possible",
    "according", "need", "needs", "given", "use", "used",
  ]
}
