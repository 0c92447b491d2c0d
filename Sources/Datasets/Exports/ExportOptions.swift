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

  public mutating func add(_ text: String, chunkID: String) { texts[chunkID] = text }

  /// Whether the chunk of the record is known.
  public func hasChunk(of record: Record) -> Bool { texts[record.chunkID] != nil }

  /// The chunk's text without white space around it; the evidence where the chunk is not known.
  public func passage(for record: Record) -> String {
    let text = texts[record.chunkID] ?? record.evidence.text
    return String(text.trimmingPrefix(while: \.isWhitespace).reversed().trimmingPrefix(while: \.isWhitespace).reversed())
  }
}
