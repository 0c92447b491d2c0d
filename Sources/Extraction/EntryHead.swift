internal import DocumentModel
internal import TextAnalysis

/// The term that an element opens with, set off in bold from what is said of it: `**diff.external**: If …`, `**Hold** — a space …`.
struct EntryHead {
  let term: String
  /// Bytes from the element's start to the term's first mark.
  let start: Int
  /// Bytes from the element's start to the first word behind the colon, dash or stop.
  let bodyStart: Int
  /// Whether a verb of definition stands behind the term: `**Hold** means a space`.
  let hasVerb: Bool

  init?(_ element: Document.Element, of document: Document) {
    switch element.kind {
    case .paragraph, .listItem: break
    default: return nil
    }
    let markdown = document.text(in: element.range)
    guard let open = markdown.ranges(of: "**").first, markdown.distance(from: markdown.startIndex, to: open.lowerBound) <= 5,
      let close = markdown[open.upperBound...].ranges(of: "**").first
    else { return nil }
    let head = PlainText.plain(String(markdown[open.upperBound..<close.lowerBound]))
    let rest = markdown[close.upperBound...]
    hasVerb = rest.hasPrefix(" means ")
    guard
      head.last.map({ ":.—".contains($0) }) == true || rest.first == ":" || rest.hasPrefix(" —") || rest.hasPrefix(" –")
        || hasVerb
    else { return nil }
    term = Phrases.withoutStop(head)
    start = markdown.utf8.distance(from: markdown.startIndex, to: open.lowerBound)
    let body = rest.drop { ":—–-. ".contains($0) }
    bodyStart = markdown.utf8.distance(from: markdown.startIndex, to: body.startIndex)
  }

  /// Where the element's sentences begin: behind the term, but for one that a verb makes part of its sentence.
  var sentenceStart: Int { hasVerb ? 0 : bodyStart }

  /// Whether the term names a thing that sentences can be about: not a number and not the label of a remark.
  var isName: Bool {
    term.count >= 2 && term.count <= 60 && term.contains(where: \.isLetter) && Phrases.isName(term)
      && !Phrases.admonitions.contains(term.lowercased()) && !term.hasPrefix("A ") && !term.hasPrefix("An ")
  }
}
