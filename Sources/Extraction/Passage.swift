internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// A chunk as the rules read it.
final class Passage {
  let chunk: Chunk
  let document: Document
  /// The sentences of paragraphs, list items, quotes and footnotes.
  let sentences: [Sentence]

  /// The elements that lie wholly in the chunk.
  let elements: [Document.Element]
  let notes: DocumentNotes
  let names: ChunkNames
  let placed = PlacedFeatures()
  /// Of ``sentences``.
  let stems: SentenceStems
  /// What the rules write of the chunk.
  private(set) lazy var drafts = Extractor.drafts(of: self)
  /// How many places of the chunk the rules can ask about, in a thousand bytes: where they can often, the text is plain to readers too.
  private(set) lazy var draftDensity = 1000 * Double(Set(drafts.map(\.range)).count) / Double(max(1, chunk.range.count))
  /// Where the evidence of sentences begins whose pronoun was replaced, by where they begin themselves.
  private let starts: [Int: Int]
  /// The terms that elements open with, by the place of the element in the document.
  private let heads: [Int: EntryHead]

  init(chunk: Chunk, document: Document, notes: DocumentNotes) {
    (self.chunk, self.document, self.notes) = (chunk, document, notes)
    names = ChunkNames(chunk.text)
    elements = document.elements[document.elementIndices(in: chunk.range)].filter { chunk.range.contains($0.range) }
    var heads: [Int: EntryHead] = [:]
    var sentences: [Sentence] = []
    var starts: [Int: Int] = [:]
    for index in document.elementIndices(in: chunk.range) {
      let element = document.elements[index]
      switch element.kind {
      case .paragraph, .listItem, .quote, .footnote:
        let head = notes.sections.head(of: index)
        heads[index] = head
        let own = Antecedents.resolved(
          Sentence.all(in: element, of: document, within: chunk.range, from: head?.sentenceStart ?? 0))
        sentences += own.sentences
        starts.merge(own.starts) { first, _ in first }
      default: continue
      }
    }
    (self.heads, self.sentences, self.starts) = (heads, sentences, starts)
    stems = SentenceStems(sentences)
  }

  /// The sentence that holds an offset, or the next behind it.
  func sentence(at offset: Int) -> Sentence? {
    let index = sentences.partitioningIndex { $0.range.upperBound > offset }
    return index < sentences.count ? sentences[index] : nil
  }

  /// The sentences that lie in a range.
  func sentences(in range: Range<Int>) -> [Sentence] { Array(sentences[sentenceIndices(in: range)]) }

  /// The places of the sentences that lie in a range.
  func sentenceIndices(in range: Range<Int>) -> Range<Int> {
    let start = sentences.partitioningIndex { $0.range.lowerBound >= range.lowerBound }
    return start..<max(start, sentences.partitioningIndex { $0.range.upperBound > range.upperBound })
  }

  /// What supports a draft of a range: with the sentences before it where a pronoun in it stands for their subject.
  func evidence(of range: Range<Int>) -> Range<Int> { (starts[range.lowerBound] ?? range.lowerBound)..<range.upperBound }

  /// Whether a sentence that begins at an offset had a pronoun replaced.
  func isResolved(at offset: Int) -> Bool { starts[offset] != nil }

  func section(at offset: Int) -> Sections.Section { notes.sections.section(at: offset) }

  /// The titles of the headings above an offset in the chunk.
  func headingPath(at offset: Int) -> [String] { section(at: offset).path }

  /// The nearest heading that names something, else the document's title.
  func name(at offset: Int) -> String? { section(at: offset).name }

  /// The term that the element at an offset opens with; nil where it opens with none.
  func head(at offset: Int) -> EntryHead? { heads[document.elements.partitioningIndex { $0.range.upperBound > offset }] }

  /// The term that the element at an offset sets off and is about, or that of the entry which it is part of; nil where it has none.
  func term(at offset: Int) -> String? {
    let index = document.elements.partitioningIndex { $0.range.upperBound > offset }
    if let head = heads[index], head.isName {
      return offset >= document.elements[index].range.lowerBound + head.bodyStart ? head.term : nil
    }
    return notes.sections.terms[index]
  }

