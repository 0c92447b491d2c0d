/// A question about a passage that was written without a model.
public struct ReferenceQuestion: Sendable, Equatable {
  /// What names the place that is asked about: `According to “Falling”, `; may be empty.
  public let lead: String
  /// What is asked behind ``lead``: `how much damage does a fall do?`
  public let core: String
  /// The question as it stands without a model.
  public let question: String
  public let answer: String
  /// Where the passage bears the answer out, in UTF-8 bytes of it.
  public let evidence: Range<Int>
  /// Whether it asks for all that is said of something, and not for one thing.
  public let isGeneral: Bool

  public init(lead: String, core: String, question: String, answer: String, evidence: Range<Int>, isGeneral: Bool) {
    self.lead = lead
    self.core = core
    self.question = question
    self.answer = answer
    self.evidence = evidence
    self.isGeneral = isGeneral
  }
}

/// Writes questions about a passage without a model.
public protocol ReferenceWriter: Sendable {
  /// The questions, the surest first; none where nothing is sure enough.
  ///
  /// - Parameters:
  ///   - outline: the title of the document and the headings above, with ` > ` between.
  ///   - confidence: how likely a reader must be to keep a question, 0…1.
  func questions(about passage: String, under outline: String, confidence: Double) -> [ReferenceQuestion]
}
