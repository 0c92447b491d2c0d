internal import TextAnalysis

/// Words as a rewording may exchange them: forms of a word, and words that ask for the same.
enum ParaphraseWords {
  /// What words that may stand for each other share: `retrieve`, `retrieved` and `obtain`; `configure` and `configuration`.
  static func key(_ word: Word) -> String { key(word.folded) }

  static func key(_ folded: String) -> String {
    let own = folded.hasSuffix("’s") ? String(folded.dropLast(2)) : irregular[folded] ?? folded
    let stem = WordStem.stem(own)
    return classes[stem] ?? classes[root(stem)] ?? root(stem)
  }

  /// Whether a word says what a question is about: none that holds sentences together, no number, and none that allows or demands.
  static func isContent(_ word: Word) -> Bool {
    !FunctionWords.all.contains(word) && !word.isNumber && Modality(word.folded) == nil
      && !joining.contains(word.folded)
  }

  /// Content words of a question that say nothing by themselves, which a rewording may leave out: *happen*, *say*.
  static let droppable = keys(["happen", "say", "mean", "according"])

  /// What a rewording may add to any question.
  static let frames = keys([
    "happen", "occur", "mean", "meaning", "definition", "define", "describe", "explain", "state", "mention", "information",
    "detail",
    "know", "learn", "say", "according", "someone", "person", "refer", "term", "phrase", "word",
    "provide", "exactly", "context", "section", "chapter", "topic", "process",
  ])

  /// Of these, what asks for all that is said of something.
  static let reports = keys(["say", "know", "information"])

  private static func keys(_ words: [String]) -> Set<String> { Set(words.map(key)) }

  /// What a word has before the endings that make nouns and adverbs of verbs, where enough of it is left.
  private static func root(_ stem: String) -> String {
    for ending in ["ibiliti", "abiliti", "ibl", "ation", "ion", "ment", "ence", "ance", "al", "li", "abl"]
    where stem.hasSuffix(ending) {
      let root = stem.dropLast(ending.count)
      if root.count >= 5 { return String(root) }
    }
    return stem.count > 5 && stem.hasSuffix("at") ? String(stem.dropLast(2)) : stem
  }

  /// Words that FunctionWords has not and that hold sentences together all the same.
  private static let joining: Set<String> = [
    "many", "much", "order", "case", "cases", "via", "using", "done", "ought", "towards", "toward", "regarding", "concerning",
    "anyone",
    "everyone",
    "another", "own", "just", "exactly", "whenever", "except", "else", "instead", "prior", "once", "out", "up", "off", "down",
  ]

  /// Words that ask for the same, a line each; the first stands for all.
  private static let synonyms: [[String]] = [
    ["get", "obtain", "retrieve", "fetch", "acquire", "got", "gotten"],
    ["contain", "include", "comprise", "hold", "held"],
    ["begin", "start", "commence", "began", "begun"],
    ["finish", "end", "conclude", "complete"],
    ["stop", "halt"],
    ["use", "utilize", "utilise", "employ"],
    ["show", "display", "shown"],
    ["choose", "select", "pick", "chosen", "chose"],
    ["remove", "delete", "erase", "removal"],
    ["create", "generate", "produce"],
    ["change", "modify", "alter"],
    ["kind", "type", "sort"],
    ["give", "provide", "supply", "offer", "given", "gave"],
    ["happen", "occur", "result", "consequence", "outcome"],
    ["keep", "retain", "kept"],
    ["ensure", "guarantee"],
    ["buy", "purchase", "bought"],
    ["help", "assist", "aid"],
    ["aim", "goal", "objective", "purpose", "intend"],
    ["big", "large", "size"],
    ["send", "submit", "sent"],
    ["say", "state", "said", "mention", "describe", "explain", "tell", "told", "description", "explanation"],
    ["know", "learn", "known"],
    ["mean", "meaning", "define", "definition", "meant"],
    ["determine", "decide"],
    ["check", "verify"],
    ["repair", "fix"],
    ["near", "close"],
    ["fast", "quick", "quickly"],
    ["main", "primary", "chief"],
    ["specify", "indicate"],
    ["cause", "lead", "led"],
    ["take", "taken", "took"], ["make", "made"], ["find", "found"], ["write", "written", "wrote"], ["see", "seen", "saw"],
    ["run", "ran"], ["build", "built"], ["pay", "paid"], ["lose", "lost"], ["leave", "left"], ["become", "became"],
    ["go", "gone", "went"], ["bring", "brought"], ["begin", "begun"], ["set", "sets"], ["put", "puts"], ["read", "reads"],
    ["come", "came"], ["do", "perform", "carry"],
  ]

  private static let irregular: [String: String] = ["children": "child", "people": "person", "men": "man", "women": "woman"]

  private static let classes: [String: String] = {
    var classes: [String: String] = [:]
    for words in synonyms {
      for word in words {
        let stem = WordStem.stem(word)
        if classes[stem] == nil { classes[stem] = WordStem.stem(words[0]) }
      }
    }
    return classes
  }()
}

/// What a word demands, allows or advises.
enum Modality: Hashable {
  case demand, permission, advice

  init?(_ folded: String) {
    if Self.demands.contains(folded) {
      self = .demand
    } else if Self.permissions.contains(folded) {
      self = .permission
    } else if Self.advices.contains(folded) {
      self = .advice
    } else {
      return nil
    }
  }

  private static let demands: Set<String> = [
    "must", "shall", "required", "requires", "require", "requirement", "requirements", "need", "needs", "needed", "necessary",
    "mandatory", "obliged", "obligatory", "obligated",
  ]
  private static let permissions: Set<String> = [
    "may", "can", "could", "might", "cannot", "allowed", "permitted", "able", "possible", "allow", "allows", "permit", "permits",
    "permissible",
  ]
  private static let advices: Set<String> = ["should", "ought", "recommended", "advised", "advisable", "suggested", "recommend"]
}
