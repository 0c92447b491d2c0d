/// The shingles of many texts as fingerprints of 16 bits: enough to say how much two texts share, in two bytes a word.
///
/// A shingle of one text meets another's fingerprint by chance with probability n ⁄ 65,536 for n shingles, which adds less than half
/// a percent to the similarity of texts of 300 words. Of texts with more than 1,024 shingles a fixed half, quarter, … is kept, by a bit
/// of the hash, so that both of a pair keep the same ones.
struct FingerprintStore {
  /// The most fingerprints that are kept of a text, as a rule.
  private static let most = 1024
  /// Fingerprints stand in blocks, which are never copied as they grow.
  private static let blockSize = 1 << 20

  private var blocks: [[UInt16]] = []
  private var places: [(block: UInt32, start: UInt32, count: UInt32, level: UInt8)] = []

  var count: Int { places.count }

  mutating func append(_ shingles: ShingleSet) {
    let level = Self.level(shingles.hashes.count)
    let sample = shingles.hashes.count >> level * 2
    if blocks.last.map({ $0.capacity - $0.count < sample }) ?? true {
      var block: [UInt16] = []
      block.reserveCapacity(max(Self.blockSize, sample))
      blocks.append(block)
    }
    let block = blocks.count - 1
    let start = blocks[block].count
    for hash in shingles.hashes where Self.isKept(hash, level) { blocks[block].append(UInt16(truncatingIfNeeded: hash)) }
    places.append((UInt32(block), UInt32(start), UInt32(blocks[block].count - start), level))
  }

  /// Compares one text with many that were stored.
  struct Query {
    private let shingles: ShingleSet
    /// A bit for each fingerprint, at the level of the text that was compared last.
    private var bits: [UInt64] = []
    private var level: UInt8?
    private var kept = 0

    init(_ shingles: ShingleSet) { self.shingles = shingles }

    /// The Jaccard similarity with the text stored at an index.
    mutating func similarity(_ index: Int, in store: FingerprintStore) -> Double {
      let place = store.places[index]
      if level != place.level { prepare(place.level) }
      let (start, count) = (Int(place.start), Int(place.count))
      if kept == 0, count == 0 { return 1 }
      let common = store.blocks[Int(place.block)].withUnsafeBufferPointer { block in
        bits.withUnsafeBufferPointer { bits in
          var common = 0
          for index in start..<start + count {
            common &+= Int(bits[Int(block[index] >> 6)] &>> UInt64(block[index] & 63) & 1)
          }
          return common
        }
      }
      let shared = min(common, kept)
      return Double(shared) / Double(kept + count - shared)
    }

    private mutating func prepare(_ level: UInt8) {
      bits = [UInt64](repeating: 0, count: 1024)
      self.level = level
      kept = 0
      for hash in shingles.hashes where FingerprintStore.isKept(hash, level) {
        let fingerprint = UInt16(truncatingIfNeeded: hash)
        bits[Int(fingerprint >> 6)] |= 1 << UInt64(fingerprint & 63)
        kept += 1
      }
    }
  }

  private static func level(_ count: Int) -> UInt8 {
    var level: UInt8 = 0
    while count >> level > most { level += 1 }
    return level
  }

  /// By bits that the fingerprint does not hold.
  @inline(__always)
  private static func isKept(_ hash: UInt64, _ level: UInt8) -> Bool {
    (hash &>> 16) & ((1 &<< UInt64(level)) &- 1) == 0
  }
}
