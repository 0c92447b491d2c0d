internal import TextAnalysis

// How many.

extension ClauseInquiry {
  static let qualifiers: WordSet = [
    "least", "most", "to", "exactly", "about", "only", "than", "approximately", "over",
  ]
  static let numbered: WordSet = [
    "version", "section", "chapter", "step", "level", "number", "table", "figure", "part", "page", "appendix", "rule", "article",
    "paragraph", "policy", "release", "type", "class", "priority", "item", "line", "column", "day", "exit", "status", "port",
    "code",
  ]

  static let dimensions: WordSet = [
    "wide", "long", "deep", "high", "tall", "thick", "apart", "older", "away", "square", "across", "in", "or", "of",
  ]

  /// A number of things: how many.
  var quantity: ClauseQuestion? {
    guard let index = (start..<end).first(where: { Numerals.isNumber(words[$0]) }), index + 1 < words.count, index + 1 < end,
      !words[index - 1].isCapitalised, !Self.numbered.contains(word(index - 1))
    else { return nil }
    let plain = clause.sentence.text(index..<index + 2)
    guard !plain.contains("/"), !plain.contains("-"), !plain.contains("%"), !plain.contains("$") else { return nil }
    guard let noun = (index + 1..<min(end, index + 4)).first(where: { isPlural($0) }),
      !(index + 1..<noun).contains(where: {
        FunctionWords.all.contains(word($0)) || words[$0].isNumber || words[$0].isCapitalised
      })
    else { return nil }
    var from = index
    while from > start,
      Self.qualifiers.contains(word(from - 1))
        || (["at", "up", "no", "more", "fewer", "less"].contains(word(from - 1)) && from < index)
    {
      from -= 1
    }
    // `5 feet wide` is asked otherwise, and so is less than a number.
    if noun + 1 < words.count, Self.dimensions.contains(word(noun + 1)) { return nil }
    if from > start + 0, ["than", "longer", "deeper", "more", "less", "across", "to", "exceeding"].contains(word(from - 1)) {
      return nil
    }
    if ["less", "than", "fewer"].contains(word(from)) { return nil }
    if from > start, ["the", "these", "those", "both", "all", "its", "their"].contains(word(from - 1)) { return nil }
    if from > start, word(from - 1) == "every", Quantities.times.contains(word(noun)) {
      guard from - 1 > start else { return nil }
      return make(
        .time, "how often \(clause.inverted(to: from - 1, names))", uses: start..<from - 1, answer: from - 1..<noun + 1)
    }
    let preposition = from > start && ["for", "within", "after", "in", "by"].contains(word(from - 1)) ? from - 1 : nil
    if preposition == nil, from > start, FunctionWords.prepositions.contains(word(from - 1)) { return nil }
    let cut = preposition ?? from
    // Nothing but the verb and its object may stand before, and what stands behind must be short and belong to it.
    guard !(start..<cut).contains(where: { ["if", "when", "or", "and", "unless", "that", "which"].contains(word($0)) }),
      cut > start || isBe
    else { return nil }
    let rest = noun + 1..<end
    let isClean =
      rest.count <= 8
      && !rest.contains { ["if", "when", "or", "and", "unless", "that", "which", "plus", "per"].contains(word($0)) }
    let things = clause.sentence.text(index + 1..<noun + 1)
    let behind = isClean && !rest.isEmpty ? " " + clause.sentence.text(rest) : ""
    if isBe, isClean, rest.count == 1 {
      return make(
        .quantity, "how many \(things)\(behind) \(clause.inverted(to: cut, names))", uses: start..<cut, answer: from..<noun + 1)
    }
    guard isClean || rest.isEmpty, !isBe || rest.isEmpty else { return nil }
    let front = preposition.map { word($0) + " how many" } ?? "how many"
    guard !Phrases.containsPointing(words[rest]) else { return nil }
    return make(
      .quantity, "\(front) \(things) \(clause.inverted(to: cut, names))\(behind)", uses: start..<cut, answer: from..<noun + 1)
  }

  var isBe: Bool {
    if case .be = clause.verb { return true }
    return false
  }

  func isPlural(_ index: Int) -> Bool {
    let word = word(index)
    return word.utf8.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us")
      && !words[index].isCapitalised
      && VerbLexicon.form(word)?.form != .thirdPerson || ["feet", "people", "dice", "children"].contains(word)
  }
}
