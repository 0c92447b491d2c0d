internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// A chunk as the rules read it.
struct Passage {
  let chunk: Chunk
  let document: Document
  /// The sentences of paragraphs, list items, quotes and footnotes.
  let sentences: [Sentence]

  let notes: DocumentNotes

  init(chunk: Chunk, document: Document, notes: DocumentNotes) {
    (self.chunk, self.document, self.notes) = (chunk, document, notes)
    sentences = document.elements[document.elementIndices(in: chunk.range)].flatMap { element -> [Sentence] in
      switch element.kind {
      case .paragraph, .listItem, .quote, .footnote:
        Sentence.all(in: element, of: document, within: chunk.range, from: EntryHead(element, of: document)?.sentenceStart ?? 0)
      default: []
      }
    }
  }

  /// The elements that lie wholly in the chunk.
  var elements: [Document.Element] {
    document.elements[document.elementIndices(in: chunk.range)].filter { chunk.range.contains($0.range) }
  }

  /// The titles of the headings above an offset in the chunk.
  func headingPath(at offset: Int) -> [String] {
    var open: [(level: Int, title: String)] = []
    for element in document.elements[..<document.elements.partitioningIndex(where: { $0.range.lowerBound > offset })].reversed() {
      guard let level = element.headingLevel, level < open.last?.level ?? .max else { continue }
      open.append((level, document.plainText(of: element.range)))
      if level == 1 { break }
    }
    return open.reversed().map(\.title).filter { !$0.isEmpty }
  }

  /// The nearest heading that names something, else the document's title.
  func name(at offset: Int) -> String? {
    let heading = headingPath(at: offset).last { heading in
      let word = heading.lowercased().filter(\.isLetter)
      return !word.isEmpty && !Phrases.admonitions.contains(word)
    }
    // Behind a heading that OCR spoilt, another name would be the wrong one.
    return (heading ?? document.metadata.title).flatMap { Phrases.isName($0) ? $0 : nil }
  }

  /// The term that the element at an offset sets off and is about; nil where it has none.
  func term(at offset: Int) -> String? {
    let elements = document.elements
    let index = elements.partitioningIndex { $0.range.upperBound > offset }
    guard index < elements.count, let head = EntryHead(elements[index], of: document), head.isName,
      offset >= elements[index].range.lowerBound + head.bodyStart
    else { return nil }
    return head.term
  }

  /// A heading as a question names it: one of a word or two with the document that it stands in.
  func place(_ heading: String) -> String {
    let name = "“\(Phrases.title(heading))”"
    guard heading.split(separator: " ").count <= 2, let title = document.metadata.title, (2...120).contains(title.count),
      Phrases.isName(title), !title.lowercased().contains(heading.lowercased())
    else { return name }
    // Behind a colon or a dash stands what the document is, and not its name.
    let marks = [": ", " - ", " – ", " — ", " | "].compactMap { title.ranges(of: $0).first?.lowerBound }
    let short = marks.min().map { String(title[..<$0]) } ?? title
    return short.count >= 3 ? name + " of “\(Phrases.title(short))”" : name
  }

  /// How a question names the place that it asks about: `According to “Falling”, `; empty where nothing is known. A heading that stands in
  /// every second document is named with what it belongs to.
  func lead(at offset: Int) -> String {
    let section = section(at: offset)
    if let term = term(at: offset) { return "According to “\(term)”\(section.map { " under " + $0 } ?? ""), " }
    return section.map { "According to \($0), " } ?? ""
  }

  /// The nearest heading as a question names it; nil where it would name nothing.
  private func section(at offset: Int) -> String? {
    guard let title = name(at: offset), title.count <= 90, title.count >= 2 else { return nil }
    guard Phrases.isCommonHeading(title) else { return place(title) }
    let owner =
      headingPath(at: offset).last {
        !Phrases.isCommonHeading($0) && Phrases.isName($0) && !Phrases.admonitions.contains($0.lowercased())
      } ?? document.metadata.title
    guard let owner, owner != title, !Phrases.isCommonHeading(owner), Phrases.isName(owner), owner.count <= 90 else { return nil }
    return "“\(Phrases.title(title))” of “\(Phrases.title(owner))”"
  }

