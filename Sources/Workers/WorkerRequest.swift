internal import ByteCoding
internal import Ingestion

/// What a worker is asked.
struct WorkerRequest {
  enum Task: String {
    /// The document as a whole.
    case document
    /// The lines of its pages, for the worker that puts the document together.
    case pages
  }

  var task: Task
  /// Named by its path, or with bytes that follow in a frame of their own.
  var input: DocumentInput
  var options: IngestionOptions
  /// How many others may read pages of the document.
  var helperCount = 0
  /// Whether the document's bytes follow.
  private(set) var sendsBytes = false

  init(_ task: Task, _ input: DocumentInput, _ options: IngestionOptions, helperCount: Int = 0) {
    self.task = task
    self.input = input
    self.options = options
    self.helperCount = helperCount
    sendsBytes = input.bytes != nil
  }

  func write(to writer: inout ByteWriter) {
    writer.write(task.rawValue)
    writer.write(input.name)
    writer.write(sendsBytes)
    writer.write(helperCount)
    writer.write(options.pages) { writer, pages in
      writer.write(pages.lowerBound)
      writer.write(pages.upperBound)
    }
    writer.write(options.password)
    writer.write(options.furniture.rawValue)
    writer.write(options.content.rawValue)
    writer.write(options.ocr.rawValue)
    writer.write(options.ocrLanguage)
    writer.write(options.pageMarker?.text)
    writer.write(options.skippedPages) { $0.write($1) }
  }

  init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    task = try reader.name()
    input = DocumentInput(file: try reader.string())
    sendsBytes = try reader.bool()
    helperCount = try reader.int()
    let pages = try reader.optional { reader throws(ByteReader.Malformed) in (try reader.int(), try reader.int()) }
    options = IngestionOptions(
      password: try reader.optionalString(), furniture: try reader.name(), content: try reader.name(), ocr: try reader.name(),
      ocrLanguage: try reader.string(), pageMarker: try reader.optionalString().flatMap(PageMarkerPattern.init))
    options.skippedPages = try reader.array { reader throws(ByteReader.Malformed) in try reader.int() }
    if let (low, high) = pages {
      guard low <= high else { throw ByteReader.Malformed() }
      options.pages = low...high
    }
  }
}

extension IngestionProgress {
  func write(to writer: inout ByteWriter) {
    writer.write(page)
    writer.write(count)
    writer.write(isOCR)
  }

  init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init(page: try reader.int(), count: try reader.int(), isOCR: try reader.bool())
  }
}

extension IngestionError {
  func write(to writer: inout ByteWriter) {
    writer.write(code.rawValue)
    writer.write(name)
    writer.write(message)
    writer.write(hint)
  }

  init(from reader: inout ByteReader) throws(ByteReader.Malformed) {
    self.init(try reader.name(), try reader.string(), try reader.string(), hint: try reader.optionalString())
  }
}
