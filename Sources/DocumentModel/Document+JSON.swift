public import JSONText

extension Document {
  /// The document as a line of Quern's typed stream, `{"type": "document", …}`.
  public var json: JSONValue {
    [
      "type": "document",
      "id": .string(id),
      "source": ["name": .string(source.name), "format": .string(source.format.rawValue), "bytes": .int(source.byteCount)],
      "metadata": metadata.json,
      "pages": .array(pages.map(\.json)),
      "outline": .array(outline.map { ["title": .string($0.title), "level": .int($0.level), "page": JSONValue($0.page)] }),
      "elements": .array(elements.map(\.json)),
      "furniture": .array(
        furniture.map {
          ["kind": .string($0.kind.rawValue), "text": .string($0.text), "page": .int($0.page), "anchor": .int($0.anchor)]
        }),
      "diagnostics": .array(diagnostics.map(\.json)),
      "text": .string(text),
    ]
  }

  /// Reads ``json`` back; nil where it is no document, or a range lies outside its text or cuts a scalar.
  public init?(json: JSONValue) {
    guard json["type"]?.stringValue == "document", let id = json["id"]?.stringValue, let text = json["text"]?.stringValue,
      let name = json["source"]?["name"]?.stringValue, let format = json["source"]?["format"]?.stringValue.flatMap(Format.init)
    else { return nil }
    self.init(
      id: id, source: SourceInfo(name: name, format: format, byteCount: json["source"]?["bytes"]?.intValue ?? 0),
      metadata: Metadata(json: json["metadata"] ?? .null), text: text,
      elements: (json["elements"]?.arrayValue ?? []).compactMap(Element.init(json:)),
      pages: (json["pages"]?.arrayValue ?? []).compactMap(Page.init(json:)),
      outline: (json["outline"]?.arrayValue ?? []).compactMap(OutlineEntry.init(json:)),
      furniture: (json["furniture"]?.arrayValue ?? []).compactMap(Furniture.init(json:)),
      diagnostics: (json["diagnostics"]?.arrayValue ?? []).compactMap(Diagnostic.init(json:)))
    guard rangesAreSound else { return nil }
  }

  /// Whether every range lies in the text, on scalar boundaries, and the elements follow each other.
  package var rangesAreSound: Bool {
    let utf8 = text.utf8
    let count = utf8.count
    func isBoundary(_ offset: Int) -> Bool {
      guard offset >= 0, offset <= count else { return false }
      return offset == count || utf8[utf8.index(utf8.startIndex, offsetBy: offset)] & 0xC0 != 0x80
    }
    var end = 0
    for element in elements {
      guard element.range.lowerBound >= end, isBoundary(element.range.lowerBound), isBoundary(element.range.upperBound) else {
        return false
      }
      end = element.range.upperBound
      for row in element.table?.rows ?? [] {
        for range in [row.range] + row.cells.map(\.range) {
          guard range.lowerBound >= element.range.lowerBound, range.upperBound <= end, isBoundary(range.lowerBound),
            isBoundary(range.upperBound)
          else { return false }
        }
      }
    }
    return pages.allSatisfy { isBoundary($0.range.lowerBound) && isBoundary($0.range.upperBound) }
  }
}

extension Metadata {
  package var json: JSONValue {
    [
      "title": JSONValue(title), "authors": .array(authors.map { .string($0) }), "date": JSONValue(date),
      "language": JSONValue(language),
      "extra": .array(extra.map { ["name": .string($0.name), "value": .string($0.value)] }),
    ]
  }

  package init(json: JSONValue) {
    self.init(
      title: json["title"]?.stringValue, authors: (json["authors"]?.arrayValue ?? []).compactMap(\.stringValue),
      date: json["date"]?.stringValue, language: json["language"]?.stringValue,
      extra: (json["extra"]?.arrayValue ?? []).compactMap { entry in
        guard let name = entry["name"]?.stringValue, let value = entry["value"]?.stringValue else { return nil }
        return Entry(name: name, value: value)
      })
  }
}

extension Page {
  fileprivate var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("number", .int(number)), .init("label", JSONValue(label)), .init("range", JSONValue(range)),
      .init("size", size.map { [.double($0.width), .double($0.height)] } ?? .null),
    ]
    if let noise { members.append(.init("noise", .double(noise))) }
    return .object(members)
  }

  fileprivate init?(json: JSONValue) {
    guard let number = json["number"]?.intValue, let range = Range(json: json["range"]) else { return nil }
    var size: Size?
    if let pair = json["size"]?.arrayValue, pair.count == 2, let width = pair[0].doubleValue, let height = pair[1].doubleValue {
      size = Size(width: width, height: height)
    }
    self.init(number: number, label: json["label"]?.stringValue, range: range, noise: json["noise"]?.doubleValue, size: size)
  }
}

extension OutlineEntry {
  fileprivate init?(json: JSONValue) {
    guard let title = json["title"]?.stringValue, let level = json["level"]?.intValue else { return nil }
    self.init(title: title, level: level, page: json["page"]?.intValue)
  }
}

extension Furniture {
  fileprivate init?(json: JSONValue) {
    guard let kind = json["kind"]?.stringValue.flatMap(Kind.init), let text = json["text"]?.stringValue,
      let page = json["page"]?.intValue, let anchor = json["anchor"]?.intValue
    else { return nil }
    self.init(kind: kind, text: text, page: page, anchor: anchor)
  }
}

extension Diagnostic {
  /// `{"code", "message", "page"}`.
  public var json: JSONValue { ["code": .string(code.rawValue), "message": .string(message), "page": JSONValue(page)] }

  fileprivate init?(json: JSONValue) {
    guard let code = json["code"]?.stringValue.flatMap(Code.init), let message = json["message"]?.stringValue else { return nil }
    self.init(code, message, page: json["page"]?.intValue)
  }
}
