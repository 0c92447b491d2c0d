import JSONText

/// Records for people: by document and by the titles above them, each question with its answer and the words that prove it.
public enum MarkdownBook {
  /// The whole file. Documents and headings come in the order in which records first name them, what stands below no heading first;
  /// nothing for no records.
  public static func text(_ records: [Record]) -> String {
    let parts = grouped(records) { $0.group(by: .document) }.flatMap { records in
      ["# " + escaped(records[0].evidence.documentName)] + sections(records)
    }
    return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
  }

  private static func sections(_ records: [Record]) -> [String] {
    let (below, above) = (records.filter { !$0.headingPath.isEmpty }, records.filter(\.headingPath.isEmpty))
    return above.flatMap(paragraphs)
      + grouped(below) { $0.headingPath.joined(separator: "\u{0}") }.flatMap { records in
        ["## " + records[0].headingPath.map(escaped).joined(separator: " › ")] + records.flatMap(paragraphs)
      }
  }

  /// The records with the same key together, each group where its first stood.
  private static func grouped(_ records: [Record], by key: (Record) -> String) -> [[Record]] {
    var groups: [[Record]] = []
    var places: [String: Int] = [:]
    for record in records {
      let key = key(record)
      if let place = places[key] {
        groups[place].append(record)
      } else {
        places[key] = groups.count
        groups.append([record])
      }
    }
    return groups
  }

  private static func paragraphs(_ record: Record) -> [String] {
    var parts = ["**Q** " + escaped(record.question)]
    if record.toolCalls.isEmpty { parts.append("**A** " + escaped(record.answer)) }
    parts += record.toolCalls.map { "**Call** " + escaped($0.name) + " " + escaped($0.arguments.text) }
    parts.append(quotation(record.evidence.text))
    parts.append("*" + source(record) + "*")
    return parts
  }

  /// The document's own Markdown, so it stays as it is.
  private static func quotation(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> " + $0 }.joined(separator: "\n")
  }

  private static func source(_ record: Record) -> String {
    let pages = record.evidence.pages.map { $0.count == 1 ? "p. \($0.lowerBound)" : "pp. \($0.lowerBound)–\($0.upperBound)" }
    return [pages, escaped(record.kind), escaped(record.id)].compactMap { $0 }.joined(separator: " · ")
  }

  /// Words that stand for themselves in Markdown, on one line.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.split(whereSeparator: \.isNewline).joined(separator: " ") {
      if "\\`*_[]<>#|&$~".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
