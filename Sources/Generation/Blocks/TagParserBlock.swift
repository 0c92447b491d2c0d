internal import JSONText

/// Takes what stands between tags out of a text.
struct TagParserBlock: RowBlock {
  static let keys: Set<String>? = ["start_tags", "end_tags", "parser_cleanup_tags"]

  let name: String
  let type = "TagParserBlock"
  let inputs: [String]
  let outputs: [String]
  let remakesTable = true
  /// One a column.
  let tags: [TagPair]
  private let cleanup: [String]
  private let isCompatible: Bool

  init(_ config: BlockConfig) throws(FlowError) {
    try config.requireInputs(1...1)
    let (starts, ends) = (try config.strings("start_tags"), try config.strings("end_tags"))
    guard starts.count == ends.count else {
      throw config.error("has \(starts.count) start tags and \(ends.count) end tags", key: "end_tags")
    }
    try config.requireOutputs(starts.count...starts.count)
    name = config.name
    inputs = config.columns
    outputs = config.outputs
    tags = zip(starts, ends).map { TagPair(start: $0, end: $1) }
    cleanup = try config.strings("parser_cleanup_tags")
    isCompatible = config.isCompatible
  }

  var growth: RowGrowth { .items }

  func rows(of row: FlowRow, _ context: FlowContext) async throws(BlockFailure) -> [FlowRow] {
    let made = TextParsing.rows(of: row, input: inputs[0], outputs: outputs) { text in
      isCompatible || !hasRows ? byColumn(text) : TagRows(tags).rows(of: text).map { $0.map(cleaned) }
    }
    if made.isEmpty { throw .filtered("no-tags") }
    return made
  }

  /// Whether tags tell in which order parts stand.
  private var hasRows: Bool {
    tags.count > 1 && tags.allSatisfy { !$0.start.isEmpty } && Set(tags.map(\.start)).count == tags.count
  }

  /// Values of each column for itself; the first of all make the first row.
  private func byColumn(_ text: String) -> [[String]] {
    let values = tags.map { pair in pair.texts(in: text, salvages: !isCompatible).map(cleaned) }
    let count = values.map(\.count).min() ?? 0
    return (0..<count).map { index in values.map { $0[index] } }
  }

  private func cleaned(_ text: String) -> String { TextParsing.without(cleanup, in: text) }
}

/// What both parsers of texts share.
enum TextParsing {
  /// The rows that a text makes, a list of texts in one row of lists.
  static func rows(of row: FlowRow, input: String, outputs: [String], _ parse: (String) -> [[String]]) -> [FlowRow] {
    func filled(_ values: [JSONValue?]) -> FlowRow {
      var filled = row
      for (column, value) in zip(outputs, values) { if let value { filled[column] = value } }
      return filled
    }
    switch row[input] {
    case .string(let text)? where !text.isEmpty: return parse(text).map { filled($0.map { .string($0) }) }
    case .array(let items)?:
      let parsed = items.compactMap(\.stringValue).filter { !$0.isEmpty }.map(parse).filter { !$0.isEmpty }
      if parsed.isEmpty { return [] }
      let rows = parsed.flatMap { $0 }
      return [filled(outputs.indices.map { place in .array(rows.compactMap { $0.count > place ? .string($0[place]) : nil }) })]
    default: return []
    }
  }

  /// The text without these texts, taken out one after the other.
  static func without(_ parts: [String], in text: String) -> String {
    var bytes = Array(text.utf8)
    for part in parts.map({ Array($0.utf8) }) where !part.isEmpty {
      var (kept, index): ([UInt8], Int) = ([], 0)
      while let found = UTF8Search.first(part, in: bytes, from: index) {
        kept += bytes[index..<found]
        index = found + part.count
      }
      bytes = kept + bytes[index...]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A tag that opens and one that closes; either may be empty.
struct TagPair: Sendable, Equatable {
  let start: String
  let end: String

  /// What stands between the tags, from each start to the next end, without white space around; empty ones are left out.
  ///
  /// Without a start, each stretch up to an end; without an end, what stands behind the first start; without both, all. `salvages`
  /// takes the text behind a last start that is never closed.
  func texts(in text: String, salvages: Bool) -> [String] {
    let bytes = Array(text.utf8)
    let (start, end) = (Array(start.utf8), Array(end.utf8))
    var (found, index): ([String], Int) = ([], 0)
    func take(_ range: Range<Int>) {
      let text = PythonText.stripped(String(decoding: bytes[range], as: UTF8.self))
      if !text.isEmpty { found.append(text) }
    }
    if start.isEmpty, end.isEmpty {
      take(0..<bytes.count)
      return found
    }
    while let open = UTF8Search.first(start, in: bytes, from: index) {
      let from = open + start.count
      guard !end.isEmpty, let close = UTF8Search.first(end, in: bytes, from: from) else {
        if end.isEmpty || (salvages && !start.isEmpty) { take(from..<bytes.count) }
        break
      }
      take(from..<close)
      index = close + end.count
    }
    return found
  }
}
