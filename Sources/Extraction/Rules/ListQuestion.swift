internal import TextAnalysis

/// The question that a list answers, made of the clause that opens it.
///
/// Only clauses that turn into a plain question are taken: asking how “a list that begins …” goes on tests recitation.
enum ListQuestion {
  /// - Parameter opening: the clause without its colon: `The possible actions are`.
  static func question(_ opening: String, isOrdered: Bool, names: ChunkNames) -> String? {
    let words = Words.words(in: opening)
    guard let last = words.last, words.count >= 3 else { return nil }
    func text(_ range: Range<Int>) -> String {
      let utf8 = Array(opening.utf8)
      return String(
        decoding: utf8[words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound], as: UTF8.self)
    }
    func subject(_ end: Int) -> String? {
      let range = 0..<end
      guard end >= 1, isNounPhrase(words[range]), !opening.contains(",") else { return nil }
      return Phrases.lowerFirst(text(range), names: names)
    }
    if isOrdered {
      guard words[0].folded == "to", !opening.contains(",") else { return nil }
      return "what are the steps \(Phrases.lowerFirst(opening, names: names))?"
    }
    if words[0].folded == "the", words[1].folded == "following", words.count >= 5, !opening.contains(","),
      ["shall", "must", "may", "can"].contains(words[2].folded)
    {
      return "what \(text(2..<words.count))?"
    }
    if words[0].folded == "the", words[1].folded == "following", isStatement(words[2...]), !opening.contains(",") {
      return "which \(text(2..<words.count))?"
    }
    switch last.folded {
    case "are", "is":
      return subject(words.count - 1).map { "what \(last.folded) \($0)?" }
    case "includes", "contains", "covers", "comprises":
      return subject(words.count - 1).map { "what does \($0) \(last.folded.dropLast())?" }
    case "include", "contain", "cover", "comprise":
      return subject(words.count - 1).map { "what do \($0) \(last.folded)?" }
    case "must", "shall", "may":
      return subject(words.count - 1).map { "what \(last.folded) \($0) do?" }
    case "of" where words[words.count - 2].folded == "consists":
      return subject(words.count - 2).map { "what does \($0) consist of?" }
    default:
      return following(words, text, names) ?? (opening.contains(",") ? nil : completed(words, text, names))
    }
  }

  /// A clause that the items complete: `Clean ballast may be discharged if`, `The notice shall state`, `A permit is needed for`.
  private static func completed(_ words: [Word], _ text: (Range<Int>) -> String, _ names: ChunkNames) -> String? {
    guard let verb = words.firstIndex(where: { Clause.modals.contains($0) || ["is", "are"].contains($0.folded) }), verb >= 1,
      words.count - verb <= 10, isNounPhrase(words[..<verb]), words[0].folded != "the" || words[1].folded != "following",
      let last = words.last?.folded
    else { return nil }
    let isModal = Clause.modals.contains(words[verb])
    let subject = Phrases.lowerFirst(text(0..<verb), names: names)
    let isNegative = words[verb + 1 < words.count ? verb + 1 : verb].folded == "not"
    let rest = verb + (isNegative ? 2 : 1)
    guard rest < words.count else { return nil }
    let inverted = "\(words[verb].folded) \(subject)\(isNegative ? " not" : "")"
    switch last {
    case "if", "when", "where":
      guard rest < words.count - 1 else { return nil }
      return "under what conditions \(inverted) \(text(rest..<words.count - 1))?"
    case "unless", "until":
      return nil
    case "for", "from", "with", "by", "to":
      guard rest < words.count - 1, VerbLexicon.isParticiple(words[words.count - 2].folded) else { return nil }
      return "what \(inverted) \(text(rest..<words.count))?"
    default:
      guard isModal, VerbLexicon.isBase(last), rest == words.count - 1 else { return nil }
      return "what \(inverted) \(last)?"
    }
  }

  /// Whether a noun and a verb stand there, and nothing else: `exceptions apply`, `checks are implemented`.
  private static func isStatement(_ words: ArraySlice<Word>) -> Bool {
    guard let last = words.last, (2...6).contains(words.count) else { return false }
    if words.contains(where: { Phrases.pointing.contains($0) }) { return false }
    return ["apply", "exist", "count"].contains(last.folded)
      || words.dropFirst().contains { ["are", "is", "must", "may", "shall", "can"].contains($0.folded) }
  }

  /// `The master shall give the following particulars`: which particulars shall the master give?
  private static func following(_ words: [Word], _ text: (Range<Int>) -> String, _ names: ChunkNames) -> String? {
    guard let modal = words.firstIndex(where: { ["must", "shall", "may"].contains($0.folded) }), modal >= 1,
      modal + 4 < words.count, words.count - modal <= 8, words[modal + 2].folded == "the",
      words[modal + 3].folded == "following", isNounPhrase(words[..<modal]), !FunctionWords.all.contains(words[modal + 1])
    else { return nil }
    let things = text(modal + 4..<words.count)
    let subject = Phrases.lowerFirst(text(0..<modal), names: names)
    return "which \(things) \(words[modal].folded) \(subject) \(words[modal + 1].folded)?"
  }

  /// A few words that begin like a thing and hold no verb.
  private static func isNounPhrase(_ words: ArraySlice<Word>) -> Bool {
    guard let first = words.first, words.count <= 8 else { return false }
    guard !FunctionWords.prepositions.contains(first), !Phrases.leaning.contains(first) else { return false }
    return !words.contains { FunctionWords.auxiliaries.contains($0) || Phrases.pointing.contains($0) }
  }
}
