internal import Foundation

/// One end of a pipe. Reads and writes whole buffers, and gives up at a deadline.
struct PipeEnd {
  let descriptor: Int32

  enum Failure: Error {
    /// The other side is gone.
    case closed
    case timedOut
    /// There is no other side.
    case notStarted
  }

  func write(_ bytes: some Sequence<UInt8>, deadline: Date) throws(Failure) {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      try wait(for: Int16(POLLOUT), deadline: deadline)
      let count = bytes[sent...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, min($0.count, 1 << 16)) }
      guard count > 0 || errno == EINTR || errno == EAGAIN else { throw .closed }
      sent += max(0, count)
    }
  }

  func read(count: Int, deadline: Date) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var received = 0
    while received < count {
      try wait(for: Int16(POLLIN), deadline: deadline)
      let got = bytes.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress?.advanced(by: received), count - received)
      }
      guard got > 0 || (got < 0 && (errno == EINTR || errno == EAGAIN)) else { throw .closed }
      received += max(0, got)
    }
    return bytes
  }

  private func wait(for events: Int16, deadline: Date) throws(Failure) {
    while true {
      let left = deadline.timeIntervalSinceNow
      guard left > 0 else { throw .timedOut }
      var entry = pollfd(fd: descriptor, events: events, revents: 0)
      let ready = poll(&entry, 1, Int32(min(left * 1000 + 1, 1_000_000)))
      if ready > 0 { return }
      if ready < 0, errno != EINTR { throw .closed }
    }
  }
}
