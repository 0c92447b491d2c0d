internal import TextAnalysis

/// Whether a question asks for what a sentence says, and for all of it, by the words of both.
///
/// A small model likes to ask for a purpose, a name or a number of which the sentence says nothing, and leaves away the condition under
/// which it holds. The sentence's own words, those of the headings and names of the passage are what a question may be made of.
struct QuestionFit {
  private let asked: [Word]
  private let said: [Word]
  private let question: Set<String>
  private let answer: Set<String>
  private let kind: String
  /// The byte of the answer's first comma.
  private let comma: Int?

  init(question: String, answer: String) {
    comma = answer.utf8.enumerated().first { $0.element == UInt8(ascii: ",") }?.offset
    (asked, said) = (Words.words(in: question), Words.words(in: answer))
    (self.question, self.answer) = (Self.stems(asked), Self.stems(said))
    kind = QuestionType.name(of: question)
  }

  /// Why the pair is left out; nil where nothing speaks against it.
  ///
  /// - Parameter outline: the title and headings that the answer stands under.
  func rejection(outline: String) -> String? {
    let known = answer.union(Self.stems(Words.words(in: outline))).union(Self.light)
    if asked.dropFirst().contains(where: { !$0.isCapitalised && !known.contains(Self.stem($0)) && Self.isContent($0) }) {
      return "foreign-words"
    }
    if pointsAtThing(outline.split(separator: " > ").last.map(String.init) ?? "") { return "bare-thing" }
    if isDefinitionAsked, !isDefinition { return "no-definition" }
    if !hasKind { return "wrong-kind" }
    if let fault = conditionFault ?? wordingFault { return fault }
    let shared = answer.intersection(question)
    if shared.count < 2, !isDefinition { return "names-little" }
    let rest = answer.subtracting(question)
    return rest.count > 14 && shared.count * 4 < answer.count ? "asks-part" : nil
  }

  // MARK: Words

  static func isContent(_ word: Word) -> Bool { !FunctionWords.all.contains(word.folded) && !word.isNumber }

  private static func stem(_ word: Word) -> String { WordStem.stem(word.folded) }

  private static func stems(_ words: [Word]) -> Set<String> { Set(words.filter(isContent).map(stem)) }

  /// Stems that say nothing of what is asked for: verbs that stand for others, measures, and *you*'s.
  private static let light = Set(
    [
      "happen", "use", "need", "call", "kind", "many", "much", "long", "often", "far", "mean", "make", "made", "take", "took",
      "taken",
      "get", "got", "give", "gave", "given", "go", "went", "find", "found", "hold", "held", "keep", "kept", "write", "wrote",
      "written",
      "say", "said", "tell", "told", "lose", "lost", "pay", "paid", "send", "sent", "know", "known", "begin", "began", "choose",
      "chose",
      "build", "built", "bring", "brought", "buy", "bought", "become", "became", "come", "came", "leave", "left", "meet", "met",
      "see",
      "saw", "run", "ran", "according", "old", "large", "wide", "high", "deep",
    ].map(WordStem.stem))

  /// “the platform”, “the letter”: one of many, of which neither the next word nor the nearest heading says which.
  private func pointsAtThing(_ heading: String) -> Bool {
    let named = Self.stems(Words.words(in: heading))
    return asked.indices.dropFirst().contains { index in
      let word = asked[index].folded
      guard asked[index - 1].folded == "the", Self.vague.contains(WordStem.stem(word)), !asked[index].isCapitalised else {
        return false
      }
      let next = index + 1 < asked.count ? asked[index + 1] : nil
      let isTold = next.map { $0.isCapitalised || ["of", "that", "for", "which", "who"].contains($0.folded) } ?? false
      return !isTold && !named.contains(WordStem.stem(word))
    }
  }

  private static let vague = Set(
    [
      "platform", "product", "company", "firm", "site", "website", "service", "app", "application", "tool", "project", "event",
      "game",
      "book", "show", "film", "author", "team", "group", "agency", "organization", "committee", "memorandum", "memo", "letter",
      "report", "meeting", "subject", "informant", "source", "witness", "defendant", "article", "study", "survey", "interview",
      "investigation", "schedule", "man", "woman", "person", "family", "city", "country", "place", "area", "building", "house",
    ].map(WordStem.stem))

  // MARK: Definitions

  /// “What is a quota?” and no more, or “What does a quota mean?”.
  private var isDefinitionAsked: Bool {
    if asked.contains(where: { $0.folded == "if" || $0.folded == "when" }) { return false }
    return asked.last?.folded == "mean"
      || asked.count > 2 && asked[0].folded == "what" && ["is", "are", "was", "were"].contains(asked[1].folded)
        && !asked.dropFirst(2).contains { FunctionWords.auxiliaries.contains($0.folded) || Self.isPassive($0.folded) }
  }

