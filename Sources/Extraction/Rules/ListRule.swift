internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// Lists and procedures: the items behind a sentence that ends with a colon, or the only list of a section.
enum ListRule {
  static func drafts(_ passage: Passage) -> [Draft] {
    let elements = passage.elements
    return elements.indices.dropFirst().compactMap { index in
      guard case .listItem(let depth) = elements[index].kind, isIntro(elements[index - 1], before: depth) else { return nil }
      let end = elements[index...].firstIndex { !$0.isListItem(from: depth) } ?? elements.endIndex
      return draft(elements[index - 1], Array(elements[index..<end]), depth, passage)
    }
  }

  /// Whether a list can hang on an element: a paragraph, or an item that the list is nested in.
  private static func isIntro(_ element: Document.Element, before depth: Int) -> Bool {
    switch element.kind {
    case .paragraph: true
    case .listItem(let own): own < depth
    default: false
    }
  }

  private static func draft(
    _ intro: Document.Element, _ items: [Document.Element], _ depth: Int, _ passage: Passage
  ) -> Draft? {
    let document = passage.document
    guard (2...12).contains(items.count) else { return nil }
    let introText = withoutEnumerator(document.plainText(of: intro.range))
    guard introText.hasSuffix(":") || introText.hasSuffix("—"), let sentence = SentenceSplitter.sentences(of: introText).last,
      (2...30).contains(sentence.wordCount)
    else { return nil }
    let texts = items.map { bare(withoutBox(document.plainText(of: $0.range))) }
    guard
      texts.allSatisfy({ $0.wordCount >= 2 && $0.count <= 260 && !LineShapes.isContentsEntry($0) }),
      isWhole(items, depth, passage), items.allSatisfy({ $0.kind == items[0].kind })
    else { return nil }
    let isOrdered = items.allSatisfy { document.text(in: $0.range).first?.isNumber == true }
    let range = intro.range.lowerBound..<(items.last?.range.upperBound ?? intro.range.upperBound)
    let opening = Phrases.withoutStop(sentence.hasSuffix("—") ? String(sentence.dropLast()) : sentence)
    guard Phrases.isBalanced(opening) else { return nil }
    let lead = passage.lead(at: intro.range.lowerBound)
    guard !lead.isEmpty, let question = question(opening, texts, isOrdered: isOrdered, passage.names),
      isOrdered || passage.term(at: intro.range.lowerBound) != nil || namesSomething(question)
    else { return nil }
    let answer = texts.map { withoutEnd($0, "; or") }.enumerated().map { isOrdered ? "\($0 + 1). \($1)" : "- \($1)" }.joined(
      separator: "\n")
    return Draft(
      kind: isOrdered ? .procedure : .list, question: lead + question, answer: answer, shortAnswer: nil,
      range: range)
  }

  private static func question(_ opening: String, _ items: [String], isOrdered: Bool, _ names: ChunkNames) -> String? {
    let isChoice = items.contains { $0.hasSuffix(" or") }
    if !isChoice, isOpening(Words.words(in: opening)),
      let question = ListQuestion.question(opening, isOrdered: isOrdered, names: names)
    {
      return question
    }
    guard !isOrdered, let question = ListClause(opening, items: items, names: names).question else { return nil }
    return isChoice && !ListClause.holdsForEach(question) ? nil : question
  }

  /// Whether a question says what it is about: not `what are the allowed values?`, of what only the section tells.
  private static func namesSomething(_ question: String) -> Bool {
    Words.words(in: question).contains {
      !FunctionWords.all.contains($0) && !Phrases.vagueNouns.contains($0) && !general.contains($0)
    }
  }

  private static let general: WordSet = [
    "what", "which", "allowed", "possible", "valid", "available", "acceptable", "accepted", "supported", "recognized",
    "currently", "global",
    "advantages", "disadvantages", "features", "keyword", "important", "include", "contain", "present", "apply", "exceptions",
    "keys", "flags",
    "formats", "variables", "properties", "attributes", "states", "modes", "steps", "reasons", "examples", "elements",
    "sub-elements",
  ]

  private static func withoutEnd(_ text: String, _ end: String) -> String {
    text.hasSuffix(end) ? String(text.dropLast(end.count)) : text
  }

  /// A clause with a verb that stands alone and offers no choice.
  private static func isOpening(_ words: [Word]) -> Bool {
    guard let first = words.first, !Phrases.leaning.contains(first) else { return false }
    if words.contains(where: { choices.contains($0) || Phrases.readers.contains($0) }) { return false }
    if words.contains(where: { $0.folded != "following" && Phrases.pointing.contains($0) }) { return false }
    return words.contains { FunctionWords.auxiliaries.contains($0) }
      || words.dropFirst().contains { $0.folded.utf8.count > 3 && ($0.folded.hasSuffix("s") || $0.folded.hasSuffix("ed")) }
      || first.folded == "to"
  }

  private static let choices: WordSet = ["either", "ways", "options", "alternatives", "any", "one"]

  /// Without the box of a task list.
  private static func withoutBox(_ text: String) -> String {
    text.hasPrefix("[ ] ") || text.hasPrefix("[x] ") ? String(text.dropFirst(4)) : text
  }

  /// Without an enumerator such as `(3)` or `(a)` before it.
  private static func withoutEnumerator(_ text: String) -> String {
    guard text.hasPrefix("("), let close = text.prefix(7).firstIndex(of: ")") else { return text }
    return String(text[text.index(after: close)...].drop { $0 == " " })
  }

  /// An item without its enumerator and without the `; and` that joins it to the next.
  private static func bare(_ item: String) -> String {
    var text = withoutEnumerator(item)
    for end in ["; and", ", and", ";"] where text.hasSuffix(end) {
      text.removeLast(end.count)
      break
    }
    return text
  }

  /// Whether the list ends in the chunk.
  private static func isWhole(_ items: [Document.Element], _ depth: Int, _ passage: Passage) -> Bool {
    guard let last = items.last else { return false }
    let index = passage.document.elements.partitioningIndex { $0.range.lowerBound >= last.range.upperBound }
    guard index < passage.document.elements.count, passage.document.elements[index].isListItem(from: depth) else { return true }
    return passage.chunk.range.contains(passage.document.elements[index].range)
  }
}

extension Document.Element {
  /// Whether it is an item of a list as deep as `depth`, or deeper.
  fileprivate func isListItem(from depth: Int) -> Bool { if case .listItem(let own) = kind { own >= depth } else { false } }
}
