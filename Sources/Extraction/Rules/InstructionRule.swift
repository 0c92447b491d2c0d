internal import Chunking
internal import TextAnalysis

/// How to do something: `To list the files, run …`, `Use the option … to list the files.`
enum InstructionRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard sentence.isSelfContained, words.count >= 6, words.count <= 40, !sentence.holds(";"),
      !sentence.holds(":"),
      let purpose = opening(sentence) ?? closing(sentence), !Phrases.containsPointing(words[purpose]),
      !words[purpose].contains(where: { ["that", "which", "and", "or"].contains($0.folded) }),
      !words.contains(where: { ["this", "these", "such", "not", "never", "following", "we"].contains($0.folded) })
    else { return nil }
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    return Draft(
      kind: .instruction, question: lead + "how do you \(sentence.text(purpose))?", answer: sentence.text, shortAnswer: nil,
      range: sentence.range, order: 2)
  }

  /// The words behind `To` at the start, up to the comma.
  private static func opening(_ sentence: Sentence) -> Range<Int>? {
    let words = sentence.words
    guard words[0].folded == "to" || (words[0].folded == "in" && words[1].folded == "order" && words[2].folded == "to"),
      let main = sentence.mainClauseStart, main <= 16
    else { return nil }
    let start = words[0].folded == "to" ? 1 : 3
    // The way is told to someone, or as what must be done.
    let isCommand = VerbLexicon.isBase(words[main]) && !["see", "refer", "sign"].contains(words[main].folded)
    let isAdvice =
      words[main].folded == "you" && ["can", "should", "use"].contains(words[main + 1].folded)
      && !["need", "have", "be"].contains(main + 2 < words.count ? words[main + 2].folded : "")
    let tells = isCommand || isAdvice
    guard tells, main - start >= 2, VerbLexicon.isBase(words[start]),
      !["be", "do", "have", "summarize"].contains(words[start].folded)
    else {
      return nil
    }
    return start..<main
  }

  private static let commands: WordSet = [
    "use", "run", "type", "press", "select", "choose", "set", "enter", "specify", "click", "call", "execute", "invoke", "turn",
    "roll", "draw",
  ]

  /// The words behind `to` at the end of a sentence that tells someone to use something.
  private static func closing(_ sentence: Sentence) -> Range<Int>? {
    let words = sentence.words
    guard commands.contains(words[0]), words[0].isCapitalised, words[1].folded != "of",
      let index = words.indices.dropFirst(2).first(where: {
        words[$0].folded == "to" && $0 + 2 < words.count && VerbLexicon.isBase(words[$0 + 1])
      }),
      words.count - index >= 4, words.count - index <= 14, !FunctionWords.prepositions.contains(words[index + 2]),
      !["want", "need", "wish", "like", "have", "how"].contains(words[index - 1].folded),
      !(index..<words.count - 1).contains(where: { sentence.isBreak(after: $0) })
    else { return nil }
    return index + 1..<words.count
  }
}
