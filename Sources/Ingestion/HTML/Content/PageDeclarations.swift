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
        guard let type = tree.attribute(index, .type), type.holds("ld+json") else { continue }
        for text in tree.descendants(of: index) where tree.isText(text) { note(linkedData: tree.textBytes(text)) }
      default:
        if let type = tree.attribute(index, .itemtype) { note(String(type.split(separator: "/").last ?? "")) }
      }
    }
  }

  /// Notes what stands behind each `"@type"`, up to a hundred of them.
  private mutating func note(linkedData bytes: ArraySlice<UInt8>) {
    let key = Array("\"@type\"".utf8)
    var index = bytes.startIndex
    var count = 0
    while index + key.count <= bytes.endIndex, count < 100 {
      guard bytes[index] == key[0], bytes[index..<index + key.count].elementsEqual(key) else {
        index += 1
        continue
      }
      index += key.count
      count += 1
      note(String(decoding: bytes[index..<min(bytes.endIndex, index + 80)], as: UTF8.self))
    }
  }

  private mutating func note(_ type: String) {
    if type.holds("article") || type.holds("blogposting") { isArticle = true }
    if type.holds("product") { isProduct = true }
    if type.holds("forum") || type.holds("question") || type.holds("qapage") || type.holds("discussion") { isForum = true }
    if type.holds("itemlist") || type.holds("collectionpage") || type.holds("offercatalog") { isCollection = true }
  }
}
