internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// What a short section says of what its heading names, and headings that are questions themselves. The answer is the whole section.
enum SectionRule {
  static func drafts(_ passage: Passage) -> [Draft] {
    let elements = passage.elements
    return elements.indices.compactMap { index in
      guard elements[index].headingLevel != nil else { return nil }
      let end = elements[(index + 1)...].firstIndex { $0.headingLevel != nil } ?? elements.endIndex
      guard end > index + 1, end < elements.endIndex || isLast(elements[end - 1], passage) else { return nil }
      return draft(elements[index], elements[(index + 1)..<end], passage)
    }
  }

  /// Whether a section ends with an element that is the chunk's last.
  private static func isLast(_ element: Document.Element, _ passage: Passage) -> Bool {
    let elements = passage.document.elements
    let next = elements.partitioningIndex { $0.range.lowerBound >= element.range.upperBound }
    return next == elements.count || elements[next].headingLevel != nil
  }

  private static func draft(_ heading: Document.Element, _ body: ArraySlice<Document.Element>, _ passage: Passage) -> Draft? {
    guard let last = body.last else { return nil }
    let range = body[body.startIndex].range.lowerBound..<last.range.upperBound
    guard Whole.bytes.contains(range.count), body.allSatisfy({ $0.isText }) else { return nil }
    let path = passage.headingPath(at: heading.range.lowerBound)
    let titles = passage.notes.titles
    guard let title = path.last, titles.satisfies(title, isTitle),
      let owner = passage.section(at: heading.range.lowerBound).ownerLabel, isOwner(path.dropLast().last, of: title, titles)
    else { return nil }
    let sentences = passage.sentences(in: range)
    guard let first = sentences.first, !Phrases.leaning.contains(first.words.first?.folded ?? "this"),
      let answer = answer(body, passage.document), isTold(answer), Whole.standsAlone(sentences),
      !Phrases.pointsElsewhere(answer)
    else { return nil }
    let asked = question(PlaceNames.tidy(title), owner, count: sentences.count)
    return asked.map { Draft(kind: $0.kind, question: $0.text, answer: answer, shortAnswer: nil, range: range, order: 6) }
  }

  /// Whether a heading above can be asked about another; a document's title always can.
  private static func isOwner(_ owner: String?, of title: String, _ titles: KnownTitles) -> Bool {
    owner.map { titles.satisfies($0, isTitle) && folded($0) != folded(title) } ?? true
  }

  /// Whether an answer tells something itself: it asks nothing, announces nothing and has no marks of another language in it.
  private static func isTold(_ answer: String) -> Bool {
    !answer.holdsAny(of: "?<") && !answer.holds("Let’s ") && !answer.holds("Let's ") && !answer.holds("Learn how")
      && !answer.holds("escribed in ") && !answer.holds("his site") && !answer.holds("lease press") && !answer.holds("hown here")
  }

  private static func isTitle(_ heading: String) -> Bool {
    heading.utf8.count >= 3 && !heading.utf8.contains { "[]#".utf8.contains($0) } && !heading.holds("©")
      && Phrases.isName(heading)
      && !Phrases.isCommonHeading(heading) && !Phrases.admonitions.contains(heading.lowercased())
  }

  /// A title's words without its number, to tell whether two are the same.
  private static func folded(_ title: String) -> [String] { Words.words(in: PlaceNames.tidy(title)).map(\.folded) }

  /// The paragraphs and items of a section; nil where it has anything else, or lines that are no sentences, such as buttons and names.
  private static func answer(_ body: ArraySlice<Document.Element>, _ document: Document) -> String? {
    var lines: [String] = []
    // Items that nothing announces are told where they are sentences; else they are links.
    var isAnnounced = false
    for (index, element) in zip(body.indices, body) {
      let text = document.plainText(of: element.range)
      switch element.kind {
      case .paragraph, .quote:
        guard let mark = text.last, ".!?:".contains(mark) else { return nil }
        isAnnounced = mark == ":" && text.wordCount > 2
        if mark == ":", index + 2 >= body.endIndex || !body[index + 1].isListItem || !body[index + 2].isListItem { return nil }
        lines.append(text)
      case .listItem:
        guard isAnnounced || text.last == "." else { return nil }
        lines.append("- " + text)
      default: return nil
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func question(_ heading: String, _ owner: String, count: Int) -> (kind: QuestionKind, text: String)? {
    let words = Words.words(in: heading)
    guard let first = words.first?.folded, !Phrases.leaning.contains(words[0]) else { return nil }
    if heading.hasSuffix("?") {
      guard words.count >= 4, opening.contains(first), !words.contains(where: { ["we", "our", "us"].contains($0.folded) }) else {
        return nil
      }
      return (.faq, "According to \(owner), \(Phrases.lowerFirst(heading, names: nil))")
    }
    if first == "how", words.count >= 4, words[1].folded == "to" {
      return count >= 3 ? (.instruction, "According to \(owner), how do you \(heading.dropFirst(7))?") : nil
    }
    return (.section, "What does \(owner) say about “\(heading)”?")
  }

  /// First words of questions.
  private static let opening: WordSet = [
    "what", "how", "why", "when", "where", "who", "which", "can", "do", "does", "is", "are", "should", "will", "must", "may",
  ]
}

extension Document.Element {
  fileprivate var isText: Bool {
    switch kind {
    case .paragraph, .quote, .listItem: true
    default: false
    }
  }

  fileprivate var isListItem: Bool { if case .listItem = kind { true } else { false } }
}
