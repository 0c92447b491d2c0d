public import JSONText

/// A chunk of the run that records were made of, as far as measures look at it.
public struct SourceChunk: Sendable, Equatable {
  public var id: String
  public var documentID: String
  /// UTF-8 bytes of the document's text.
  public var range: Range<Int>
  public var headingPath: [String]
  /// The header of a table that began before it; mostly empty.
  public var context: String
  /// Markdown.
  public var text: String
  public var isKept: Bool
  /// Why it was dropped: `contents`, `near-duplicate`, …; nil where it was kept.
  public var reason: String?
  /// 0…1.
  public var density: Double
  /// 0…1.
  public var rules: Double

  public init(
    id: String, documentID: String, range: Range<Int>, headingPath: [String] = [], context: String = "", text: String,
    isKept: Bool = true, reason: String? = nil, density: Double = 1, rules: Double = 1
  ) {
    self.id = id
    self.documentID = documentID
    self.range = range
    self.headingPath = headingPath
    self.context = context
    self.text = text
    self.isKept = isKept
    self.reason = reason
    self.density = density
    self.rules = rules
  }

  /// Reads a line of `chunks.jsonl`; nil where it is no chunk.
  public init?(json: JSONValue) {
    guard json["type"]?.stringValue == "chunk", let id = json["id"]?.stringValue, let document = json["document"]?.stringValue,
      let range = Range(json: json["range"]), let text = json["text"]?.stringValue
    else { return nil }
    self.init(
      id: id, documentID: document, range: range,
      headingPath: (json["heading_path"]?.arrayValue ?? []).compactMap(\.stringValue),
      context: json["context"]?.stringValue ?? "", text: text,
      isKept: json["selection"]?["kept"]?.boolValue ?? true, reason: json["selection"]?["reason"]?.stringValue,
      density: json["score"]?["density"]?.doubleValue ?? 0, rules: json["score"]?["rules"]?.doubleValue ?? 0)
  }

  /// Whether it was kept and is more likely rich in rules and facts than not.
  var isRich: Bool { isKept && rules >= 0.5 }

  /// Unlike ``id`` alone, which two documents that hold the same text share.
  var key: String { documentID + "/" + id }

  /// Titles, the table's header and the text: what a search would look into, and what an answer may take for granted.
  var textWithContext: String {
    [headingPath.joined(separator: "\n"), context, text].filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
