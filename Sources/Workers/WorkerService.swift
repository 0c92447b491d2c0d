internal import DocumentModel
internal import Foundation
internal import Ingestion
internal import JSONText

/// What a worker is asked.
struct WorkerRequest {
  var input: DocumentInput
  var options: IngestionOptions

  init(input: DocumentInput, options: IngestionOptions) {
    self.input = input
    self.options = options
  }

  var json: JSONValue {
    [
      "name": .string(input.name), "sends_bytes": .bool(input.bytes != nil),
      "pages": options.pages.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null, "password": JSONValue(options.password),
      "furniture": .string(options.furniture.rawValue), "ocr": .string(options.ocr.rawValue),
      "ocr_language": .string(options.ocrLanguage), "skipped_pages": .array(options.skippedPages.map { .int($0) }),
    ]
  }

  init?(json: JSONValue) {
    guard let name = json["name"]?.stringValue else { return nil }
    input = DocumentInput(file: name)
    options = IngestionOptions(
      password: json["password"]?.stringValue,
      furniture: json["furniture"]?.stringValue.flatMap(FurnitureHandling.init(rawValue:)) ?? .remove,
      ocr: json["ocr"]?.stringValue.flatMap(OCRMode.init(rawValue:)) ?? .auto,
      ocrLanguage: json["ocr_language"]?.stringValue ?? "eng")
    options.skippedPages = (json["skipped_pages"]?.arrayValue ?? []).compactMap(\.intValue)
    if let pair = json["pages"]?.arrayValue, pair.count == 2, let low = pair[0].intValue, let high = pair[1].intValue, low <= high
    {
      options.pages = low...high
    }
  }
}

/// The child's side: answers requests on standard input until it is closed.
public enum WorkerService {
  /// The argument by which the program knows that it is a worker; the limit of memory in bytes follows.
  public static let argument = "__worker"

  /// Serves and returns when the parent closes the pipe. `arguments` are those behind ``argument``.
  public static func serve(arguments: [String]) {
    limit(memory: arguments.first.flatMap { Int($0) } ?? 4 << 30)
    endWithParent()
    let input = PipeEnd(descriptor: 0)
    let output = PipeEnd(descriptor: 1)
    while let frame = read(from: input), frame.kind == .request,
      let request = (try? JSONValue(parsing: frame.payload[...])).flatMap(WorkerRequest.init(json:)),
      let reply = answer(request, frame.payload, input)
    {
      do { try output.write(reply, deadline: .distantFuture) } catch { return }
    }
  }

  private static func answer(_ request: WorkerRequest, _ payload: [UInt8], _ pipe: PipeEnd) -> [UInt8]? {
    var input = request.input
    if (try? JSONValue(parsing: payload[...]))?["sends_bytes"]?.boolValue == true {
      guard let bytes = read(from: pipe), bytes.kind == .bytes else { return nil }
      input.bytes = bytes.payload
    }
    do {
      let document = try DocumentIngestor(options: request.options, progress: report).read(try input.source())
      return frame(.document, document.json)
    } catch {
      return frame(.failure, error.json)
    }
  }

  /// Tells the parent which page comes next, so that it knows where a reader hangs or crashes.
  private static func report(_ progress: IngestionProgress) {
    let json: JSONValue = ["page": .int(progress.page), "of": .int(progress.count), "ocr": .bool(progress.isOCR)]
    try? PipeEnd(descriptor: 1).write(frame(.progress, json), deadline: .distantFuture)
  }

  private static func frame(_ kind: Frame.Kind, _ json: JSONValue) -> [UInt8] {
    var payload: [UInt8] = []
    json.append(to: &payload)
    return Frame.header(kind, length: payload.count) + payload
  }

  private static func read(from pipe: PipeEnd) -> (kind: Frame.Kind, payload: [UInt8])? {
    guard let header = try? pipe.read(count: 5, deadline: .distantFuture), let frame = Frame.parse(header),
      let payload = try? pipe.read(count: frame.length, deadline: .distantFuture)
    else { return nil }
    return (frame.kind, payload)
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
