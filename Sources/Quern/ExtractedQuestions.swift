internal import DocumentModel
internal import Extraction
internal import Generation
internal import Ingestion

/// Questions that the extractor writes about passages of which nothing is known but their text and the headings above.
struct ExtractedQuestions: ReferenceWriter {
  func questions(about passage: String, under outline: String, confidence: Double) -> [ReferenceQuestion] {
    let page = PassagePage(passage, under: outline)
    let written = Extractor(confidence: confidence).questions(about: page.range, of: page.document)
    return written.compactMap { question in
      // Where the passage ends its last section may go on.
      if question.kind == .section, question.range.upperBound >= page.lastContent { return nil }
      let evidence = question.range.lowerBound - page.range.lowerBound..<question.range.upperBound - page.range.lowerBound
      return ReferenceQuestion(
        lead: question.lead, core: question.core, question: question.question, answer: question.answer, evidence: evidence,
        isGeneral: question.isGeneral)
    }
  }
}

/// A passage as a document of its own, below the headings that it stands under.
struct PassagePage {
  let document: Document
  /// The passage's bytes of the document's text.
  let range: Range<Int>
  /// Where the last element ends.
  let lastContent: Int

  /// - Parameter outline: a title and headings, with ` > ` between; those that the passage begins with may be among them.
  init(_ passage: String, under outline: String) {
    let titles = outline.split(separator: " > ").map(String.init)
    let above = Self.headings(titles, above: passage)
    let text = above + passage
    range = above.utf8.count..<text.utf8.count
    var metadata = Metadata()
    metadata.title = titles.first
    document = Document(
      id: "", source: .init(name: "", format: .markdown, byteCount: text.utf8.count), metadata: metadata, text: text,
      elements: MarkdownElements.elements(of: text))
    lastContent = document.elements.last?.range.upperBound ?? 0
  }

  /// The headings that stand above the passage and not in it, as Markdown.
  ///
  /// How deep each lies is known where the passage goes on with a heading of the outline. Elsewhere each lies as deep as it can, so that
  /// a heading in the passage ends those that it may not belong to.
  private static func headings(_ titles: [String], above passage: String) -> String {
    var (above, lowest) = (Array(titles.dropFirst()), titles.count)
    for element in MarkdownElements.elements(of: passage) {
      guard let level = element.headingLevel else { continue }
      let title = PlainText.plain(String(passage.utf8Slice(element.range).drop { "# ".contains($0) }))
      guard let place = titles.firstIndex(of: title) else { continue }
      (above, lowest) = (Array(titles[..<place].dropFirst()), level - 1)
      break
    }
    return above.enumerated().map { place, title in
      let level = min(6, max(1, lowest - (above.count - 1 - place)))
      return String(repeating: "#", count: level) + " \(title)\n\n"
    }.joined()
  }
}
