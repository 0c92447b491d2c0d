internal import TextAnalysis

/// What kind of thing a question asks for, so that two wordings of one question can be told to ask for the same.
enum QuestionAim: Hashable {
  case thing, person, time, place, reason, way, extent, condition, other

  /// - Parameter words: of the question, behind what names its place.
  init(_ words: [Word]) {
    let folded = words.map(\.folded)
    guard let place = folded.firstIndex(where: Self.asking.contains) else {
      self = .other
      return
    }
    let next = folded.dropFirst(place + 1).first ?? ""
    switch folded[place] {
    case "who", "whom", "whose": self = .person
    case "when": self = .time
    case "where": self = .place
    case "why": self = .reason
    case "how": self = Self.measures.contains(next) ? .extent : .way
    default: self = Self.named(by: folded[(place + 1)...])
    }
  }

  /// What “what” and “which” ask for by the noun behind them: “at what time”, “what is the reason”, “which steps”.
  private static func named(by words: ArraySlice<String>) -> QuestionAim {
    let isVerbFirst = words.first.map(FunctionWords.auxiliaries.contains) ?? false
    // “What is the reason …”, and not “what does the reason …”.
    let noun = isVerbFirst && ["is", "are", "was", "were"].contains(words.first) ? words.dropFirst().prefix(3) : words.prefix(1)
    for word in noun where !FunctionWords.articles.contains(word) {
      if let aim = nouns[word] { return aim }
      if isVerbFirst == false || !["best", "correct", "proper", "recommended", "exact", "main", "total"].contains(word) { break }
    }
    return .thing
  }

  /// Whether a wording that asks for this asks for what a reference that asks for `other` does.
  func asksFor(_ other: QuestionAim) -> Bool {
    self == other
      || [[.time, .condition], [.person, .thing]].contains { $0.contains(self) && $0.contains(other) }
  }

  private static let asking: Set<String> = ["what", "who", "whom", "whose", "which", "when", "where", "why", "how"]
  private static let measures: Set<String> = [
    "many", "much", "long", "often", "far", "large", "high", "old", "big", "soon", "deep",
  ]
  private static let nouns: [String: QuestionAim] = [
    "time": .time, "times": .time, "point": .time, "date": .time, "day": .time, "year": .time, "moment": .time,
    "circumstances": .condition, "circumstance": .condition, "conditions": .condition, "condition": .condition,
    "situations": .condition, "situation": .condition, "case": .condition, "cases": .condition,
    "place": .place, "location": .place, "directory": .place, "folder": .place,
    "reason": .reason, "reasons": .reason, "purpose": .reason,
    "way": .way, "ways": .way, "steps": .way, "step": .way, "procedure": .way, "process": .way, "method": .way, "methods": .way,
    "means": .way, "manner": .way, "instructions": .way,
    "number": .extent, "amount": .extent, "quantity": .extent, "length": .extent, "duration": .extent, "maximum": .extent,
    "minimum": .extent, "limit": .extent, "size": .extent,
  ]

  /// Words that may be added to a question that asks for this, by the keys of ``ParaphraseWords``.
  var additions: Set<String> { Self.added[self] ?? [] }

  private static let added: [QuestionAim: Set<String>] = {
    let words: [QuestionAim: [String]] = [
      .time: ["time", "point", "moment", "circumstance", "condition", "situation"],
      .condition: ["circumstance", "condition", "situation", "time"],
      .place: ["place", "location", "locate", "find", "situated", "stored"],
      .reason: ["reason", "purpose", "cause"],
      .way: [
        "way", "step", "procedure", "process", "method", "means", "manner", "take", "go", "achieve", "accomplish", "instruction",
      ],
      .extent: ["number", "amount", "quantity", "length", "duration", "time", "long", "many", "much", "take", "last"],
      .person: ["person", "people", "individual", "party", "responsible"],
      .thing: ["thing", "action", "take", "step"],
    ]
    return words.mapValues { Set($0.map(ParaphraseWords.key)) }
  }()
}
