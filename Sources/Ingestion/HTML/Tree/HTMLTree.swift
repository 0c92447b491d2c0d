/// A page as one array of nodes in document order, so that walking needs no recursion and a subtree is a range.
///
/// All text and all attribute values stand in one array of UTF-8 bytes; nodes hold ranges of it.
struct HTMLTree: Sendable {
  struct Node: Sendable {
    var tag: HTMLTag
    /// -1 for the root.
    var parent: Int32
    /// The index behind the last descendant.
    var end: Int32
    /// For text where its bytes begin, for an element its first attribute.
    var start: Int32
    /// For text how many bytes it has, for an element how many attributes.
    var count: Int32
  }

  struct Attribute: Sendable {
    var name: HTMLAttribute
    var start: Int32
    var count: Int32
  }

  /// The first is the root. At most 2³¹ − 1.
  var nodes: [Node] = []
  var attributes: [Attribute] = []
  var bytes: [UInt8] = []

  var isEmpty: Bool { nodes.isEmpty }

  func isText(_ index: Int) -> Bool { nodes[index].tag == .text }

  /// The indices below a node, in order.
  func descendants(of index: Int) -> Range<Int> { index + 1..<max(index + 1, Int(nodes[index].end)) }

  /// The children of a node, in order.
  func children(of index: Int) -> [Int] {
    var children: [Int] = []
    var child = index + 1
    while child < Int(nodes[index].end) {
      children.append(child)
      child = Int(nodes[child].end)
    }
    return children
  }

  /// The bytes of a text node.
  func textBytes(_ index: Int) -> ArraySlice<UInt8> {
    let node = nodes[index]
    return bytes[Int(node.start)..<Int(node.start) + Int(node.count)]
  }

  /// The words of a text node as they stand.
  func string(_ index: Int) -> String { String(decoding: textBytes(index), as: UTF8.self) }

  /// All text below a node as it stands.
  func text(below index: Int) -> String {
    var all: [UInt8] = []
    for inner in index..<Int(nodes[index].end) where isText(inner) { all.append(contentsOf: textBytes(inner)) }
    return String(decoding: all, as: UTF8.self)
  }

  func attributeBytes(_ index: Int, _ name: HTMLAttribute) -> ArraySlice<UInt8>? {
    let node = nodes[index]
    guard node.tag != .text, node.count > 0 else { return nil }
    for attribute in attributes[Int(node.start)..<Int(node.start) + Int(node.count)] where attribute.name == name {
      return bytes[Int(attribute.start)..<Int(attribute.start) + Int(attribute.count)]
    }
    return nil
  }

  func attribute(_ index: Int, _ name: HTMLAttribute) -> String? {
    attributeBytes(index, name).map { String(decoding: $0, as: UTF8.self) }
  }
}