  /// The caption of a table as a question names it, with the document that it stands in.
  func place(_ caption: String) -> String {
    let title = notes.sections.title
    return PlaceNames.label(caption, of: [title.page, title.product])
  }

  /// How a question names the place that it asks about: `According to “Falling”, `; empty where nothing is known. A heading that stands in
  /// every second document is named with what it belongs to.
  func lead(at offset: Int) -> String {
    let section = section(at: offset)
    if let term = term(at: offset) { return "According to “\(term)”\(section.shortLabel.map { " under " + $0 } ?? ""), " }
    return section.label.map { "According to \($0), " } ?? ""
  }

  /// Whether the words of a subject say what is meant without the sentences before it: a name, a word of the headings, or a phrase that
  /// speaks of things in general.
  func isNamed(_ words: ArraySlice<Word>, at offset: Int) -> Bool {
    guard let first = words.first?.folded else { return false }
    let content = words.filter { !FunctionWords.all.contains($0) && !Phrases.vagueNouns.contains($0) }
    if content.contains(where: { $0.isCapitalised && $0.range.lowerBound > 0 || $0.folded.holdsNumber(or: "-") }) {
      return true
    }
    let known = section(at: offset).known
    if content.contains(where: { known.contains(WordStem.key($0.folded)) }) { return true }
    if ["the", "each", "every"].contains(first), !(first != "the" && content.count >= 2) {
      return content.count >= 3 || (content.count == 2 && words.contains { $0.folded == "of" })
    }
    return !content.isEmpty || first == "you"
  }

  /// Whether a question about all that a sentence says of its subject asks for more than the sentence tells: other sentences of the chunk
  /// say something of the same subject, or their heading names nothing else.
  ///
  /// - Parameter subject: words of the sentence.
  func isBroad(_ subject: Range<Int>, _ sentence: Sentence) -> Bool {
    let stems = sentence.stems(ofSubject: subject)
    if stems.isEmpty || self.stems.count(ofSubject: stems) >= 2 { return true }
    let section = section(at: sentence.range.lowerBound)
    // “Review and exceptions” names two things.
    let isJoined = section.words.contains { $0.folded == "and" } && stems.isSubset(of: section.nameStems)
    return !isJoined && stems.isSubset(of: section.stems)
  }
}

extension Range<Int> {
  func contains(_ other: Range<Int>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }
}

/// A sentence of a document.
final class Sentence {
  /// Without Markdown and without an enumerator before it.
  let text: String
  /// UTF-8 bytes of the document's text, white space around it left out.
  let range: Range<Int>
  let words: [Word]
  /// Whether the sentence can stand alone: it is whole, neither too short nor too long, and does not lean on one before it.
  let isSelfContained: Bool
  /// The index of the first word behind the first comma, where the sentence opens with a clause or phrase before it.
  let mainClauseStart: Int?
  let marks: TextMarks
  /// ``text`` in UTF-8.
  private let utf8: [UInt8]
  /// The sentence taken apart around its verb; nil where its build is not plain.
  private(set) lazy var clause = Clause(self)
  /// The same around a modal verb.
  private(set) lazy var modalClause = ModalClause(self)
  /// The stem of each word.
  private(set) lazy var stems = words.map { WordStem.key($0.folded) }
  /// The stems of its words that say something.
  private(set) lazy var content = stems(of: words.indices, without: Phrases.vagueNouns)
  /// What its words weigh as an answer.
  private(set) lazy var wording = QuestionJudge.standard.answer.sum(words[...])
  /// Whether nothing in it bars it from being an answer.
  private(set) lazy var canAnswer = QuestionCheck.canAnswer(text, words, marks)
  /// What a scanner spoilt in it.
  private(set) lazy var damage = QuestionCheck.Damage(words, marks)

  private init(utf8: [UInt8], range: Range<Int>) {
    (self.utf8, self.range) = (utf8, range)
    text = String(decoding: utf8, as: UTF8.self)
    words = utf8.withUnsafeBufferPointer { Words.words(in: $0) }
    marks = utf8.withUnsafeBufferPointer { TextMarks($0) }
    isSelfContained = marks.isBalanced && Self.isSelfContained(text, utf8, words, marks)
    mainClauseStart = marks.has(UInt8(ascii: ",")) ? Self.mainClauseStart(utf8, words) : nil
  }

