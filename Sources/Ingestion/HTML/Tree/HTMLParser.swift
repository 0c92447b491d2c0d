internal import CLibXML2

/// The owner of libxml2's HTML parser: text in, ``HTMLTree`` out.
enum HTMLParser {
  /// What is nested deeper than this stands beside, not inside; browsers flatten at 512 too.
  static let depthLimit = 512

  /// Parses UTF-8 text. Never fails: anything is a page. No network, no entities from outside.
  static func parse(_ html: String) -> HTMLTree {
    _ = library
    guard let context = htmlNewParserCtxt() else { return HTMLTree() }
    defer { htmlFreeParserCtxt(context) }
    let options =
      HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
      | HTML_PARSE_COMPACT.rawValue | HTML_PARSE_NODEFDTD.rawValue | XML_PARSE_HUGE.rawValue
    var html = AttributeLimit.capped(html)
    let document = html.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        htmlCtxtReadMemory(context, $0.baseAddress, Int32(clamping: $0.count), nil, "UTF-8", Int32(options))
      }
    }
    guard let document else { return HTMLTree() }
    defer { xmlFreeDoc(document) }
    guard let root = xmlDocGetRootElement(document) else { return HTMLTree() }
    var copier = TreeCopier(byteCount: html.utf8.count)
    copier.copy(root)
    return copier.tree
  }

  /// libxml2 sets up its locks when it is first used, which two threads at once turn into a deadlock; so it is done here, once.
  private static let library: Void = xmlInitParser()
}

/// Copies libxml2's tree without recursion.
private struct TreeCopier {
  var tree = HTMLTree()
  private var open: [Int] = []
  private var flattened = 0

  init(byteCount: Int) {
    tree.bytes.reserveCapacity(byteCount / 2)
    tree.nodes.reserveCapacity(byteCount / 60)
  }

  mutating func copy(_ root: xmlNodePtr) {
    var node: xmlNodePtr? = root
    while let current = node {
      if let added = add(current), let child = current.pointee.children, !tree.isText(added) {
        if open.count < HTMLParser.depthLimit { open.append(added) } else { flattened += 1 }
        node = child
        continue
      }
      node = next(after: current, root)
    }
    while let index = open.popLast() { tree.nodes[index].end = Int32(tree.nodes.count) }
  }

  /// The next sibling of the node or of the nearest ancestor that has one.
  private mutating func next(after node: xmlNodePtr, _ root: xmlNodePtr) -> xmlNodePtr? {
    var current = node
    while current != root {
      if let sibling = current.pointee.next { return sibling }
      guard let parent = current.pointee.parent else { return nil }
      if flattened > 0 {
        flattened -= 1
      } else {
        guard let index = open.popLast() else { return nil }
        tree.nodes[index].end = Int32(tree.nodes.count)
      }
      current = parent
    }
    return nil
  }

  private mutating func add(_ node: xmlNodePtr) -> Int? {
    let index = tree.nodes.count
    switch node.pointee.type {
    case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
      guard let content = node.pointee.content else { return nil }
      let start = tree.bytes.count
      let count = append(content)
      tree.nodes.append(
        .init(tag: .text, parent: Int32(open.last ?? -1), end: Int32(index + 1), start: Int32(start), count: Int32(count)))
    case XML_ELEMENT_NODE:
      let start = tree.attributes.count
      if node.pointee.properties != nil { addAttributes(of: node) }
      tree.nodes.append(
        .init(
          tag: tag(of: node), parent: Int32(open.last ?? -1), end: Int32(index + 1), start: Int32(start),
          count: Int32(tree.attributes.count - start)))
    default: return nil
    }
    return index
  }

  private func tag(of node: xmlNodePtr) -> HTMLTag {
    node.pointee.name.map { Names.tags[$0] ?? .other } ?? .other
  }

  private mutating func addAttributes(of node: xmlNodePtr) {
    var next = node.pointee.properties
    while let attribute = next {
      next = attribute.pointee.next
      guard let pointer = attribute.pointee.name, let name = Names.attributes[pointer] else { continue }
      let start = tree.bytes.count
      var count = 0
      if let child = attribute.pointee.children, child.pointee.next == nil, child.pointee.type == XML_TEXT_NODE {
        if let content = child.pointee.content { count = append(content) }
      } else if let value = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1) {
        count = append(value)
        quern_xml_free(value)
      }
      tree.attributes.append(.init(name: name, start: Int32(start), count: Int32(count)))
    }
  }

  /// Appends a C string; the number of its bytes.
  private mutating func append(_ string: UnsafePointer<UInt8>) -> Int {
    var count = 0
    while string[count] != 0 { count += 1 }
    tree.bytes.append(contentsOf: UnsafeBufferPointer(start: string, count: count))
    return count
  }
}

/// Names by their first seven bytes and their length, so that no string is made to look one up. Names that agree in those are told
/// apart by the whole.
private struct NameTable<Value: Sendable>: Sendable {
  private var entries: [UInt64: [(name: [UInt8], value: Value)]] = [:]

  init(_ values: [(String, Value)]) {
    for (name, value) in values {
      let bytes = Array(name.utf8)
      entries[Self.key(bytes.count) { bytes[$0] }, default: []].append((bytes, value))
    }
  }

  subscript(name: UnsafePointer<UInt8>) -> Value? {
    var count = 0
    while count < 24, name[count] != 0 { count += 1 }
    guard let found = entries[Self.key(count) { name[$0] }] else { return nil }
    return found.first { entry in entry.name.count == count && (0..<count).allSatisfy { Self.lower(name[$0]) == entry.name[$0] }
    }?
    .value
  }

  private static func key(_ count: Int, _ byte: (Int) -> UInt8) -> UInt64 {
    var key = UInt64(count)
    for index in 0..<min(7, count) { key = key << 8 | UInt64(lower(byte(index))) }
    return key
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte.isUppercase ? byte | 0x20 : byte }
}

/// The names that are looked up.
private enum Names {
  static let tags = NameTable(HTMLTag.allCases.filter { $0 != .text && $0 != .other }.map { ($0.rawValue, $0) })
  static let attributes = NameTable(HTMLAttribute.allCases.map { ($0.rawValue, $0) })
}
