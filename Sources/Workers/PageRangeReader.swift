internal import ByteCoding
internal import Foundation
internal import Ingestion
internal import Synchronization

/// Reads some pages of a document in a process of its own, on a thread of its own, for the worker that has the document.
final class PageRangeReader: Sendable {
  private let result = Mutex<[UInt8]?>(nil)
  private let begun = Atomic(0)
  private let isDone = DispatchSemaphore(value: 0)

  /// How many pages were begun.
  var count: Int { begun.load(ordering: .relaxed) }

  /// Begins at once.
  init(executable: String, input: DocumentInput, options: IngestionOptions, limits: WorkerLimits) {
    let thread = Thread { [self] in
      let pages = try? Self.read(executable, WorkerRequest(.pages, input, options), limits) { begun.add(1, ordering: .relaxed) }
      result.withLock { $0 = pages }
      isDone.signal()
    }
    thread.stackSize = 1 << 20
    thread.start()
  }

  /// The bytes of the pages; nil where they could not be read. Waits; to be called once.
  func pages() -> [UInt8]? {
    isDone.wait()
    return result.withLock { $0 }
  }

  private static func read(_ executable: String, _ request: WorkerRequest, _ limits: WorkerLimits, begin: () -> Void)
    throws(PipeEnd.Failure) -> [UInt8]
  {
    let connection = try WorkerConnection(executable: executable, memory: limits.memory)
    var deadline = WorkerDeadline(limits)
    try connection.ask(request, deadline: deadline.end)
    while true {
      let frame = try connection.receive(deadline: deadline.next)
      switch frame.kind {
      case .pages: return frame.payload
      case .progress:
        var reader = ByteReader(frame.payload)
        guard let page = try? IngestionProgress(from: &reader) else { throw .closed }
        deadline.begin(page)
        if !page.isOCR { begin() }
      default: throw .closed
      }
    }
  }
}