  /// The sentence with other words in the place of its first.
  func replacingFirstWord(with text: String) -> Sentence {
    Sentence(utf8: Array(text.utf8) + utf8[(words.first?.range.upperBound ?? 0)...], range: range)
  }

  /// The stems of those of some words that carry meaning.
  ///
  /// - Parameter others: words that do not count either.
  func stems(of range: Range<Int>, without others: WordSet? = nil) -> KeySet {
    var found = KeySet(minimumCapacity: range.count)
    for index in range where !FunctionWords.all.contains(words[index]) && others?.contains(words[index]) != true {
      found.insert(stems[index])
    }
    return found
  }

  /// The stems of a subject's words that carry meaning.
  func stems(ofSubject range: Range<Int>) -> KeySet { stems(of: range, without: Phrases.determiners) }

  /// Whether an ASCII character stands in the sentence.
  func holds(_ character: Unicode.Scalar) -> Bool { marks.has(UInt8(ascii: character)) }

  /// Whether the sentence begins with a double quote.
  var opensQuote: Bool { utf8.first == UInt8(ascii: "\"") || utf8.starts(with: [0xE2, 0x80, 0x9C]) }

  /// The sentences of an element that lie wholly in `limits`.
  ///
  /// - Parameter behind: bytes of the element that are no sentence, such as the term that it opens with.
  static func all(
    in element: Document.Element, of document: Document, within limits: Range<Int>, from behind: Int = 0
  ) -> [Sentence] {
    var markdown = document.text(in: element.range)
    return markdown.withUTF8 { utf8 in
      let start = max(contentStart(utf8), behind)
      guard start < utf8.count else { return [] }
      let body = UnsafeBufferPointer(rebasing: utf8[start...])
      return SentenceSplitter.ranges(of: body).flatMap { SentenceClauses.parts(of: body, $0) }.compactMap { part in
        let offset = element.range.lowerBound + start
        let lower = behindEnumerator(body, part.range)
        let whole = offset + lower..<offset + part.range.upperBound
        guard !whole.isEmpty, limits.contains(whole) else { return nil }
        let plain = PlainText.plainBytes(UnsafeBufferPointer(rebasing: body[lower..<part.range.upperBound]))
        return Sentence(utf8: SentenceClauses.worded(plain, part), range: whole)
      }
    }
  }

  /// Behind the marks of a list, a quote or a footnote, and behind enumerators such as `(1)` and `(a)`.
  private static func contentStart(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var index = 0
    while index < utf8.count {
      let before = index
      while index < utf8.count, utf8[index] == 0x20 || utf8[index] == UInt8(ascii: ">") { index += 1 }
      if index + 1 < utf8.count, "-*+".utf8.contains(utf8[index]), utf8[index + 1] == 0x20 { index += 2 }
      var end = index
      while end < utf8.count, end - index < 5, utf8[end] >= 0x30, utf8[end] <= 0x39 { end += 1 }
      if end > index, end + 1 < utf8.count, utf8[end] == UInt8(ascii: ".") || utf8[end] == UInt8(ascii: ")"),
        utf8[end + 1] == 0x20
      {
        index = end + 2
      }
      if index < utf8.count, utf8[index] == UInt8(ascii: "("),
        let close = utf8[index...].prefix(7).firstIndex(of: UInt8(ascii: ")")),
        close + 1 < utf8.count, utf8[close + 1] == 0x20
      {
        index = close + 2
      }
      index = behindNumber(utf8, index)
      if index == before { break }
    }
    return index
  }

  /// Behind the `(2)` or `(b)` that counts sentences within a paragraph; where there is none, the start.
  private static func behindEnumerator(_ utf8: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    let start = range.lowerBound
    guard range.count > 12, utf8[start] == UInt8(ascii: "("),
      let close = utf8[start..<start + 6].firstIndex(of: UInt8(ascii: ")")),
      close - start <= 4, utf8[close + 1] == 0x20
    else { return start }
    return close + 2
  }

