public import DocumentModel
internal import Foundation
public import Ingestion
internal import JSONText

/// Reads documents in a child process, so that a crash, a hang or a memory bomb in a parser costs one document and no more.
///
/// The child is started with the first document, serves one after the other, and is started anew after it had to be killed. Not
/// for use by several threads at once: give each its own.
public final class Worker {
  private let executable: String
  private let options: IngestionOptions
  private let limits: WorkerLimits
  private var process: WorkerProcess?

  /// `executable` is Quern's own program, which serves when its first argument is ``WorkerService/argument``.
  public init(executable: String, options: IngestionOptions, limits: WorkerLimits = WorkerLimits()) {
    self.executable = executable
    self.options = options
    self.limits = limits
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
        reply = try exchange(input, options, started()) { place in
          page = place.page
          progress(place)
        }
      } catch {
        process = nil
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

  /// Starts a process where none runs.
  private func started() throws(PipeEnd.Failure) -> Date {
    if process == nil {
      process = WorkerProcess(executable: executable, arguments: [WorkerService.argument, String(limits.memory)])
    }
    guard process != nil else { throw .notStarted }
    return Date(timeIntervalSinceNow: limits.seconds)
  }

  private static func document(_ reply: Result<Document, IngestionError>, without pages: [Int]) throws(IngestionError) -> Document
  {
    var document = try reply.get()
    for page in pages.sorted() {
      document.diagnostics.append(Diagnostic(.damaged, "the page made its reader hang or crash and was left out", page: page))
    }
    return document
  }

  private func exchange(
    _ input: DocumentInput, _ options: IngestionOptions, _ end: Date, progress: (IngestionProgress) -> Void
  ) throws(PipeEnd.Failure) -> Result<Document, IngestionError> {
    guard let pipes = pipes else { throw .closed }
    var end = end
    let request = WorkerRequest(input: input, options: options)
    let header = Array(request.json.text.utf8)
    try pipes.input.write(Frame.header(.request, length: header.count) + header, deadline: end)
    if let bytes = input.bytes {
      try pipes.input.write(Frame.header(.bytes, length: bytes.count), deadline: end)
      try pipes.input.write(bytes, deadline: end)
    }
    var deadline = end
    while true {
      guard let frame = Frame.parse(try pipes.output.read(count: 5, deadline: deadline)) else { throw .closed }
      let payload = try pipes.output.read(count: frame.length, deadline: deadline)
      guard let json = try? JSONValue(parsing: payload[...]) else { throw .closed }
      switch frame.kind {
      case .document:
        guard let document = Document(json: json) else { throw .closed }
        return .success(document)
      case .progress:
        let isOCR = json["ocr"]?.boolValue == true
        // Reading a picture takes long and is no hang.
        if isOCR { end += limits.pageSeconds }
        deadline = min(end, Date(timeIntervalSinceNow: isOCR ? 3 * limits.pageSeconds : limits.pageSeconds))
        progress(IngestionProgress(page: json["page"]?.intValue ?? 0, count: json["of"]?.intValue ?? 0, isOCR: isOCR))
      default: return .failure(IngestionError(json: json, name: input.name))
      }
    }
  }

  private var pipes: (input: PipeEnd, output: PipeEnd)? {
    switch process {
    case .some(let process): (process.input, process.output)
    case .none: nil
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

extension IngestionError {
  var json: JSONValue {
    ["code": .string(code.rawValue), "name": .string(name), "message": .string(message), "hint": JSONValue(hint)]
  }

  init(json: JSONValue, name: String) {
    let code = json["code"]?.stringValue.flatMap(Code.init) ?? .readerFailed
    self.init(
      code, json["name"]?.stringValue ?? name, json["message"]?.stringValue ?? "could not be read",
      hint: json["hint"]?.stringValue)
  }
}
