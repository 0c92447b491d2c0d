/// What has come of an answer.
final class HTTPAnswer {
  private let bodyLimit: Int
  private(set) var headers: [(name: String, value: String)] = []
  private(set) var body: [UInt8] = []
  private(set) var isTooLong = false
  private var headerLength = 0

  init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

  static func of(_ reference: UnsafeMutableRawPointer?) -> HTTPAnswer {
    Unmanaged<HTTPAnswer>.fromOpaque(reference.unsafelyUnwrapped).takeUnretainedValue()
  }

  /// How many bytes were taken; fewer than were given end the transfer.
  func take(_ bytes: UnsafeRawBufferPointer) -> Int {
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
    let line = String(decoding: bytes, as: UTF8.self)
    // The headers of an interim answer are not those of the answer.
    if line.hasPrefix("HTTP/") { headers.removeAll() }
    if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append((line[..<colon].lowercased(), String(value.prefix { !$0.isNewline })))
    }
    return bytes.count
  }

  private static let headerLimit = 1 << 18
}
