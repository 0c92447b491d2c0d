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
    let line = String(decoding: bytes, as: UTF8.self)
    // The headers of an interim answer are not those of the answer.
    if line.hasPrefix("HTTP/") {
      headers.removeAll()
      status = line.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
    }
    if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append((line[..<colon].lowercased(), String(value.prefix { !$0.isNewline })))
    }
    return bytes.count
  }

  private static let headerLimit = 1 << 18
}
