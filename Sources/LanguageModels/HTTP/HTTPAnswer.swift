/// What has come of an answer.
final class HTTPAnswer {
  private let bodyLimit: Int
  private(set) var headers: [(name: String, value: String)] = []
  private(set) var body: [UInt8] = []
  private(set) var isTooLong = false
  private var headerLength = 0
  private var status = 0
  private let download: HTTPRequest.Download?

  /// - Parameter download: takes the body in place of ``body``.
  init(bodyLimit: Int, download: HTTPRequest.Download? = nil) {
    (self.bodyLimit, self.download) = (bodyLimit, download)
  }

  static func of(_ reference: UnsafeMutableRawPointer?) -> HTTPAnswer {
    Unmanaged<HTTPAnswer>.fromOpaque(reference.unsafelyUnwrapped).takeUnretainedValue()
  }

  /// How many bytes were taken; fewer than were given end the transfer.
  func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    if let download { return download.take(status, bytes) ? bytes.count : 0 }
    guard body.count + bytes.count <= bodyLimit else {
      isTooLong = true
      return 0
    }
    body.append(contentsOf: bytes)
    return bytes.count
  }

  func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
    headerLength += bytes.count
    guard headerLength <= Self.headerLimit else {
      isTooLong = true
      return 0
    }
    if bytes.starts(with: "HTTP/".utf8) {
      // The headers of an interim answer are not those of the answer.
      headers.removeAll(keepingCapacity: true)
      status = Self.status(of: bytes)
    } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      let value = bytes[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let end = value.firstIndex { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") } ?? value.endIndex
      headers.append((Self.lowercased(bytes[..<colon]), String(decoding: value[..<end], as: UTF8.self)))
    }
    return bytes.count
  }

  /// The number behind the version in a status line, or 0.
  private static func status(of line: UnsafeRawBufferPointer) -> Int {
    let digits = line.drop { $0 != UInt8(ascii: " ") }.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.prefix(3).reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
  }

  /// A header's name: names are ASCII, and anything else is left as it is.
  private static func lowercased(_ name: Slice<UnsafeRawBufferPointer>) -> String {
    String(decoding: name.lazy.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static let headerLimit = 1 << 18
}
