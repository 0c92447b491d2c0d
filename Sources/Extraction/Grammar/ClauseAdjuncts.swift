internal import TextAnalysis

// When, why and how.

extension ClauseInquiry {
  private typealias Mark = (kind: QuestionKind, question: String)
  private static let marks = WordMap<Mark>([
    ("if", (.condition, "under what condition")), ("when", (.condition, "when")), ("whenever", (.condition, "when")),
    ("until", (.time, "until when")), ("before", (.time, "when")), ("after", (.time, "when")),
    ("because", (.reason, "why")), ("using", (.means, "how")), ("via", (.means, "how")),
  ])

  private func mark(_ index: Int) -> Mark? { index < words.count ? Self.marks[words[index]] : nil }

  /// What stands behind a word such as `if`, `until`, `because`.
  var adjunct: ClauseQuestion? {
    guard
      let index = (start + 1..<max(start + 1, words.count)).first(where: {
        mark($0) != nil || isMeans($0) || isPurpose($0)
      }),
      index + 2 < words.count, index - start >= 2 || participle != nil || isBe
    else { return nil }
    // Another clause, or a choice, would change what is asked.
    guard !(start..<index).contains(where: { clause.sentence.isBreak(after: $0) && $0 != index - 1 }),
      !(start..<index).contains(where: {
        ["that", "which", "who", "unless", "except", "and", "or", "but", "whether"].contains(word($0))
      }),
      !words[index...].contains(where: { ["unless", "but"].contains($0.folded) })
    else { return nil }
    if ["before", "after"].contains(word(index)) {
      if FunctionWords.all.contains(word(index + 1)), !FunctionWords.articles.contains(word(index + 1)) { return nil }
      if ["named", "called", "modelled", "modeled", "soon", "shortly", "immediately", "just", "look", "looks"].contains(
        word(index - 1))
      {
        return nil
      }
      // “Twelve months after the start” is one answer.
      if Quantities.times.contains(words[index - 1]) { return nil }
      // In a row or a place, and not in time.
      if (start..<index).contains(where: { Self.placing.contains(word($0)) || Self.standing.contains(word($0)) }) { return nil }
    }
    if isBe, participle == nil, FunctionWords.articles.contains(word(start)) || mark(index)?.kind == .means {
      return nil
    }
    if ["if", "when", "whenever"].contains(word(index)) {
      // “as if” and “even if” are no conditions, and “the file created when” says which file.
      if ["as", "like", "even", "only", "just", "except", "or"].contains(word(index - 1)) && word(index - 1) != "only" {
        return nil
      }
      if participle != index - 1, VerbLexicon.isParticiple(word(index - 1)) { return nil }
      if (start + 1..<index).contains(where: { VerbLexicon.form(word($0))?.form == .thirdPerson && !isPlural($0) }) { return nil }
      if word(index) == "when", word(index + 1) == "it" || VerbLexicon.form(word(index + 1))?.form == .gerund { return nil }
    }
    if ["after", "before"].contains(word(index)), VerbLexicon.form(word(index + 1))?.form == .gerund || word(index + 2) == "while"
    {
      return nil
    }
    // Something that is done in between takes the adjunct to itself: `is set as returned by running`.
    if mark(index)?.kind == .means || isMeans(index) {
      if (start..<index).contains(where: { ["as", "either", "by", "with"].contains(word($0)) }) { return nil }
    }
    if ["if", "when"].contains(word(index)), Self.halfClauses.contains(word(index + 1)) { return nil }
    if mark(index)?.kind == .means, FunctionWords.prepositions.contains(word(index - 1)) { return nil }
    // “if you want to know” says what for, and not when.
    if word(index + 1).hasPrefix("you"),
      word(index + 1) != "you" || ["want", "wish", "like", "need", "prefer", "would", "are"].contains(word(index + 2))
    {
      return nil
    }
    if (start..<index).contains(where: { word($0) == "to" && VerbLexicon.isBase(word($0 + 1)) }) { return nil }
    let last = (index..<words.count).first { clause.sentence.isBreak(after: $0) }.map { $0 + 1 } ?? words.count
    guard last - index >= 3 else { return nil }
    let from = word(index - 1) == "only" ? index - 1 : durationStart(before: index)
    guard from - start >= 1 || isBe else { return nil }
    let (kind, question): (QuestionKind, String) =
      isPurpose(index) ? (.purpose, "for what purpose") : mark(index) ?? (.means, "how")
    let core = start..<from
    guard !Phrases.containsPointing(words[core]) else { return nil }
    return make(kind, question + " " + clause.inverted(to: from, names), uses: core, answer: from..<last)
  }

  /// Where `at least two days` begins that stands before `before` or `after`; the same place where nothing of the kind does.
  func durationStart(before index: Int) -> Int {
    guard ["before", "after"].contains(word(index)), index - 2 > start,
      isPlural(index - 1) || Quantities.times.contains(word(index - 1)),
      Numerals.isNumber(words[index - 2]) || ["a", "an", "one"].contains(word(index - 2))
    else { return index }
    var from = index - 2
    while from > start + 1,
      Self.qualifiers.contains(word(from - 1)) || ["at", "up", "no", "more", "within"].contains(word(from - 1))
    {
      from -= 1
    }
    return from
  }

  /// Words behind `if` that make no clause: `if needed`.
  static let halfClauses: WordSet = [
    "needed", "necessary", "possible", "required", "desired", "any", "so", "not", "present", "available", "applicable",
    "appropriate", "at", "ever", "never",
  ]

  static let standing: WordSet = [
    "come", "appear", "stand", "insert", "inserted", "listed", "added", "sorted", "put",
  ]

  /// `by` with a verb behind it.
  func isMeans(_ index: Int) -> Bool {
    word(index) == "by" && VerbLexicon.form(word(index + 1))?.form == .gerund
  }

  private static let purposes: WordSet = ["in", "so"]

  /// `in order to`, `so that`.
  func isPurpose(_ index: Int) -> Bool {
    guard index + 1 < words.count, Self.purposes.contains(words[index]) else { return false }
    return words[index].folded == "so" ? word(index + 1) == "that" : word(index + 1) == "order" && word(index + 2) == "to"
  }
}
