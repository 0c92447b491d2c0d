internal import Chunking
internal import DocumentModel
internal import Hashing
internal import Ingestion
internal import JSONText

/// A chunk without a document: a line with `id` and `text`. The text is read as Markdown and stands for the document.
enum BareChunk {
  static func read(_ json: JSONValue) -> (document: Document, chunk: Chunk)? {
    guard let id = json["id"]?.stringValue, let text = json["text"]?.stringValue, json["type"]?.stringValue ?? "chunk" == "chunk"
    else { return nil }
    let document = Document(
      id: json["document"]?.stringValue ?? ContentHash.sha256(Array(text.utf8)),
      source: .init(name: id, format: .markdown, byteCount: text.utf8.count), text: text,
      elements: MarkdownElements.elements(of: text))
    let path = (json["heading_path"]?.arrayValue ?? []).compactMap(\.stringValue)
    let chunk = Chunk(
      id: id, documentID: document.id, range: 0..<text.utf8.count, headingPath: path, context: "", pages: nil,
      tokenCount: json["tokens"]?.intValue ?? 0, text: text)
    return (document, chunk)
  }
}
