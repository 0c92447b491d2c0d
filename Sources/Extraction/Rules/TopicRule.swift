internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// What a paragraph or a list item says of the thing that it opens with. The answer is the whole of it, so that what its later sentences lean on is
/// there.
enum TopicRule {
  static func drafts(_ passage: Passage) -> [Draft] { passage.elements.compactMap { draft($0, passage) } }

  private static func draft(_ element: Document.Element, _ passage: Passage) -> Draft? {
    guard element.kind == .paragraph || isItem(element), Whole.bytes.contains(element.range.count) else { return nil }
    let sentences = passage.sentences(in: element.range)
    guard sentences.count >= 2, let first = sentences.first, first.isSelfContained, let clause = first.clause,
      clause.opening == nil,
      isTopic(clause, passage), Whole.standsAlone(sentences)
    else { return nil }
    let text = passage.document.plainText(of: first.range.lowerBound..<element.range.upperBound)
    guard text.hasSuffix("."), !Phrases.pointsElsewhere(text), let label = passage.section(at: element.range.lowerBound).label
    else {
      return nil
    }
    return Draft(
      kind: .topic, question: "What does \(label) say about \(clause.subject(passage.names))?", answer: text,
      shortAnswer: nil, range: element.range, order: 5,
      remark: recurs(clause.subject, first, sentences.dropFirst(), passage) ? nil : "topic.single")
  }

  private static func isItem(_ element: Document.Element) -> Bool { if case .listItem = element.kind { true } else { false } }

  /// Whether the subject of a paragraph's first sentence names what the paragraph is about: no person in general, not the whole document.
  ///
  /// - Parameter longest: words of the subject at most.
  static func isTopic(_ clause: Clause, _ passage: Passage, longest: Int = 6) -> Bool {
    let (sentence, subject) = (clause.sentence, clause.subject)
    let words = sentence.words[subject]
    guard subject.count <= longest, sentence.words[subject.lowerBound].folded != "you",
      passage.isNamed(words, at: sentence.range.lowerBound)
    else { return false }
    // `C++`, `SPI_is_cursor_plan`: the words end within a name.
    guard sentence.text.utf8Slice(words[subject.upperBound - 1].range.upperBound..<sentence.text.utf8.count).first == " " else {
      return false
    }
    let content = words.filter { !FunctionWords.all.contains($0) }
    // “All systems” speaks of no one thing, and “Peer Places” has a verb in it.
    if let first = words.first, wide.contains(first) { return false }
    if let last = words.last, words.count > 1, last.isCapitalised, VerbLexicon.form(last)?.form == .thirdPerson { return false }
    if content.allSatisfy({ Phrases.vagueNouns.contains($0) || actors.contains($0) }) { return false }
    return !KeySet(content.map { WordStem.key($0.folded) }).isSubset(of: passage.notes.sections.titleStems)
  }

  private static let actors: WordSet = [
    "user", "users", "people", "table", "tables", "organizations", "companies", "businesses", "business", "developers",
    "customers", "employees",
    "managers",
    "system", "systems", "care", "time", "teams", "employers", "players", "readers", "administrators", "chart", "figure",
    "example",
    "contents", "box", "button", "dialog", "section", "game", "program", "software", "project", "application", "package", "tool",
    "document", "page", "site", "website", "person", "persons", "anyone", "everyone", "someone", "anybody", "everybody",
    "everything",
    "something", "nothing", "one", "thing", "things", "part", "parts", "rest", "example", "examples", "note", "problem", "fact",
  ]

  private static let wide: WordSet = [
    "all", "most", "many", "some", "any", "every", "each", "several", "no", "both", "almost", "other", "different", "various",
  ]

  /// Whether later sentences or the headings speak of the subject too; one word alone is a topic where the headings have it.
  private static func recurs(_ subject: Range<Int>, _ first: Sentence, _ later: ArraySlice<Sentence>, _ passage: Passage) -> Bool
  {
    let stems = KeySet(
      first.words[subject].filter { !FunctionWords.all.contains($0) && !$0.isNumber }.map { WordStem.key($0.folded) })
    if !stems.isDisjoint(with: passage.section(at: first.range.lowerBound).stems) { return true }
    return stems.count >= 2
      && later.contains { sentence in
        ["it", "they", "its", "their"].contains(sentence.words.first?.folded ?? "")
          || sentence.words.contains { stems.contains(WordStem.key($0.folded)) }
      }
  }
}
