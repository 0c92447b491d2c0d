internal import DocumentModel
internal import TextAnalysis

/// Definitions: `“berth” means …`, `**Hold**: …`, `X is defined as …`, `X means …`.
enum DefinitionRule {
  static func drafts(_ passage: Passage) -> [Draft] {
    passage.elements.compactMap { entry($0, passage) } + passage.sentences.compactMap { sentence($0, passage) }
  }

  /// An element that opens with its term set off: in bold, with a colon, dash or stop behind it.
  private static func entry(_ element: Document.Element, _ passage: Passage) -> Draft? {
    guard let head = passage.head(at: element.range.lowerBound), passage.notes.count(ofLabel: head.term) < 3 else { return nil }
    let markdown = passage.document.text(in: element.range)
    let rest = PlainText.plain("x" + markdown.utf8Slice(head.bodyStart..<markdown.utf8.count)).dropFirst()
    let (term, body) = (withoutValue(head.term), String(rest))
    guard body.utf8.last == UInt8(ascii: "."), body.wordCount >= 4, isTerm(term), Phrases.isBalanced(body) else { return nil }
    let hasVerb = body.hasPrefix("means ")
    // A label such as “A better way” names nothing.
    guard term.holdsLetter, !labels.contains(term.lowercased()), !term.hasPrefix("/"), !term.hasPrefix("A "),
      !term.hasPrefix("An "),
      hasVerb || isDefinition(body)
    else { return nil }
    let definition = hasVerb ? String(body.dropFirst(6)) : body
    return draft(
      term, definition, hasVerb: hasVerb, element.range.lowerBound + head.start..<element.range.upperBound, passage)
  }

  /// `PAGE_SIZE = 10` is PAGE_SIZE.
  private static func withoutValue(_ term: String) -> String {
    guard let mark = term.firstRange(of: " = ") else { return term }
    return String(term[..<mark.lowerBound])
  }

  /// What entries of a reference are labelled with.
  private static let labels: Set<String> = [
    "description", "default", "type", "note", "syntax", "returns", "return", "context", "example", "value", "usage", "purpose",
    "result",
    "parameters", "arguments", "options", "summary", "name", "status", "since", "see also", "compatibility", "notes", "tip",
  ]

  /// Whether the words behind a term say what it is: a noun phrase in one sentence or two, said to nobody in particular.
  private static func isDefinition(_ body: String) -> Bool {
    // The first word comes first: all others cost more.
    guard let first = Words.words(in: String(body.utf8.prefix(40)) ?? body).first, openers.contains(first) else { return false }
    let words = Words.words(in: body)
    guard SentenceSplitter.sentences(of: body).count <= 2 else { return false }
    // A verb close behind the start makes a sentence of it, which says something else than what the term is.
    let isSentence = words.indices.dropFirst().prefix(7).contains { index in
      let (word, before) = (words[index].folded, words[index - 1].folded)
      if ["that", "which", "who", "whose", "where", "when", "to", "and", "or", "of"].contains(before) { return false }
      return ["means", "is", "are", "was", "were", "mean", "does", "do", "has", "have"].contains(word)
        || (index > 1 && VerbLexicon.form(word)?.form == .thirdPerson && !FunctionWords.articles.contains(before)
          && index + 1 < words.count
          && (FunctionWords.articles.contains(words[index + 1]) || words[index + 1].folded == "to"))
    }
    let start = words.prefix(12)
    let hasModal =
      start.firstIndex { Clause.modals.contains($0) }.map { modal in
        !start[..<modal].contains { relatives.contains($0) }
      } ?? false
    return !isSentence && !hasModal && !words.contains { Phrases.readers.contains($0) }
  }

  private static let openers: WordSet = ["a", "an", "the", "any", "one", "each", "every"]
  private static let relatives: WordSet = ["that", "which", "who", "whose", "where", "when", "to", "if"]

