internal import DocumentModel
internal import TextAnalysis

/// The questions of lists whose items go on with the clause before them, as those of laws do: `An exemption may be withdrawn— (a) on …`,
/// `A pass— (a) is issued by …`.
struct ListClause {
  private let opening: String
  private let words: [Word]
  /// What the items begin with.
  private let starts: [Word]
  private let names: ChunkNames
  /// The modal verb of the clause.
  private let modal: Int?

  /// - Parameters:
  ///   - opening: the clause without its colon or dash.
  ///   - items: without enumerators.
  init(_ opening: String, items: [String], names: ChunkNames) {
    (self.opening, self.names) = (opening, names)
    words = Words.words(in: opening)
    starts = items.compactMap { Words.words(in: $0).first }
    modal = words.firstIndex { Clause.modals.contains($0) }
  }

  /// nil where the clause does not turn into a plain question.
  var question: String? {
    guard words.count >= 2, !words.contains(where: { Phrases.readers.contains($0) }) else { return nil }
    return exceptions ?? conditions ?? aside ?? preceded ?? second ?? cases ?? extent ?? fragment
  }

  /// Whether any one item is enough, so that items joined by `or` are a list too.
  static func holdsForEach(_ question: String) -> Bool {
    question.hasPrefix("what are the exceptions") || question.hasPrefix("in which cases")
  }

  private func text(_ range: Range<Int>) -> String {
    range.isEmpty
      ? "" : opening.utf8Slice(words[range.lowerBound].range.lowerBound..<words[range.upperBound - 1].range.upperBound)
  }

  private func lower(_ range: Range<Int>) -> String { Phrases.lowerFirst(text(range), names: names) }

  private func word(_ index: Int) -> String { words.indices.contains(index) ? words[index].folded : "" }

  /// A subject of at most twelve words that leans on nothing.
  private func isSubject(_ range: Range<Int>) -> Bool {
    guard let first = words[range].first, range.count <= 12, !Phrases.leaning.contains(first),
      !FunctionWords.prepositions.contains(first),
      !ListClause.conditional.contains(first)
    else { return false }
    return !words[range].contains { Phrases.pointing.contains($0) || FunctionWords.auxiliaries.contains($0) }
  }

  private static let conditional: WordSet = ["if", "when", "where", "unless", "until", "before", "after", "while", "once"]

  /// Whether a clause stands in a range that a question can repeat.
  private func isPlain(_ range: Range<Int>) -> Bool {
    range.count >= 3 && !words[range].contains { Phrases.pointing.contains($0) }
  }

  /// `Berths are allotted in turn, except that`, `Every vessel shall land all waste before sailing, unless`.
  private var exceptions: String? {
    let last = words.count - 1
    let end =
      word(last) == "unless" || word(last) == "except" ? last : word(last - 1) == "except" && word(last) == "that" ? last - 1 : 0
    guard end >= 4, isPlain(0..<end),
      words[..<end].contains(where: { FunctionWords.auxiliaries.contains($0) || Clause.modals.contains($0) })
    else { return nil }
    return "what are the exceptions to the rule that \(lower(0..<end))?"
  }

  /// `The master may hold a certificate if that master`, `A yacht may lie there if she`.
  private var conditions: String? {
    guard let modal, let at = words.lastIndex(where: { $0.folded == "if" }), words.count - at <= 3, at - modal >= 2,
      isSubject(0..<modal),
      isPlain(0..<at)
    else { return nil }
    return "under what conditions \(word(modal)) \(lower(0..<modal)) \(text(modal + 1..<at))?"
  }

  /// `The officer may, for the safety of the port`.
  private var aside: String? {
    guard let modal, isSubject(0..<modal), words.count - modal >= 3, gap(modal) == ", ",
      FunctionWords.prepositions.contains(words[modal + 1]),
      !words[(modal + 1)...].contains(where: { Phrases.pointing.contains($0) })
    else { return nil }
    return "what \(word(modal)) \(lower(0..<modal)) do \(text(modal + 1..<words.count))?"
  }

  /// `Before selling unclaimed goods the clerk shall`, `In fixing the fine the court shall take into account`.
  private var preceded: String? {
    guard let modal, modal >= 5, ["before", "after", "in", "on"].contains(word(0)), words[1].folded.hasSuffix("ing"),
      !opening.contains(","), let subject = words[2..<modal].lastIndex(where: { FunctionWords.articles.contains($0) }),
      subject >= 3,
      isSubject(subject..<modal), isPlain(0..<subject)
    else { return nil }
    let verb = modal + 1 < words.count ? text(modal + 1..<words.count) : "do"
    guard verb == "do" || VerbLexicon.isBase(words[modal + 1]) else { return nil }
    return "what \(word(modal)) \(lower(subject..<modal)) \(verb) \(lower(0..<subject))?"
  }

  /// `The application shall be made to the clerk and shall show`.
  private var second: String? {
    let last = words.count - 1
    guard let modal, last - 2 > modal, word(last - 1) == word(modal), word(last - 2) == "and", VerbLexicon.isBase(words[last]),
      isSubject(0..<modal)
    else { return nil }
    return "what \(word(modal)) \(lower(0..<modal)) \(word(last))?"
  }

  /// `A vessel shall report to the radio— (a) on passing …`, `A permit shall not be issued— (a) for …`.
  private var cases: String? {
    guard let modal, isSubject(0..<modal), modal + 1 < words.count, starts.allSatisfy({ Self.occasions.contains($0) }),
      isPlain(0..<words.count), !FunctionWords.all.contains(words[words.count - 1])
    else { return nil }
    let isNegative = word(modal + 1) == "not"
    let rest = modal + (isNegative ? 2 : 1)
    guard rest < words.count else { return nil }
    return "in which cases \(word(modal)) \(lower(0..<modal)) \(isNegative ? "not " : "")\(text(rest..<words.count))?"
  }

  /// First words of items that say when.
  private static let occasions: WordSet = [
    "on", "when", "if", "at", "before", "after", "during", "within", "while", "where", "for", "in", "by",
  ]

  /// `The code applies to`, `Registration requires`.
  private var extent: String? {
    let last = words.count - 1
    let verb = word(last) == "to" ? last - 1 : last
    guard verb >= 1, ["applies", "requires", "needs", "extends", "shows", "means"].contains(word(verb)),
      verb == last || word(verb) != "requires",
      isSubject(0..<verb), let base = VerbLexicon.form(words[verb])?.base
    else { return nil }
    return "what does \(lower(0..<verb)) \(base)\(verb < last ? " to" : "")?"
  }

  /// `A pass`, to which each item adds a verb.
  private var fragment: String? {
    guard modal == nil, words.count <= 12, FunctionWords.articles.contains(words[0]), isSubject(0..<words.count),
      !words.contains(where: { VerbLexicon.form($0)?.form == .thirdPerson && !FunctionWords.articles.contains($0) }),
      starts.contains(where: isVerb), starts.allSatisfy({ isVerb($0) || $0.folded.hasSuffix("s") })
    else { return nil }
    return "what applies to \(lower(0..<words.count))?"
  }

  private func isVerb(_ word: Word) -> Bool {
    Clause.modals.contains(word) || FunctionWords.auxiliaries.contains(word) || VerbLexicon.form(word)?.form == .thirdPerson
  }

  /// What stands between a word and the next.
  private func gap(_ word: Int) -> String { opening.utf8Slice(words[word].range.upperBound..<words[word + 1].range.lowerBound) }
}
