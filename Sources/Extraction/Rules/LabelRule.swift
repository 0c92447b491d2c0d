internal import Chunking
internal import DocumentModel
internal import TextAnalysis

/// Values behind labels: `**Range:** 60 feet`.
enum LabelRule {
  static func drafts(_ passage: Passage) -> [Draft] {
    passage.notes.hasRepeatedLabels ? passage.elements.flatMap { drafts(of: $0, passage) } : []
  }

  private static func drafts(of element: Document.Element, _ passage: Passage) -> [Draft] {
    switch element.kind {
    case .paragraph, .listItem: break
    default: return []
    }
    let markdown = Array(passage.document.text(in: element.range).utf8)
    return labels(markdown).compactMap { label, value in
      draft(label, value, markdown, element.range.lowerBound, passage)
    }
  }

  /// Where labels in bold and the values behind them stand; a value goes to the next label, or to the end of its line.
  private static func labels(_ text: [UInt8]) -> [(label: Range<Int>, value: Range<Int>)] {
    var found: [(Range<Int>, Range<Int>)] = []
    var index = 0
    while let open = text.firstStars(from: index), let close = text.firstStars(from: open + 2) {
      let next = text.firstStars(from: close + 2) ?? text.count
      let line = text[(close + 2)...].firstIndex(of: 0x0A) ?? text.count
      found.append((open + 2..<close, close + 2..<min(next, line)))
      index = close + 2
    }
    return found
  }

  private static func draft(_ label: Range<Int>, _ value: Range<Int>, _ text: [UInt8], _ start: Int, _ passage: Passage) -> Draft?
  {
    let head = String(decoding: text[label], as: UTF8.self)
    let rest = String(decoding: text[value], as: UTF8.self)
    // What every entry has is an attribute; what stands once is the title of a remark.
    guard head.hasSuffix(":") || rest.hasPrefix(":"), passage.notes.count(ofLabel: head) >= 3 else { return nil }
    let name = Phrases.withoutStop(PlainText.plain(head))
    let said = Phrases.withoutStop(PlainText.plain("x" + rest).dropFirst().drop { ": ".contains($0) }.description)
    let words = Words.words(in: name)
    guard (1...4).contains(words.count), words[0].isCapitalised,
      !words.contains(where: { FunctionWords.auxiliaries.contains($0) }),
      !Phrases.admonitions.contains(name.lowercased()), (1...12).contains(said.wordCount),
      said.contains(where: { $0.isLetter || $0.isNumber }), Phrases.isBalanced(said)
    else { return nil }
    // Names in a row are several labels.
    let capitals = name.split(separator: " ").count { $0.count > 2 && $0.allSatisfy { $0.isUppercase || $0 == "_" } }
    if capitals >= 2 { return nil }
    // A sentence behind a label is no value, and neither is what begins with a verb.
    let saying = Words.words(in: said)
    if let first = saying.first, VerbLexicon.form(first) != nil || Self.opening.contains(first) { return nil }
    if saying.contains(where: { Clause.modals.contains($0) || FunctionWords.auxiliaries.contains($0) }) {
      return nil
    }
    let lower = label.lowerBound - 2
    guard passage.name(at: start + lower) != nil,
      saying.contains(where: \.isNumber) || saying.count <= 4
    else { return nil }
    let lead = passage.lead(at: start + lower)
    guard !lead.isEmpty else { return nil }
    return Draft(
      kind: .property, question: lead + "what is the “\(name)”?", answer: "The “\(name)” is \(said).", shortAnswer: said,
      range: start + lower..<start + trimmed(value, text).upperBound, order: 4)
  }

  /// First words of what is no value.
  private static let opening: WordSet = [
    "if", "when", "to", "the", "a", "an", "this", "it", "you", "for", "same", "see", "like", "as", "also", "not",
  ]

  private static func trimmed(_ range: Range<Int>, _ text: [UInt8]) -> Range<Int> {
    var upper = range.upperBound
    while upper > range.lowerBound, text[upper - 1] <= 0x20 { upper -= 1 }
    return range.lowerBound..<upper
  }
}

extension [UInt8] {
  /// Where two stars stand first from an index on.
  fileprivate func firstStars(from index: Int) -> Int? {
    guard index + 1 < count else { return nil }
    return (index..<count - 1).first { self[$0] == UInt8(ascii: "*") && self[$0 + 1] == UInt8(ascii: "*") }
  }
}
