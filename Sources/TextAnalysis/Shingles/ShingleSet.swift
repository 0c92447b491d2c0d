/// The shingles of a text as hashes: each run of five words once.
///
/// Words are runs of letters and digits, ASCII letters in lower case; in scripts without spaces (Chinese, Japanese, Korean) every
/// character is a word. Case of ASCII letters, white space and punctuation do not count. A text of fewer words than a shingle is one
/// shingle, and one without words has none.
public struct ShingleSet: Sendable {
  /// The number of words in a shingle, as datatrove and RefinedWeb have it.
  public static let length = 5

  /// Different hashes in the order of the text.
  public private(set) var hashes: [UInt64] = []
  /// A hash of all words in their order; the same for texts that differ in nothing that counts.
  public private(set) var wordsHash: UInt64 = 0

  /// Cost: linear, about 5 ns a byte.
  public init(_ utf8: UnsafeBufferPointer<UInt8>) {
    let words = WordHashes(utf8)
    let length = min(Self.length, words.hashes.count)
    guard length > 0 else { return }
    wordsHash = words.hashes.reduce(UInt64(words.hashes.count)) { Hashing64.mix($0 ^ $1) }
    hashes.reserveCapacity(words.hashes.count)
    for start in 0...words.hashes.count - length {
      var shingle: UInt64 = 0
      for index in start..<start + length {
        shingle = (shingle &+ words.hashes[index]) &* 0x9E37_79B9_7F4A_7C15 ^ (shingle &>> 29)
      }
      hashes.append(Hashing64.mix(shingle))
    }
    dropRepeated()
  }

  public init(_ text: String) {
    var text = text
    self = text.withUTF8 { ShingleSet($0) }
  }

  /// The share of shingles that two texts have in common; 1 for two texts without words.
  public func jaccard(_ other: ShingleSet) -> Double {
    if hashes.isEmpty, other.hashes.isEmpty { return 1 }
    let own = Set(hashes)
    let common = other.hashes.count { own.contains($0) }
    return Double(common) / Double(hashes.count + other.hashes.count - common)
  }

  /// Repeated hashes go, by a table of twice their number.
  private mutating func dropRepeated() {
    let size = hashes.count <= 1 ? 2 : 1 << (Int.bitWidth - (hashes.count * 2 - 1).leadingZeroBitCount)
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { table in
      table.initialize(repeating: 0)
      var kept = 0
      for hash in hashes {
        // Zero marks a free place.
        let value = hash | 1
        var place = Int(truncatingIfNeeded: hash &>> 32) & (size - 1)
        while table[place] != 0, table[place] != value { place = (place + 1) & (size - 1) }
        guard table[place] == 0 else { continue }
        table[place] = value
        hashes[kept] = hash
        kept += 1
      }
      hashes.removeLast(hashes.count - kept)
    }
  }
}

/// The words of a text as hashes.
struct WordHashes {
  private(set) var hashes: [UInt64] = []

  private enum Class: UInt8 { case other, letter, high, ideograph }

  /// Words of fewer bytes than the least length are left out, but for numbers and characters that are words.
  init(_ utf8: UnsafeBufferPointer<UInt8>, leastLength: Int = 0) {
    hashes.reserveCapacity(utf8.count / 5 + 1)
    Self.classes.withUnsafeBufferPointer { classes in
      var hash: UInt64 = 0
      // Whether the word is one character of a script without spaces.
      var isWide = false
      var start = 0
      func end(_ index: Int) {
        guard hash != 0 else { return }
        if index - start >= leastLength || isWide || utf8[start] &- 0x30 < 10 { hashes.append(hash) }
        hash = 0
      }
      for index in utf8.indices {
        let byte = utf8[index]
        let kind = classes[Int(byte)]
        if kind == .other || (kind != .letter && isPunctuation(utf8, index)) {
          end(index)
          continue
        }
        if kind == .ideograph || (isWide && (kind == .letter || byte >= 0xC0)) { end(index) }
        if hash == 0 { start = index }
        if kind != .high || byte >= 0xC0 { isWide = kind == .ideograph }
        hash = add(byte &- 0x41 < 26 ? byte | 0x20 : byte, to: hash)
      }
      end(utf8.count)
    }
  }

  @inline(__always)
  private func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ (UInt64(byte) &+ 1)) &* 0x0000_0100_0000_01B3 }

  /// Of U+0080–U+00BF and U+2000–U+206F, which hold signs and spaces.
  @inline(__always)
  private func isPunctuation(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    var lead = index
    while lead > 0, utf8[lead] & 0xC0 == 0x80, index - lead < 3 { lead -= 1 }
    switch utf8[lead] {
    case 0xC2: return true
    case 0xE2: return lead + 1 < utf8.count && (utf8[lead + 1] == 0x80 || utf8[lead + 1] == 0x81)
    case 0xE3: return lead + 1 < utf8.count && utf8[lead + 1] == 0x80
    default: return false
    }
  }

  private static let classes: [Class] = (0...255).map { byte in
    switch UInt8(byte) {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: .letter
    case 0xE3...0xED: .ideograph
    case 0x80...0xFF: .high
    default: .other
    }
  }
}
