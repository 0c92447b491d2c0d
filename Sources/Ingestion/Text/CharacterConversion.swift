internal import Foundation

/// Character sets through iconv, which glibc and macOS have.
enum CharacterConversion {
  /// `bytes` in the character set that iconv calls `name`, as text; nil where it knows no such set. A byte that means nothing
  /// there becomes U+FFFD.
  static func utf8(_ bytes: [UInt8], from name: String) -> String? {
    guard let descriptor = iconv_open("UTF-8", name), Int(bitPattern: descriptor) != -1 else { return nil }
    defer { iconv_close(descriptor) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    input.withUnsafeMutableBufferPointer { input in
      var next = input.baseAddress
      var left = input.count
      var buffer = [CChar](repeating: 0, count: 16 << 10)
      while left > 0 {
        let status = buffer.withUnsafeMutableBufferPointer { buffer in
          var room = buffer.count
          var end = buffer.baseAddress
          let status = iconv(descriptor, &next, &left, &end, &room)
          let isStuck = status == -1 && errno != E2BIG
          output.append(contentsOf: buffer.prefix(buffer.count - room).map { UInt8(bitPattern: $0) })
          return isStuck
        }
        guard status, left > 0 else { continue }
        output.append(contentsOf: "\u{FFFD}".utf8)
        next = next?.advanced(by: 1)
        left -= 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
