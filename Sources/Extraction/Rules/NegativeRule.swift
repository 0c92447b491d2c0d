internal import TextAnalysis

/// Rules that begin with what they bar or with the only one they let: `No vessel shall …`, `Nobody who is strained can …`, `Only a
/// competent person may …`.
enum NegativeRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static let modals: WordSet = ["must", "shall", "may", "can"]

  private static let openers: WordSet = ["no", "nobody", "only"]

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard sentence.isSelfContained, openers.contains(words[0]),
      let modal = modal(sentence), words[0].folded != "nobody" || modal > 1, modal + 2 < words.count,
      !Phrases.containsOpenPointing(words[..<modal]),
      !(0..<modal).contains(where: { sentence.isBreak(after: $0) })
    else { return nil }
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    let isOnly = words[0].folded == "only"
    guard isOnly || !passage.isBroad(0..<modal, sentence) else { return nil }
    guard let asked = isOnly ? privilege(sentence, modal) : ban(sentence, modal) else { return nil }
    return Draft(
      kind: isOnly ? .agent : .prohibition, question: lead + asked + "?", answer: sentence.text,
      shortAnswer: isOnly ? sentence.text(0..<modal) : nil, range: sentence.range, isGeneral: !isOnly)
  }

  /// The modal verb behind the subject, which is at most nine words long or has a clause of its own.
  private static func modal(_ sentence: Sentence) -> Int? {
    let words = sentence.words
    if let verb = RelativeSubject.mainVerb(sentence, from: words[0].folded == "only" ? 1 : 0) {
      return modals.contains(words[verb]) ? verb : nil
    }
    return words.prefix(11).dropFirst().firstIndex { modals.contains($0) }
      .flatMap { index in
        words[1..<index].contains { FunctionWords.auxiliaries.contains($0) || ["who", "that", "which"].contains($0.folded) }
          ? nil : index
      }
  }

  /// `may any vessel anchor in the fairway`, `can anybody who is strained run up the stairs`.
  private static func ban(_ sentence: Sentence, _ modal: Int) -> String? {
    let words = sentence.words
    let isDone = words[modal + 1].folded == "be" && VerbLexicon.isParticiple(words[modal + 2].folded)
    guard isDone || VerbLexicon.isBase(words[modal + 1]), words[modal + 1].folded != "have",
      let act = BarredAct.text(of: sentence, from: modal + 1)
    else { return nil }
    let asks = words[modal].folded == "can" ? "can" : "may"
    guard words[0].folded == "no" else { return modal >= 2 ? "\(asks) anybody \(sentence.text(1..<modal)) \(act)" : nil }
    // “No more than two vessels” bars a number and not a vessel.
    guard modal >= 2, !["more", "fewer", "less", "other"].contains(words[1].folded) else { return nil }
    return "\(asks) any \(sentence.text(1..<modal)) \(act)"
  }

  /// `who or what may light a flame`: up to the first break behind the verb.
  private static func privilege(_ sentence: Sentence, _ modal: Int) -> String? {
    let words = sentence.words
    let end = (modal + 1..<words.count).first { sentence.isBreak(after: $0) }.map { $0 + 1 } ?? words.count
    guard !Numerals.isNumber(words[1]), words[1].folded != "one", end - modal <= 15, end - modal >= 3,
      words[modal + 1].folded == "be" || VerbLexicon.isBase(words[modal + 1]),
      !Phrases.containsPointing(words[modal..<end]),
      !["of", "when", "if", "in", "the"].contains(words[1].folded)
        || words[1].folded == "the"
    else { return nil }
    return "who or what " + sentence.text(modal..<end)
  }
}
