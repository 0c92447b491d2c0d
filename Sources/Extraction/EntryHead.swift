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
  /// Whether the term names a thing that sentences can be about: not a number and not the label of a remark.
  let isName: Bool

  init?(_ element: Document.Element, of document: Document) {
    switch element.kind {
    case .paragraph, .listItem: break
    default: return nil
    }
    guard Self.mayOpenWithStars(document.text.utf8, element.range) else { return nil }
    var markdown = document.text(in: element.range.lowerBound..<min(element.range.upperBound, element.range.lowerBound + 400))
    guard let found = markdown.withUTF8({ Self.marks($0) }) else { return nil }
    (start, term, hasVerb, bodyStart) = (found.start, found.term, found.hasVerb, found.bodyStart)
    isName = Self.isName(term)
  }

  private static func mayOpenWithStars(_ text: String.UTF8View, _ range: Range<Int>) -> Bool {
    text[text.index(text.startIndex, offsetBy: range.lowerBound)...].prefix(min(9, range.count)).contains(UInt8(ascii: "*"))
  }

  /// The term between the first two pairs of stars, the first of which stands within the first five characters, such as a list's mark.
  private static func marks(_ utf8: UnsafeBufferPointer<UInt8>) -> (start: Int, term: String, hasVerb: Bool, bodyStart: Int)? {
    guard let open = stars(utf8, from: 0, before: 8), let close = stars(utf8, from: open + 2, before: utf8.count) else {
      return nil
    }
    let head = PlainText.plain(String(decoding: utf8[(open + 2)..<close], as: UTF8.self))
    let rest = UnsafeBufferPointer(rebasing: utf8[(close + 2)...])
    let hasVerb = rest.starts(with: " means ".utf8)
    let isSetOff =
      head.last.map { ":.—".contains($0) } == true || rest.first == UInt8(ascii: ":") || rest.starts(with: " —".utf8)
      || rest.starts(with: " –".utf8)
    guard isSetOff || hasVerb else { return nil }
    return (open, Phrases.withoutStop(head), hasVerb, close + 2 + markCount(rest))
  }

  private static func stars(_ utf8: UnsafeBufferPointer<UInt8>, from start: Int, before limit: Int) -> Int? {
    (start..<max(start, min(limit, utf8.count - 1))).first { utf8[$0] == UInt8(ascii: "*") && utf8[$0 + 1] == UInt8(ascii: "*") }
  }

  /// How many bytes the marks between a term and what is said of it have: colons, dashes, stops and spaces.
  private static func markCount(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var index = 0
    while index < utf8.count {
      if ":-. ".utf8.contains(utf8[index]) {
        index += 1
      } else if index + 2 < utf8.count, utf8[index] == 0xE2, utf8[index + 1] == 0x80,
        utf8[index + 2] == 0x93 || utf8[index + 2] == 0x94
      {
        index += 3
      } else {
        break
      }
    }
    return index
  }

  /// Where the element's sentences begin: behind the term, but for one that a verb makes part of its sentence.
  var sentenceStart: Int { hasVerb ? 0 : bodyStart }

  private static func isName(_ term: String) -> Bool {
    term.utf8.count <= 240 && term.count >= 2 && term.count <= 60 && term.holdsLetter && Phrases.isName(term)
      && !Phrases.admonitions.contains(term.lowercased()) && !term.hasPrefix("A ") && !term.hasPrefix("An ")
  }
}
