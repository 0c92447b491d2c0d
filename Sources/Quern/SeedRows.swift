internal import Chunking
internal import Datasets
public import DocumentModel
internal import Extraction
internal import Foundation
public import Generation
public import JSONText
internal import Scoring
internal import Selection

/// Makes the rows that a flow requires of chunks that were kept.
///
/// Columns are filled by their names: the text, the outline above it, the domain, examples of the corpus itself. Beside them each
/// row keeps where it comes from, in columns that begin with `quern_`.
public struct SeedRows: Sendable {
  /// What the user says of the rows; what is nil is found out.
  public struct Hints: Sendable {
    public var domain: String?
    /// Values for any columns, such as `icl_document` and `icl_query_1`.
    public var columns: [JSONValue.Member]

    public init(domain: String? = nil, columns: [JSONValue.Member] = []) {
      self.domain = domain
      self.columns = columns
    }
  }

  /// Where a column comes from, for people.
  public struct Source: Sendable {
    public let column: String
    public let source: String
  }

  /// The rows, in the order of the documents.
  public private(set) var rows: [FlowRow] = []
  public private(set) var mapping: [Source] = []
  /// Required columns that nothing fills.
  public private(set) var missing: [String] = []

  /// What to say where a required column has nothing that fills it.
  public var missingColumns: RunError {
    RunError(
      "the flow requires columns that documents do not give: \(missing.joined(separator: ", "))",
      hint: "give them in a file with `--icl`, one `name: value` a line")
  }

  /// Columns of the hints that the flow does not know.
  public private(set) var unused: [String] = []

  private struct Seed {
    let line: ChunkLine
    let document: Document
  }

  private var seeds: [Seed] = []

  public init() {}

  /// Takes a chunk in; one that is not kept is passed over.
  public mutating func add(_ line: ChunkLine, of document: Document) {
    if line.decision?.isKept == true { seeds.append(Seed(line: line, document: document)) }
  }

  /// How many chunks were taken in.
  public var count: Int { seeds.count }

  /// Fills the columns that `flow` requires or can use.
  ///
  /// - Parameter limit: the most rows; nil for all.
  public mutating func fill(for flow: Flow, _ hints: Hints, limit: Int? = nil) {
    let wanted = flow.requiredColumns.isEmpty ? ["document"] : flow.requiredColumns
    let needsExample = wanted.contains { $0.hasPrefix("icl_") && !hints.columns.map(\.key).contains($0) }
    let example = needsExample ? Example(seeds.map { ($0.line, $0.document) }) : nil
    var columns: [(name: String, value: (Seed) -> JSONValue)] = []
    for name in wanted + flow.optionalColumns {
      if let given = hints.columns.first(where: { $0.key == name }) {
        mapping.append(Source(column: name, source: "as given"))
        columns.append((name, { _ in given.value }))
      } else if let (source, value) = Self.value(of: name, hints, example) {
        mapping.append(Source(column: name, source: source))
        columns.append((name, value))
      } else if wanted.contains(name) {
        missing.append(name)
      }
    }
    unused = hints.columns.map(\.key).filter { !(wanted + flow.optionalColumns).contains($0) }
    rows = seeds.prefix(limit ?? .max).map { seed in
      FlowRow(columns.map { .init($0.name, $0.value(seed)) } + Self.provenance(seed))
    }
  }

  private static func value(of name: String, _ hints: Hints, _ example: Example?) -> (source: String, value: (Seed) -> JSONValue)?
  {
    switch name {
    case "document", "text", "context", "passage", "chunk":
      return ("the chunk, below the header of its table where it has one", { .string(text(of: $0.line.chunk)) })
    case "document_outline", "outline":
      return ("the document's title and the headings above the chunk", { .string(outline(of: $0)) })
    case "domain":
      if let domain = hints.domain { return ("--domain", { _ in .string(domain) }) }
      return ("the document's title, or its name (--domain says it better)", { .string(title(of: $0.document)) })
    case "title": return ("the document's title, or its name", { .string(title(of: $0.document)) })
    case "source", "file": return ("the document's name", { .string($0.document.source.name) })
    case "tools": return ("the tools full_text_search and vector_search (--icl gives others)", { _ in SearchTools.json })
    case "page", "page_number": return ("the first page of the chunk", { JSONValue($0.line.chunk.pages?.lowerBound) })
    default:
      guard let example, let value = example.value(of: name) else { return nil }
      return ("an example from the documents (--icl says it better)", { _ in .string(value) })
    }
  }

  private static func text(of chunk: Chunk) -> String {
    chunk.context.isEmpty ? chunk.text : chunk.context + "\n" + chunk.text
  }

  private static func outline(of seed: Seed) -> String {
    let path = seed.line.chunk.headingPath
    let title = title(of: seed.document)
    return (path.first == title ? path : [title] + path).joined(separator: " > ")
  }

  private static func title(of document: Document) -> String {
    document.metadata.title
      ?? URL(fileURLWithPath: document.source.name).deletingPathExtension().lastPathComponent
      .replacing("-", with: " ").replacing("_", with: " ")
  }

  /// Where a row comes from: the document, its pages, the chunk and its bytes of the document's text.
  private static func provenance(_ seed: Seed) -> [JSONValue.Member] {
    let chunk = seed.line.chunk
    return [
      .init(SeedColumns.document, .string(seed.document.source.name)), .init(SeedColumns.documentID, .string(seed.document.id)),
      .init(SeedColumns.chunk, .string(chunk.id)), .init(SeedColumns.range, JSONValue(chunk.range)),
      .init(SeedColumns.pages, chunk.pages.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null),
    ]
  }

  /// A passage of the documents with questions about it, written without a model: the richest chunk that gives three.
  private struct Example {
    private let document: String
    private let pairs: [(question: String, answer: String)]

    init?(_ seeds: [(line: ChunkLine, document: Document)]) {
      let ranked = seeds.enumerated().sorted { first, second in
        let (a, b) = (first.element.line.score?.rules ?? 0, second.element.line.score?.rules ?? 0)
        return a == b ? first.offset < second.offset : a > b
      }
      for (_, seed) in ranked.prefix(200) {
        let records = Extractor().records(of: [(seed.line.chunk, 0)], in: seed.document)
        guard records.count >= 3 else { continue }
        // One of each kind first, so that the examples differ.
        var kinds: Set<String> = []
        let varied = records.filter { kinds.insert($0.kind).inserted }
        let rest = records.filter { record in !varied.contains { $0.id == record.id } }
        document = SeedRows.text(of: seed.line.chunk)
        pairs = (varied + rest).prefix(3).map { ($0.question, $0.answer) }
        return
      }
      return nil
    }

    func value(of column: String) -> String? {
      if column == "icl_document" { return document }
      for (prefix, part) in [("icl_query_", \(question: String, answer: String).question), ("icl_response_", \.answer)] {
        if column.hasPrefix(prefix), let number = Int(column.dropFirst(prefix.count)), pairs.indices.contains(number - 1) {
          return pairs[number - 1][keyPath: part]
        }
      }
      return nil
    }
  }
}