  /// Behind a number in bold, such as the `**12.**` of numbered paragraphs; where there is none, the same place.
  private static func behindNumber(_ utf8: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start + 4 < utf8.count, utf8[start] == UInt8(ascii: "*"), utf8[start + 1] == UInt8(ascii: "*") else { return start }
    var index = start + 2
    while index < utf8.count, index - start < 14, (utf8[index] >= 0x30 && utf8[index] <= 0x39) || utf8[index] == UInt8(ascii: ".")
    { index += 1 }
    guard index > start + 2, index + 2 < utf8.count, utf8[index] == UInt8(ascii: "*"), utf8[index + 1] == UInt8(ascii: "*"),
      utf8[index + 2] == 0x20
    else { return start }
    return index + 3
  }

  private static let conditional: WordSet = ["if", "when", "once"]
  private static let consequence: WordSet = ["then"]

  private static func isSelfContained(_ text: String, _ utf8: [UInt8], _ words: [Word], _ marks: TextMarks) -> Bool {
    guard words.count >= 5, words.count <= 50, utf8.last == UInt8(ascii: "."), let first = words.first,
      !utf8.suffix(3).elementsEqual("...".utf8), !Phrases.leaning.contains(first), !Phrases.admonitions.contains(first)
    else { return false }
    guard opensAsSentence(text, utf8), !hasLineBefore(utf8, words) else { return false }
    if words.indices.prefix(10).contains(where: { Phrases.connecting.contains(words[$0]) }) { return false }
    if !conditional.contains(first), words.indices.contains(where: { consequence.contains(words[$0]) }) { return false }
    // A label and a dash before it, which another line was run into, or a sum.
    let mayHaveLabel = marks.has(UInt8(ascii: "-")) || marks.has(UInt8(ascii: "+"))
    let hasLabel =
      mayHaveLabel
      && utf8.indices.dropFirst().dropLast().contains {
        (utf8[$0] == UInt8(ascii: "-") || utf8[$0] == UInt8(ascii: "+")) && utf8[$0 - 1] == 0x20 && utf8[$0 + 1] == 0x20
      }
    return !hasLabel && !holdsStop(utf8, words)
  }

  /// Whether a sentence begins behind the first words, which another line was run into: `JJTree Each node is …`.
  private static func hasLineBefore(_ utf8: [UInt8], _ words: [Word]) -> Bool {
    words.indices.prefix(6).dropFirst().contains {
      words[$0].isCapitalised && openers.contains(words[$0]) && utf8[words[$0].range.lowerBound - 1] == 0x20
        && utf8[words[$0].range.upperBound - 1] >= 0x61 && utf8[words[$0 - 1].range.upperBound] == 0x20
    }
  }

  private static let openers: WordSet = ["the", "each", "this", "these", "if", "when", "it", "you", "an", "every", "to"]

  /// Whether a text begins with a capital or a quote.
  private static func opensAsSentence(_ text: String, _ utf8: [UInt8]) -> Bool {
    if let byte = utf8.first, byte < 0x80 { return byte >= 0x41 && byte <= 0x5A || byte == UInt8(ascii: "\"") }
    guard let start = text.unicodeScalars.first else { return false }
    return start.properties.isUppercase || start == "“" || start == "‘"
  }

  /// Words of two letters that no stop shortens: `10 ms. A range …`.
  private static let units: WordSet = [
    "ms", "am", "pm", "it", "id", "kb", "mb", "gb", "us", "ns", "hz", "on", "in", "to", "so", "up", "is", "of",
  ]

  /// Whether a stop with a capital behind it stands inside, where two sentences were taken for one.
  private static func holdsStop(_ utf8: [UInt8], _ words: [Word]) -> Bool {
    words.indices.dropLast().contains { index in
      let end = words[index].range.upperBound
      return words[index + 1].isCapitalised && utf8[end] == UInt8(ascii: ".") && utf8[end + 1] == 0x20
        && (words[index].folded.utf8.count != 2 || units.contains(words[index]))
    }
  }

  /// The text between two words, both counted in.
  func text(_ words: Range<Int>) -> String {
    guard !words.isEmpty else { return "" }
    return text.utf8Slice(self.words[words.lowerBound].range.lowerBound..<self.words[words.upperBound - 1].range.upperBound)
  }

