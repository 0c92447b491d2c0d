internal import DocumentModel
internal import Yams

/// The YAML block at the head of a Markdown file.
enum FrontMatter {
  /// What the block says and the UTF-8 offset behind it; nil where the text has none.
  ///
  /// A block begins with `---` on the first line and ends with `---` or `...`. At most 64 KiB are read, aliases are refused, and
  /// a block that is no YAML mapping gives a diagnostic and is still taken out.
  static func read(_ text: String) -> (metadata: Metadata, end: Int, diagnostics: [Diagnostic])? {
    let lines = text.utf8.split(separator: 0x0A, maxSplits: 400, omittingEmptySubsequences: false)
    guard lines.count > 1, String(lines[0]).map({ $0.trimmed }) == "---" else { return nil }
    var offset = lines[0].count + 1
    for line in lines.dropFirst() {
      let isEnd = line.elementsEqual("---".utf8) || line.elementsEqual("...".utf8)
      if isEnd {
        let body = text.utf8Slice(lines[0].count + 1..<offset)
        let end = min(offset + line.count + 1, text.utf8.count)
        guard body.utf8.count < 64 << 10, body.contains(":") else { return nil }
        guard let metadata = metadata(body) else {
          return (Metadata(), end, [Diagnostic(.frontMatter, "the front matter is not valid YAML and was left out")])
        }
        return (metadata, end, [])
      }
      offset += line.count + 1
      if offset > 64 << 10 { return nil }
    }
    return nil
  }

  private static func metadata(_ yaml: String) -> Metadata? {
    guard !yaml.contains("*") || !yaml.contains("&"), let node = try? Yams.compose(yaml: yaml), let mapping = node.mapping else {
      return nil
    }
    var metadata = Metadata()
    for (key, value) in mapping {
      let name = key.string ?? ""
      let text = Self.text(value)
      switch name.lowercased() {
      case "title": metadata.title = text
      case "author", "authors": metadata.authors = value.sequence.map { $0.map(Self.text) } ?? [text]
      case "date": metadata.date = text
      case "lang", "language": metadata.language = text
      default: metadata.extra.append(.init(name: name, value: text))
      }
    }
    return metadata
  }

  private static func text(_ node: Node) -> String {
    if let sequence = node.sequence { return sequence.map(Self.text).joined(separator: ", ") }
    return node.scalar?.string ?? ""
  }
}
