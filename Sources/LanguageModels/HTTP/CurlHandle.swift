internal import CCurl

/// One connection of libcurl. Used by one thread at a time; the client above sees to that.
final class CurlHandle: @unchecked Sendable {
  private let curl: LibCurl
  let handle: LibCurl.Handle
  /// Of the request that is on its way.
  private var (headers, body): (UnsafeMutablePointer<curl_slist>?, UnsafeMutableBufferPointer<UInt8>?) = (nil, nil)
  private var answer: HTTPAnswer?

  init?(_ curl: LibCurl) {
    guard let handle = curl.makeHandle() else { return nil }
    self.curl = curl
    self.handle = handle
  }

  deinit {
    clear()
    curl.freeHandle(handle)
  }

  func perform(_ request: HTTPRequest, bodyLimit: Int) throws(HTTPError) -> HTTPResponse {
    begin(request, bodyLimit: bodyLimit)
    return try end(curl.perform(handle))
  }

  /// Sets a request up, for this handle or many to perform.
  func begin(_ request: HTTPRequest, bodyLimit: Int) {
    curl.reset(handle)
    let answer = HTTPAnswer(bodyLimit: bodyLimit, download: request.download)
    self.answer = answer
    // Without `Expect` no body waits for a leave that some servers never give.
    for (name, value) in request.headers + [("Expect", "")] { headers = curl.append(headers, "\(name): \(value)") }
    setOptions(request, headers: headers, answer)
    if let bytes = request.body { post(bytes) } else { curl.set(CURLOPT_HTTPGET, 1, of: handle) }
    if request.isDirect { curl.set(CURLOPT_NOPROXY, "*", of: handle) }
    if request.download != nil { setDownload(request) }
  }

  private func post(_ bytes: [UInt8]) {
    curl.set(CURLOPT_POST, 1, of: handle)
    curl.set(CURLOPT_POSTFIELDSIZE, bytes.count, of: handle)
    body = .allocate(capacity: bytes.count)
    _ = body?.initialize(from: bytes)
    curl.set(CURLOPT_POSTFIELDS, pointer: body?.baseAddress, of: handle)
  }

  private func setDownload(_ request: HTTPRequest) {
    curl.set(CURLOPT_FOLLOWLOCATION, 1, of: handle)
    curl.set(CURLOPT_MAXREDIRS, 8, of: handle)
    curl.set(CURLOPT_REDIR_PROTOCOLS_STR, request.url.hasPrefix("https:") ? "https" : "http,https", of: handle)
    curl.set(CURLOPT_LOW_SPEED_LIMIT, 1, of: handle)
    curl.set(CURLOPT_LOW_SPEED_TIME, 60, of: handle)
  }

  /// What came of the request that was performed.
  func end(_ result: CURLcode) throws(HTTPError) -> HTTPResponse {
    defer { clear() }
    let answer = self.answer ?? HTTPAnswer(bodyLimit: 0)
    guard result == CURLE_OK else { throw error(result, answer) }
    return HTTPResponse(status: curl.status(of: handle), headers: answer.headers, body: answer.body)
  }

  private func clear() {
    curl.freeList(headers)
    body?.deallocate()
    (headers, body, answer) = (nil, nil, nil)
  }

  private func setOptions(_ request: HTTPRequest, headers: UnsafeMutablePointer<curl_slist>?, _ answer: HTTPAnswer) {
    curl.set(CURLOPT_URL, request.url, of: handle)
    curl.set(CURLOPT_PROTOCOLS_STR, "http,https", of: handle)
    curl.set(CURLOPT_USERAGENT, "quern", of: handle)
    curl.set(CURLOPT_NOSIGNAL, 1, of: handle)
    curl.set(CURLOPT_TIMEOUT_MS, Int(request.timeout * 1000), of: handle)
    curl.set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(30, request.timeout) * 1000), of: handle)
    curl.set(CURLOPT_HTTPHEADER, pointer: headers, of: handle)
    let reference = UnsafeRawPointer(Unmanaged.passUnretained(answer).toOpaque())
    curl.set(CURLOPT_WRITEDATA, pointer: reference, of: handle)
    curl.set(CURLOPT_HEADERDATA, pointer: reference, of: handle)
    curl.set(
      CURLOPT_WRITEFUNCTION,
      callback: { bytes, size, count, answer in
        HTTPAnswer.of(answer).take(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, of: handle)
    curl.set(
      CURLOPT_HEADERFUNCTION,
      callback: { bytes, size, count, answer in
        HTTPAnswer.of(answer).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
      }, of: handle)
  }

  private func error(_ code: CURLcode, _ answer: HTTPAnswer) -> HTTPError {
    let words = curl.message(code).map { String(cString: $0).lowercased() } ?? "error \(code.rawValue) of libcurl"
    return switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: HTTPError(kind: .badAddress, message: words)
    case CURLE_OPERATION_TIMEDOUT: HTTPError(kind: .timedOut, message: words)
    case _ where answer.isTooLong: HTTPError(kind: .tooLong, message: "the answer is too long")
    default: HTTPError(kind: .unreachable, message: words)
    }
  }
}