  /// A sentence with a verb of definition behind a short subject.
  private static func sentence(_ sentence: Sentence, _ passage: Passage) -> Draft? {
    let words = sentence.words
    guard words.count >= 5, words.count <= 60,
      sentence.text.utf8.last == UInt8(ascii: ".") || sentence.text.utf8.last == UInt8(ascii: ";"),
      sentence.marks.isBalanced
    else { return nil }
    for index in 1...min(8, words.count - 3) {
      guard verbs.contains(words[index]), let length = verbLength(words, at: index) else { continue }
      let subject = sentence.text(0..<index)
      let isQuoted = sentence.opensQuote
      let term = subject.filter { !"“”\"".contains($0) }
      guard isQuoted || isNounPhrase(words[..<index]), isTerm(term), !Phrases.containsPointing(words[..<index]),
        index + length < words.count
      else { return nil }
      if isQuoted, sentence.text.utf8Slice(0..<words[index].range.lowerBound).count(where: { "”\"".contains($0) }) > 2 {
        return nil
      }
      return draft(term, sentence.text(from: index + length), hasVerb: true, sentence.range, passage)
    }
    return nil
  }

  /// What a verb of definition begins with.
  private static let verbs: WordSet = ["means", "is", "refers"]

  /// The words that a verb of definition takes; nil for other verbs.
  private static func verbLength(_ words: [Word], at index: Int) -> Int? {
    let next = index + 1 < words.count ? words[index + 1].folded : ""
    let third = index + 2 < words.count ? words[index + 2].folded : ""
    switch words[index].folded {
    case "means":
      return [
        "that", "of", "for", "to", "by", "and", "or", "nothing", "exactly", "what", "just", "it", "they", "we", "you", "more",
        "less",
      ].contains(next)
        ? nil : 1
    case "is" where next == "defined" && third == "as": return 3
    case "refers" where next == "to": return 2
    default: return nil
    }
  }

  /// Up to four words that could name a thing: none that holds a clause together, no adverb.
  private static func isNounPhrase(_ words: ArraySlice<Word>) -> Bool {
    guard let first = words.first, words.count <= 4, first.isCapitalised, !Phrases.leaning.contains(first) else {
      return false
    }
    let rest = ["a", "an", "the"].contains(first.folded) ? words.dropFirst() : words
    return !rest.isEmpty
      && !rest.contains { word in
        (FunctionWords.all.contains(word) && word.folded != "of") || word.folded.hasSuffix("ly")
          || word.folded.hasSuffix("ing")
      }
  }

  private static func isTerm(_ term: String) -> Bool {
    let words = Words.words(in: term)
    guard (1...7).contains(words.count), let first = words.first, !first.isNumber, !Phrases.leaning.contains(first) else {
      return false
    }
    // “parse(text)[source]” is a signature with a link.
    return !term.holdsAny(of: ":;?!,") && !term.holds("…") && !term.holds("[source]")
      && !words.contains { FunctionWords.modals.contains($0.folded) || $0.folded == "is" || $0.folded == "are" }
  }

  /// nil where the definition says little but the term again: `“glyph type” means a glyph object`.
  private static func draft(_ term: String, _ definition: String, hasVerb: Bool, _ range: Range<Int>, _ passage: Passage)
    -> Draft?
  {
    let bare = withoutArticle(term)
    let named = Sections.stems([term])
    guard Sections.stems([definition]).count(where: { !named.contains($0) }) >= 2 else { return nil }
    let title = passage.notes.sections.title.label().map { " in " + $0 } ?? ""
    let body = Phrases.withoutStop(definition)
    return Draft(
      kind: .definition, question: "What does “\(bare)” mean\(title)?",
      answer: "“\(bare)” means \(hasVerb ? body : Phrases.lowerFirst(body, names: nil)).",
      shortAnswer: nil, range: range)
  }

  private static func withoutArticle(_ term: String) -> String {
    for article in ["A ", "An ", "The "] where term.hasPrefix(article) { return String(term.dropFirst(article.count)) }
    return term
  }
}
