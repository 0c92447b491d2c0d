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
    if !isOrdered, let question = conditional(opening, words, names) { return question }
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
    case "follows" where words[words.count - 2].folded == "as":
      return manner(words, text, names)
    case "of" where words[words.count - 2].folded == "consists":
      return subject(words.count - 2).map { "what does \($0) consist of?" }
    default:
      return following(words, text, names) ?? (opening.contains(",") ? nil : completed(words, text, names))
    }
  }

  /// What stands before the one comma of a clause goes to the end of its question: `Before selling goods, the clerk shall`.
  private static func conditional(_ opening: String, _ words: [Word], _ names: ChunkNames) -> String? {
    let parts = opening.split(separator: ", ", omittingEmptySubsequences: false)
    guard parts.count == 2, openers.contains(words[0]), let main = question(String(parts[1]), isOrdered: false, names: names),
      !Phrases.containsPointing(Words.words(in: String(parts[0]))[...])
    else { return nil }
    return main.dropLast() + " " + Phrases.lowerFirst(String(parts[0]), names: names) + "?"
  }

  private static let openers: WordSet = ["if", "when", "whenever", "where", "before", "after", "on", "until", "once"]

  /// `Tugs shall be taken as follows`: how shall tugs be taken?
  private static func manner(_ words: [Word], _ text: (Range<Int>) -> String, _ names: ChunkNames) -> String? {
    guard let verb = words.firstIndex(where: { Clause.modals.contains($0) || ["is", "are"].contains($0.folded) }), verb >= 1,
      isNounPhrase(words[..<verb]), verb + 3 < words.count, VerbLexicon.isParticiple(words[words.count - 3].folded)
    else { return nil }
    let subject = Phrases.lowerFirst(text(0..<verb), names: names)
    return "how \(words[verb].folded) \(subject) \(text(verb + 1..<words.count - 2))?"
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
    guard let first = words.first, words.count <= 12 else { return false }
    guard !FunctionWords.prepositions.contains(first), !Phrases.leaning.contains(first) else { return false }
    let relative = words.indices.dropFirst().first { relatives.contains(words[$0]) }
    // A clause of its own has a verb: `the owner of a vessel that has sunk`.
    if let relative, relative + 1 < words.endIndex, Clause.isFinite(words[relative + 1]) {
      return isNounPhrase(words[..<relative]) && !words[(relative + 1)...].contains { Phrases.pointing.contains($0) }
    }
    return words.count <= 8
      && !words.contains { FunctionWords.auxiliaries.contains($0) || Phrases.pointing.contains($0) }
  }

  private static let relatives: WordSet = ["who", "that", "which"]
}
