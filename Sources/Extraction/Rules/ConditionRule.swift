internal import Chunking
internal import TextAnalysis

/// Conditions without a duty: `If the tide turns, every lantern goes out.`
enum ConditionRule {
  private static let openers: Set<String> = ["if", "when", "whenever"]

  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    guard sentence.isSelfContained, let opener = sentence.words.first?.folded, openers.contains(opener),
      let main = sentence.mainClauseStart,
      (4...22).contains(main), sentence.words.count - main >= 3, !Phrases.containsPointing(sentence.words[..<main]),
      ModalClause(sentence) == nil
    else { return nil }
    // A second `if` or a list of conditions would be cut in two.
    guard !sentence.words[1..<main].contains(where: { openers.contains($0.folded) }),
      !["and", "or", "but"].contains(sentence.words[main].folded)
    else { return nil }
    // A second comma close behind the first means a list inside the condition.
    guard !(main..<min(main + 6, sentence.words.count - 1)).contains(where: { sentence.isBreak(after: $0) }) else { return nil }
    guard hasVerb(sentence.words[1..<main]) else { return nil }
    let condition = Phrases.lowerFirst(sentence.text(0..<main), context: passage.chunk.text)
    let lead = passage.lead(at: sentence.range.lowerBound)
    guard !lead.isEmpty else { return nil }
    let consequence = Phrases.sentence(sentence.text(from: main))
    return Draft(
      kind: .condition, question: lead + (lead.isEmpty ? "What" : "what") + " happens \(condition)?", answer: sentence.text,
      shortAnswer: consequence.count < 120 ? Phrases.withoutStop(consequence) : nil, range: sentence.range)
  }

  /// A guess: an auxiliary, or a word behind the first that ends like a verb in the third person or the past.
  private static func hasVerb(_ words: ArraySlice<Word>) -> Bool {
    words.contains { FunctionWords.auxiliaries.contains($0.folded) }
      || words.dropFirst().contains {
        $0.folded.utf8.count > 3 && ($0.folded.hasSuffix("s") || $0.folded.hasSuffix("ed")) && !$0.folded.hasSuffix("ss")
      }
  }
}
