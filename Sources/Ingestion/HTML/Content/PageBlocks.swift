/// The lines of text of a page: what stands between two ends of block elements, with where it stands.
struct PageBlocks: Sendable {
  struct Block: Sendable {
    /// The text nodes, first and last; those between may be hidden parts.
    var nodes: ClosedRange<Int>
    /// The nearest block element around it.
    var container: Int
    /// What is known of the text itself.
    var text = TextCounts()
    /// For each mark how many elements up the nearest element with it is, 0 for the container; ``PageBlocks/far`` for none.
    var distances: [UInt8]
    var depth: Int
  }

  /// Counts over a piece of text, in bytes but for words.
  struct TextCounts: Sendable {
    var length = 0
    var words = 0
    var inLinks = 0
    var links = 0
    var commas = 0
    var stops = 0
    var digits = 0
    var capitals = 0
    var letters = 0
    var bars = 0
    var first: UInt8 = 0
    var last: UInt8 = 0
    var hasCopyright = false

    /// Adds a run of text. A word may go on from one run to the next.
    mutating func add(_ bytes: ArraySlice<UInt8>, isLink: Bool, inWord: inout Bool) {
      bytes.withUnsafeBufferPointer { bytes in
        for byte in bytes {
          if byte.isSpace {
            inWord = false
            continue
          }
          if byte == 0xA0, last == 0xC2 { inWord = false }
          length += 1
          if isLink { inLinks += 1 }
          if !inWord {
            words += 1
            inWord = true
          }
          if first == 0 { first = byte }
          switch byte {
          case 0x61...0x7A, 0x80...: letters += 1
          case 0x41...0x5A:
            letters += 1
            capitals += 1
          case 0x30...0x39: digits += 1
          case UInt8(ascii: ","): commas += 1
          case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): stops += 1
          case UInt8(ascii: "|"): bars += 1
          default: break
          }
          if byte == 0xA9, last == 0xC2 { hasCopyright = true }
          last = byte
        }
      }
    }
  }

  static let far: UInt8 = 15

  private(set) var blocks: [Block] = []
  /// The block of each text node; -1 for elements and for text that is never shown.
  private(set) var blockOfNode: [Int32]
  /// The marks of every element.
  private(set) var marks: [ElementMark.Set]

  init(_ tree: HTMLTree) {
    blockOfNode = [Int32](repeating: -1, count: tree.nodes.count)
    marks = [ElementMark.Set](repeating: [], count: tree.nodes.count)
    var walk = Walk(tree: tree)
    walk.run(&self)
  }

  /// The state of the one pass over the tree.
  private struct Walk {
    let tree: HTMLTree
    let lookup = ElementMark.lookup
    /// The elements that are open, with the marks each set.
    var open: [(index: Int, marks: ElementMark.Set, isBlock: Bool)] = []
    /// For each mark the depths at which it is open.
    var depths = [[Int]](repeating: [], count: ElementMark.count)
    var container = 0
    var linkDepth = 0
    var isFresh = true
    var inWord = false

    mutating func run(_ result: inout PageBlocks) {
      var index = 0
      while index < tree.nodes.count {
        while let last = open.last, Int(tree.nodes[last.index].end) <= index { close(last) }
        let node = tree.nodes[index]
        if node.tag == .text {
          add(index, &result)
          index += 1
        } else if node.tag.isInvisible {
          index = Int(node.end)
        } else {
          enter(index, node.tag, &result)
          index += 1
        }
      }
    }

    private mutating func enter(_ index: Int, _ tag: HTMLTag, _ result: inout PageBlocks) {
      let marks = ElementMark.marks(of: index, in: tree, lookup)
      result.marks[index] = marks
      let depth = open.count
      marks.forEach { depths[$0.rawValue].append(depth) }
      if tag.isBlock {
        isFresh = true
        inWord = false
      } else if tag == .br {
        inWord = false
      }
      if tag == .a { linkDepth += 1 }
      open.append((index, marks, tag.isBlock))
      if tag.isBlock { container = index }
    }

    private mutating func close(_ element: (index: Int, marks: ElementMark.Set, isBlock: Bool)) {
      open.removeLast()
      element.marks.forEach { depths[$0.rawValue].removeLast() }
      if tree.nodes[element.index].tag == .a { linkDepth -= 1 }
      if element.isBlock {
        isFresh = true
        inWord = false
        container = open.last(where: \.isBlock)?.index ?? 0
      }
    }

    private mutating func add(_ index: Int, _ result: inout PageBlocks) {
      let bytes = tree.textBytes(index)
      guard bytes.contains(where: { !$0.isSpace }) else {
        inWord = false
        return
      }
      if isFresh || result.blocks.isEmpty {
        result.blocks.append(Block(nodes: index...index, container: container, distances: distances(), depth: open.count))
        isFresh = false
        inWord = false
      }
      let last = result.blocks.count - 1
      result.blocks[last].nodes = result.blocks[last].nodes.lowerBound...index
      result.blocks[last].text.add(bytes, isLink: linkDepth > 0, inWord: &inWord)
      if linkDepth > 0 { result.blocks[last].text.links += 1 }
      result.blockOfNode[index] = Int32(last)
    }

    private func distances() -> [UInt8] {
      depths.map { depths in
        guard let deepest = depths.last else { return PageBlocks.far }
        return UInt8(min(Int(PageBlocks.far) - 1, open.count - 1 - deepest))
      }
    }
  }
}
