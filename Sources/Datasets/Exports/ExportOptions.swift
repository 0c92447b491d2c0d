/// What goes into the rows of an export.
public struct ExportOptions: Sendable {
  public var format: ExportFormat
  /// The system message; nil for none.
  public var system: String?
  /// The passages that prompts show, for reading comprehension; nil for questions alone, to be answered from memory.
  public var passages: Passages?
  /// Whether prompts and completions are lists of messages and not text.
  public var asMessages = false
  /// Of CSV; names of ``CSV/columns``.
  public var columns = CSV.header
  /// Whether CSV fields that a spreadsheet would run get a quote before them.
  public var guardsFormulas = true

  public init(_ format: ExportFormat) { self.format = format }
}

/// The texts that records are made from, by the ids of their chunks.
public struct Passages: Sendable {
  private var texts: [String: String] = [:]

  public init() {}

  /// White space around a text is left out.
  public mutating func add(_ text: String, chunkID: String) {
    let start = text.drop(while: \.isWhitespace)
    texts[chunkID] = start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) }
  }

  /// Whether the chunk of the record is known.
  public func hasChunk(of record: Record) -> Bool { texts[record.chunkID] != nil }

  /// The chunk's text; the evidence where the chunk is not known.
  public func passage(for record: Record) -> String { texts[record.chunkID] ?? record.evidence.text }
}
