/// What a page declares itself to be, in Open Graph, JSON-LD and microdata.
struct PageDeclarations {
  var isArticle = false
  var isProduct = false
  var isForum = false
  var isCollection = false

  init(_ tree: HTMLTree) {
    for index in tree.nodes.indices where tree.nodes[index].count > 0 {
      switch tree.nodes[index].tag {
      case .text: continue
      case .meta:
        if tree.attribute(index, .property)?.lowercased() == "og:type", let value = tree.attribute(index, .content) {
          note(value)
        }
      case .script:
        guard let type = tree.attribute(index, .type), type.contains("ld+json") else { continue }
        note(linkedData: tree.text(below: index))
      default:
        if let type = tree.attribute(index, .itemtype) { note(String(type.split(separator: "/").last ?? "")) }
      }
    }
  }

  private mutating func note(linkedData text: String) {
    for part in text.components(after: "\"@type\"") { note(String(part.prefix(80))) }
  }

  private mutating func note(_ type: String) {
    let type = type.lowercased()
    if ["article", "blogposting", "newsarticle"].contains(where: { type.contains($0) }) { isArticle = true }
    if type.contains("product") { isProduct = true }
    if ["forum", "question", "qapage", "discussion"].contains(where: { type.contains($0) }) { isForum = true }
    if ["itemlist", "collectionpage", "offercatalog"].contains(where: { type.contains($0) }) { isCollection = true }
  }
}

extension String {
  /// What stands behind each place of a phrase, up to the next.
  fileprivate func components(after phrase: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: phrase), parts.count < 100 {
      rest = rest[range.upperBound...]
      parts.append(rest)
    }
    return parts
  }
}
