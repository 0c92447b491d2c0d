internal import TextAnalysis

/// A question taken apart for ``Rewording``.
struct AskedWords {
  let words: [Word]
  let folded: Set<String>
  let aim: QuestionAim
  /// Content words by their keys, in order.
  let sequence: [String]
  let keys: Set<String>
  /// Numbers and code, which stand as they are.
  let exact: Set<String>
  let isDenied: Bool
  let modality: Set<Modality>
  /// Words that widen or narrow what is asked: `only`, `both`, `than`.
  let limits: Set<String>
  let faults: [QuestionFault]
  private let text: String

  init(_ question: String) {
    text = question
    words = Words.words(in: question)
    folded = Set(words.map(\.folded))
    aim = QuestionAim(words)
    sequence = words.filter(ParaphraseWords.isContent).map(ParaphraseWords.key)
    keys = Set(sequence)
    exact = Set(words.filter(\.isNumber).map(\.folded)).union(Self.code(in: question))
    isDenied = words.contains { Self.denials.contains($0.folded) || $0.folded.hasSuffix("n't") || $0.folded.hasSuffix("n’t") }
    modality = Set(words.compactMap { Modality($0.folded) })
    limits = Set(words.compactMap { Self.limiting[$0.folded] })
    faults = QuestionFault.faults(of: question)
  }

  /// Content words that a rewording must have.
  var needed: Set<String> { keys.subtracting(ParaphraseWords.droppable) }

  /// The words that a rewording keeps, as they stand, once each and in order.
  var kept: [String] {
    let bytes = Array(text.utf8)
    var seen: Set<String> = []
    return words.filter { word in
      let isKept =
        ParaphraseWords.isContent(word) && !ParaphraseWords.droppable.contains(ParaphraseWords.key(word)) || word.isNumber
        || Modality(word.folded) != nil || Self.denials.contains(word.folded) || ["if", "unless", "until"].contains(word.folded)
      return isKept && seen.insert(word.folded).inserted
    }.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  private static func code(in text: String) -> Set<String> {
    Set(
      text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
        String($0.element)
      })
  }

  /// What opens conditions: `if`, `unless`, `until`, …, but for those of which the headings have the rest: “when installing over a network”.
  func conditions(beside outline: Set<String>) -> Set<String> {
    let asking = words.firstIndex { Self.asking.contains($0.folded) } ?? words.endIndex
    return Set(
      words.indices.compactMap { index -> String? in
        guard index != asking, let opener = Self.openers[words[index].folded] else { return nil }
        let next = words[(index + 1)...].prefix(3).first(where: ParaphraseWords.isContent).map(ParaphraseWords.key)
        let isOfHeadings = Self.circumstances.contains(words[index].folded) && next.map(outline.contains) == true
        return isOfHeadings ? nil : opener
      })
  }

  /// Whether a word is said twice.
  var isMangled: Bool { zip(words, words.dropFirst()).contains { $0.folded == $1.folded } }

  // MARK: Roles

  /// Whether the content words stand in the order of the reference's; or a clause or phrase with what opens it has moved to the front or to
  /// the end; or the verb is passive here and not there, so that what was before it stands behind *by* or *in*.
  func hasRoles(of reference: AskedWords) -> Bool {
    let shared = keys.intersection(reference.keys)
    let (own, other) = (order(shared), reference.order(shared))
    let verbs = passives.symmetricDifference(reference.passives).intersection(stated.intersection(reference.stated))
    if verbs.count > 1 { return false }
    guard let verb = verbs.first else { return own == other || isMove(own, of: other) && (hasOpener || reference.hasOpener) }
    guard own != other || own.count == 1, words.contains(where: { Self.agents.contains($0.folded) }) else { return false }
    let parts = other.split(separator: verb, maxSplits: 1, omittingEmptySubsequences: false)
    return isMove(own, of: other) || parts.count == 2 && own == parts[1] + [verb] + parts[0]
  }

  private func order(_ keys: Set<String>) -> [String] {
    var seen: Set<String> = []
    return sequence.filter { keys.contains($0) && seen.insert($0).inserted }
  }

  /// Whether a list is another with one run of it moved to the front or to the end.
  private func isMove(_ own: [String], of other: [String]) -> Bool {
    guard own.count == other.count, own != other else { return own == other }
    return other.indices.contains { start in
      ((start + 1)...other.count).contains { end in
        let (run, rest) = (Array(other[start..<end]), Array(other[..<start] + other[end...]))
        return own == run + rest || own == rest + run
      }
    }
  }

  /// Whether anything opens a clause or phrase that can stand at the front or at the end.
  private var hasOpener: Bool {
    words.dropFirst().contains { Self.openers[$0.folded] != nil || FunctionWords.prepositions.contains($0) }
  }

  /// Keys of all words that are no mere grammar: content, and verbs that demand or allow.
  private var stated: Set<String> { keys.union(words.filter { Modality($0.folded) != nil }.map(ParaphraseWords.key)) }

  /// The verbs that are passive: forms that end in *-ed* or *-en* behind a form of *be*.
  private var passives: Set<String> {
    var (found, isBe): (Set<String>, Bool) = ([], false)
    for word in words {
      if ["is", "are", "was", "were", "be", "been", "being"].contains(word.folded) { isBe = true }
      if ["do", "does", "did", "has", "have", "had"].contains(word.folded) { isBe = false }
      let isParticiple = word.folded.hasSuffix("ed") && !word.folded.hasSuffix("eed") || Self.participles.contains(word.folded)
      if isBe, isParticiple { found.insert(ParaphraseWords.key(word)) }
    }
    return found
  }

  // MARK: Words

  private static let asking: Set<String> = ["what", "who", "whom", "whose", "which", "when", "where", "why", "how"]
  private static let denials: Set<String> = [
    "not", "no", "never", "cannot", "without", "neither", "nor", "none", "avoid", "prohibited", "forbidden", "refrain", "prevent",
  ]
  private static let circumstances: Set<String> = ["when", "while", "during"]
  /// Words before what was the subject, where a verb is made passive.
  private static let agents: Set<String> = ["by", "in", "with", "from", "of", "on"]
  private static let openers: [String: String] = [
    "if": "if", "when": "if", "whenever": "if", "case": "if", "once": "if", "unless": "unless", "except": "unless",
    "until": "until",
    "till": "until", "before": "before", "prior": "before", "after": "after", "during": "while", "while": "while",
    "although": "though",
    "though": "though", "because": "because",
  ]
  private static let limiting: [String: String] = [
    "only": "only", "both": "both", "than": "than", "least": "least", "most": "most", "more": "more", "less": "less",
    "fewer": "less",
    "all": "all", "every": "all", "each": "all", "everyone": "all", "either": "either",
  ]
  private static let participles: Set<String> = [
    "written", "taken", "given", "shown", "made", "kept", "held", "found", "sent", "built", "chosen", "known", "put", "set",
    "run",
    "seen", "told", "paid", "done", "left", "lost", "begun", "broken", "read", "brought", "bought", "led",
  ]
}
