/// From the scores of single lines to what is kept: lines that belong together stand or fall together.
struct BlockChoice {
  let tree: HTMLTree
  let page: PageBlocks
  let features: BlockFeatures
  /// How likely each line is content, from 0 to 1.
  var scores: [Double]

  func content() -> MainContent {
    let threshold = threshold()
    var kept = scores.map { $0 >= threshold }
    unite(&kept, threshold)
    addPlainBlocks(&kept)
    dropContents(&kept)
    let lengths = page.blocks.map { Double($0.text.length) }
    let all = lengths.reduce(0, +)
    let certainty = zip(scores, lengths).reduce(0) { $0 + abs($1.0 - 0.5) * 2 * $1.1 } / max(1, all)
    if zip(kept, lengths).contains(where: { $0.0 && $0.1 > 0 }) {
      return MainContent(tree, page, keeping: kept, confidence: certainty)
    }
    // Nothing stood out: what comes near, or all.
    let best = scores.max() ?? 0
    return MainContent(tree, page, keeping: scores.map { $0 >= 0.5 * best }, confidence: 0, isFallback: true)
  }

  /// The least score of the lines that together promise the best F1: twice the letters that are expected to be right, by the letters
  /// taken and the letters expected in all. After Lewis, “Evaluating and optimizing autonomous text classification systems” (1995).
  private func threshold() -> Double {
    let words = page.blocks.map { Double($0.text.words) }
    let expected = zip(scores, words).reduce(0) { $0 + $1.0 * $1.1 }
    var best = (value: 0.0, score: 0.5)
    var (found, taken) = (0.0, 0.0)
    for index in scores.indices.sorted(by: { (scores[$1], $0) < (scores[$0], $1) }) {
      found += scores[index] * words[index]
      taken += words[index]
      let value = 2 * found / (taken + expected + 1e-9)
      if value > best.value { best = (value, scores[index]) }
    }
    return min(max(best.score, 0.2), 0.5)
  }

  /// Adds what stands in the page's article without any mark of its own, where most of that is kept: what an author wrote, on pages
  /// that are too plain or too short to tell by their figures.
  private func addPlainBlocks(_ kept: inout [Bool]) {
    let plain = page.blocks.indices.filter { isPlain(page.blocks[$0]) }
    let words = plain.reduce(0) { $0 + page.blocks[$1].text.words }
    let known = plain.reduce(0) { kept[$1] ? $0 + page.blocks[$1].text.words : $0 }
    guard known * 2 >= words else { return }
    for index in plain where scores[index] >= 0.02 { kept[index] = true }
  }

  private func isPlain(_ block: PageBlocks.Block) -> Bool {
    let root = min(block.distances[ElementMark.main.rawValue], block.distances[ElementMark.article.rawValue])
    guard root < PageBlocks.far, block.text.inLinks * 2 < block.text.length else { return false }
    return Self.foreign.allSatisfy { block.distances[$0] > root }
  }

  /// The marks that plain writing has not: all that come from a class, and the tags of furniture.
  private static let foreign =
    [ElementMark.nav, .header, .footer, .aside, .form, .control, .dialog, .hidden].map(\.rawValue)
    + (ElementMark.wordMenu.rawValue..<ElementMark.count)

  /// Drops lists of links to places in the page itself, with the heading that says so: contents.
  private func dropContents(_ kept: inout [Bool]) {
    var index = 0
    while index < tree.nodes.count {
      guard [.ul, .ol].contains(tree.nodes[index].tag), isContents(index) else {
        index += 1
        continue
      }
      let range = features.blocks(below: index)
      for block in range { kept[block] = false }
      if let title = range.first.map({ $0 - 1 }), title >= 0, isContentsTitle(page.blocks[title].container) {
        kept[title] = false
      }
      index = Int(tree.nodes[index].end)
    }
  }

  private func isContentsTitle(_ element: Int) -> Bool {
    guard Int(tree.nodes[element].end) - element < 20 else { return false }
    let text = WhiteSpace.folded(tree.text(below: element))
    return HeadingShape.isContentsTitle(text) || ["on this page", "in this article"].contains(text.lowercased())
  }

  private func isContents(_ list: Int) -> Bool {
    let range = features.blocks(below: list)
    guard range.count >= 3 else { return false }
    let text = range.reduce(0) { $0 + page.blocks[$1].text.length }
    let linked = tree.descendants(of: list).reduce(0) { sum, node in
      guard tree.nodes[node].tag == .a, tree.attributeBytes(node, .href)?.first == UInt8(ascii: "#") else { return sum }
      return sum + tree.text(below: node).utf8.count { !$0.isSpace }
    }
    return linked * 10 >= text * 9
  }

  /// Tables, code and definition lists as wholes, by the mean score of their letters; of other lists those that stand inside an
  /// item, where the item is kept.
  private func unite(_ kept: inout [Bool], _ threshold: Double) {
    var index = 0
    while index < tree.nodes.count {
      let tag = tree.nodes[index].tag
      let isNested =
        (tag == .ul || tag == .ol) && tree.nodes[index].parent >= 0 && tree.nodes[Int(tree.nodes[index].parent)].tag == .li
      guard tag == .table && TableShape(tree, index).isData || tag == .pre || tag == .dl || isNested else {
        index += 1
        continue
      }
      let range = features.blocks(below: index)
      if isNested {
        let item = features.blocks(below: Int(tree.nodes[index].parent)).lowerBound
        if item < range.lowerBound, kept[item], scores[item] >= 0.5 {
          for block in range where scores[block] >= 0.1 { kept[block] = true }
        }
        index += 1
        continue
      }
      let length = range.reduce(0.0) { $0 + Double(page.blocks[$1].text.length) }
      let score = range.reduce(0.0) { $0 + scores[$1] * Double(page.blocks[$1].text.length) } / max(1, length)
      for block in range { kept[block] = score >= threshold }
      index = Int(tree.nodes[index].end)
    }
  }
}