  private static func isPassive(_ word: String) -> Bool { word.hasSuffix("ed") || word.hasSuffix("ing") }

  /// Whether the answer says *is* or *means* right behind all that the question names.
  private var isDefinition: Bool {
    let verbs: Set<String> = ["is", "are", "was", "were", "means", "mean", "denotes", "refers", "consists", "consist"]
    guard let verb = said.firstIndex(where: { verbs.contains($0.folded) }) else { return false }
    // “A small house means living better” is none.
    if said.indices.contains(verb + 1), said[verb + 1].folded.hasSuffix("ing") { return false }
    let subject = Self.stems(Array(said[..<verb]))
    let named = asked.dropFirst().filter { Self.isContent($0) }.map(Self.stem)
    return !subject.isEmpty && subject.isSubset(of: named)
  }

  // MARK: Kinds

  /// Whether the answer has what the question word asks for.
  private var hasKind: Bool {
    let words = Set(said.map(\.folded))
    func has(_ wanted: Set<String>) -> Bool { !words.isDisjoint(with: wanted) }
    func hasPair(_ first: String, _ second: String) -> Bool {
      zip(said, said.dropFirst()).contains { $0.folded == first && $1.folded == second }
    }
    switch kind {
    case "why": return has(["because", "since", "due", "reason", "thus"]) || hasPair("so", "that") || hasPair("order", "to")
    case "when": return has(Self.times) || said.contains(where: { $0.isNumber })
    case "where": return has(Self.places)
    case "who", "whom", "whose": return has(["you"]) || said.indices.contains { Self.isPerson(said[$0], isFirst: $0 == 0) }
    case "how": return has(Self.means) || said.first?.folded == "to"
    case "how many", "how much", "how long", "how often":
      return said.contains(where: \.isNumber) || StatedFact.facts(in: said.map(\.folded)).contains(.quantity)
        || has(["no", "none", "once", "until", "any", "all"])
    default: return true
    }
  }

  private static func isPerson(_ word: Word, isFirst: Bool) -> Bool {
    word.isCapitalised && !isFirst
      || ["er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "ant", "ants", "ee", "ees", "ple", "man", "men"].contains {
        word.folded.hasSuffix($0)
      }
      || ["children", "staff", "team", "member", "members", "child", "person", "adult", "adults", "friends"].contains(word.folded)
  }

  private static let times: Set<String> = [
    "when", "if", "unless", "until", "before", "after", "while", "once", "during", "whenever", "upon", "every", "day", "daily",
    "night",
    "nightly", "week", "weekly", "month", "monthly", "year", "yearly", "dusk", "dawn", "noon", "midnight", "morning", "evening",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
  ]
  private static let places: Set<String> = [
    "in", "at", "on", "under", "near", "from", "behind", "inside", "outside", "between", "into", "beside", "within", "through",
  ]
  private static let means: Set<String> = ["by", "using", "with", "via", "through", "use", "run", "select", "choose", "set"]

  // MARK: Conditions

  /// What is wrong with the question to an answer that begins with a condition: it must have the condition and ask for the rest,
  /// or have the rest and ask for the condition.
  private var conditionFault: String? {
    guard let opening = said.first?.folded, Self.conditions.contains(opening), let comma else { return nil }
    let end = said.firstIndex { $0.range.lowerBound > comma } ?? said.endIndex
    let (condition, rest) = (Self.stems(Array(said[..<end])), Self.stems(Array(said[end...])))
    let (hasCondition, hasRest) = (holdsMost(of: condition.subtracting(rest)), holdsMost(of: rest.subtracting(condition)))
    if hasCondition, hasRest { return "gives-away" }
    if hasCondition { return nil }
    return hasRest && ["when", "who", "which"].contains(kind) ? nil : "lost-condition"
  }

  /// Whether the question has a condition where the answer has none, or words in an order that none writes: “refer to in the list”.
  private var wordingFault: String? {
    func hasAny(_ words: [Word]) -> Bool { words.contains { Self.conditions.subtracting(["to", "where"]).contains($0.folded) } }
    if hasAny(Array(asked.dropFirst())), !hasAny(said) { return "foreign-condition" }
    let pairs = zip(asked, asked.dropFirst()).map { ($0.folded, $1.folded) }
    let isMangled = pairs.contains {
      FunctionWords.prepositions.contains($0) && ["in", "on", "by", "of", "to", "for"].contains($1)
    }
    return isMangled || pairs.contains { $0 == ("all", "about") } ? "mangled" : nil
  }

  private func holdsMost(of stems: Set<String>) -> Bool {
    2 * stems.intersection(question).count > stems.count
  }

  private static let conditions = FunctionWords.conditionals.union(["once", "after", "before", "to"])
}