  /// The text of words with the marks that belong to them: a sign or currency before the first, a bracket or unit behind the last.
  func phrase(_ words: Range<Int>) -> String {
    guard !words.isEmpty else { return "" }
    var lower = self.words[words.lowerBound].range.lowerBound
    var upper = self.words[words.upperBound - 1].range.upperBound
    while lower > 0, utf8[lower - 1] > 0x20, words.lowerBound == 0 || lower > self.words[words.lowerBound - 1].range.upperBound {
      lower -= 1
    }
    while upper < utf8.count, utf8[upper] > 0x20, !".,;:!?".utf8.contains(utf8[upper]) { upper += 1 }
    return text.utf8Slice(lower..<upper)
  }

  /// The text behind a word up to the end of another, with what stands before the first word, such as `$`.
  func text(behind word: Int, through last: Int) -> String {
    String(text.utf8Slice(words[word].range.upperBound..<words[last].range.upperBound).drop { $0 == " " })
  }

  /// The text from a word to the end, without the full stop.
  func text(from word: Int) -> String {
    guard word < words.count else { return "" }
    return Phrases.withoutStop(text.utf8Slice(words[word].range.lowerBound..<text.utf8.count))
  }

  /// Whether a bracket opens before a word and closes behind it.
  func isInBrackets(_ word: Int) -> Bool {
    let before = utf8[..<words[word].range.lowerBound]
    return before.count { $0 == UInt8(ascii: "(") } > before.count { $0 == UInt8(ascii: ")") }
  }

  /// Whether a word ends where it seems to: not that of `Maildir++` or `C#`.
  func isWhole(_ word: Int) -> Bool {
    let end = words[word].range.upperBound
    // E2 leads curly quotes and dashes.
    return end == utf8.count || utf8[end] == 0xE2 || " ,;:.)]\"".utf8.contains(utf8[end])
  }

  /// Whether nothing but a comma and a space stands between a word and the next.
  func isComma(after word: Int) -> Bool {
    word + 1 < words.count && utf8[words[word].range.upperBound..<words[word + 1].range.lowerBound].elementsEqual(", ".utf8)
  }

  /// Whether a comma or the like stands behind a word of a range.
  func isBreak(in range: Range<Int>) -> Bool { range.contains { isBreak(after: $0) } }

  /// Whether a comma, semicolon, colon, dash or bracket stands between a word and the next.
  func isBreak(after word: Int) -> Bool { Self.isBreak(utf8, words, word) }

  private static func isBreak(_ utf8: [UInt8], _ words: [Word], _ word: Int) -> Bool {
    let end = word + 1 < words.count ? words[word + 1].range.lowerBound : utf8.count
    return (words[word].range.upperBound..<end).contains { index in
      switch utf8[index] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"): true
      // U+2013 and U+2014 are E2 80 93 and E2 80 94.
      case 0x93, 0x94: index >= 2 && utf8[index - 1] == 0x80 && utf8[index - 2] == 0xE2
      default: false
      }
    }
  }

  private static func mainClauseStart(_ utf8: [UInt8], _ words: [Word]) -> Int? {
    guard let first = words.first else { return nil }
    let isShortened =
      words.count > 1 && (VerbLexicon.form(words[1])?.form == .gerund || VerbLexicon.isParticiple(words[1].folded))
    let needsVerb = clauseOpeners.contains(first) && !isShortened
    var (index, isInside) = (0, false)
    while index + 1 < words.count {
      let gap = utf8[words[index].range.upperBound..<words[index + 1].range.lowerBound]
      if gap.contains(UInt8(ascii: "(")) { isInside = true }
      if gap.contains(UInt8(ascii: ")")) { isInside = false }
      index += 1
      if isInside || !isBreak(utf8, words, index - 1) || gap.elementsEqual(" (".utf8) || gap.elementsEqual(") ".utf8) { continue }
      guard gap.elementsEqual(", ".utf8) || gap.elementsEqual("), ".utf8) else { return nil }
      // A comma of a list has no verb before it.
      if !needsVerb || words[..<index].dropFirst(2).contains(where: { Clause.isFinite($0) }) { return index }
    }
    return nil
  }

  /// First words of clauses, which have a verb.
  private static let clauseOpeners: WordSet = ["if", "when", "whenever", "where", "unless", "until", "while", "once"]
}
