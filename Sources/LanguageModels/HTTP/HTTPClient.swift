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
