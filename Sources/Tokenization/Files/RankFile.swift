/// Reads a vocabulary of tiktoken's format: a line a token, its bytes in Base64, a space, and its rank.
enum RankFile {
  /// The tokens by rank, empty where a rank is left out; nil where a line is not of the format, or ranks do not rise.
  static func tokens(_ file: [UInt8]) -> [[UInt8]]? {
    var tokens: [[UInt8]] = []
    tokens.reserveCapacity(file.count / 17)
    var index = 0
    while index < file.count {
      guard let token = base64(file, &index), !token.isEmpty else { return nil }
      var rank = 0
      let start = index
      while index < file.count, file[index] &- 0x30 < 10, index - start < 9 {
        rank = rank * 10 + Int(file[index] - 0x30)
        index += 1
      }
      guard index > start, rank >= tokens.count, rank < tokens.count + gapLimit else { return nil }
      while tokens.count < rank { tokens.append([]) }
      tokens.append(token)
      if index < file.count, file[index] == 0x0D { index += 1 }
      guard index == file.count || file[index] == 0x0A else { return nil }
      index += 1
    }
    return tokens.isEmpty ? nil : tokens
  }

  /// Ranks that may be missing in a row: numbers of special tokens.
  private static let gapLimit = 1000

  /// Up to and with the space behind.
  private static func base64(_ file: [UInt8], _ index: inout Int) -> [UInt8]? {
    var token: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    while index < file.count {
      let byte = file[index]
      index += 1
      if byte == 0x20 { return token }
      if byte == UInt8(ascii: "=") { continue }
      guard let value = value(byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        token.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return nil
  }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
