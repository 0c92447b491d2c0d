internal import Numerics

/// The main content of a page: what a reader came for, without navigation, banners, teasers and footers.
struct MainContent: Sendable {
  /// For each node of the tree whether it is text that is kept, or holds such text.
  private(set) var isKept: [Bool]
  /// What each element says of its part of the page.
  let marks: [ElementMark.Set]
  /// How sure the choice is, from 0 to 1: the mean certainty of the lines, by their length.
  private(set) var confidence: Double
  /// Whether nothing stood out, so that all but what is surely furniture was taken.
  private(set) var isFallback = false

  /// All text of a page, also what waits for a script to show it.
  static func all(of tree: HTMLTree) -> MainContent {
    let page = PageBlocks(tree)
    return MainContent(tree, page, keeping: [Bool](repeating: true, count: page.blocks.count), confidence: 1)
  }

  static func find(in tree: HTMLTree) -> MainContent {
    let page = PageBlocks(tree)
    guard !page.blocks.isEmpty else { return MainContent(tree, page, keeping: [], confidence: 0) }
    let features = BlockFeatures(tree, page)
    var scores: [Double] = []
    scores.reserveCapacity(page.blocks.count)
    let model = BlockModel.shared
    var logits: [Double] = []
    logits.reserveCapacity(page.blocks.count)
    features.forEach { logits.append(model.first.logit($0)) }
    let surroundings = SurroundingScores(logits: logits, words: page.blocks.map(\.text.words))
    surroundings.forEach { scores.append(Logistic.probability(ofLogit: model.second.logit($0))) }
    return BlockChoice(tree: tree, page: page, features: features, scores: scores).content()
  }

  init(_ tree: HTMLTree, _ page: PageBlocks, keeping blocks: [Bool], confidence: Double, isFallback: Bool = false) {
    isKept = [Bool](repeating: false, count: tree.nodes.count)
    marks = page.marks
    self.confidence = confidence
    self.isFallback = isFallback
    for node in tree.nodes.indices.reversed() {
      let block = Int(page.blockOfNode[node])
      if block >= 0, blocks[block] { isKept[node] = true }
      let parent = Int(tree.nodes[node].parent)
      if isKept[node], parent >= 0 { isKept[parent] = true }
    }
  }
}
