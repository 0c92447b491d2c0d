internal import Foundation
internal import Synchronization

/// A server on this machine that answers as a test wants it to, HTTP/1.1, one thread a connection.
public final class FakeServer: Sendable {
  /// What came in.
  public struct Request: Sendable {
    /// Such as `POST /v1/embeddings`.
    public var line: String
    /// Names in lower case.
    public var headers: [String: String]
    public var body: String
  }

  /// What goes out.
  public enum Reply: Sendable {
    case answer(status: Int = 200, headers: [String: String] = [:], body: String)
    /// So many bytes of the body, and then the connection ends.
    case half(body: String, bytes: Int)
    /// The connection ends at once.
    case reset
    /// Nothing for so many seconds, and then the end.
    case silence(seconds: Double)
    /// One byte of the body in so many seconds.
    case drip(body: String, secondsPerByte: Double)
    /// A body of any bytes, in UTF-8 or not.
    case bytes([UInt8])
  }

  /// Such as `http://127.0.0.1:40123`.
  public let address: String
  private let place: sockaddr_in
  private let received = Mutex<(requests: [Request], count: Int)>(([], 0))

  /// Answers the request of a number, from 0, with what `reply` makes of it.
  ///
  /// - Parameter latency: seconds before each answer; where there are any, requests are counted and not kept.
  public init(latency: Double = 0, _ reply: @escaping @Sendable (Int, Request) -> Reply) {
    // A client that has gone is no reason to end.
    signal(SIGPIPE, SIG_IGN)
    let listener = socket(AF_INET, Self.stream, 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        _ = bind(listener, place, length)
        _ = getsockname(listener, place, &length)
      }
    }
    _ = listen(listener, 64)
    self.place = place
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
    Thread.detachNewThread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0, self != nil else {
          // Closed here and nowhere else: the number of a closed socket is soon that of another server's.
          if connection >= 0 { close(connection) }
          close(listener)
          return
        }
        Thread.detachNewThread { [weak self] in
          while let server = self, let request = Self.read(connection) {
            let number = server.received.withLock { received in
              if latency == 0 { received.requests.append(request) }
              defer { received.count += 1 }
              return received.count
            }
            if latency > 0 { Thread.sleep(forTimeInterval: latency) }
            guard Self.send(reply(number, request), connection) else { break }
          }
          close(connection)
        }
      }
    }
  }

  #if canImport(Darwin)
    private static let stream = SOCK_STREAM
  #else
    private static let stream = Int32(SOCK_STREAM.rawValue)
  #endif

  /// Wakes the thread that waits for connections, which finds no server any more.
  deinit {
    var place = place
    let client = socket(AF_INET, Self.stream, 0)
    withUnsafePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        _ = connect(client, place, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    close(client)
  }

  /// How many came in until now.
  public var requestCount: Int { received.withLock { $0.count } }

  /// All that came in until now.
  public var requests: [Request] { received.withLock { $0.requests } }

  private static func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    func more() -> Bool {
      let count = recv(connection, &buffer, buffer.count, 0)
      if count > 0 { bytes += buffer[..<count] }
      return count > 0
    }
    let blank = Array("\r\n\r\n".utf8)
    var end: Int?
    while end == nil {
      guard more() else { return nil }
      end = bytes.indices.first { bytes[$0...].starts(with: blank) }
    }
    let lines = String(decoding: bytes[..<(end ?? 0)], as: UTF8.self).components(separatedBy: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    let start = (end ?? 0) + blank.count
    let length = headers["content-length"].flatMap(Int.init) ?? 0
    while bytes.count < start + length { guard more() else { return nil } }
    let line = lines[0].split(separator: " ").prefix(2).joined(separator: " ")
    return Request(line: line, headers: headers, body: String(decoding: bytes[start...], as: UTF8.self))
  }

  /// Whether the connection stays open.
  private static func send(_ reply: Reply, _ connection: Int32) -> Bool {
    @discardableResult func write(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
    func head(_ count: Int, status: Int = 200, _ lines: String = "") -> [UInt8] {
      Array("HTTP/1.1 \(status) Reply\r\nContent-Length: \(count)\r\n\(lines)\r\n".utf8)
    }
    switch reply {
    case .answer(let status, let headers, let body):
      let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
      return write(head(body.utf8.count, status: status, lines) + Array(body.utf8))
    case .bytes(let body): return write(head(body.count) + body)
    case .half(let body, let count): write(head(body.utf8.count) + Array(body.utf8.prefix(count)))
    case .drip(let body, let seconds):
      write(head(body.utf8.count))
      for byte in body.utf8 {
        Thread.sleep(forTimeInterval: seconds)
        guard write([byte]) else { break }
      }
    case .reset: break
    case .silence(let seconds): Thread.sleep(forTimeInterval: seconds)
    }
    return false
  }
}
