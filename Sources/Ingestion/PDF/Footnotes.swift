/// Puts footnotes and the marks that refer to them together.
///
/// A note is a small paragraph that begins with a mark, on a page where a word carries the same mark raised.
enum Footnotes {
  /// The mark that a line of notes begins with: digits or a sign, raised or followed by a stop; nil for other lines.
  static func mark(of line: LayoutSegment) -> String? {
    guard line.words.count >= 2, let first = line.words.first else { return nil }
    let text = first.text.hasSuffix(".") ? String(first.text.dropLast()) : first.text
    guard (1...3).contains(text.count), text.unicodeScalars.allSatisfy(isMark) else { return nil }
    return plain(text)
  }

  /// Digits, plain or raised, and the signs that notes are marked with.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value) || "*†‡§¶".unicodeScalars.contains(scalar) || raised.values.contains(scalar)
  }

  private static let raised: [Unicode.Scalar: Unicode.Scalar] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
  ]

  /// Digits as raised characters of Unicode.
  static func superscript(_ mark: String) -> String {
    var text = ""
    for scalar in mark.unicodeScalars { text.unicodeScalars.append(raised[scalar] ?? scalar) }
    return text
  }

  private static func plain(_ mark: String) -> String {
    let digits = Dictionary(uniqueKeysWithValues: raised.map { ($1, $0) })
    var text = ""
    for scalar in mark.unicodeScalars { text.unicodeScalars.append(digits[scalar] ?? scalar) }
    return text
  }

  /// Gives notes and the words that refer to them their labels; notes without a word that refers to them become paragraphs.
  ///
  /// A label is the mark where no two notes of the document have the same, else page and mark.
  static func link(_ blocks: inout [PDFBlock]) {
    var marks: [Int: Set<String>] = [:]
    for (page, line) in blocks.lazy.flatMap(\.lines) {
      for word in line.words where !word.mark.isEmpty { marks[page, default: []].insert(word.mark) }
    }
    var counts: [String: Int] = [:]
    var notes: [Int: Set<String>] = [:]
    for index in blocks.indices {
      guard case .footnote(let mark) = blocks[index].role else { continue }
      if marks[blocks[index].page]?.contains(mark) == true, notes[blocks[index].page, default: []].insert(mark).inserted {
        counts[mark, default: 0] += 1
      } else {
        blocks[index].role = .paragraph
      }
    }
    let areUnique = counts.values.allSatisfy { $0 == 1 }
    func label(_ mark: String, _ page: Int) -> String { areUnique ? mark : "\(page)-\(mark)" }
    for index in blocks.indices {
      if case .footnote(let mark) = blocks[index].role {
        blocks[index].role = .footnote(label(mark, blocks[index].page))
        continue
      }
      for line in blocks[index].lines.indices {
        let page = blocks[index].lines[line].page
        guard let known = notes[page] else { continue }
        for word in blocks[index].lines[line].line.words.indices {
          let mark = blocks[index].lines[line].line.words[word].mark
          if known.contains(mark) {
            blocks[index].lines[line].line.words[word].raised = RaisedMark(mark, noteLabel: label(mark, page))
          }
        }
      }
    }
  }
}
