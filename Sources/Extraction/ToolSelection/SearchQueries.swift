public import Chunking
public import Datasets
public import DocumentModel
internal import Hashing
public import JSONText
internal import TextAnalysis

/// Writes queries with the search calls that serve them, without a model: what is exact (a term, a citation, a name in code) is looked up by
/// its words, what is a matter of meaning by a vector.
///
/// Every call's words stand in the chunk or its headings. The same documents give the same queries.
public struct SearchQueries: Sendable {
  private let tools: JSONValue
  private let mostOfAKind = 2

  /// - Parameter tools: what could be called, in OpenAI's form; `full_text_search` and `vector_search` with a `query` are.
  public init(tools: JSONValue) { self.tools = tools }

  /// Part of the key under which records are kept.
  public static let version = "search-queries/1"

  /// The records of the chunks given, in their order; no query is written twice for a document.
  public func records(of chunks: [(chunk: Chunk, score: Double)], in document: Document) -> [Record] {
    let notes = DocumentNotes(document)
    guard notes.isEnglish else { return [] }
    var asked: Set<String> = []
    return chunks.flatMap { chunk, score in
      let passage = Passage(chunk: chunk, document: document, notes: notes)
      let wanted = [headings, terms, citations, names, concepts].flatMap { $0(passage).prefix(mostOfAKind) }
      return wanted.sorted { $0.range.lowerBound < $1.range.lowerBound }
        .filter { asked.insert($0.query.lowercased()).inserted }.map { record($0, passage, score) }
    }
  }

  /// A query before it is a record.
  private struct Wanted {
    let query: String
    let tool: String
    let words: String
    let range: Range<Int>
  }

  private func record(_ wanted: Wanted, _ passage: Passage, _ score: Double) -> Record {
    let document = passage.document
    let evidence = document.text(in: wanted.range)
    let call = Record.ToolCall(name: wanted.tool, arguments: ["query": .string(wanted.words)])
    return Record(
      id: String(ContentHash.sha256(parts: [passage.chunk.id, wanted.query, wanted.words]).prefix(16)), kind: "tool-selection",
      question: wanted.query, answer: "", shortAnswer: nil, toolCalls: [call], tools: tools,
      evidence: Record.Evidence(
        documentID: document.id, documentName: document.source.name, range: wanted.range,
        pages: document.pages(in: wanted.range), text: evidence),
      chunkID: passage.chunk.id, headingPath: passage.headingPath(at: wanted.range.lowerBound), score: score)
  }

  /// One of a few ways to say something, the same for the same words.
  private func phrased(_ ways: [String], _ words: String) -> String {
    let place = Int(ContentHash.sha256(parts: [words]).utf8.first ?? 0) % ways.count
    return ways[place].replacing("%", with: words)
  }

  // MARK: By meaning

  /// Headings: a matter, sought by what it is.
  private func headings(_ passage: Passage) -> [Wanted] {
    let names = ChunkNames(passage.sentences.map(\.text).joined(separator: " "))
    return passage.elements.compactMap { element in
      guard element.headingLevel != nil else { return nil }
      let title = Phrases.title(Self.withoutNumber(passage.document.plainText(of: element.range)))
      let words = Words.words(in: title)
      guard (2...9).contains(words.count), Phrases.isName(title), !Phrases.isCommonHeading(title), !title.hasSuffix("?"),
        let first = words.first, !Self.places.contains(first),
        !["what", "how", "why", "when", "where"].contains(first.folded)
      else { return nil }
      // Words have capitals in many headings that they have in no sentence.
      let topic = title.split(separator: " ").map { Phrases.lowerFirst(String($0), names: names) }.joined(
        separator: " ")
      let ways = [
        "What do the rules say about %?", "Find what is said about %.", "I need to read about %.", "Show me the part on %.",
      ]
      return Wanted(query: phrased(ways, topic), tool: "vector_search", words: topic, range: element.range)
    }
  }

