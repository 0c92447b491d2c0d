/// The numbers by which the lines of a page are judged: about themselves, about the elements around them, about their neighbours,
/// and about the page.
struct BlockFeatures {
  private let tree: HTMLTree
  private let page: PageBlocks
  /// Sums over the blocks before each; the last is the sum of all.
  private var lengths: [Int] = [0]
  private var linkLengths: [Int] = [0]
  private var longLengths: [Int] = [0]
  private var paragraphs: [Int] = [0]
  /// For each node the first block that begins at it or behind it.
  private var firstBlock: [Int32]
  /// Of each block the key of its element's tag and class, and of its text.
  private var signatureKeys: [UInt64] = []
  private var textKeys: [UInt64] = []
  private var signatures: [UInt64: (count: Int, length: Int)] = [:]
  private var texts: [UInt64: Int] = [:]
  private var childCounts: [Int32]
  private var firstTitle: Int
  private var pageValues: [Float] = []

  /// A line of text from this many bytes on reads like prose.
  private static let longText = 80

  init(_ tree: HTMLTree, _ page: PageBlocks) {
    self.tree = tree
    self.page = page
    firstBlock = [Int32](repeating: Int32(page.blocks.count), count: tree.nodes.count + 1)
    childCounts = [Int32](repeating: 0, count: tree.nodes.count)
    for node in tree.nodes where node.parent >= 0 { childCounts[Int(node.parent)] += 1 }
    firstTitle = page.blocks.firstIndex { tree.nodes[$0.container].tag == .h1 } ?? -1
    for (index, block) in page.blocks.enumerated() {
      lengths.append(lengths[index] + block.text.length)
      linkLengths.append(linkLengths[index] + block.text.inLinks)
      longLengths.append(longLengths[index] + (block.text.length >= Self.longText ? block.text.length - block.text.inLinks : 0))
      paragraphs.append(paragraphs[index] + (tree.nodes[block.container].tag == .p ? 1 : 0))
      let key = signature(block)
      let known = signatures[key] ?? (0, 0)
      signatures[key] = (known.count + 1, known.length + block.text.length)
      signatureKeys.append(key)
      textKeys.append(textKey(block))
      texts[textKeys[index], default: 0] += 1
    }
    fillFirstBlocks()
    pageValues = valuesOfPage()
  }

  private mutating func fillFirstBlocks() {
    var next = page.blocks.count
    for node in tree.nodes.indices.reversed() {
      if page.blockOfNode[node] >= 0 { next = Int(page.blockOfNode[node]) }
      firstBlock[node] = Int32(next)
    }
  }

  /// The blocks that begin below an element.
  func blocks(below element: Int) -> Range<Int> {
    let first = Int(firstBlock[element])
    return first..<max(first, Int(firstBlock[min(Int(tree.nodes[element].end), tree.nodes.count)]))
  }

