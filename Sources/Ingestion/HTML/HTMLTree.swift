internal import CLibXML2

/// A node of an HTML page, copied out of libxml2's tree.
///
/// Nodes stand in one array in document order, so that walking needs no recursion and a subtree is a range.
struct HTMLTree {
  enum Kind: Equatable {
    /// With its tag in lower case.
    case element(String)
    case text(String)
  }

  struct Node {
    var kind: Kind
    var parent: Int
    var depth: Int
    /// The index behind the last descendant.
    var end: Int
    var attributes: [String: String] = [:]

    var tag: String? {
      if case .element(let tag) = kind { tag } else { nil }
    }
  }

  /// In document order; the first is the root.
  private(set) var nodes: [Node] = []

  /// What is nested deeper than this stands beside, not inside; browsers flatten at 512 too.
  static let depthLimit = 512
  /// Attributes that are read; all others are dropped.
  private static let attributes: Set<String> = [
    "class", "id", "role", "href", "src", "alt", "colspan", "rowspan", "start", "hidden", "aria-hidden", "style", "content",
    "name",
    "property", "charset", "lang", "type", "datetime", "aria-label", "title",
  ]

  /// Parses UTF-8 text. Never fails: anything is a page. No network, no entities from outside.
  static func parse(_ html: String) -> HTMLTree {
    _ = library
    var tree = HTMLTree()
    guard let context = htmlNewParserCtxt() else { return tree }
    defer { htmlFreeParserCtxt(context) }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_NODEFDTD.rawValue | XML_PARSE_HUGE.rawValue
    var html = HTMLAttributes.capped(html)
    let document = html.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        htmlCtxtReadMemory(context, $0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", Int32(options))
      }
    }
    guard let document else { return tree }
    defer { xmlFreeDoc(document) }
    if let root = xmlDocGetRootElement(document) { tree.copy(root) }
    return tree
  }

  /// libxml2 sets up its locks when it is first used, which two threads at once turn into a deadlock; so it is done here, once.
  private static let library: Void = xmlInitParser()

  private mutating func copy(_ root: xmlNodePtr) {
    var node: xmlNodePtr? = root
    var open: [Int] = []
    var flattened = 0
    while let current = node {
      if let added = add(current, parent: open.last ?? -1, depth: open.count), let child = current.pointee.children,
        nodes[added].tag != nil
      {
        if open.count < Self.depthLimit { open.append(added) } else { flattened += 1 }
        node = child
        continue
      }
      node = next(after: current, root, &open, &flattened)
    }
    while let index = open.popLast() { nodes[index].end = nodes.count }
  }

  /// The next sibling of the node or of the nearest ancestor that has one.
  private mutating func next(after node: xmlNodePtr, _ root: xmlNodePtr, _ open: inout [Int], _ flattened: inout Int)
    -> xmlNodePtr?
  {
    var current = node
    while current != root {
      if let sibling = current.pointee.next { return sibling }
      guard let parent = current.pointee.parent else { return nil }
      if flattened > 0 {
        flattened -= 1
      } else {
        guard let index = open.popLast() else { return nil }
        nodes[index].end = nodes.count
      }
      current = parent
    }
    return nil
  }

  private mutating func add(_ node: xmlNodePtr, parent: Int, depth: Int) -> Int? {
    switch node.pointee.type {
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      guard let content = node.pointee.content else { return nil }
      nodes.append(Node(kind: .text(String(cString: content)), parent: parent, depth: depth, end: nodes.count + 1))
    case XML_ELEMENT_NODE:
      let tag = node.pointee.name.map { String(cString: $0).lowercased() } ?? ""
      nodes.append(
        Node(kind: .element(tag), parent: parent, depth: depth, end: nodes.count + 1, attributes: Self.attributes(of: node)))
    default: return nil
    }
    return nodes.count - 1
  }

  private static func attributes(of node: xmlNodePtr) -> [String: String] {
    var result: [String: String] = [:]
    var attribute = node.pointee.properties
    while let current = attribute {
      let name = String(cString: current.pointee.name).lowercased()
      if attributes.contains(name), result[name] == nil {
        let value = xmlNodeListGetString(node.pointee.doc, current.pointee.children, 1)
        result[name] = value.map { String(cString: $0) } ?? ""
        if let value { quern_xml_free(value) }
      }
      attribute = current.pointee.next
    }
    return result
  }
}
