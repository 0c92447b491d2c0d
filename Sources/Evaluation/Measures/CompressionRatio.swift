internal import Foundation

/// How much smaller a text gets by what repeats in it: an estimate of what gzip reaches, in this file alone.
///
/// Greedy LZ77 with a window of 32 KiB and copies of 4 to 258 bytes, of which the last place with the same four bytes is tried; literals
/// and lengths, and the classes of distances, cost their empirical entropy, and the other bits of lengths and distances are counted whole
/// (the classes of RFC 1951). Templates show as high ratios: Shaib et al., “Standardizing the Measurement of Text Diversity”, 2024.
enum CompressionRatio {
  /// Bytes that are looked at; the ratio of a longer text is that of its beginning.
  private static let limit = 4_000_000
  private static let window = 32_768

  /// 1 where nothing is gained, and for empty text 0.
  static func of(_ text: String) -> Double {
    let bytes = Array(text.utf8.prefix(limit))
    guard !bytes.isEmpty else { return 0 }
    var code = Code()
    var last = [Int32](repeating: -1, count: 1 << 16)
    var index = 0
    while index < bytes.count {
      let length = match(bytes, index, &last, &code)
      for place in index + 1..<index + max(1, length) where place + 4 <= bytes.count { last[slot(bytes, place)] = Int32(place) }
      index += max(1, length)
    }
    return max(1, Double(bytes.count * 8) / max(1, code.bits))
  }

  /// Notes a copy, and gives its length; a literal, and 0, where there is none.
  private static func match(_ bytes: [UInt8], _ index: Int, _ last: inout [Int32], _ code: inout Code) -> Int {
    guard index + 4 <= bytes.count else {
      code.addLiteral(bytes[index])
      return 0
    }
    let slot = slot(bytes, index)
    let start = Int(last[slot])
    last[slot] = Int32(index)
    var length = 0
    if start >= 0, index - start <= window {
      while length < 258, index + length < bytes.count, bytes[start + length] == bytes[index + length] { length += 1 }
    }
    guard length >= 4 else {
      code.addLiteral(bytes[index])
      return 0
    }
    code.addCopy(length: length, distance: index - start)
    return length
  }

  private static func slot(_ bytes: [UInt8], _ index: Int) -> Int {
    let four = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(bytes[index + $1]) }
    return Int((four &* 0x9E37_79B1) >> 16)
  }

  /// What literals and copies cost.
  private struct Code {
    private var symbols = [Int](repeating: 0, count: 256 + 40)
    private var distances = [Int](repeating: 0, count: 40)
    private var extraBits = 0

    mutating func addLiteral(_ byte: UInt8) { symbols[Int(byte)] += 1 }

    mutating func addCopy(length: Int, distance: Int) {
      let (lengthClass, lengthBits) = Self.size(length - 3, perOctave: 4)
      let (distanceClass, distanceBits) = Self.size(distance, perOctave: 2)
      symbols[256 + lengthClass] += 1
      distances[distanceClass] += 1
      extraBits += lengthBits + distanceBits
    }

    /// Two or four classes between powers of two, and the bits that tell values of a class apart.
    private static func size(_ value: Int, perOctave: Int) -> (Int, Int) {
      guard value >= perOctave else { return (value, 0) }
      let (octave, fine) = (Int.bitWidth - 1 - value.leadingZeroBitCount, perOctave.trailingZeroBitCount)
      let bits = octave - fine
      return (min(39, perOctave * (bits + 1) + (value >> bits) - perOctave), bits)
    }

    var bits: Double { Double(extraBits) + Self.entropy(symbols) + Self.entropy(distances) }

    private static func entropy(_ counts: [Int]) -> Double {
      let all = Double(counts.reduce(0, +))
      return counts.reduce(0) { $1 == 0 ? $0 : $0 - Double($1) * log2(Double($1) / all) }
    }
  }
}
