/// What a text speaks of, in 96 bytes: a MinHash sketch of its words, short ones left out.
package struct WordSketch: Sendable {
  private let values: [UInt16]

  package init(_ text: String) {
    var text = text
    let hashes = text.withUTF8 { WordHashes($0, leastLength: 4).hashes.map(Hashing64.mix) }
    // Mixed, since the least of many values begin alike.
    values = MinHash(hashes: hashes).values.map { UInt16(truncatingIfNeeded: Hashing64.mix(UInt64($0))) }
  }

  /// Estimates the share of words in common, 0…1, with a standard error of at most 0.07.
  package func similarity(to other: WordSketch) -> Double {
    var same = 0
    for index in values.indices where values[index] == other.values[index] { same += 1 }
    return Double(same) / Double(values.count)
  }
}
