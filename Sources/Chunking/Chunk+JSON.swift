public import JSONText

extension Chunk {
  /// The members of a chunk's line in Quern's typed stream; later stages add theirs behind.
  public var jsonMembers: [JSONValue.Member] {
    [
      .init("type", "chunk"),
      .init("id", .string(id)),
      .init("document", .string(documentID)),
      .init("range", JSONValue(range)),
      .init("pages", pages.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null),
      .init("heading_path", .array(headingPath.map { .string($0) })),
      .init("tokens", .int(tokenCount)),
      .init("context", .string(context)),
      .init("text", .string(text)),
    ]
  }

  /// Reads ``jsonMembers`` back; nil where a member is missing or of another type.
  public init?(json: JSONValue) {
    guard json["type"]?.stringValue == "chunk", let id = json["id"]?.stringValue, let document = json["document"]?.stringValue,
      let range = Range(json: json["range"]), let text = json["text"]?.stringValue
    else { return nil }
    var pages: ClosedRange<Int>?
    if let pair = json["pages"]?.arrayValue, pair.count == 2, let low = pair[0].intValue, let high = pair[1].intValue, low >= 0,
      low <= high
    {
      pages = low...high
    }
    self.init(
      id: id, documentID: document, range: range, headingPath: (json["heading_path"]?.arrayValue ?? []).compactMap(\.stringValue),
      context: json["context"]?.stringValue ?? "", pages: pages, tokenCount: json["tokens"]?.intValue ?? 0, text: text)
  }
}