  /// Questions that a passage answers: what they ask, in plain words.
  private func concepts(_ passage: Passage) -> [Wanted] {
    let asking: Set<QuestionKind> = [
      .condition, .obligation, .prohibition, .permission, .exception, .quantity, .deadline, .time, .reason, .means, .purpose,
      .effect,
      .recommendation,
    ]
    return Extractor.judged(passage).filter { asking.contains($0.kind) }.map { draft in
      let core = QuestionFeatures.behindLead(draft.question)
      let words = core.last == "?" ? String(core.dropLast()) : core
      return Wanted(query: Phrases.upperFirst(core), tool: "vector_search", words: words, range: draft.range)
    }
  }

  // MARK: By words

  /// Terms that the passage defines.
  private func terms(_ passage: Passage) -> [Wanted] {
    DefinitionRule.drafts(passage).compactMap { draft in
      guard QuestionCheck.accepts(WordedDraft(draft)), draft.question.hasPrefix("What does “"),
        let end = draft.question.ranges(of: "” mean").first
      else { return nil }
      let term = String(draft.question["What does “".endIndex..<end.lowerBound])
      guard Words.holds(passage.document.text(in: draft.range), phrase: term) else { return nil }
      let ways = ["Where is “%” defined?", "Find the definition of “%”.", "What exactly does “%” mean here?"]
      return Wanted(query: phrased(ways, term), tool: "full_text_search", words: term, range: draft.range)
    }
  }

  private static let places: WordSet = [
    "article", "section", "rule", "chapter", "annex", "appendix", "schedule", "table", "part", "paragraph", "figure",
    "regulation",
  ]

  /// Places that sentences name: `Article 17(1)`, `Table 5`.
  private func citations(_ passage: Passage) -> [Wanted] {
    passage.sentences.compactMap { sentence in
      let words = sentence.words
      guard
        let index = words.indices.dropLast().first(where: { index in
          Self.places.contains(words[index]) && words[index].isCapitalised && index > 0
            && words[index + 1].folded.contains { $0.isNumber }
            && sentence.text.utf8Slice(words[index].range.upperBound..<words[index + 1].range.lowerBound) == " "
        })
      else { return nil }
      let place = Phrases.withoutStop(sentence.phrase(index..<index + 2))
      guard Phrases.isBalanced(place) else { return nil }
      let ways = ["Which passages refer to %?", "Where is % mentioned?", "Find every mention of %."]
      return Wanted(query: phrased(ways, place), tool: "full_text_search", words: place, range: sentence.range)
    }
  }

  /// Names in code and names with digits or strokes: `apt-get`, `max_connections`.
  private func names(_ passage: Passage) -> [Wanted] {
    passage.sentences.compactMap { sentence in
      let markdown = passage.document.text(in: sentence.range)
      guard let open = markdown.firstIndex(of: "`"), let close = markdown[markdown.index(after: open)...].firstIndex(of: "`")
      else {
        return nil
      }
      let name = String(markdown[markdown.index(after: open)..<close])
      guard (3...40).contains(name.count), !name.contains(" "), name.contains(where: \.isLetter), !name.contains("`") else {
        return nil
      }
      let ways = ["Where is `%` explained?", "Find what is said of `%`.", "Which passages mention `%`?"]
      return Wanted(query: phrased(ways, name), tool: "full_text_search", words: name, range: sentence.range)
    }
  }

  /// `Article 8. Notice of arrival` without its number.
  private static func withoutNumber(_ heading: String) -> String {
    let words = heading.split(separator: " ", maxSplits: 2).map(String.init)
    if words.count == 3, places.contains(words[0].lowercased()), words[1].contains(where: \.isNumber) { return words[2] }
    if words.count > 1, words[0].contains(where: \.isNumber), !words[0].contains(where: \.isLetter) {
      return words.dropFirst().joined(separator: " ")
    }
    return heading
  }
}
