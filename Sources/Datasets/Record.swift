public import JSONText

/// A row of a dataset: a question, its answer, and where it is proved.
public struct Record: Sendable, Equatable {
  /// Sixteen hexadecimal digits of the hash of chunk, question and evidence.
  public var id: String
  /// The kind of question: `definition`, `table-cell`, …
  public var kind: String
  public var question: String
  /// A sentence.
  public var answer: String
  /// The bare fact in the answer; nil where the sentence is the answer.
  public var shortAnswer: String?
  public var evidence: Evidence
  public var chunkID: String
  /// The titles above the evidence.
  public var headingPath: [String]
  /// The chunk's density, 0…1.
  public var score: Double

  public init(
    id: String, kind: String, question: String, answer: String, shortAnswer: String?, evidence: Evidence, chunkID: String,
    headingPath: [String], score: Double
  ) {
    self.id = id
    self.kind = kind
    self.question = question
    self.answer = answer
    self.shortAnswer = shortAnswer
    self.evidence = evidence
    self.chunkID = chunkID
    self.headingPath = headingPath
    self.score = score
  }

  /// Where the answer stands.
  public struct Evidence: Sendable, Equatable {
    public var documentID: String
    /// The source as the user named it.
    public var documentName: String
    /// UTF-8 bytes of the document's text.
    public var range: Range<Int>
    /// From 1; nil where the source has no pages.
    public var pages: ClosedRange<Int>?
    /// The document's text in `range`, byte for byte.
    public var text: String

    public init(documentID: String, documentName: String, range: Range<Int>, pages: ClosedRange<Int>?, text: String) {
      self.documentID = documentID
      self.documentName = documentName
      self.range = range
      self.pages = pages
      self.text = text
    }
  }
}

extension Record {
  /// A line of `dataset.jsonl`.
  public var json: JSONValue {
    [
      "type": "record",
      "id": .string(id),
      "kind": .string(kind),
      "question": .string(question),
      "answer": .string(answer),
      "short_answer": JSONValue(shortAnswer),
      "evidence": .string(evidence.text),
      "document": .string(evidence.documentName),
      "document_id": .string(evidence.documentID),
      "pages": evidence.pages.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null,
      "range": JSONValue(evidence.range),
      "heading_path": .array(headingPath.map { .string($0) }),
      "chunk": .string(chunkID),
      "score": .double(score),
    ]
  }

  /// Reads ``json`` back; nil where a member is missing or of another type.
  public init?(json: JSONValue) {
    guard json["type"]?.stringValue == "record", let id = json["id"]?.stringValue, let kind = json["kind"]?.stringValue,
      let question = json["question"]?.stringValue, let answer = json["answer"]?.stringValue,
      let evidence = json["evidence"]?.stringValue,
      let document = json["document"]?.stringValue, let range = Range(json: json["range"]), let chunk = json["chunk"]?.stringValue
    else { return nil }
    var pages: ClosedRange<Int>?
    if let pair = json["pages"]?.arrayValue, pair.count == 2, let low = pair[0].intValue, let high = pair[1].intValue, low >= 0,
      low <= high
    {
      pages = low...high
    }
    self.init(
      id: id, kind: kind, question: question, answer: answer, shortAnswer: json["short_answer"]?.stringValue,
      evidence: Evidence(
        documentID: json["document_id"]?.stringValue ?? "", documentName: document, range: range, pages: pages, text: evidence),
      chunkID: chunk, headingPath: (json["heading_path"]?.arrayValue ?? []).compactMap(\.stringValue),
      score: json["score"]?.doubleValue ?? 0)
  }
}
