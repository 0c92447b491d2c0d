public import DocumentModel
internal import Hashing

/// Reads HTML pages: their main content with its structure.
public struct HTMLIngestor: Ingestor {
  private let options: IngestionOptions

  public init(options: IngestionOptions = IngestionOptions()) {
    self.options = options
  }

  public func read(_ source: Source) throws(IngestionError) -> Document {
    let (html, decoding) = TextDecoding.decode(source.bytes, declared: HTMLEncoding.declared(in: source.bytes))
    let tree = HTMLParser.parse(html)
    let content = options.content == .all ? MainContent.all(of: tree) : MainContent.find(in: tree)
    var writer = HTMLWriter(tree: tree, content: content)
    var diagnostics = decoding
    if content.isFallback {
      diagnostics.append(
        Diagnostic(.noMainContent, "no main content stands out; the page was taken without its navigation and footers"))
    }
    let builder = writer.write()
    if builder.elements.isEmpty {
      diagnostics.append(Diagnostic(.noText, "no text was found: the page may be filled by scripts"))
    }
    var metadata = HTMLMetadata.read(tree, marks: content.marks)
    if options.content == .main {
      let percent = Int((100 * content.confidence).rounded())
      metadata.extra.append(.init(name: "content-confidence", value: "\(percent) %"))
    }
    return builder.document(
      id: ContentHash.sha256(source.bytes), source: .init(name: source.name, format: .html, byteCount: source.bytes.count),
      metadata: metadata, diagnostics: diagnostics)
  }
}

/// The encoding that a page declares.
enum HTMLEncoding {
  /// The value of `charset=` in the first 4 KiB.
  static func declared(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(4096).map { $0.isUppercase ? $0 | 0x20 : $0 }
    let needle = Array("charset=".utf8)
    guard head.count > needle.count else { return nil }
    for start in 0..<head.count - needle.count
    where head[start] == needle[0] && head[start..<start + needle.count].elementsEqual(needle) {
      let value = head[(start + needle.count)...].drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0.isSpace }
      let name = value.prefix { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
    }
    return nil
  }
}
