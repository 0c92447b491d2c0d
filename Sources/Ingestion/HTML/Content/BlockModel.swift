internal import JSONText

/// Boosted decision trees that say how likely a line of a page is content.
///
/// Trained by `Benchmarks/train/main_content.py`; after Friedman, “Greedy function approximation” (2001), as LightGBM builds them.
struct BlockModel: Sendable {
  /// An inner node of a tree.
  private struct Node {
    var threshold: Float
    var feature: Int16
    /// Where a value up to the threshold leads: the place of a node in its tree, or -1 less the place of a leaf.
    var left: Int16
    var right: Int16
  }

  /// All trees' inner nodes one behind the other.
  private var nodes: [Node] = []
  private var values: [Float] = []
  /// Where each tree's nodes and leaves begin.
  private var starts: [(node: Int, leaf: Int, isLeaf: Bool)] = []

  /// The models that come with Quern: the first judges a line by ``BlockFeatures``, the second by ``SurroundingScores``. Without
  /// trees, which gives everything even odds, where the file does not fit the features.
  static let shared: (first: BlockModel, second: BlockModel) = {
    let json = try? JSONValue(parsing: PackageResources.main_content_json[...])
    return (
      json?["first"].flatMap { BlockModel(json: $0, featureCount: BlockFeatures.count) } ?? BlockModel(),
      json?["second"].flatMap { BlockModel(json: $0, featureCount: SurroundingScores.count) } ?? BlockModel()
    )
  }()

  private init() {}

  /// Nil where `json` is no model of as many features.
  init?(json: JSONValue, featureCount: Int) {
    guard json["features"]?.intValue == featureCount, let trees = json["trees"]?.arrayValue, !trees.isEmpty else { return nil }
    for tree in trees { guard add(tree, featureCount) else { return nil } }
  }

  private mutating func add(_ tree: JSONValue, _ featureCount: Int) -> Bool {
    func numbers(_ name: String) -> [Double] { (tree[name]?.arrayValue ?? []).compactMap(\.doubleValue) }
    let (features, thresholds, children, values) = (
      numbers("features"), numbers("thresholds"), numbers("children"), numbers("values")
    )
    let count = features.count
    // A child stands behind its parent, so that no walk goes in a circle.
    let isSound =
      thresholds.count == count && children.count == 2 * count && values.count == count + 1
      && features.allSatisfy { $0 >= 0 && Int($0) < featureCount }
      && children.enumerated().allSatisfy { Int($1) < 0 ? -Int($1) <= values.count : Int($1) > $0 / 2 && Int($1) < count }
    guard isSound, count < 30_000 else { return false }
    starts.append((nodes.count, self.values.count, count == 0))
    for index in 0..<count {
      nodes.append(
        Node(
          threshold: Float(thresholds[index]), feature: Int16(features[index]), left: Int16(children[2 * index]),
          right: Int16(children[2 * index + 1])))
    }
    self.values += values.map(Float.init)
    return true
  }

  /// After so many trees a line that is this far from even odds (on the scale of their logarithm) is decided: most are.
  private static let firstLook = 100
  private static let clearSum: Float = 3

  /// The logarithm of the odds that a line with these values is content. Cost: the depth of all trees.
  func logit(_ line: UnsafeBufferPointer<Float>) -> Double {
    var sum: Float = 0
    nodes.withUnsafeBufferPointer { nodes in
      for (index, start) in starts.enumerated() {
        if index == Self.firstLook, abs(sum) > Self.clearSum { break }
        var place = start.isLeaf ? -1 : 0
        while place >= 0 {
          let node = nodes[start.node + place]
          place = Int(line[Int(node.feature)] <= node.threshold ? node.left : node.right)
        }
        sum += values[start.leaf - 1 - place]
      }
    }
    return Double(sum)
  }
}
