internal import JSONText

/// What a page says of itself in JSON-LD.
struct LinkedData {
  var headline: String?
  var authors: [String] = []
  var published: String?
  var modified: String?
  var site: String?
  var description: String?
  var language: String?
  var licence: String?
  var keywords: [String] = []

  init(_ tree: HTMLTree) {
    for index in tree.nodes.indices where tree.nodes[index].tag == .script && tree.nodes[index].count > 0 {
      guard let type = tree.attribute(index, .type), type.holds("ld+json") else { continue }
      let text = tree.text(below: index)
      guard text.utf8.count < 1 << 20, let json = try? JSONValue(parsing: text) else { continue }
      read(json, depth: 0)
    }
  }

  /// Objects of the page itself, in lists and graphs too.
  private mutating func read(_ json: JSONValue, depth: Int) {
    guard depth < 4 else { return }
    if let list = json.arrayValue { for entry in list.prefix(100) { read(entry, depth: depth + 1) } }
    if let graph = json["@graph"] { read(graph, depth: depth + 1) }
    if let entity = json["mainEntityOfPage"], entity["headline"] != nil { read(entity, depth: depth + 1) }
    let types = json["@type"].map { $0.arrayValue?.compactMap(\.stringValue) ?? [$0.stringValue].compactMap(\.self) } ?? []
    if types.contains(where: { ["Organization", "NewsMediaOrganization", "WebSite"].contains($0) }) {
      site = site ?? Self.text(json["name"])
    }
    guard
      types.contains(where: {
        $0.hasSuffix("Article") || $0.hasSuffix("Posting") || $0.hasSuffix("WebPage") || $0 == "Report" || $0 == "Product"
      })
    else { return }
    let isArticle = !types.contains { $0.hasSuffix("WebPage") || $0 == "Product" }
    if isArticle { headline = headline ?? Self.text(json["headline"]) ?? Self.text(json["name"]) }
    if authors.isEmpty { authors = Self.names(json["author"]) }
    published = published ?? Self.text(json["datePublished"]) ?? (isArticle ? Self.text(json["dateCreated"]) : nil)
    modified = modified ?? Self.text(json["dateModified"])
    description = description ?? Self.text(json["description"])
    language = language ?? Self.text(json["inLanguage"])
    licence = licence ?? Self.text(json["license"])
    site = Self.text(json["publisher"]?["name"]) ?? site
    if keywords.isEmpty {
      keywords =
        json["keywords"]?.arrayValue?.compactMap(Self.text) ?? Self.text(json["keywords"]).map { HTMLMetadata.list($0) } ?? []
    }
  }

  private static func text(_ json: JSONValue?) -> String? {
    guard let value = json?.stringValue ?? json?["name"]?.stringValue else { return nil }
    let text = HTMLMetadata.folded(value)
    return text.isEmpty ? nil : text
  }

  private static func names(_ json: JSONValue?) -> [String] {
    guard let json else { return [] }
    return (json.arrayValue ?? [json]).compactMap(text)
  }
}
