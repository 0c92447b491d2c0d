internal import Crypto

/// SHA-256, as Quern writes it everywhere: lower-case hexadecimal.
public enum ContentHash {
  /// The hash of `bytes`, 64 digits.
  public static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    let contiguous: Void? = bytes.withContiguousStorageIfAvailable { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    if contiguous == nil { Array(bytes).withUnsafeBytes { hash.update(bufferPointer: $0) } }
    return hexadecimal(hash.finalize())
  }

  /// The hash of several texts, each ended by a byte that occurs in no UTF-8, so that no two lists give the same bytes.
  public static func sha256(parts: [String]) -> String {
    var bytes: [UInt8] = []
    for part in parts {
      bytes.append(contentsOf: part.utf8)
      bytes.append(0xFF)
    }
    return sha256(bytes)
  }

  /// The first sixteen digits of ``sha256(parts:)`` as a number: of texts that are given in UTF-8, without a copy.
  public static func prefix(of first: UnsafeBufferPointer<UInt8>, _ parts: [String]) -> UInt64 {
    var hash = SHA256()
    let end: [UInt8] = [0xFF]
    func update(_ utf8: UnsafeBufferPointer<UInt8>) {
      hash.update(bufferPointer: UnsafeRawBufferPointer(utf8))
      end.withUnsafeBytes { hash.update(bufferPointer: $0) }
    }
    update(first)
    for var part in parts { part.withUTF8(update) }
    return hash.finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
  }

  /// A number as sixteen lower-case hexadecimal digits.
  public static func hexadecimal(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
