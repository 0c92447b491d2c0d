internal import Foundation
internal import JSONText

/// Boosted decision trees that say how likely a line of a page is content.
///
/// Trained by `Benchmarks/train/main_content.py`; after Friedman, “Greedy function approximation” (2001), as LightGBM builds them.
struct BlockModel: Sendable {
  /// All trees' inner nodes one behind the other. A child below zero is the leaf `-1 - child` of the tree.
  private var features: [Int16] = []
  private var thresholds: [Float] = []
  private var children: [Int16] = []
  private var values: [Float] = []
  /// Where each tree's nodes and leaves begin.
  private var starts: [(node: Int, leaf: Int, isLeaf: Bool)] = []

  /// The model that comes with Quern; without trees, which gives everything even odds, where the file does not fit the features.
  static let shared = BlockModel(json: PackageResources.main_content_json) ?? BlockModel()

  private init() {}

  /// Nil where the bytes are no model of as many features as ``BlockFeatures`` has.
  init?(json bytes: [UInt8]) {
    guard let json = try? JSONValue(parsing: bytes[...]), json["features"]?.intValue == BlockFeatures.count,
      let trees = json["trees"]?.arrayValue
    else { return nil }
    for tree in trees { guard add(tree) else { return nil } }
  }

  private mutating func add(_ tree: JSONValue) -> Bool {
    func numbers(_ name: String) -> [Double] { (tree[name]?.arrayValue ?? []).compactMap(\.doubleValue) }
    let (features, thresholds, children, values) = (numbers("features"), numbers("thresholds"), numbers("children"), numbers("values"))
    let count = features.count
    // A child stands behind its parent, so that no walk goes in a circle.
    let isSound =
      thresholds.count == count && children.count == 2 * count && values.count == count + 1
      && features.allSatisfy { $0 >= 0 && Int($0) < BlockFeatures.count }
      && children.enumerated().allSatisfy { Int($1) < 0 ? -Int($1) <= values.count : Int($1) > $0 / 2 && Int($1) < count }
    guard isSound, count < 30_000 else { return false }
    starts.append((self.features.count, self.values.count, count == 0))
    self.features += features.map { Int16($0) }
    self.thresholds += thresholds.map(Float.init)
    self.children += children.map { Int16($0) }
    self.values += values.map(Float.init)
    return true
  }

  /// The odds that a line with these values is content, from 0 to 1. Cost: the depth of all trees.
  func probability(_ line: [Float]) -> Double {
    var sum: Float = 0
    line.withUnsafeBufferPointer { line in
      features.withUnsafeBufferPointer { features in
        thresholds.withUnsafeBufferPointer { thresholds in
          children.withUnsafeBufferPointer { children in
            for start in starts {
              var node = start.isLeaf ? -1 : 0
              while node >= 0 {
                let place = start.node + node
                let isLeft = line[Int(features[place])] <= thresholds[place]
                node = Int(children[2 * place + (isLeft ? 0 : 1)])
              }
              sum += values[start.leaf - 1 - node]
            }
          }
        }
      }
    }
    return 1 / (1 + exp(-Double(sum)))
  }
}
