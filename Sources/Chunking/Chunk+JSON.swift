public import JSONText

extension Chunk {
  /// The members of a chunk's line in Quern's typed stream; later stages add theirs behind.
  public var jsonMembers: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("type", "chunk"),
      .init("id", .string(id)),
      .init("document", .string(documentID)),
      .init("range", JSONValue(range)),
      .init("scalars", JSONValue(scalarRange)),
      .init("pages", pages.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null),
    ]
    if !pageLabels.isEmpty { members.append(.init("labels", .array(pageLabels.map { .string($0) }))) }
    members += [
      .init("heading_path", .array(headingPath.map { .string($0) })),
      .init("headings_above", .int(headingsAbove)),
      .init("kinds", .array(kinds.map { .string($0) })),
      .init("tokens", .int(tokenCount)),
      .init("tokenizer", .string(tokenizer)),
    ]
    if isOversize { members.append(.init("oversize", .bool(true))) }
    if let overlapRange {
      members.append(.init("overlap", .object([.init("range", JSONValue(overlapRange)), .init("text", .string(overlap))])))
    }
    if let cut { members.append(.init("cut", cut.json)) }
    return members + [
      .init("previous", JSONValue(previous)),
      .init("next", JSONValue(next)),
      .init("context", .string(context)),
      .init("text", .string(text)),
    ]
  }

  /// Reads ``jsonMembers`` back; nil where a member is missing or of another type.
  public init?(json: JSONValue) {
    guard json["type"]?.stringValue == "chunk", let id = json["id"]?.stringValue, let document = json["document"]?.stringValue,
      let range = Range(json: json["range"]), let text = json["text"]?.stringValue
    else { return nil }
    func strings(_ name: String) -> [String] { (json[name]?.arrayValue ?? []).compactMap(\.stringValue) }
    var pages: ClosedRange<Int>?
    if let pair = json["pages"]?.arrayValue, pair.count == 2, let low = pair[0].intValue, let high = pair[1].intValue, low >= 0,
      low <= high
    {
      pages = low...high
    }
    let path = strings("heading_path")
    self.init(
      id: id, documentID: document, range: range, scalarRange: Range(json: json["scalars"]), headingPath: path,
      headingsAbove: min(path.count, max(0, json["headings_above"]?.intValue ?? 0)), context: json["context"]?.stringValue ?? "",
      overlap: json["overlap"]?["text"]?.stringValue ?? "", overlapRange: Range(json: json["overlap"]?["range"]),
      pages: pages, pageLabels: strings("labels"), kinds: strings("kinds"), tokenCount: json["tokens"]?.intValue ?? 0,
      tokenizer: json["tokenizer"]?.stringValue ?? "", isOversize: json["oversize"]?.boolValue ?? false,
      previous: json["previous"]?.stringValue, next: json["next"]?.stringValue, text: text)
    cut = Cut(json: json["cut"])
  }
}

extension Chunk.Cut {
  /// `{"before": "list-item", "price": 0.4, "size_with_next": 43}`, or `{"before": "section"}` where a top-level section ends.
  var json: JSONValue {
    var members: [JSONValue.Member] = [.init("before", (isSectionEnd ? "section" : boundary?.name).map { .string($0) } ?? .null)]
    if let price { members.append(.init("price", .double((Double(price) * 1000).rounded() / 1000))) }
    if let sizeWithNext { members.append(.init("size_with_next", .int(sizeWithNext))) }
    return .object(members)
  }

  init?(json: JSONValue?) {
    guard let json, let before = json["before"]?.stringValue else { return nil }
    self.init(
      boundary: Boundary(name: before), price: json["price"]?.doubleValue.map { Float($0) },
      sizeWithNext: json["size_with_next"]?.intValue, isSectionEnd: before == "section")
  }
}
