internal import ByteCoding
public import DocumentModel
internal import Foundation
public import Ingestion

/// Reads documents in a child process, so that a crash, a hang or a memory bomb in a parser costs one document and no more.
///
/// The child is started with the first document, serves one after the other, and is started anew after it had to be killed. A long
/// PDF may be shared with further children, each of which reads a part of the pages. Not for use by several threads at once: give
/// each its own.
public final class Worker {
  private let executable: String
  private let options: IngestionOptions
  private let limits: WorkerLimits
  private let helperCount: Int
  private var connection: WorkerConnection?

  /// `executable` is Quern's own program, which serves when its first argument is ``WorkerService/argument``.
  ///
  /// - Parameter helperCount: how many more processes may read pages of one document. Changes no output.
  public init(executable: String, options: IngestionOptions, limits: WorkerLimits = WorkerLimits(), helperCount: Int = 0) {
    self.executable = executable
    self.options = options
    self.limits = limits
    self.helperCount = helperCount
    // A child that dies while it is written to must not take the parent with it.
    signal(SIGPIPE, SIG_IGN)
  }

  /// The document of `input`. A page that makes the reader hang or crash is left out, with a diagnostic, and the others are read.
  ///
  /// - Parameter progress: is told of every page that is begun, on the calling thread.
  public func read(_ input: DocumentInput, progress: (IngestionProgress) -> Void = { _ in }) throws(IngestionError) -> Document {
    var options = options
    while true {
      var page: Int?
      let reply: Result<Document, IngestionError>
      do throws(PipeEnd.Failure) {
        reply = try exchange(input, options) { place in
          page = place.page
          progress(place)
        }
      } catch {
        connection = nil
        guard let bad = page, options.skippedPages.count < Self.mostBadPages, !options.skippedPages.contains(bad) else {
          throw Self.failure(input.name, error, limits)
        }
        options.skippedPages.append(bad)
        continue
      }
      return try Self.document(reply, without: options.skippedPages)
    }
  }

  /// A document with more bad pages than this is given up.
  private static let mostBadPages = 3

  private static func document(_ reply: Result<Document, IngestionError>, without pages: [Int]) throws(IngestionError) -> Document
  {
    var document = try reply.get()
    for page in pages.sorted() {
      document.diagnostics.append(Diagnostic(.damaged, "the page made its reader hang or crash and was left out", page: page))
    }
    return document
  }

  private func exchange(_ input: DocumentInput, _ options: IngestionOptions, progress: (IngestionProgress) -> Void)
    throws(PipeEnd.Failure) -> Result<Document, IngestionError>
  {
    if connection == nil { connection = try WorkerConnection(executable: executable, memory: limits.memory) }
    var deadline = WorkerDeadline(limits)
    try send { connection throws(PipeEnd.Failure) in
      try connection.ask(WorkerRequest(.document, input, options, helperCount: helperCount), deadline: deadline.end)
    }
    var helpers: [PageRangeReader] = []
    var begun = 0
    while true {
      let frame = try receive(deadline: deadline.next)
      var reader = ByteReader(frame.payload)
      do {
        switch frame.kind {
        case .document: return .success(try Document(from: &reader))
        case .failure: return .failure(try IngestionError(from: &reader))
        case .progress:
          var place = try IngestionProgress(from: &reader)
          deadline.begin(place)
          if !place.isOCR { begun += 1 }
          place.done = helpers.reduce(begun) { $0 + $1.count }
          progress(place)
        case .share:
          helpers = try ranges(from: &reader).map { range in
            var part = options
            part.pages = range
            return PageRangeReader(executable: executable, input: input, options: part, limits: limits)
          }
        case .wanting:
          let index = try reader.int()
          let pages = helpers.indices.contains(index) ? helpers[index].pages() : nil
          deadline.resume()
          let end = deadline.end
          try send { connection throws(PipeEnd.Failure) in try connection.send(.pages, pages ?? [], deadline: end) }
        case .request, .bytes, .pages: throw PipeEnd.Failure.closed
        }
      } catch let failure as PipeEnd.Failure {
        throw failure
      } catch {
        throw .closed
      }
    }
  }

  private func ranges(from reader: inout ByteReader) throws -> [ClosedRange<Int>] {
    let pairs = try reader.array { reader throws(ByteReader.Malformed) in (try reader.int(), try reader.int()) }
    return try pairs.prefix(helperCount).map { low, high in
      guard low >= 1, low <= high else { throw ByteReader.Malformed() }
      return low...high
    }
  }

  private func send(_ body: (borrowing WorkerConnection) throws(PipeEnd.Failure) -> Void) throws(PipeEnd.Failure) {
    switch connection {
    case .some(let connection): try body(connection)
    case .none: throw .closed
    }
  }

  private func receive(deadline: Date) throws(PipeEnd.Failure) -> (kind: Frame.Kind, payload: [UInt8]) {
    switch connection {
    case .some(let connection): try connection.receive(deadline: deadline)
    case .none: throw .closed
    }
  }

  private static func failure(_ name: String, _ failure: PipeEnd.Failure, _ limits: WorkerLimits) -> IngestionError {
    switch failure {
    case .notStarted:
      IngestionError(
        .readerFailed, name, "cannot be read: no worker process could be started", hint: "run with `--in-process`")
    case .timedOut:
      IngestionError(
        .readerFailed, name, "took longer than \(limits.seconds) seconds to read", hint: "raise `--timeout`, or split the file")
    case .closed:
      IngestionError(
        .readerFailed, name, "made its reader crash or run out of memory", hint: "the file is likely damaged; export it again")
    }
  }
}
