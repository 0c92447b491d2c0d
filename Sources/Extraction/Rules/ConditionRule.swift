internal import Chunking
internal import TextAnalysis

/// Conditions without a duty: `If the tide turns, every lantern goes out.`
enum ConditionRule {
  private static let openers: WordSet = ["if", "when", "whenever", "where"]

  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    guard sentence.isSelfContained, let opener = sentence.words.first?.folded, openers.contains(opener),
      let main = sentence.mainClauseStart,
      (4...22).contains(main), sentence.words.count - main >= 3, !Phrases.containsPointing(sentence.words[..<main]),
      sentence.modalClause == nil
    else { return nil }
    guard isCondition(sentence.words[..<main]), isConsequence(sentence.words[main...]) || isClause(sentence, main) else {
      return nil
    }
    // A second comma close behind the first means a list inside the condition, but for one behind a verb.
    if let next = (main..<min(main + 6, sentence.words.count - 1)).first(where: { sentence.isBreak(after: $0) }),
      !sentence.words[main...next].dropFirst().contains(where: { Clause.isFinite($0) && VerbLexicon.form($0)?.form != .base })
    {
      return nil
    }
    let condition = Phrases.lowerFirst(sentence.text(0..<main), names: passage.names)
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    let consequence = Phrases.sentence(sentence.text(from: main))
    return Draft(
      kind: .condition, question: lead + (lead.isEmpty ? "What" : "what") + " happens \(condition)?", answer: sentence.text,
      shortAnswer: consequence.count < 120 && !saysMore(sentence.words[main...]) ? Phrases.withoutStop(consequence) : nil,
      range: sentence.range)
  }

  /// Whether another condition stands behind the consequence of the first: `…, and when …`.
  private static func saysMore(_ words: ArraySlice<Word>) -> Bool {
    words.indices.dropFirst().contains { words[$0 - 1].folded == "and" && openers.contains(words[$0]) }
  }

  /// A whole clause with a verb, about no reader in particular: not `If used …`, `If you want …`.
  private static func isCondition(_ words: ArraySlice<Word>) -> Bool {
    let rest = words.dropFirst()
    guard let first = rest.first,
      !["not", "possible", "necessary", "in", "there", "neither", "either", "none", "both"].contains(first.folded)
    else { return false }
    if first.folded.hasSuffix("ed") || first.folded.hasSuffix("ing") { return false }
    if rest.contains(where: { Phrases.readers.contains($0) || openers.contains($0) || past.contains($0) }) { return false }
    return rest.indices.dropFirst().contains { index in
      guard Clause.isFinite(rest[index]), !rest[index].isCapitalised else { return false }
      // A base form agrees with a plural before it; elsewhere it is a noun or belongs to one.
      return VerbLexicon.form(rest[index])?.form != .base || rest[index - 1].folded.hasSuffix("s")
        || FunctionWords.auxiliaries.contains(rest[index])
    }
  }

  /// Whether a plain clause about no reader stands behind the condition.
  private static func isClause(_ sentence: Sentence, _ main: Int) -> Bool {
    guard let clause = sentence.clause, clause.opening?.upperBound == main, sentence.words[main].folded != "you" else {
      return false
    }
    return !sentence.words[main...].prefix(10).contains { advice.contains($0) || Phrases.readers.contains($0) }
      && !sentence.words[main...].prefix(7).contains { counsel.contains($0) }
  }

  /// What happens, and not what someone is told or advised: it begins with a noun phrase, and no modal stands near.
  private static func isConsequence(_ words: ArraySlice<Word>) -> Bool {
    guard let first = words.first, words.count >= 3 else { return false }
    let second = words[words.startIndex + 1].folded
    guard
      ["the", "a", "an", "each", "every", "all", "no", "both"].contains(first.folded)
        || !["and", "or"].contains(first.folded) && ["is", "are", "will", "has", "have"].contains(second)
    else { return false }
    if Phrases.pointing.contains(first) || first.folded == "there" { return false }
    if words.prefix(7).contains(where: { counsel.contains($0) }) { return false }
    return !words.prefix(10).contains { advice.contains($0) || Phrases.readers.contains($0) }
  }

  private static let past: WordSet = ["was", "were", "had", "did"]
  private static let advice: WordSet = [
    "should", "must", "may", "can", "could", "might", "need", "needs", "would", "cannot", "shall",
  ]

  /// Nouns of sentences that guess or counsel: `a plausible explanation is …`.
  private static let counsel: WordSet = [
    "explanation", "solution", "technique", "workaround", "approach", "idea", "choice", "reason", "cause", "alternative", "way",
  ]
}
