internal import CCurl
internal import Foundation
internal import Synchronization

/// Sends many requests side by side from one thread, which waits for all of their connections at once.
///
/// What holds for ``HTTPClient`` holds here: no redirects, no other protocols, answers up to a limit.
final class HTTPTransport: Sendable {
  private let bodyLimit: Int
  private let loop = Mutex<TransportLoop?>(nil)

  /// Begins to open libcurl, which takes as long as all else before a first request.
  init(bodyLimit: Int = 64 << 20) {
    self.bodyLimit = bodyLimit
    // A process must not end while libraries are being opened: what they clean up at the end is not there yet.
    atexit { _ = LibCurl.shared }
    Thread.detachNewThread { _ = LibCurl.shared }
  }

  deinit { loop.withLock { $0?.stop() } }

  private func openLoop() -> TransportLoop? {
    loop.withLock { loop in
      if loop == nil, let made = LibCurl.shared.flatMap({ TransportLoop($0, bodyLimit: bodyLimit) }) {
        let thread = Thread { made.run() }
        thread.name = "http"
        thread.start()
        loop = made
      }
      return loop
    }
  }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    guard let loop = openLoop() else {
      throw HTTPError(kind: .unreachable, message: "libcurl, which speaks HTTP, is not on this system: install libcurl4 or curl")
    }
    let result = await withCheckedContinuation { continuation in
      loop.take(TransportLoop.Order(request: request, finish: { continuation.resume(returning: $0) }))
    }
    return try result.get()
  }
}

/// The thread that waits, and what it shares with those who send.
private final class TransportLoop: @unchecked Sendable {
  /// A request, and what is to be done with its answer.
  struct Order {
    let request: HTTPRequest
    let finish: @Sendable (Result<HTTPResponse, HTTPError>) -> Void
  }

  private let curl: LibCurl
  private let many: LibCurl.Many.Handle
  private let bodyLimit: Int
  private let inbox = Mutex<(orders: [Order], isStopped: Bool)>(([], false))
  /// Only the thread touches these.
  private var active: [LibCurl.Handle: (handle: CurlHandle, order: Order)] = [:]
  private var idle: [CurlHandle] = []

  /// libcurl looks at every transfer whenever one of them moves. With so many on their way at once …
  private static let crowd = 16
  /// … seconds are waited for others to move too, which a reply of a model does not notice.
  private static let gathering = 0.0005

  init?(_ curl: LibCurl, bodyLimit: Int) {
    guard let many = curl.many.make() else { return nil }
    (self.curl, self.many, self.bodyLimit) = (curl, many, bodyLimit)
  }

  func take(_ order: Order) {
    inbox.withLock { $0.orders.append(order) }
    _ = curl.many.wake(many)
  }

  func stop() {
    inbox.withLock { $0.isStopped = true }
    _ = curl.many.wake(many)
  }

  func run() {
    while true {
      let (orders, isStopped) = inbox.withLock { inbox in
        defer { inbox.orders = [] }
        return inbox
      }
      for order in orders { begin(order) }
      if isStopped, active.isEmpty { break }
      var running: Int32 = 0
      _ = curl.many.perform(many, &running)
      finishWhatEnded()
      if active.isEmpty || running > 0 { _ = curl.many.wait(many, nil, 0, 1000, nil) }
      if active.count >= Self.crowd { Thread.sleep(forTimeInterval: Self.gathering) }
    }
    idle.removeAll()
    _ = curl.many.free(many)
  }

  private func begin(_ order: Order) {
    guard let handle = idle.popLast() ?? CurlHandle(curl) else {
      order.finish(.failure(HTTPError(kind: .unreachable, message: "no more connections can be made")))
      return
    }
    handle.begin(order.request, bodyLimit: bodyLimit)
    active[handle.handle] = (handle, order)
    _ = curl.many.add(many, handle.handle)
  }

  private func finishWhatEnded() {
    var left: Int32 = 0
    while let message = curl.many.nextMessage(many, &left)?.pointee {
      guard message.msg == CURLMSG_DONE, let key = message.easy_handle, let (handle, order) = active.removeValue(forKey: key)
      else { continue }
      _ = curl.many.remove(many, key)
      let result: Result<HTTPResponse, HTTPError>
      do throws(HTTPError) { result = .success(try handle.end(message.data.result)) } catch { result = .failure(error) }
      idle.append(handle)
      order.finish(result)
    }
  }
}