  /// Whether the words of a subject say what is meant without the sentences before it: a name, a word of the headings, or a phrase that
  /// speaks of things in general.
  func isNamed(_ words: ArraySlice<Word>, at offset: Int) -> Bool {
    guard let first = words.first?.folded else { return false }
    let content = words.filter { !FunctionWords.all.contains($0.folded) && !Phrases.vagueNouns.contains($0.folded) }
    if content.contains(where: { $0.isCapitalised && $0.range.lowerBound > 0 || $0.folded.contains { $0.isNumber || $0 == "-" } })
    {
      return true
    }
    let path = headingPath(at: offset) + [document.metadata.title ?? ""]
    let known = Set(Words.words(in: path.joined(separator: " ")).map { WordStem.stem($0.folded) })
    if content.contains(where: { known.contains(WordStem.stem($0.folded)) }) { return true }
    if ["the", "each", "every"].contains(first), !(first != "the" && content.count >= 2) {
      return content.count >= 3 || (content.count == 2 && words.contains { $0.folded == "of" })
    }
    return !content.isEmpty || first == "you"
  }
}

extension Range<Int> {
  func contains(_ other: Range<Int>) -> Bool { lowerBound <= other.lowerBound && other.upperBound <= upperBound }
}

/// A sentence of a document.
struct Sentence {
  /// Without Markdown and without an enumerator before it.
  let text: String
  /// UTF-8 bytes of the document's text, white space around it left out.
  let range: Range<Int>
  let words: [Word]
  /// Whether the sentence can stand alone: it is whole, neither too short nor too long, and does not lean on one before it.
  let isSelfContained: Bool

  private init(text: String, range: Range<Int>) {
    (self.text, self.range) = (text, range)
    words = Words.words(in: text)
    isSelfContained = Self.isSelfContained(text, words)
  }

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
      return SentenceSplitter.ranges(of: body).compactMap { range in
        var upper = range.upperBound
        while upper > range.lowerBound, body[upper - 1] <= 0x20 { upper -= 1 }
        let offset = element.range.lowerBound + start
        let whole = offset + range.lowerBound..<offset + upper
        guard !range.isEmpty, limits.contains(whole) else { return nil }
        let text = PlainText.plain(String(decoding: body[range.lowerBound..<upper], as: UTF8.self))
        return Sentence(text: text, range: whole)
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

  private static func isSelfContained(_ text: String, _ words: [Word]) -> Bool {
    guard words.count >= 5, words.count <= 50, text.hasSuffix("."), !text.hasSuffix("..."), let first = words.first else {
      return false
    }
    guard let start = text.unicodeScalars.first, start.properties.isUppercase || "“\"‘".unicodeScalars.contains(start) else {
      return false
    }
    if words.prefix(10).contains(where: { Phrases.connecting.contains($0.folded) }) || Phrases.admonitions.contains(first.folded)
    {
      return false
    }
    // A label and a dash before it, which another line was run into.
    if text.utf8.contains(UInt8(ascii: "-")), text.contains(" - ") { return false }
    return !Phrases.leaning.contains(first.folded) && Phrases.isBalanced(text) && !holdsStop(text, words)
  }

  /// Whether a stop with a capital behind it stands inside, where two sentences were taken for one.
  private static func holdsStop(_ text: String, _ words: [Word]) -> Bool {
    zip(words, words.dropFirst()).contains { word, next in
      next.isCapitalised && word.folded.utf8.count != 2
        && text.utf8Slice(word.range.upperBound..<next.range.lowerBound).hasPrefix(". ")
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
    let utf8 = Array(text.utf8)
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

  /// Whether a comma, semicolon, colon or dash stands right behind a word.
  func isBreak(after word: Int) -> Bool {
    let end = words[word].range.upperBound
    let next = word + 1 < words.count ? words[word + 1].range.lowerBound : text.utf8.count
    return text.utf8Slice(end..<next).contains { ",;:—–()".contains($0) }
  }

  /// The index of the first word behind the first comma, where the sentence opens with a clause or phrase before it.
  var mainClauseStart: Int? {
    guard let index = words.indices.dropLast().first(where: { isBreak(after: $0) }), index + 1 < words.count else { return nil }
    let between = text.utf8Slice(words[index].range.upperBound..<words[index + 1].range.lowerBound)
    return between == ", " ? index + 1 : nil
  }
}
