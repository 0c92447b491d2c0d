internal import ByteCoding
internal import Foundation
internal import Ingestion

/// A worker process and the talk with it. Owned by one thread.
struct WorkerConnection: ~Copyable {
  private let process: WorkerProcess

  init(executable: String, memory: Int) throws(PipeEnd.Failure) {
    guard let process = WorkerProcess(executable: executable, arguments: [WorkerService.argument, String(memory)]) else {
      throw .notStarted
    }
    self.process = process
  }

  func ask(_ request: WorkerRequest, deadline: Date) throws(PipeEnd.Failure) {
    try process.input.write(Frame.frame(.request) { request.write(to: &$0) }, deadline: deadline)
    if let bytes = request.input.bytes { try send(.bytes, bytes, deadline: deadline) }
  }

  func send(_ kind: Frame.Kind, _ payload: [UInt8], deadline: Date) throws(PipeEnd.Failure) {
    try process.input.write(Frame.header(kind, length: payload.count), deadline: deadline)
    try process.input.write(payload, deadline: deadline)
  }

  func receive(deadline: Date) throws(PipeEnd.Failure) -> (kind: Frame.Kind, payload: [UInt8]) {
    guard let frame = Frame.parse(try process.output.read(count: 5, deadline: deadline)) else { throw .closed }
    return (frame.kind, try process.output.read(count: frame.length, deadline: deadline))
  }
}

/// How long a worker may stay silent: a page has its limit, and so has the document.
struct WorkerDeadline {
  private let limits: WorkerLimits
  /// When the document must be done.
  private(set) var end: Date
  /// When the next frame must have come.
  private(set) var next: Date

  init(_ limits: WorkerLimits) {
    self.limits = limits
    end = Date(timeIntervalSinceNow: limits.seconds)
    next = end
  }

  /// A page is begun. Reading a picture takes long and is no hang, so that it adds to the document's time.
  mutating func begin(_ page: IngestionProgress) {
    if page.isOCR { end += limits.pageSeconds }
    next = min(end, Date(timeIntervalSinceNow: page.isOCR ? 3 * limits.pageSeconds : limits.pageSeconds))
  }

  /// The worker has been made to wait by others, and goes on.
  mutating func resume() { next = min(end, Date(timeIntervalSinceNow: limits.pageSeconds)) }
}
