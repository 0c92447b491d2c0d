public import JSONText

/// A row of a dataset: a question with its answer or the tool calls that serve it, and where it is proved.
public struct Record: Sendable, Equatable {
  /// Sixteen hexadecimal digits of the hash of chunk, question and evidence.
  public var id: String
  /// The kind of question: `definition`, `table-cell`, …
  public var kind: String
  public var question: String
  /// A sentence; empty where tool calls serve the question.
  public var answer: String
  /// The bare fact in the answer; nil where the sentence is the answer.
  public var shortAnswer: String?
  /// The calls that serve the question, in their order; empty where it has an answer.
  public var toolCalls: [ToolCall]
  /// The tools that could be called: a list in OpenAI's form, `{"type": "function", "function": {…}}`; nil where there are none.
  public var tools: JSONValue?
  public var evidence: Evidence
  public var chunkID: String
  /// The titles above the evidence.
  public var headingPath: [String]
  /// The chunk's density, 0…1.
  public var score: Double

  public init(
    id: String, kind: String, question: String, answer: String, shortAnswer: String?,
    toolCalls: [ToolCall] = [], tools: JSONValue? = nil, evidence: Evidence, chunkID: String, headingPath: [String], score: Double
  ) {
    self.id = id
    self.kind = kind
    self.question = question
    self.answer = answer
    self.shortAnswer = shortAnswer
    self.toolCalls = toolCalls
    self.tools = tools
    self.evidence = evidence
    self.chunkID = chunkID
    self.headingPath = headingPath
    self.score = score
  }

  /// A call of a tool.
  public struct ToolCall: Sendable, Equatable, CustomStringConvertible {
    public var name: String
    /// An object.
    public var arguments: JSONValue

    public init(name: String, arguments: JSONValue) {
      (self.name, self.arguments) = (name, arguments)
    }

    /// Reads `{"name": TEXT, "arguments": OBJECT}`, or the same within `function`; nil where it is none.
    public init?(json: JSONValue) {
      let function = json["function"] ?? json
      guard let name = function["name"]?.stringValue, let arguments = function["arguments"], case .object = arguments else {
        return nil
      }
      self.init(name: name, arguments: arguments)
    }

    public var json: JSONValue { ["name": .string(name), "arguments": arguments] }

    /// As a person reads it: `search({"query": "tides"})`.
    public var description: String { "\(name)(\(arguments.text))" }
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
    var members: [JSONValue.Member] = [
      .init("type", "record"), .init("id", .string(id)), .init("kind", .string(kind)), .init("question", .string(question)),
      .init("answer", .string(answer)), .init("short_answer", JSONValue(shortAnswer)),
    ]
    // A column that most datasets do not have is left out of them.
    if !toolCalls.isEmpty { members.append(.init("tool_calls", .array(toolCalls.map(\.json)))) }
    if let tools { members.append(.init("tools", tools)) }
    return .object(members + origin)
  }

  /// Where the record comes from.
  private var origin: [JSONValue.Member] {
    [
      .init("evidence", .string(evidence.text)), .init("document", .string(evidence.documentName)),
      .init("document_id", .string(evidence.documentID)),
      .init("pages", evidence.pages.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null),
      .init("range", JSONValue(evidence.range)), .init("heading_path", .array(headingPath.map { .string($0) })),
      .init("chunk", .string(chunkID)), .init("score", .double(score)),
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
      toolCalls: (json["tool_calls"]?.arrayValue ?? []).compactMap(ToolCall.init(json:)), tools: json["tools"],
      evidence: Evidence(
        documentID: json["document_id"]?.stringValue ?? "", documentName: document, range: range, pages: pages, text: evidence),
      chunkID: chunk, headingPath: (json["heading_path"]?.arrayValue ?? []).compactMap(\.stringValue),
      score: json["score"]?.doubleValue ?? 0)
  }
}
