internal import Chunking

/// A chunk as it might have come as well.
enum ChunkVariant {
  case whole
  /// Its first half.
  case half
  /// With wrong letters, spaces lost and spaces too many, as bad OCR has them: about one character in twenty-five.
  case damaged

  func applied(to chunk: Chunk) -> Chunk {
    var chunk = chunk
    switch self {
    case .whole: break
    case .half: chunk.text = Self.half(chunk.text)
    case .damaged: chunk.text = Self.damaged(chunk.text)
    }
    return chunk
  }

  /// Up to the end of the line that the middle lies in.
  private static func half(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let end = bytes[(bytes.count / 2)...].firstIndex(of: 0x0A) ?? bytes.count / 2
    return String(decoding: bytes[..<end], as: UTF8.self)
  }

  private static func damaged(_ text: String) -> String {
    // Marsaglia's xorshift, begun by the text's length: no chance that differs from run to run.
    var state = UInt64(text.utf8.count) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: UInt64) -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return (state >> 11) % limit
    }
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count + 64)
    for byte in text.utf8 {
      let isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A
      switch next(200) {
      case 0...2 where isLetter: output.append(UInt8(ascii: "a") + UInt8(next(26)))
      case 3...4 where isLetter: output += [byte, 0x20]
      case 5...20 where byte == 0x20: break
      case 6: output += [byte, Array(".,'-~".utf8)[Int(next(5))]]
      default: output.append(byte)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
