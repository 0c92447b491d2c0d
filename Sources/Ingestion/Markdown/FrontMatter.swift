internal import DocumentModel
internal import TOMLKit
internal import Yams

/// The block of YAML (between lines of `---`) or TOML (between lines of `+++`) at the head of a Markdown file.
enum FrontMatter {
  /// What the block says and the UTF-8 offset behind it; nil where the text has none.
  ///
  /// A block of YAML may end with `...` too. At most 64 KiB are read, aliases are refused, and a block that holds no table of
  /// keys gives a diagnostic and is still taken out.
  static func read(_ text: String) -> (metadata: Metadata, end: Int, diagnostics: [Diagnostic])? {
    guard text.hasPrefix("---") || text.hasPrefix("+++") else { return nil }
    let lines = text.utf8.split(separator: 0x0A, maxSplits: 400, omittingEmptySubsequences: false)
    guard lines.count > 1, let opening = String(lines[0])?.trimmed, opening == "---" || opening == "+++" else { return nil }
    let isTOML = opening == "+++"
    var offset = lines[0].count + 1
    for line in lines.dropFirst() {
      let mark = String(line)?.trimmed
      if mark == opening || (mark == "..." && !isTOML) {
        let body = text.utf8Slice(lines[0].count + 1..<offset)
        let end = min(offset + line.count + 1, text.utf8.count)
        guard body.utf8.count < limit, body.contains(isTOML ? "=" : ":") else { return nil }
        guard let metadata = isTOML ? toml(body) : yaml(body) else {
          let name = isTOML ? "TOML" : "YAML"
          return (Metadata(), end, [Diagnostic(.frontMatter, "the front matter is not valid \(name) and was left out")])
        }
        return (metadata, end, [])
      }
      offset += line.count + 1
      if offset > limit { return nil }
    }
    return nil
  }

  private static let limit = 64 << 10

  private static func yaml(_ text: String) -> Metadata? {
    guard !text.contains("*") || !text.contains("&"), let node = try? Yams.compose(yaml: text), let mapping = node.mapping else {
      return nil
    }
    var metadata = Metadata()
    for (key, value) in mapping { metadata.take(key.string ?? "", values(value)) }
    return metadata
  }

  private static func values(_ node: Node) -> [String] {
    if let sequence = node.sequence { return sequence.flatMap(values) }
    if let mapping = node.mapping { return mapping.flatMap { values($0.value) } }
    return [node.scalar?.string ?? ""]
  }

  private static func toml(_ text: String) -> Metadata? {
    guard let table = try? TOMLTable(string: text) else { return nil }
    var metadata = Metadata()
    for key in table.keys.sorted() { metadata.take(key, table[key].map(values) ?? []) }
    return metadata
  }

  private static func values(_ value: any TOMLValueConvertible) -> [String] {
    if let array = value.array { return array.flatMap { values($0) } }
    if let table = value.table { return table.keys.sorted().flatMap { table[$0].map(values) ?? [] } }
    if let string = value.string { return [string] }
    return [value.debugDescription]
  }
}

extension Metadata {
  /// Takes a declaration of front matter.
  fileprivate mutating func take(_ name: String, _ values: [String]) {
    let text = values.joined(separator: ", ")
    switch name.lowercased() {
    case "title": title = text
    case "author", "authors": authors = values
    case "date": date = text
    case "lang", "language": language = text
    default: extra.append(.init(name: name, value: text))
    }
  }
}
