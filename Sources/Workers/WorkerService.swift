internal import ByteCoding
internal import DocumentModel
internal import Foundation
internal import Ingestion

/// The child's side: answers requests on standard input until it is closed.
public enum WorkerService {
  /// The argument by which the program knows that it is a worker; the limit of memory in bytes follows.
  public static let argument = "__worker"

  private static let input = PipeEnd(descriptor: 0)
  private static let output = PipeEnd(descriptor: 1)

  /// Serves and returns when the parent closes the pipe. `arguments` are those behind ``argument``.
  public static func serve(arguments: [String]) {
    limit(memory: arguments.first.flatMap { Int($0) } ?? 4 << 30)
    endWithParent()
    while let payload = read(.request), let reply = answer(payload) {
      do { try output.write(reply, deadline: .distantFuture) } catch { return }
    }
  }

  /// The reply to a request; nil where the parent speaks another language.
  private static func answer(_ payload: [UInt8]) -> [UInt8]? {
    var reader = ByteReader(payload)
    guard var request = try? WorkerRequest(from: &reader) else { return nil }
    if request.sendsBytes {
      guard let bytes = read(.bytes) else { return nil }
      request.input.bytes = bytes
    }
    do throws(IngestionError) {
      return try result(of: request)
    } catch {
      return Frame.frame(.failure) { error.write(to: &$0) }
    }
  }

  private static func result(of request: WorkerRequest) throws(IngestionError) -> [UInt8] {
    let sharing = request.helperCount > 0 ? Self.sharing(request.helperCount) : nil
    let ingestor = DocumentIngestor(options: request.options, sharing: sharing, progress: report)
    switch request.task {
    case .document:
      let document = try ingestor.read(try request.input.source())
      return Frame.frame(.document) { document.write(to: &$0) }
    case .pages:
      let pages = try ingestor.readPages(try request.input.source())
      return Frame.frame(.pages) { pages.write(to: &$0) }
    }
  }

  /// Has the parent ask others for pages, and waits for what they read.
  private static func sharing(_ helperCount: Int) -> PageSharing {
    PageSharing(helperCount: helperCount) { ranges in
      send(.share) { writer in
        writer.write(ranges) { writer, range in
          writer.write(range.lowerBound)
          writer.write(range.upperBound)
        }
      }
    } pages: { index in
      send(.wanting) { $0.write(index) }
      return read(.pages).flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// Tells the parent which page comes next, so that it knows where a reader hangs or crashes.
  private static func report(_ progress: IngestionProgress) { send(.progress) { progress.write(to: &$0) } }

  private static func send(_ kind: Frame.Kind, _ body: (inout ByteWriter) -> Void) {
    try? output.write(Frame.frame(kind, body), deadline: .distantFuture)
  }

  /// The payload of the next frame, which must be of this kind; nil where the parent is gone.
  private static func read(_ kind: Frame.Kind) -> [UInt8]? {
    guard let header = try? input.read(count: 5, deadline: .distantFuture), let frame = Frame.parse(header), frame.kind == kind
    else { return nil }
    return try? input.read(count: frame.length, deadline: .distantFuture)
  }

  /// Ends the process when the parent is gone, also in the middle of a document: its end of the pipe then hangs up.
  private static func endWithParent() {
    Thread {
      var entry = pollfd(fd: 0, events: 0, revents: 0)
      while true {
        if poll(&entry, 1, -1) > 0, entry.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { _exit(0) }
      }
    }.start()
  }

  private static func limit(memory: Int) {
    var limit = rlimit(rlim_cur: rlim_t(memory), rlim_max: rlim_t(memory))
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Darwin)
      setrlimit(RLIMIT_AS, &limit)
      setrlimit(RLIMIT_CORE, &none)
    #else
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    #endif
  }
}
