internal import JSONText

/// What a pair must satisfy, whatever model wrote it. Asks no model.
public struct PairCheck: Sendable {
  /// Why a pair is left out.
  public enum Rejection: String, Sendable, Error, CaseIterable {
    /// Question, answer or evidence is missing, no text or empty.
    case incomplete
    /// The question ends in no question mark, or is shorter than three words or longer than 400 characters.
    case noQuestion = "no-question"
    /// The question speaks of a passage that its reader does not see.
    case leansOnPassage = "leans-on-passage"
    /// The evidence does not stand in the chunk.
    case noEvidence = "no-evidence"
    /// The answer names a number that neither the chunk nor the question has.
    case foreignNumber = "foreign-number"
    /// The answer says nothing that the question does not say.
    case nothingNew = "nothing-new"
    /// Tags or places of a template were left in question or answer.
    case markup
    /// The question was asked before.
    case repeated
    /// More pairs than a reply may hold.
    case tooMany = "too-many"
  }

  private let alignment: EvidenceAlignment
  private let source: String

  init(_ seed: SeedChunk) {
    alignment = EvidenceAlignment(seed.text)
    source = (seed.headingPath + [seed.context, seed.text]).joined(separator: "\n")
  }

  /// The pair of `{"question", "answer", "evidence"}`.
  func pair(_ object: JSONValue) -> Result<QuestionAnswer, Rejection> {
    guard let question = Self.text(object["question"]), let answer = Self.text(object["answer"]),
      let quotation = Self.text(object["evidence"])
    else { return .failure(.incomplete) }
    let rejection = PairRules.rejection(question: question, answer: answer, source: source)
    // Evidence is looked for where the question is one, and numbers where there is evidence.
    if let rejection, rejection != .foreignNumber { return .failure(rejection) }
    guard let evidence = alignment.range(of: quotation) else { return .failure(.noEvidence) }
    if let rejection { return .failure(rejection) }
    return .success(QuestionAnswer(question: question, answer: answer, evidence: evidence))
  }

  private static func text(_ value: JSONValue?) -> String? {
    guard let text = value?.stringValue else { return nil }
    let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return trimmed.isEmpty ? nil : trimmed
  }
}
