import TestSupport
import Testing
import TextAnalysis

@Suite("Key sets")
struct KeySetTests {
  /// Some keys of words, few enough that they come again.
  private static func keys(_ count: Int, _ random: inout SeededGenerator) -> [UInt64] {
    (0..<count).map { _ in WordKey("word\(Int.random(in: 0..<60, using: &random))").value }
  }

  @Test("A key set is a set", arguments: 0..<60)
  func laws(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let (left, right) = (Self.keys(seed, &random), Self.keys(Int.random(in: 0...80, using: &random), &random))
    let (a, b) = (Set(left), Set(right))
    var (x, y) = (KeySet(), KeySet(right))
    var seen: Set<UInt64> = []
    for key in left { #expect(x.insert(key) == seen.insert(key).inserted) }
    #expect(x.count == a.count && x.isEmpty == a.isEmpty && y.count == b.count)
    #expect((left + right).allSatisfy { x.contains($0) == a.contains($0) && y.contains($0) == b.contains($0) })
    #expect(x.isSubset(of: y) == a.isSubset(of: b) && x.isDisjoint(with: y) == a.isDisjoint(with: b))
    #expect((x == y) == (a == b) && x == KeySet(left.reversed()))
    #expect(x.count { y.contains($0) } == a.intersection(b).count)
    for key in left { y.insert(key) }
    #expect(x.isSubset(of: y) && y.count == a.union(b).count)
  }

  @Test("An empty set is part of all and meets none")
  func empty() {
    let (empty, other) = (KeySet(), KeySet([WordKey("quay").value]))
    #expect(empty.isSubset(of: empty) && empty.isSubset(of: other) && empty.isDisjoint(with: other) && empty != other)
    #expect(!empty.contains(WordKey("quay").value))
  }
}
