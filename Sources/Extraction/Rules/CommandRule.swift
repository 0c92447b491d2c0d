internal import Chunking
internal import TextAnalysis

/// Commands that hold under a condition or at a time: `If the alarm stops, call the desk.`, `Clean the lens after every four hours.`
enum CommandRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.sentences.compactMap { draft($0, passage) } }

  private static func draft(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard sentence.isSelfContained, words.count <= 40, openers.contains(words[0]) || VerbLexicon.isBase(words[0]),
      !sentence.holds(":")
    else { return nil }
    if let condition = condition(sentence, passage.names) {
      guard let lead = lead(at: sentence.range.lowerBound, passage) else { return nil }
      return Draft(
        kind: .instruction, question: lead + condition + "?", answer: sentence.text, shortAnswer: nil, range: sentence.range,
        order: 2)
    }
    guard let found = adjunct(sentence, passage.names), let lead = lead(at: sentence.range.lowerBound, passage) else {
      return nil
    }
    return Draft(
      kind: found.kind, question: lead + found.question + "?", answer: sentence.text,
      shortAnswer: Phrases.upperFirst(sentence.text(from: found.answer)), range: sentence.range, order: 2)
  }

  /// The place of a command as a question names it; nil where what stands there is none. What stands behind a term says what the thing
  /// does, in the form of a command: `**--quiet**: Print nothing.`
  private static func lead(at offset: Int, _ passage: Passage) -> String? {
    guard passage.term(at: offset) == nil, !isCode(passage.name(at: offset)) else { return nil }
    let lead = passage.lead(at: offset)
    return lead.isEmpty ? nil : lead
  }

  /// Whether a heading is an option, a function or a variable.
  private static func isCode(_ heading: String?) -> Bool {
    guard let heading else { return false }
    return heading.hasPrefix("-") || heading.utf8.contains { "_()<>=$".utf8.contains($0) }
      || heading.count > 2 && !heading.contains(" ") && heading.allSatisfy { $0.isUppercase }
  }

  private static let openers: WordSet = ["if", "when", "whenever", "where", "before", "after", "unless"]
  private static let unfit: WordSet = [
    "see", "refer", "note", "consider", "let", "please", "want", "say", "suppose", "read", "click",
  ]
  /// Second words of conditions without a subject: `If necessary`, `If so`.
  private static let halves: WordSet = [
    "necessary", "possible", "needed", "required", "so", "not", "in", "this", "that", "desired", "applicable", "available", "any",
  ]

  /// `what should you do if the alarm stops`; for `If you want to …` it is `how do you …`.
  private static func condition(_ sentence: Sentence, _ names: ChunkNames) -> String? {
    let words = sentence.words
    guard openers.contains(words[0]), let main = sentence.mainClauseStart, (3...22).contains(main), main + 2 < words.count,
      isCommand(words, main), !halves.contains(words[1])
    else { return nil }
    if ["if", "when"].contains(words[0].folded), words[1].folded == "you", let wish = wish(words, main) {
      guard !Phrases.containsPointing(words[wish..<main]) else { return nil }
      return "how do you \(sentence.text(wish..<main))"
    }
    guard !Phrases.containsPointing(words[1..<main]),
      words[1..<main].contains(where: { Clause.isFinite($0) }) || isGerund(words[1])
    else { return nil }
    return "what should you do \(Phrases.lowerFirst(sentence.text(0..<main), names: names))"
  }

  private static func isGerund(_ word: Word) -> Bool { VerbLexicon.form(word)?.form == .gerund }

  /// Where the verb of what you want begins: `If you want to list files`.
  private static func wish(_ words: [Word], _ main: Int) -> Int? {
    guard let to = words[..<main].firstIndex(where: { $0.folded == "to" }), to + 2 < main, VerbLexicon.isBase(words[to + 1]),
      words[2..<to].allSatisfy({
        ["want", "wish", "need", "would", "like", "prefer", "have", "intend", "only"].contains($0.folded)
      })
    else { return nil }
    return to + 1
  }

  /// Whether a command stands there: a verb in its base form and what it is done to.
  private static func isCommand(_ words: [Word], _ index: Int) -> Bool {
    var verb = index
    if words[verb].folded == "do", words[verb + 1].folded == "not" { verb += 2 }
    guard verb + 1 < words.count, VerbLexicon.isBase(words[verb]), !unfit.contains(words[verb]) else { return false }
    let next = words[verb + 1]
    // “Control passes to the next statement” is no command.
    if VerbLexicon.form(next)?.form == .thirdPerson, verb + 2 < words.count,
      FunctionWords.articles.contains(words[verb + 2]) || FunctionWords.prepositions.contains(words[verb + 2])
    {
      return false
    }
    // “Log entries are written”: a noun, whose verb comes.
    for word in words[(verb + 1)...].prefix(7) {
      if ["that", "which", "who", "if", "when", "so", "until", "and", "or", "because", "how", "what", "where"].contains(
        word.folded)
      {
        break
      }
      if Clause.modals.contains(word) || FunctionWords.auxiliaries.contains(word) { return false }
    }
    if Clause.modals.contains(next) || ["is", "are"].contains(next.folded) { return false }
    return FunctionWords.articles.contains(next) || FunctionWords.prepositions.contains(next) || next.isCapitalised
      || next.folded.hasSuffix("s") || Numerals.isNumber(next) || ["it", "them", "both", "up", "down"].contains(next.folded)
  }

  // MARK: Times

  private static let marks = WordMap<(kind: QuestionKind, question: String)>([
    ("when", (.condition, "when")), ("if", (.condition, "when")), ("until", (.time, "until when")), ("before", (.time, "when")),
    ("after", (.time, "when")), ("within", (.deadline, "within what time")), ("for", (.quantity, "for how long")),
    ("every", (.time, "how often")), ("whenever", (.condition, "when")), ("unless", (.exception, "unless when")),
  ])

  /// `when should you clean the lens`, with the first word of its answer.
  private static func adjunct(_ sentence: Sentence, _ names: ChunkNames) -> (kind: QuestionKind, question: String, answer: Int)? {
    let words = sentence.words
    guard words[0].isCapitalised, isCommand(words, 0), words[0].folded != "do", words[1].folded != "it",
      words[1].folded != "them",
      let index = (2..<max(2, min(words.count - 2, 14))).first(where: { marks.holds(words[$0]) }),
      let (kind, asked) = marks[words[index]], kind != .exception
    else { return nil }
    guard !(0..<index).contains(where: { sentence.isBreak(after: $0) }),
      !(index..<words.count - 1).contains(where: { sentence.isBreak(after: $0) }),
      !Phrases.containsPointing(words[..<index]), !Phrases.containsPointing(words[index..<min(words.count, index + 3)]),
      !words[..<index].contains(where: { ["and", "or", "that", "which", "who", "to", "as"].contains($0.folded) }),
      !words[index...].contains(where: { ["but", "then"].contains($0.folded) })
    else { return nil }
    switch words[index].folded {
    case "within", "for", "every":
      guard words[(index + 1)...].prefix(4).contains(where: { Quantities.times.contains($0) }),
        Numerals.isNumber(words[index + 1])
          || words[index].folded == "every" || words[index + 1].folded == "at"
      else { return nil }
    case "if", "when", "whenever":
      guard words[(index + 2)...].contains(where: { Clause.isFinite($0) }), !halves.contains(words[index + 1]) else { return nil }
    default: break
    }
    let command = Phrases.lowerFirst(sentence.text(0..<index), names: nil)
    return (kind, "\(asked) should you \(command)", index)
  }
}
