/// The hash by which words are looked up: FNV-1a over the bytes of the word in lower case and without accents, so that composed
/// and decomposed characters give the same.
enum WordHash {
  static let start: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01b3

  @inline(__always)
  static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* prime }

  /// The hash of a word as it stands in a list: lower case, without accents.
  static func of(_ word: String) -> UInt64 { word.utf8.reduce(start) { add($1, to: $0) } }

  /// The hash of two words in a row.
  @inline(__always)
  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 { (first &* prime) ^ second }
}
