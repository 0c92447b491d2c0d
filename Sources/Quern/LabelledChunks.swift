public import Chunking
public import DocumentModel
internal import Hashing
internal import Ingestion
internal import JSONText
public import Scoring

/// Chunks with readers' judgements, from JSON Lines.
///
/// A line is a chunk, `{"id", "text", "label", "keep", "rich"}`, with `ambiguous` and `group` where they are known; or a document and
/// behind it its chunks, as `quern chunk` and `quern score` write them, to which the judgements were added. Chunks of a document
/// without a judgement help to judge the others, as lines that repeat do.
public struct LabelledChunks: Sendable {
  /// A document with its chunks, as many judgements as chunks.
  public struct Group: Sendable {
    public var document: Document
    public var chunks: [Chunk]
    public var judgements: [ChunkJudgement?]
  }

  public private(set) var groups: [Group] = []
  /// What is wrong with lines that were left out: the number of the line, from 1, and why.
  public private(set) var problems: [(line: Int, message: String)] = []

  /// Chunks that have a judgement.
  public var count: Int { groups.reduce(0) { $0 + $1.judgements.count { $0 != nil } } }

  /// Reads all lines of a file, or of standard input for `-`; nil where it cannot be opened.
  public init?(path: String) {
    guard let lines = LineReader(path) else { return nil }
    var number = 0
    while let bytes = lines.next() {
      number += 1
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      guard let json = try? JSONValue(parsing: bytes[...]) else {
        problems.append((number, "is not JSON"))
        continue
      }
      add(json, number)
    }
  }

  private mutating func add(_ json: JSONValue, _ number: Int) {
    if let document = Document(json: json) {
      groups.append(Group(document: document, chunks: [], judgements: []))
      return
    }
    let isOfDocument = json["type"]?.stringValue == "chunk"
    do throws(ChunkJudgement.Failure) {
      let judgement = json["keep"] == nil && isOfDocument ? nil : try ChunkJudgement(json: json)
      add(json, judgement, number)
    } catch {
      switch error {
      case .missing(let key): problems.append((number, "has no `\(key)`"))
      case .unknownLabel:
        let names = ChunkLabel.allCases.map(\.rawValue).joined(separator: ", ")
        problems.append((number, "has a `label` that there is not; there are \(names)"))
      }
    }
  }

  private mutating func add(_ json: JSONValue, _ judgement: ChunkJudgement?, _ number: Int) {
    if let line = ChunkLine(json: json), let last = groups.indices.last, line.chunk.documentID == groups[last].document.id,
      line.chunk.range.upperBound <= groups[last].document.text.utf8.count,
      groups[last].document.text(in: line.chunk.range) == line.chunk.text
    {
      var judgement = judgement
      if judgement?.group.isEmpty == true { judgement?.group = groups[last].document.id }
      groups[last].chunks.append(line.chunk)
      groups[last].judgements.append(judgement)
    } else if let judgement, let (document, chunk) = BareChunk.read(json) {
      groups.append(Group(document: document, chunks: [chunk], judgements: [judgement]))
    } else {
      problems.append((number, "is no chunk: it needs `id` and `text`"))
    }
  }
}