  /// The element's tag and class, with its parent's.
  private func signature(_ block: PageBlocks.Block) -> UInt64 {
    var key: UInt64 = 14_695_981_039_346_656_037
    var element = block.container
    for _ in 0..<2 where element >= 0 {
      key = (key ^ UInt64(tree.nodes[element].tag.order)) &* 0x0000_0100_0000_01B3
      for byte in tree.attributeBytes(element, .class) ?? [] { key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      element = Int(tree.nodes[element].parent)
    }
    return key
  }

  private func textKey(_ block: PageBlocks.Block) -> UInt64 {
    var key: UInt64 = 14_695_981_039_346_656_037
    for node in block.nodes where tree.isText(node) {
      for byte in tree.textBytes(node).prefix(200) where !byte.isSpace { key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    return key
  }

  // MARK: Values

  /// The number of values a block.
  static let count = 22 + ElementMark.count + 4 * levels.count + 14 + 16 + 4

  private static let levels = [1, 2, 3, 4, 6]

  /// The values of every block, in a fixed order, each as ``count`` numbers in `body`'s buffer, which is used again.
  func forEach(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    var values: [Float] = []
    values.reserveCapacity(Self.count)
    // Blocks of one element follow each other.
    var levels: (container: Int, values: [Float]) = (-1, [])
    for (index, block) in page.blocks.enumerated() {
      values.removeAll(keepingCapacity: true)
      appendText(block, to: &values)
      for distance in block.distances { values.append(Float(distance)) }
      if levels.container != block.container { levels = (block.container, self.levels(of: block)) }
      values.append(contentsOf: levels.values)
      appendNeighbours(index, to: &values)
      appendRepetition(index, to: &values)
      values.append(contentsOf: pageValues)
      values.withUnsafeBufferPointer(body)
    }
  }

  private func log(_ value: Int) -> Float { Float(value.bitWidth - (value + 1).leadingZeroBitCount) + fraction(value + 1) }

  /// A cheap logarithm to base 2 between powers of two.
  private func fraction(_ value: Int) -> Float {
    let power = 1 << (value.bitWidth - 1 - value.leadingZeroBitCount)
    return Float(value - power) / Float(power)
  }

  private func share(_ part: Int, _ whole: Int) -> Float { whole > 0 ? Float(part) / Float(whole) : 0 }

  private func appendText(_ block: PageBlocks.Block, to values: inout [Float]) {
    let text = block.text
    let tag = tree.nodes[block.container].tag
    values.append(contentsOf: [
      log(text.length), log(text.words), share(text.inLinks, text.length), Float(min(text.links, 50)),
      share(text.commas * 100, text.length), share(text.stops * 100, text.length), share(text.digits, text.length),
      share(text.capitals, text.letters), share(text.length, text.words), Float(min(text.bars, 10)),
      ".!?:".utf8.contains(text.last) ? 1 : 0, text.first.isUppercase ? 1 : 0, text.first.isDigit ? 1 : 0,
      text.hasCopyright ? 1 : 0, Float(tag.headingLevel ?? 0), tag == .p ? 1 : 0, tag == .li ? 1 : 0,
      tag == .td || tag == .th ? 1 : 0, tag == .div ? 1 : 0, tag == .dd || tag == .dt ? 1 : 0, Float(block.depth),
      Float(min(8, phraseCount(block))),
    ])
  }

  private func phraseCount(_ block: PageBlocks.Block) -> Int {
    guard block.text.length <= 200 else { return 0 }
    var bytes: [UInt8] = []
    for node in block.nodes where page.blockOfNode[node] >= 0 { bytes.append(contentsOf: tree.textBytes(node)) }
    return BoilerplatePhrases.count(in: bytes)
  }

  /// The elements some levels up that hold more than the one below.
  private func levels(of block: PageBlocks.Block) -> [Float] {
    var values: [Float] = []
    var element = block.container
    var range = blocks(below: element)
    var level = 1
    for wanted in Self.levels {
      while level < wanted, tree.nodes[element].parent >= 0 {
        element = Int(tree.nodes[element].parent)
        let wider = blocks(below: element)
        if wider != range { level += 1 }
        range = wider
      }
      level = wanted
      let length = lengths[range.upperBound] - lengths[range.lowerBound]
      values.append(contentsOf: [
        log(length), share(linkLengths[range.upperBound] - linkLengths[range.lowerBound], length),
        share(longLengths[range.upperBound] - longLengths[range.lowerBound], length), share(length, lengths[lengths.count - 1]),
      ])
    }
    return values
  }

  private func appendNeighbours(_ index: Int, to values: inout [Float]) {
    let blocks = page.blocks
    for other in [index - 2, index - 1, index + 1, index + 2] {
      if blocks.indices.contains(other) {
        let text = blocks[other].text
        values.append(contentsOf: [log(text.length), share(text.inLinks, text.length)])
      } else {
        values.append(contentsOf: [-1, -1])
      }
    }
    let window = max(0, index - 5)..<min(blocks.count, index + 6)
    let length = lengths[window.upperBound] - lengths[window.lowerBound]
    values.append(contentsOf: [
      log(length), share(linkLengths[window.upperBound] - linkLengths[window.lowerBound], length),
      share(longLengths[window.upperBound] - longLengths[window.lowerBound], length),
      share(lengths[index], lengths[lengths.count - 1]), Float(max(-30, min(30, index - firstTitle))),
      share(longLengths[index], longLengths[longLengths.count - 1]),
    ])
  }

  private func appendRepetition(_ index: Int, to values: inout [Float]) {
    let block = page.blocks[index]
    let same = signatures[signatureKeys[index]] ?? (1, block.text.length)
    let parent = max(0, Int(tree.nodes[block.container].parent))
    values.append(contentsOf: [
      log(same.count), log(same.length / max(1, same.count)), Float(min(20, texts[textKeys[index]] ?? 1)),
      Float(min(50, childCounts[parent])),
    ])
  }

  // MARK: The page

  private func valuesOfPage() -> [Float] {
    let all = lengths[lengths.count - 1]
    var counts: [HTMLTag: Int] = [:]
    for node in tree.nodes { counts[node.tag, default: 0] += 1 }
    func length(_ mark: ElementMark) -> Int {
      page.blocks.reduce(0) { $1.distances[mark.rawValue] < PageBlocks.far ? $0 + $1.text.length : $0 }
    }
    let kinds = PageDeclarations(tree)
    return [
      log(all), share(linkLengths[linkLengths.count - 1], all), share(longLengths[longLengths.count - 1], all),
      log(page.blocks.count), log(counts[.p] ?? 0), log(counts[.article] ?? 0), (counts[.main] ?? 0) > 0 ? 1 : 0,
      log(counts[.h2, default: 0] + counts[.h3, default: 0]), share(length(.list), all), share(length(.table), all),
      share(length(.code), all), share(length(.wordComment), all), kinds.isArticle ? 1 : 0, kinds.isProduct ? 1 : 0,
      kinds.isForum ? 1 : 0, kinds.isCollection ? 1 : 0,
    ]
  }
}
