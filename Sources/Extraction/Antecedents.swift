internal import TextAnalysis

/// Sentences that begin with a pronoun, worded with what it means: `A permit lapses after a year.` for the second sentence of
/// `A permit covers one ship. It lapses after a year.`
///
/// The pronoun is taken for the subject of the sentence right before it in the same paragraph, where the two agree in number: the subject
/// is what English most often goes on about (centering theory: Grosz, Joshi and Weinstein 1995).
enum Antecedents {
  /// The sentences of one element with pronouns replaced, and where the evidence of those begins that were.
  static func resolved(_ sentences: [Sentence]) -> (sentences: [Sentence], starts: [Int: Int]) {
    guard sentences.dropFirst().contains(where: { opens($0) != nil }) else { return (sentences, [:]) }
    var result: [Sentence] = []
    var starts: [Int: Int] = [:]
    for sentence in sentences {
      if let pronoun = opens(sentence), let before = result.last, let name = subject(of: before, for: pronoun) {
        let start = starts[before.range.lowerBound] ?? before.range.lowerBound
        guard sentence.range.upperBound - start <= longest else {
          result.append(sentence)
          continue
        }
        result.append(sentence.replacingFirstWord(with: name))
        starts[sentence.range.lowerBound] = start
      } else {
        result.append(sentence)
      }
    }
    return (result, starts)
  }

  /// Bytes of evidence at most.
  private static let longest = 600

  private enum Pronoun { case it, they }

  /// The pronoun that is a sentence's subject; nil for other sentences, and for an `it` that means nothing: `It is possible to …`.
  private static func opens(_ sentence: Sentence) -> Pronoun? {
    let words = sentence.words
    guard words.count >= 5, let first = words.first, first.isCapitalised else { return nil }
    let form = VerbLexicon.form(words[1])?.form
    let isVerb = Clause.modals.contains(words[1]) || FunctionWords.auxiliaries.contains(words[1]) || words[1].folded == "cannot"
    switch first.folded {
    case "it":
      guard isVerb || form == .thirdPerson else { return nil }
      return isEmpty(words) ? nil : .it
    case "they": return isVerb || form == .base ? .they : nil
    default: return nil
    }
  }

  /// `It is important to …`, `It follows that …`, `It should be noted that …`.
  private static func isEmpty(_ words: [Word]) -> Bool {
    if ["follows", "seems", "appears", "turns", "happens", "depends", "matters"].contains(words[1].folded) { return true }
    let near = words.prefix(8)
    return near.contains { $0.folded == "that" }
      || near.contains { ["is", "be", "was", "takes"].contains($0.folded) }
        && near.contains { ["to", "for", "responsibility", "up", "time", "worth"].contains($0.folded) }
  }

  /// The subject of a sentence as it stands at the start of another; nil where it is not certain that the pronoun means it.
  private static func subject(of sentence: Sentence, for pronoun: Pronoun) -> String? {
    guard let clause = sentence.clause, clause.subject.count <= 6, !clause.hasRelative else { return nil }
    let words = sentence.words[clause.subject]
    guard let first = words.first?.folded,
      !["you", "each", "every", "any", "all", "no", "everyone", "everybody"].contains(first),
      !words.contains(where: { ["and", "or"].contains($0.folded) })
    else { return nil }
    let end = words.dropFirst().firstIndex { FunctionWords.prepositions.contains($0) } ?? words.endIndex
    let noun = words[end - 1].folded
    let isPlural = noun.hasSuffix("s") && !noun.hasSuffix("ss") && !noun.hasSuffix("us") && !noun.hasSuffix("is")
    guard isPlural == (pronoun == .they), pronoun == .they || !people.contains(words[end - 1]) else { return nil }
    return Phrases.upperFirst(sentence.text(clause.subject))
  }

  /// Nouns that `it` does not mean.
  private static let people: WordSet = [
    "person", "player", "user", "man", "woman", "child", "author", "owner", "master", "member", "officer", "reader", "writer",
    "king",
    "president", "administrator", "developer", "maintainer", "character", "captain", "doctor", "teacher", "people",
  ]
}
