/// Runs of four words of well-known licences, as hashes: GNU, Apache, Mozilla, Eclipse, BSD, MIT and other programs' licences;
/// Creative Commons, Project Gutenberg, Open Game, Open Government and other licences of documents and data.
///
/// A quarter of all runs is kept, chosen by hash, so that a text tells its share without the licences' text being here.
/// `Benchmarks/train/licences.py` makes the list.
struct LicenceBank: Sendable {
  /// Open addressing; 0 is free.
  private var table: [UInt32]
  private let mask: Int
  /// One bit for each value of the lowest bits of a hash, which says at once that most runs are not there.
  private var filter = [UInt64](repeating: 0, count: 1 << (filterBits - 6))
  private static let filterBits = 17

  static let shipped = LicenceBank(String(decoding: PackageResources.licences_txt, as: UTF8.self))

  /// - Parameter list: hashes of 32 bits in hexadecimal, one a line; other lines count nothing.
  init(_ list: String) {
    let hashes = list.split(whereSeparator: \.isNewline).compactMap { UInt32($0, radix: 16) }
    var size = 64
    while size < hashes.count * 4 { size *= 2 }
    table = Array(repeating: 0, count: size)
    mask = size - 1
    for hash in hashes where hash != 0 {
      var place = Int(hash) & mask
      while table[place] != 0, table[place] != hash { place = (place + 1) & mask }
      table[place] = hash
      filter[Self.word(hash)] |= 1 << UInt64(hash & 63)
    }
  }

  private static func word(_ hash: UInt32) -> Int { Int(hash & (1 << filterBits - 1)) >> 6 }

  private func holds(_ hash: UInt32) -> Bool {
    if filter[Self.word(hash)] & (1 << UInt64(hash & 63)) == 0 { return false }
    var place = Int(hash) & mask
    while table[place] != 0 {
      if table[place] == hash { return true }
      place = (place + 1) & mask
    }
    return false
  }

  /// About how many words stand in runs that the bank has.
  func coverage(of tokens: [TextToken]) -> Int {
    var (found, sampled, words) = (0, 0, 0)
    var (a, b, c): (UInt64, UInt64, UInt64) = (0, 0, 0)
    for token in tokens where token.isWord {
      words += 1
      if words >= 4 {
        let run = WordHash.pair(WordHash.pair(WordHash.pair(a, b), c), token.key)
        if Self.isSampled(run) {
          sampled += 1
          if holds(Self.shortened(run)) { found += 1 }
        }
      }
      (a, b, c) = (b, c, token.key)
    }
    return sampled == 0 ? 0 : words * found / sampled
  }

  private static func isSampled(_ run: UInt64) -> Bool { (run >> 13) & 3 == 0 }
  private static func shortened(_ run: UInt64) -> UInt32 { max(1, UInt32(truncatingIfNeeded: run >> 32)) }
}
