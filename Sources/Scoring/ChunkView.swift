internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// A chunk taken apart once, for all features.
struct ChunkView {
  let chunk: Chunk
  let context: DocumentContext
  /// Without Markdown; lines as ``PlainText`` leaves them.
  let plain: String
  let words: [Word]
  /// Lines of the Markdown text that hold something, headings left out.
  let lines: [Substring]
  let elements: ArraySlice<Document.Element>
  /// Bytes of text in tables, code and headings, and all of them.
  let tableLength: Int
  let codeLength: Int
  let headingLength: Int
  let matters: [SectionTitles.Matter]
  /// Counts of what words in a row say.
  let phrases: PhraseCounts

  init(_ chunk: Chunk, _ context: DocumentContext) {
    self.chunk = chunk
    self.context = context
    plain = PlainText.plain(chunk.text)
    words = Words.words(in: plain)
    let elements = context.document.elements[context.document.elementIndices(in: chunk.range)]
    self.elements = elements
    lines = chunk.text.split(whereSeparator: \.isNewline).filter { line in
      line.contains { !$0.isWhitespace } && !line.hasPrefix("#") && !line.hasPrefix("|--") && !line.hasPrefix("|:")
    }
    func length(_ isCounted: (Document.Element) -> Bool) -> Int {
      elements.filter(isCounted).reduce(0) { $0 + $1.range.clamped(to: chunk.range).count }
    }
    tableLength = length { $0.table != nil }
    codeLength = length { $0.kind == .code }
    headingLength = length(\.isHeading)
    matters = chunk.headingPath.compactMap(SectionTitles.matter)
    phrases = PhraseCounts(words)
  }

  /// UTF-8 bytes, at least 1.
  var length: Double { Double(max(1, chunk.text.utf8.count)) }

  /// `count` per hundred words.
  func perHundredWords(_ count: Int) -> Double { 100 * Double(count) / Double(max(words.count, 20)) }

  /// The share of lines that satisfy `predicate`; 0 where there are none.
  func shareOfLines(_ predicate: (Substring) -> Bool) -> Double {
    lines.isEmpty ? 0 : Double(lines.count(where: predicate)) / Double(lines.count)
  }

  /// How much of the chunk states duties that are not a licence's: words of duty per hundred, full at two, at most 0.8, less the
  /// more words of licences there are.
  var ruleShare: Double {
    let licence = saturating(perHundredWords(phrases.licence), at: 6)
    return min(0.8, saturating(perHundredWords(phrases.duty), at: 2)) * (1 - licence)
  }

  /// Whether the words are English, or few enough to be anything; only then do English function words tell something.
  var isEnglish: Bool {
    words.count < 20 || Double(phrases.function) / Double(words.count) >= 0.12
      || plain.utf8.count { $0 >= 0x80 } * 20 < plain.utf8.count
  }

  func hasMatter(_ matter: SectionTitles.Matter) -> Bool { matters.contains(matter) }
}
