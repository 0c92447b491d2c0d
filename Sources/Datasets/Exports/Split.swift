internal import Hashing

/// The parts of a dataset that are kept apart, such as `train=0.8,validation=0.1,test=0.1`, with their shares of the records.
public struct Split: Sendable, Equatable {
  /// What is never divided.
  public enum Unit: String, Sendable, CaseIterable {
    case document, chunk
  }

  /// Names and shares as they were given.
  public let parts: [Part]

  public struct Part: Sendable, Equatable {
    /// Letters, digits and `_`.
    public let name: String
    /// Above 0; all together 1.
    public let share: Double
  }

  /// Why a text names no split.
  public struct Fault: Error, Equatable, Sendable {
    public let reason: String
  }

  public init(_ text: String) throws(Fault) {
    var parts: [Part] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = item.split(separator: "=", omittingEmptySubsequences: false).map { String($0.trimmingPrefix(" ")) }
      guard sides.count == 2, let share = Double(sides[1]), share > 0, share <= 1 else {
        throw Fault(reason: "a part is a name and a share, such as `train=0.8`")
      }
      guard Self.isName(sides[0]), !parts.contains(where: { $0.name == sides[0] }) else {
        throw Fault(reason: "names have letters, digits and `_`, and differ")
      }
      parts.append(Part(name: sides[0], share: share))
    }
    let sum = parts.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 0.001 else { throw Fault(reason: "the shares add up to \(sum) and not to 1") }
    self.parts = parts
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_") }
  }
}

extension Split {
  /// Gives each group of records a part, by its number.
  ///
  /// Groups are dealt out in the order of hashes of their ids and the seed, each to the part that lacks the most records; a part
  /// that would stay empty comes first when no more groups are left than that. Where groups are few and big, one order gives
  /// shares that are far off: of up to 64 orders the one that comes nearest is taken. The order of records does not count, but a
  /// group that is added may move others.
  ///
  /// - Parameter sizes: the records of each group, by its id.
  /// - Returns: nil where there are fewer groups than parts.
  package func assignment(of sizes: [String: Int], seed: Int) -> [String: Int]? {
    guard sizes.count >= parts.count else { return nil }
    let total = sizes.values.reduce(0, +)
    let targets = parts.map { $0.share * Double(total) }
    var best: (distance: Double, places: [String: Int])?
    for round in 0..<max(1, min(64, 2_000 / sizes.count)) {
      let dealt = deal(sizes, targets, seed: "\(seed) \(round)")
      if best.map({ dealt.distance < $0.distance }) ?? true { best = dealt }
    }
    return best?.places
  }

  /// One order, and by how many records its parts miss their shares.
  private func deal(_ sizes: [String: Int], _ targets: [Double], seed: String) -> (distance: Double, places: [String: Int]) {
    let order = sizes.map { (hash: ContentHash.sha256(parts: [seed, $0.key]), id: $0.key, size: $0.value) }.sorted {
      $0.hash < $1.hash
    }
    var lacking = targets
    var empty = Set(parts.indices)
    var places: [String: Int] = [:]
    for (index, group) in order.enumerated() {
      let open = order.count - index == empty.count ? empty.sorted() : Array(parts.indices)
      let place = open.reduce(open[0]) { lacking[$1] > lacking[$0] ? $1 : $0 }
      places[group.id] = place
      lacking[place] -= Double(group.size)
      empty.remove(place)
    }
    return (lacking.reduce(0) { $0 + abs($1) }, places)
  }
}

extension Record {
  /// What the record must not be parted from.
  package func group(by unit: Split.Unit) -> String {
    switch unit {
    case .document: evidence.documentID.isEmpty ? evidence.documentName : evidence.documentID
    case .chunk: chunkID
    }
  }
}
