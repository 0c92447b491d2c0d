internal import DocumentModel
internal import TextAnalysis

/// What the rules need to know of a whole document; taken once.
struct DocumentNotes {
  /// Whether the text is English, as far as its small words tell: what the questions are written in.
  let isEnglish: Bool
  let sections: Sections
  let grids = TableGrids()
  /// Of headings that sections are asked about by.
  let titles = KnownTitles()
  /// How often each text stands in bold.
  private let labels: [String: Int]
  /// How many tables stand under a heading without another between, by the heading's place; -1 before the first.
  private var tables: [Int: Int] = [:]

  /// Cost: one pass over the text.
  init(_ document: Document) {
    var text = document.text
    isEnglish = Self.isEnglish(document)
    sections = Sections(document)
    labels = text.withUTF8 { Self.labels($0) }
    hasRepeatedLabels = labels.values.contains { $0 >= 3 }
    var heading = -1
    for (index, element) in document.elements.enumerated() {
      if element.headingLevel != nil { heading = index }
      if element.table != nil { tables[heading, default: 0] += 1 }
    }
  }

  /// Judged by paragraphs: tables and titles have few small words in any language. A text with next to no prose counts as English.
  private static func isEnglish(_ document: Document) -> Bool {
    var (small, all) = (0, 0)
    // What is plain at the start needs no more words.
    for element in document.elements where all < 400 || all < 3000 && small * 6 < all {
      guard case .paragraph = element.kind else { continue }
      let words = Words.count(in: document.text(in: element.range), of: FunctionWords.all)
      all += words.all
      small += words.listed
    }
    return all < 40 || small * 8 >= all
  }

  private static func labels(_ utf8: UnsafeBufferPointer<UInt8>) -> [String: Int] {
    var labels: [String: Int] = [:]
    let star = UInt8(ascii: "*")
    var (index, open): (Int, Int?) = (0, nil)
    // Stars in pairs stand at an even place or right behind one.
    while index + 1 < utf8.count {
      if utf8[index] != star, utf8[index + 1] != star {
        if open != nil, utf8[index] == 0x0A || utf8[index + 1] == 0x0A { open = nil }
        index += 2
        continue
      }
      guard utf8[index] == star, utf8[index + 1] == star else {
        if utf8[index] == 0x0A { open = nil }
        index += 1
        continue
      }
      if let start = open, index > start, index - start <= 60 {
        labels[String(decoding: utf8[start..<index], as: UTF8.self), default: 0] += 1
        open = nil
      } else {
        open = index + 2
      }
      index += 2
    }
    return labels
  }

  /// Whether some text stands in bold three times or more, as the labels of entries do.
  let hasRepeatedLabels: Bool

  /// How often a text stands in bold in the document.
  func count(ofLabel label: String) -> Int { labels[label] ?? 0 }

  /// Whether the heading above an element has no other table.
  func isOnlyTable(_ index: Int, in document: Document) -> Bool {
    let heading = document.elements[..<index].lastIndex { $0.headingLevel != nil } ?? -1
    return tables[heading] == 1
  }
}
