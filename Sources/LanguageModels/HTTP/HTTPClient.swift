internal import CCurl
internal import Synchronization

/// Sends requests over HTTP and HTTPS with libcurl, and keeps connections open for the next request.
///
/// Follows no redirect, speaks no other protocol, and reads no more than a limit. A call blocks its thread until the answer is
/// there; calls on several threads run side by side, each on a connection of its own. Proxies are taken from the environment as
/// curl does it.
final class HTTPClient: Sendable {
  /// Bytes of an answer, headers left out.
  private let bodyLimit: Int
  private let idle = Mutex<[CurlHandle]>([])

  init(bodyLimit: Int = 64 << 20) { self.bodyLimit = bodyLimit }

  func send(_ request: HTTPRequest) throws(HTTPError) -> HTTPResponse {
    guard let curl = LibCurl.shared else {
      throw HTTPError(kind: .unreachable, message: "libcurl, which speaks HTTP, is not on this system: install libcurl4 or curl")
    }
    guard let handle = idle.withLock({ $0.popLast() }) ?? CurlHandle(curl) else {
      throw HTTPError(kind: .unreachable, message: "no more connections can be made")
    }
    let response = try handle.perform(request, bodyLimit: bodyLimit)
    idle.withLock { $0.append(handle) }
    return response
  }
}

/// One connection of libcurl. Used by one thread at a time; the client above sees to that.
private final class CurlHandle: @unchecked Sendable {
  private let curl: LibCurl
  private let handle: LibCurl.Handle

  init?(_ curl: LibCurl) {
    guard let handle = curl.makeHandle() else { return nil }
    self.curl = curl
    self.handle = handle
  }

  deinit { curl.freeHandle(handle) }

  func perform(_ request: HTTPRequest, bodyLimit: Int) throws(HTTPError) -> HTTPResponse {
    curl.reset(handle)
    let answer = Answer(bodyLimit: bodyLimit)
    var list: UnsafeMutablePointer<curl_slist>?
    // Without `Expect` no body waits for a leave that some servers never give.
    for (name, value) in request.headers + [("Expect", "")] { list = curl.append(list, "\(name): \(value)") }
    defer { curl.freeList(list) }
    setOptions(request, headers: list, answer)
    let result = request.body.withUnsafeBufferPointer { body in
      curl.set(CURLOPT_POSTFIELDS, pointer: body.baseAddress, of: handle)
      return curl.perform(handle)
    }
    guard result == CURLE_OK else { throw error(result, answer) }
    return HTTPResponse(status: curl.status(of: handle), headers: answer.headers, body: answer.body)
  }

  private func setOptions(_ request: HTTPRequest, headers: UnsafeMutablePointer<curl_slist>?, _ answer: Answer) {
    curl.set(CURLOPT_URL, request.url, of: handle)
    curl.set(CURLOPT_PROTOCOLS_STR, "http,https", of: handle)
    curl.set(CURLOPT_USERAGENT, "quern", of: handle)
    curl.set(CURLOPT_NOSIGNAL, 1, of: handle)
    curl.set(CURLOPT_POST, 1, of: handle)
    curl.set(CURLOPT_POSTFIELDSIZE, request.body.count, of: handle)
    curl.set(CURLOPT_TIMEOUT_MS, Int(request.timeout * 1000), of: handle)
    curl.set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(30, request.timeout) * 1000), of: handle)
    curl.set(CURLOPT_HTTPHEADER, pointer: headers, of: handle)
    let reference = UnsafeRawPointer(Unmanaged.passUnretained(answer).toOpaque())
    curl.set(CURLOPT_WRITEDATA, pointer: reference, of: handle)
    curl.set(CURLOPT_HEADERDATA, pointer: reference, of: handle)
    curl.set(
      CURLOPT_WRITEFUNCTION,
      callback: { bytes, size, count, answer in
        Answer.of(answer).take(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, of: handle)
    curl.set(
      CURLOPT_HEADERFUNCTION,
      callback: { bytes, size, count, answer in
        Answer.of(answer).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, of: handle)
  }

  private func error(_ code: CURLcode, _ answer: Answer) -> HTTPError {
    let words = curl.message(code).map { String(cString: $0).lowercased() } ?? "error \(code.rawValue) of libcurl"
    return switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: HTTPError(kind: .badAddress, message: words)
    case CURLE_OPERATION_TIMEDOUT: HTTPError(kind: .timedOut, message: words)
    case _ where answer.isTooLong: HTTPError(kind: .tooLong, message: "the answer is too long")
    default: HTTPError(kind: .unreachable, message: words)
    }
  }
}

/// What has come of an answer.
private final class Answer {
  private let bodyLimit: Int
  private(set) var headers: [(name: String, value: String)] = []
  private(set) var body: [UInt8] = []
  private(set) var isTooLong = false
  private var headerLength = 0

  init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

  static func of(_ reference: UnsafeMutableRawPointer?) -> Answer {
    Unmanaged<Answer>.fromOpaque(reference.unsafelyUnwrapped).takeUnretainedValue()
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
