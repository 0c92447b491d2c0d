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

  /// The document of `input`.
  public func read(_ input: DocumentInput) throws(IngestionError) -> Document {
    if process == nil {
      process = WorkerProcess(executable: executable, arguments: [WorkerService.argument, String(limits.memory)])
    }
    guard process != nil else {
      throw IngestionError(
        .readerFailed, input.name, "cannot be read: no worker process could be started", hint: "run with `--in-process`")
    }
    let deadline = Date(timeIntervalSinceNow: limits.seconds)
    let reply: Result<Document, IngestionError>
    do throws(PipeEnd.Failure) {
      reply = try exchange(input, deadline)
    } catch {
      process = nil
      throw Self.failure(input.name, timedOut: error == .timedOut, limits)
    }
    return try reply.get()
  }

  private func exchange(_ input: DocumentInput, _ deadline: Date) throws(PipeEnd.Failure) -> Result<Document, IngestionError> {
    guard let pipes = pipes else { throw .closed }
    let request = WorkerRequest(input: input, options: options)
    let header = Array(request.json.text.utf8)
    try pipes.input.write(Frame.header(.request, length: header.count) + header, deadline: deadline)
    if let bytes = input.bytes {
      try pipes.input.write(Frame.header(.bytes, length: bytes.count), deadline: deadline)
      try pipes.input.write(bytes, deadline: deadline)
    }
    guard let frame = Frame.parse(try pipes.output.read(count: 5, deadline: deadline)) else { throw .closed }
    let payload = try pipes.output.read(count: frame.length, deadline: deadline)
    guard let json = try? JSONValue(parsing: payload[...]) else { throw .closed }
    if frame.kind == .document, let document = Document(json: json) { return .success(document) }
    return .failure(IngestionError(json: json, name: input.name))
  }

  private var pipes: (input: PipeEnd, output: PipeEnd)? {
    switch process {
    case .some(let process): (process.input, process.output)
    case .none: nil
    }
  }

  private static func failure(_ name: String, timedOut: Bool, _ limits: WorkerLimits) -> IngestionError {
    timedOut
      ? IngestionError(
        .readerFailed, name, "took longer than \(limits.seconds) seconds to read",
        hint: "raise `--timeout`, or split the file")
      : IngestionError(
        .readerFailed, name, "made its reader crash or run out of memory", hint: "the file is likely damaged; export it again")
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
