internal import Chunking
package import DocumentModel

/// A question that the rules write about a passage alone, with its answer and how likely a reader is to keep it.
package struct PassageQuestion: Sendable {
  package let kind: QuestionKind
  /// With the words that name its place, as records have it.
  package let question: String
  /// The words before ``core`` that name its place: `According to “Falling”, `; empty where the question has none.
  package let lead: String
  /// What is asked, to be read behind ``lead``.
  package let core: String
  package let answer: String
  /// UTF-8 bytes of the document's text.
  package let range: Range<Int>
  /// 0…1.
  package let probability: Double

  /// Whether it asks for all that a paragraph, a section or a sentence says of its topic.
  package var isGeneral: Bool { Self.saying.contains(kind) }

  /// Kinds whose questions read “What does … say about …?”.
  fileprivate static let saying: [QuestionKind] = [.topic, .section, .statement]
}

extension Extractor {
  /// The questions about a range of a document that are written with the confidence of the extractor, the likeliest first; of equal
  /// ones in the order of the text.
  ///
  /// - Parameter range: what is asked about; headings before it are known.
  package func questions(about range: Range<Int>, of document: Document) -> [PassageQuestion] {
    let chunk = Chunk(
      id: "", documentID: document.id, range: range, headingPath: [], context: "", pages: nil, tokenCount: 0,
      text: document.text(in: range))
    let passage = Passage(chunk: chunk, document: document, notes: DocumentNotes(document))
    let judge = QuestionJudge.standard
    let likely = Self.written(of: passage).map { ($0.draft, judge.probability(QuestionFeatures($0, in: passage))) }
    let kept = likely.filter { isLikely($0.0.kind, $0.1) }
    return kept.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
      .map { PassageQuestion($0.element.0, evidence: passage.evidence(of: $0.element.0.range), probability: $0.element.1) }
  }
}

extension PassageQuestion {
  fileprivate init(_ draft: Draft, evidence: Range<Int>, probability: Double) {
    let (lead, core) = Self.parts(of: draft)
    self.init(
      kind: draft.kind, question: draft.question, lead: lead, core: core, answer: draft.answer, range: evidence,
      probability: probability)
  }

  /// “What does “Falling” say about damage?” asks, according to “Falling”, what is said about damage; and “What does “Hold” mean in
  /// “Ships”?” asks what it means in “Ships”.
  private static func parts(of draft: Draft) -> (lead: String, core: String) {
    if saying.contains(draft.kind),
      let match = draft.question.wholeMatch(of: /What does (“.+”) say about (.+)/)
    {
      return ("According to \(match.1), ", "what is said about \(match.2)")
    }
    if draft.kind == .definition, let match = draft.question.wholeMatch(of: /What does (“.+”) mean in (“.+”)\?/) {
      return ("In \(match.2), ", "what does \(match.1) mean?")
    }
    let core = QuestionFeatures.behindLead(draft.question)
    return (String(draft.question.dropLast(core.count)), core)
  }
}
