internal import Foundation
internal import Synchronization

/// A file that grows until it is whole, in one go or over several runs.
final class PartialFile: Sendable {
  let path: String
  private let state: Mutex<State>

  private struct State {
    var descriptor: Int32
    var count: Int
    /// Of the first write that failed.
    var error: Int32?
  }

  /// Opens or makes it.
  ///
  /// - Parameter count: bytes to go on from; what lies behind is cut off. Nil to go on from its end.
  init(path: String, keeping count: Int? = nil) throws(ModelPullError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .disk(path, errno) }
    self.path = path
    let there = Int(lseek(descriptor, 0, SEEK_END))
    state = Mutex(State(descriptor: descriptor, count: there))
    if let count, count < there { restart(at: count) }
  }

  deinit { close() }

  var count: Int { state.withLock { $0.count } }

  /// Why it took no more; nil where it did.
  var failure: ModelPullError? { state.withLock { $0.error }.map { .disk(path, $0) } }

  /// Cuts off what lies behind a place.
  func restart(at count: Int) {
    state.withLock { state in
      guard ftruncate(state.descriptor, off_t(count)) == 0 else {
        state.error = errno
        return
      }
      lseek(state.descriptor, off_t(count), SEEK_SET)
      state.count = count
    }
  }

  /// Whether all was written.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      var sent = 0
      while sent < bytes.count, state.error == nil {
        let count = write(state.descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
        if count > 0 { sent += count } else if count == 0 || errno != EINTR { state.error = count == 0 ? ENOSPC : errno }
      }
      state.count += sent
      return state.error == nil
    }
  }

  /// Appends a whole file. What it wrote before a failure is cut off when it is opened again.
  func append(contentsOf source: String) throws(ModelPullError) {
    let file = open(source, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .disk(source, errno) }
    defer { Foundation.close(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count == 0 { return }
      guard count > 0 else { throw .disk(source, errno) }
      let isWritten = buffer[..<count].withUnsafeBytes { append($0) }
      if !isWritten, let failure { throw failure }
    }
  }

  /// Makes sure that it is on the disk, and closes it.
  func finish() throws(ModelPullError) {
    let isSound = state.withLock { $0.descriptor < 0 || fsync($0.descriptor) == 0 }
    guard isSound else { throw .disk(path, errno) }
    close()
  }

  private func close() {
    state.withLock { state in
      if state.descriptor >= 0 { _ = Foundation.close(state.descriptor) }
      state.descriptor = -1
    }
  }
}
